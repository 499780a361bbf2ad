//! Laws that hold of every site, at every instant: checked on sites made up at random, always the same ones.
//! `TERMIJN_CASES=2000 cargo laws` looks further.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on may stop anywhere")]

#[path = "laws/against_oracle.rs"]
mod against_oracle;
#[path = "laws/agreement.rs"]
mod agreement;
#[path = "support/channel.rs"]
mod channel;
#[path = "laws/channels.rs"]
mod channels;
#[path = "laws/every_instant.rs"]
mod every_instant;
#[path = "support/generator.rs"]
mod generator;
#[path = "laws/kept.rs"]
mod kept;
#[path = "laws/ocds.rs"]
mod ocds;
#[path = "laws/order.rs"]
mod order;
#[path = "laws/pages.rs"]
mod pages;
#[path = "laws/printed.rs"]
mod printed;
#[path = "laws/secrets.rs"]
mod secrets;
#[path = "support/site.rs"]
mod site;
#[path = "laws/spelling.rs"]
mod spelling;
#[path = "laws/validity.rs"]
mod validity;
#[path = "laws/zones.rs"]
mod zones;

use generator::{Draw, SiteSpec};
use termijn::time::Instant;

/// An instant near one that the site names, or just that.
fn instant_near(spec: &SiteSpec, draw: &mut Draw<'_>) -> i64 {
    // Publications change other pages too, so one in three instants is near one.
    let moments =
        if draw.once_in(3) { vec![draw.pick(&spec.records).published_at()] } else { spec.moments() };
    draw.pick(&moments) + draw.pick(&[0, -1, 1, 43_200])
}

fn instant(unix_seconds: i64) -> Instant {
    Instant::from_unix_seconds(unix_seconds).expect("sites are made up for 2024")
}
