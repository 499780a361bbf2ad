//! Feeds and calendars read back: as much of a reader as our own files need.

#![allow(dead_code, reason = "every test file takes what it needs")]

use std::collections::BTreeMap;

/// An event of a calendar: names of properties, without their parameters, with their values.
pub(crate) type Event = BTreeMap<String, String>;

/// The events of a calendar; fails on a line that is too long or ends otherwise than by CRLF.
#[track_caller]
pub(crate) fn events(calendar: &str) -> Vec<Event> {
    assert!(calendar.starts_with("BEGIN:VCALENDAR\r\n") && calendar.ends_with("END:VCALENDAR\r\n"));
    assert_eq!(
        calendar.replace("\r\n", "").matches(['\r', '\n']).count(),
        0,
        "a bare line end in {calendar}"
    );
    for line in calendar.split("\r\n") {
        assert!(line.len() <= 75, "{} octets: {line}", line.len());
    }
    let mut events = Vec::new();
    let mut current: Option<Event> = None;
    for line in calendar.replace("\r\n ", "").lines() {
        let (name, value) = line.split_once(':').unwrap_or_else(|| panic!("no property: {line:?}"));
        match (line, &mut current) {
            ("BEGIN:VEVENT", _) => current = Some(Event::new()),
            ("END:VEVENT", _) => events.extend(current.take()),
            (_, Some(event)) => {
                let bare = name.split(';').next().unwrap_or(name);
                let is_new = event.insert(bare.to_owned(), value.to_owned()).is_none();
                assert!(is_new, "{bare} stands twice in {event:?}");
            }
            _ => {}
        }
    }
    events
}

/// The event whose UID has this between the notice's address and the host.
pub(crate) fn event<'a>(events: &'a [Event], path: &str, id: &str) -> Option<&'a Event> {
    events.iter().find(|event| event["UID"].starts_with(&format!("{path}{id}@")))
}

/// The texts of an element of XML, in order, as they stand there.
pub(crate) fn elements<'a>(xml: &'a str, name: &str) -> Vec<&'a str> {
    let (start, end) = (format!("<{name}"), format!("</{name}>"));
    let starts = xml.split(start.as_str()).skip(1);
    let inside = starts.filter_map(|rest| {
        let (attributes, rest) = rest.split_once('>')?;
        (attributes.is_empty() || attributes.starts_with(' ')).then_some(rest)
    });
    inside.filter_map(|rest| rest.split_once(&end).map(|(text, _)| text)).collect()
}
