//! Sites made up at random, what must hold of them by a second, naive reading of the record format, and the
//! same sites with other secrets.
//!
//! Every choice comes from a list of numbers in which 0 means the plainest, so that a failing site shrinks to
//! a small one. All moments lie between 18 March and the summer of 2024, around the clock change of 31 March.

#![allow(dead_code, reason = "every test file takes what it needs")]

#[path = "generator/clock.rs"]
mod clock;
#[path = "generator/draw.rs"]
mod draw;
#[path = "generator/hidden.rs"]
mod hidden;
#[path = "generator/oracle.rs"]
mod oracle;
#[path = "generator/relative.rs"]
mod relative;
#[path = "generator/spec.rs"]
mod spec;

pub(crate) use clock::rfc3339;
pub(crate) use draw::Draw;
#[allow(unused_imports, reason = "not every test file looks at the order of events")]
pub(crate) use oracle::EVENTS;
#[allow(unused_imports, reason = "not every test file looks at single records")]
pub(crate) use spec::{RecordSpec, SiteSpec};

use proptest::collection::vec;
use proptest::prelude::any;
use proptest::test_runner::{Config, RngAlgorithm, TestCaseError, TestError, TestRng, TestRunner};

/// Checks a law for so many sites, always the same ones; `TERMIJN_CASES` asks for another number.
pub(crate) fn for_sites(cases: u32, law: impl Fn(&SiteSpec, &mut Draw<'_>)) {
    #[expect(clippy::disallowed_methods, reason = "a person may ask for a longer run")]
    let cases = std::env::var("TERMIJN_CASES").ok().and_then(|text| text.parse().ok()).unwrap_or(cases);
    let config = Config { cases, failure_persistence: None, max_shrink_iters: 2_000, ..Config::default() };
    let mut runner = TestRunner::new_with_rng(config, TestRng::deterministic_rng(RngAlgorithm::ChaCha));
    let outcome = runner.run(&vec(any::<u32>(), 0..1_000), |choices| {
        let mut draw = Draw::of(&choices);
        let spec = SiteSpec::draw(&mut draw);
        law(&spec, &mut draw);
        Ok::<(), TestCaseError>(())
    });
    match outcome {
        Ok(()) => {}
        Err(TestError::Fail(reason, choices)) => {
            panic!("{reason}\n\nin this site:\n{}", SiteSpec::draw(&mut Draw::of(&choices)).show());
        }
        Err(TestError::Abort(reason)) => panic!("no sites could be made: {reason}"),
    }
}
