//! A record as it would be if it were published now.

use crate::diagnostic::Problems;
use crate::language::{Language, Text};
use crate::lifecycle::in_force;
use crate::record::Notice;
use crate::source::{Fate, Value, rewrite, split};
use crate::text;
use crate::time::{Date, Instant, Zone, print};
use std::sync::Arc;

/// The text of a record with this publication and no draft any more, every other byte as it was. `None` when it
/// has no publication, or its TOML cannot be read.
pub(super) fn published_now(file: &str, text: &str, today: Date) -> Option<String> {
    let fate = |path: &[&str], _: &Value| {
        let set = |value: String| Fate::Set { value, above: None, below: None };
        match path {
            ["published"] => set(today.to_string()),
            ["draft"] => set("false".to_owned()),
            _ => Fate::Keep,
        }
    };
    if file.ends_with(".toml") {
        return rewrite(text, &fate);
    }
    let front = split(text, &mut Problems::of(&Arc::from(file)))?;
    let end = front.toml_start + front.toml.len();
    Some(format!("{}{}{}", &text[..front.toml_start], rewrite(front.toml, &fate)?, &text[end..]))
}

/// How long one could respond to a notice that is published now; `None` for one that would not be sound.
pub(super) fn proposal(notice: Option<&Notice>, now: Instant, zone: Zone) -> Text {
    let Some(notice) = notice else {
        return text!(
            "Als u dit nu publiceert, komt het niet op de site: er staan fouten in.",
            "If you publish this now, it does not get on the site: there are errors in it."
        );
    };
    let closes = in_force(notice, now).schedule.closes;
    let words = |language| match closes.day {
        Some(_) => print::closing(&closes, zone, language),
        None => match language {
            Language::Dutch => format!("tot {}", print::closing(&closes, zone, language)),
            Language::English => format!("until {}", print::closing(&closes, zone, language)),
        },
    };
    let (nl, en) = (words(Language::Dutch), words(Language::English));
    if closes.at <= now {
        return text!(
            "Als u dit nu publiceert, kan niemand meer reageren: dat kon {nl}.",
            "If you publish this now, nobody can respond any more: that was possible {en}."
        );
    }
    let today = zone.date_of(now);
    let last = closes.day.unwrap_or_else(|| zone.date_of(closes.at));
    match today.days_until(last) {
        0 => text!(
            "Als u dit nu publiceert, kan men alleen vandaag nog reageren, {nl}.",
            "If you publish this now, people can respond today only, {en}."
        ),
        days => {
            let (dagen, of_days) = if days == 1 { ("dag", "day") } else { ("dagen", "days") };
            text!(
                "Als u dit nu publiceert, kan men {days} {dagen} reageren, {nl}.",
                "If you publish this now, people can respond for {days} {of_days}, {en}."
            )
        }
    }
}
