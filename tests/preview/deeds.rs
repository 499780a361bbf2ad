//! What people do to a site while they write, made up by chance, always the same.

use crate::support::TempSite;
use std::fs;
use termijn::time::Instant;

/// Numbers that look like chance: a linear congruential generator (Knuth's MMIX constants).
#[derive(Debug)]
pub(crate) struct Chance(u64);

impl Chance {
    pub(crate) fn of(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) ^ 0x2545_f491_4f6c_dd1d)
    }

    /// A number below `end`.
    pub(crate) fn below(&mut self, end: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from((self.0 >> 33) % end.max(1) as u64).unwrap()
    }

    pub(crate) fn once_in(&mut self, times: usize) -> bool {
        self.below(times) == 0
    }

    pub(crate) fn pick<'a, T>(&mut self, all: &'a [T]) -> &'a T {
        &all[self.below(all.len())]
    }
}

/// An instant near a moment of the site, before or after the last one.
pub(crate) fn another_instant(chance: &mut Chance, before: Instant) -> Instant {
    let moments = [
        "2026-03-05T00:00:00+01:00",
        "2026-03-24T12:00:00+01:00",
        "2026-04-01T12:00:00+02:00",
        "2026-04-09T09:00:00+02:00",
        "2026-05-04T00:00:00+02:00",
    ];
    if chance.once_in(3) {
        return before.plus_seconds(i64::try_from(chance.below(2_000_000)).unwrap() - 1_000_000);
    }
    let moment = Instant::parse_rfc3339(chance.pick::<&str>(&moments)).unwrap();
    moment.plus_seconds(*chance.pick(&[-1, 0, 1]))
}

/// Does one thing to the site, and says what.
pub(crate) fn deed(chance: &mut Chance, site: &TempSite) -> String {
    let nr = chance.below(10_000);
    let records = records(site);
    let record = || records.is_empty();
    match chance.below(22) {
        0..=3 if !record() => edit(chance, site, &records, &format!("title = \"Nieuw {nr} ëé\""), "title ="),
        4 if !record() => {
            let deadline = format!("deadline = 2026-04-{:02}T0{}:00:00", 1 + nr % 28, nr % 10);
            edit(chance, site, &records, &deadline, "deadline = 2026-04")
        }
        5 if !record() => append(chance, site, &records, &format!("\n## Kopje {nr}\n\nTekst {nr}.\n")),
        6 if !record() => {
            let (path, text) = one(chance, site, &records);
            let text = if text.contains("draft = true\n") {
                text.replace("draft = true\n", "")
            } else {
                text.replacen("title =", "draft = true\ntitle =", 1)
            };
            put(site, &path, &text, "draft or not")
        }
        7 if !record() => {
            let (path, text) = one(chance, site, &records);
            put(site, &path, &text.replacen("kind = ", "kind == ", 1), "broken")
        }
        8 | 9 if !record() => {
            let broken = records.iter().find(|path| site.read(path).contains("kind == "));
            let Some(path) = broken else { return "nothing to mend".to_owned() };
            put(site, path, &site.read(path).replacen("kind == ", "kind = ", 1), "mended")
        }
        10 if !record() => {
            let path = chance.pick(&records).clone();
            fs::remove_file(site.path(&path)).unwrap();
            format!("{path} thrown away")
        }
        11 if !record() => {
            let path = chance.pick(&records).clone();
            let to = format!("content/{}/{nr} naam é.md", chance.pick(&["vacatures", "aanvragen", "nieuw"]));
            if !path.ends_with("index.md") {
                fs::create_dir_all(site.path(&to).parent().unwrap()).unwrap();
                fs::rename(site.path(&path), site.path(&to)).unwrap();
            }
            format!("{path} moved to {to}")
        }
        12 if !record() => {
            let path = chance.pick(&records).clone();
            let Some(stem) = path.strip_suffix(".md").filter(|stem| !stem.ends_with("/index")) else {
                return "it has a folder".to_owned();
            };
            fs::create_dir_all(site.path(stem)).unwrap();
            fs::rename(site.path(&path), site.path(&format!("{stem}/index.md"))).unwrap();
            site.write(&format!("{stem}/bestek {nr}.pdf"), format!("%PDF {nr}"));
            append_to(site, &format!("{stem}/index.md"), &format!("\nZie [bestek](bestek%20{nr}.pdf).\n"))
        }
        13 if !record() => {
            let (path, text) = one(chance, site, &records);
            let reference = format!("reference = \"{nr}-kopie\"");
            let copy: Vec<&str> = text
                .lines()
                .map(|line| if line.starts_with("reference") { &reference } else { line })
                .collect();
            let to = format!("content/vacatures/kopie-{nr}.md");
            put(site, &to, &(copy.join("\n") + "\n"), &format!("a copy of {path}"))
        }
        14 if !record() => {
            let (path, _) = one(chance, site, &records);
            let to = chance.pick(&records).clone();
            let name = to.trim_start_matches("content/").trim_end_matches(".md").trim_end_matches("/index");
            append_to(site, &path, &format!("\nZie ook [dit bericht](@/{name}).\n"))
        }
        15 => {
            let path = "content/organisations/gemeente-veenrijk.toml";
            let text = format!("name = \"Gemeente Veenrijk {nr}\"\nabout = \"Over ons {nr}.\"\n");
            put(site, path, &text, "the organisation")
        }
        16 => {
            let title = format!("title = \"Proefsite {nr}\"\nbase_url = \"https://proefsite.example/\"\n");
            let rest = *chance.pick(&[
                "",
                "[lists]\nper_page = 2\n",
                "timezone = \"UTC\"\n",
                "title = 3\n",
                "[lists]\nx = 1\n",
            ]);
            put(site, "termijn.toml", &format!("{title}{rest}"), "settings")
        }
        17 => {
            let path = "themes/termijn/static/extra.css";
            put(site, path, &format!("body {{ margin: {nr}px }}\n"), "style")
        }
        18 => {
            let path = "themes/termijn/templates/page.html";
            let body = *chance.pick(&["{{ page.title }}", "{{ page.title", "{{ page.body.html | safe }}"]);
            let text = format!(
                "{{% extends \"termijn/base.html\" %}}{{% block main %}}<main id=\"inhoud\">{nr} {body}</main>{{% endblock main %}}"
            );
            put(site, path, &text, "template")
        }
        19 => {
            let _ = fs::remove_dir_all(site.path("themes"));
            "no theme of its own".to_owned()
        }
        20 => put(site, &format!("content/pages/pagina-{}.md", nr % 5), &page(nr), "page"),
        _ => {
            // What is left by editors and what only looks like a change.
            site.write("content/vacatures/.x.md.swp", format!("{nr}"));
            site.write(&format!("content/aanvragen/4913-{nr}~"), "x");
            "leftovers".to_owned()
        }
    }
}

fn page(nr: usize) -> String {
    format!("+++\ntitle = \"Pagina {nr}\"\nmenu = true\n+++\n\nTekst {nr}.\n")
}

/// The files of records, by path.
fn records(site: &TempSite) -> Vec<String> {
    let files = site.files("content").into_iter().map(|(path, _)| format!("content/{path}"));
    let is_record = |path: &String| {
        path.ends_with(".md")
            && !path.starts_with("content/pages/")
            && !path.starts_with("content/organisations/")
    };
    files.filter(is_record).collect()
}

fn one(chance: &mut Chance, site: &TempSite, records: &[String]) -> (String, String) {
    let path = chance.pick(records).clone();
    let text = site.read(&path);
    (path, text)
}

fn put(site: &TempSite, path: &str, text: &str, what: &str) -> String {
    site.write(path, text);
    format!("{path}: {what}")
}

/// Puts a line in the place of the first that begins with `start`.
fn edit(chance: &mut Chance, site: &TempSite, records: &[String], line: &str, start: &str) -> String {
    let (path, text) = one(chance, site, records);
    let mut is_done = false;
    let mut lines = Vec::new();
    for old in text.lines() {
        let is_it = !is_done && old.starts_with(start);
        is_done |= is_it;
        lines.push(if is_it { line } else { old });
    }
    put(site, &path, &(lines.join("\n") + "\n"), line)
}

fn append(chance: &mut Chance, site: &TempSite, records: &[String], more: &str) -> String {
    let path = chance.pick(records).clone();
    append_to(site, &path, more)
}

fn append_to(site: &TempSite, path: &str, more: &str) -> String {
    let text = site.read(path) + more;
    put(site, path, &text, more.trim())
}
