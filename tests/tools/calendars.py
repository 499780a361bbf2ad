"""Checks every calendar of built sites.

usage: calendars.py FOLDER...

The icalendar package must read each file without a single error. Besides that, of RFC 5545 and RFC 7986: lines
end in CRLF and have at most 75 octets, there is a component, and every event has a stamp, a UID that no other
event of the file has, a start, and dates where it says so. Events of one UID must be the same in all files of a
site, but for those that differ in what is coming. Says every problem and ends with 1, or with 0.
"""

import datetime
import pathlib
import sys

import icalendar

NEEDED = ("UID", "DTSTAMP", "DTSTART", "SUMMARY", "SEQUENCE", "LAST-MODIFIED", "STATUS", "URL")
ONCE = NEEDED + ("DTEND", "DESCRIPTION", "LOCATION", "CREATED", "TRANSP")


def lines(data, say):
    """What the package forgives: line ends and lengths."""
    if b"\r" in data.replace(b"\r\n", b"") or b"\n" in data.replace(b"\r\n", b""):
        say("has a line that does not end in CRLF")
    if not data.endswith(b"\r\n"):
        say("does not end in CRLF")
    for number, line in enumerate(data.split(b"\r\n"), 1):
        if len(line) > 75:
            say(f"line {number} has {len(line)} octets")
        try:
            line.decode("utf-8")
        except UnicodeDecodeError:
            say(f"line {number} cuts a character")


def moments(event, say):
    """Starts and ends are both days, or both instants in UTC."""
    start = event["DTSTART"].dt
    if not isinstance(start, datetime.datetime) and event["DTSTART"].params.get("VALUE") != "DATE":
        say(f"{event['UID']}: starts on a day without saying VALUE=DATE")
    end = event["DTEND"].dt if "DTEND" in event else None
    for name in ("DTSTAMP", "DTSTART", "DTEND", "LAST-MODIFIED", "CREATED"):
        value = event[name].dt if name in event else None
        if isinstance(value, datetime.datetime) and value.utcoffset() != datetime.timedelta(0):
            say(f"{event['UID']}: {name} is not in UTC")
    if end is not None and (type(end) is not type(start) or end <= start):
        say(f"{event['UID']}: ends before it starts, or is a day on one side")


def check(path, shown, known, say):
    """One calendar; `known` holds the events of the site by UID."""
    data = path.read_bytes()
    lines(data, say)
    try:
        calendar = icalendar.Calendar.from_ical(data)
    except (ValueError, IndexError, KeyError) as error:
        say(f"cannot be read: {error}")
        return 0
    if calendar.get("VERSION") != "2.0" or not calendar.get("PRODID"):
        say("lacks VERSION or PRODID")
    for name in ("NAME", "X-WR-CALNAME", "SOURCE", "REFRESH-INTERVAL", "URL"):
        if name not in calendar:
            say(f"lacks {name}")
    if not calendar.subcomponents:
        say("has no component")
    for component in calendar.walk():
        for name, message in component.errors:
            say(f"{component.name}: {name}: {message}")
    events = calendar.walk("VEVENT")
    seen = set()
    for event in events:
        uid = str(event.get("UID", "an event"))
        missing = [name for name in NEEDED if name not in event]
        twice = [name for name in ONCE if isinstance(event.get(name), list)]
        for name in missing:
            say(f"{uid}: lacks {name}")
        for name in twice:
            say(f"{uid}: has {name} twice")
        if uid in seen:
            say(f"{uid}: stands there twice")
        seen.add(uid)
        if missing or twice:
            continue
        if event["STATUS"] not in ("CONFIRMED", "CANCELLED"):
            say(f"{uid}: has status {event['STATUS']}")
        moments(event, say)
        told = event.to_ical()
        if known.setdefault(uid, (told, shown))[0] != told:
            say(f"{uid}: differs from that in {known[uid][1]}")
    return len(events)


def main():
    problems, files, events = [], 0, 0
    for folder in map(pathlib.Path, sys.argv[1:]):
        known = {}
        for path in sorted(folder.rglob("*.ics")):
            shown = f"{folder.name}/{path.relative_to(folder)}"
            files += 1
            events += check(path, shown, known, lambda what, shown=shown: problems.append(f"{shown}: {what}"))
    if not files:
        problems.append("no calendars")
    for problem in problems[:100]:
        print(problem)
    print(f"    {files} calendars with {events} events; {len(problems)} problem(s)")
    return 1 if problems else 0


sys.exit(main())
