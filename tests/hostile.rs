//! No input whatever makes the core panic: the sample site's files, mutated at random, still load, plan and
//! render, and every problem found stands inside its file.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use termijn::edition::{assemble, prepare};
use termijn::lifecycle::Drafts;
use termijn::source::{SourceFile, SourceTree};
use termijn::time::Instant;

/// A small generator of numbers, so that a failing round can be run again by its seed.
struct Random(u64);

impl Random {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).expect("31 bits fit") % limit.max(1)
    }
}

fn sample() -> BTreeMap<String, Vec<u8>> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let read = |path: &Path| std::fs::read(path).expect("the sample site can be read");
    let mut files = BTreeMap::from([("termijn.toml".to_owned(), read(&root.join("termijn.toml")))]);
    let mut folders: Vec<PathBuf> = vec![root.join("content")];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).expect("the sample site can be listed") {
            let path = entry.expect("the sample site can be listed").path();
            if path.is_dir() {
                folders.push(path);
            } else {
                let name = path.strip_prefix(root).expect("it is below the root");
                files.insert(name.to_str().expect("names are plain").to_owned(), read(&path));
            }
        }
    }
    files
}

/// Pieces that parsers stumble over.
const PIECES: &[&str] = &[
    "+++",
    "\r\n",
    "\u{feff}",
    "\0",
    "[[",
    "]]",
    "'''",
    "\"\"\"",
    "= ",
    "2026-02-30",
    "2026-03-29T02:30",
    "24:00",
    "9999-12-31",
    "0001-01-01",
    "99999999999999999999",
    "-1",
    "nan",
    "{",
    "}",
    "[a](@/",
    "](javascript:x)",
    "<script>",
    "| a | b |\n|--|\n",
    "[^1]: x",
    "![",
    "```",
    "# ",
    "é\u{301}",
    "\u{202e}",
    "\u{1f600}",
    "draft = true\n",
    "\n[[amendments]]\non = 2024-01-01\nreason = \"x\"\n",
    "\n[retention]\nclosed = \"4000000000 jaar\"\n",
    "29 februari",
    "maandag ",
    "slug = \"con\"\n",
    "../",
    "\\",
    "%00",
    "[questions]\n",
    "old = {}\n",
];

fn mutate(text: &mut Vec<u8>, random: &mut Random) {
    for _ in 0..=random.below(4) {
        let at = random.below(text.len() + 1);
        match random.below(5) {
            0 => {
                let end = (at + random.below(40)).min(text.len());
                text.drain(at..end);
            }
            1 => {
                let end = (at + random.below(200)).min(text.len());
                let copy = text[at..end].to_vec();
                let to = random.below(text.len() + 1);
                text.splice(to..to, copy);
            }
            2 if at < text.len() => text[at] = u8::try_from(random.below(256)).expect("it is below 256"),
            3 => text.truncate(at),
            _ => {
                let piece = PIECES[random.below(PIECES.len())];
                text.splice(at..at, piece.bytes());
            }
        }
    }
}

#[test]
fn mutated_sites_never_panic() {
    let sample = sample();
    let names: Vec<&String> = sample.keys().collect();
    let mut with_problems = 0;
    let mut rendered = 0;
    for seed in 0..400 {
        let mut random = Random(seed);
        let mut files = sample.clone();
        for _ in 0..=random.below(3) {
            mutate(
                files.get_mut(names[random.below(names.len())]).expect("it is one of the names"),
                &mut random,
            );
        }
        let tree = SourceTree {
            files: files
                .into_iter()
                .map(|(path, bytes)| (path, SourceFile::Bytes(Arc::from(bytes))))
                .collect(),
        };
        let prepared = prepare(&tree, None, Drafts::Included);
        let problems = prepared.site_diagnostics.iter().chain(&prepared.content_diagnostics);
        for problem in problems {
            let place = &problem.label.place;
            let length = tree.bytes(&place.file).map_or(0, |bytes| bytes.len());
            assert!(
                place.start <= place.end && place.end <= length,
                "seed {seed}: {problem:?} in {length} bytes"
            );
            with_problems += 1;
        }
        let Some(inputs) = prepared.inputs() else { continue };
        for at in ["2023-11-08T12:00:00+01:00", "2024-02-29T23:59:59+01:00", "2030-01-01T00:00:00Z"] {
            let edition = assemble(&inputs, Instant::parse_rfc3339(at).expect("it is RFC 3339"));
            for planned in edition.artifacts() {
                let copy = |_: &str, _: termijn::digest::Digest, _: &mut dyn std::io::Write| Ok(());
                let mut bytes = Vec::new();
                edition
                    .render(planned, &copy, &mut bytes)
                    .unwrap_or_else(|problem| panic!("seed {seed}: {problem:?}"));
                rendered += 1;
            }
        }
    }
    assert!(
        with_problems > 200 && rendered > 2_000,
        "the mutations are too mild: {with_problems}, {rendered}"
    );
}
