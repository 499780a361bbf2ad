// Reads every calendar of built sites with ical.js, as a calendar program would, and holds the calendar of each
// notice against the timeline of its `notice.json`: every event that may be known is there, at the very instant or
// on the very day, and after a withdrawal nothing that was called off looks as if it goes on.
//
//   node tests/tools/calendars.mjs FOLDER…
//
// Environment: TOOLS (the folder with node_modules).

import { readFileSync, readdirSync, existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, relative, resolve } from 'node:path';
import { argv, env, exit } from 'node:process';

const require = createRequire(resolve(env.TOOLS ?? 'target/tools', 'node_modules', 'x'));
const loaded = require('ical.js');
const ICAL = loaded.default ?? loaded;

/** Closings: a whole day is the last one, so the instant at which it ends is a day later. */
const CLOSING = ['questions-close', 'response-closes', 'invitations-due', 'standstill-ends'];

const problems = [];
let calendars = 0;
let events = 0;
let compared = 0;

/** The part of a UID that tells an event from the others of its notice. */
function idOf(event) {
  switch (event.event) {
    case 'amended': return `amended/${utc(event.at)}/${event.field}`;
    case 'questions-close':
    case 'answers-published': return `${event.event}/${event.round}`;
    case 'answer-published': return `${event.event}/${event.round}/${encodeURIComponent(event.nr)}`;
    default: return event.event;
  }
}

function utc(rfc3339) {
  return new Date(rfc3339).toISOString().replace(/[-:]/g, '').replace('.000', '');
}

/** The day that an instant of RFC 3339 falls on where it was written, so many days later. */
function dayOf(rfc3339, days = 0) {
  const date = new Date(`${rfc3339.slice(0, 10)}T00:00:00Z`);
  date.setUTCDate(date.getUTCDate() + days);
  return date.toISOString().slice(0, 10);
}

function read(path, say) {
  let component;
  try {
    component = new ICAL.Component(ICAL.parse(readFileSync(path, 'utf8')));
  } catch (error) {
    say(`cannot be read: ${error.message}`);
    return new Map();
  }
  if (component.name !== 'vcalendar') say(`is a ${component.name}`);
  const again = new ICAL.Component(ICAL.parse(component.toString()));
  if (again.toString() !== component.toString()) say('does not survive being written again');
  const found = new Map();
  for (const part of component.getAllSubcomponents('vevent')) {
    events += 1;
    try {
      look(part, found, say);
    } catch (error) {
      say(`has an event that cannot be read: ${error.message}`);
    }
  }
  return found;
}

/** One event: when it is, in UTC or on a day, and whether it goes on. */
function look(part, found, say) {
  const event = new ICAL.Event(part);
  if (event.isRecurring()) say(`${event.uid}: recurs`);
  if (!event.startDate) return say(`${event.uid}: starts never`);
  if (!event.startDate.isDate && event.startDate.zone !== ICAL.Timezone.utcTimezone) say(`${event.uid}: is not in UTC`);
  if (event.endDate.compare(event.startDate) < 0) say(`${event.uid}: ends before it starts`);
  const updated = part.getFirstPropertyValue('last-modified');
  const stamp = part.getFirstPropertyValue('dtstamp');
  if (!updated || !stamp || updated.compare(stamp) !== 0) say(`${event.uid}: is not stamped with its last change`);
  found.set(event.uid, { event, status: part.getFirstPropertyValue('status') });
}

/** The calendar of a notice tells what its data tells. */
function compare(found, notice, say) {
  const timeline = notice.timeline.filter(({ event }) => event !== 'retention-ends');
  const path = new URL(notice.url).pathname.slice(1);
  const host = new URL(notice.url).hostname;
  const withdrawn = timeline.find(({ event }) => event === 'withdrawn');
  const known = new Set();
  for (const told of timeline) {
    if (told.event === 'interviews-start' || told.event === 'interviews-end') continue;
    const uid = `${path}${idOf(told)}@${host}`;
    const there = found.get(uid);
    known.add(uid);
    compared += 1;
    if (!there) {
      say(`lacks ${uid}`);
      continue;
    }
    const { startDate } = there.event;
    if (startDate.isDate) {
      const day = dayOf(told.at, CLOSING.includes(told.event) ? -1 : 0);
      if (startDate.toString() !== day) say(`${uid} is on ${startDate}, and the data say ${day}`);
    } else if (startDate.toJSDate().getTime() !== new Date(told.at).getTime()) {
      say(`${uid} is at ${startDate}, and the data say ${told.at}`);
    }
    if (told.event === 'response-closes' && startDate.isDate !== (notice.closes_inclusive_on !== null)) {
      say(`${uid} is a day in one and an instant in the other`);
    }
  }
  const talks = [...found].filter(([uid]) => uid.startsWith(`${path}interviews/`));
  for (const which of ['start', 'end']) {
    const told = timeline.filter(({ event }) => event === `interviews-${which}`).map(({ at }) => new Date(at).getTime());
    const goingOn = talks.filter(([, { status }]) => status === 'CONFIRMED');
    const there = goingOn.map(([, { event }]) => event[`${which}Date`].toJSDate().getTime());
    if (String(told.sort()) !== String(there.sort()) && !withdrawn) say(`has interviews that ${which} at other instants`);
  }
  for (const [uid, { status, event }] of found) {
    if (known.has(uid) || uid.startsWith(`${path}interviews/`)) continue;
    if (status !== 'CANCELLED') say(`${uid} is not in the data, and not called off`);
    if (!withdrawn) say(`${uid} is called off, and nothing was withdrawn`);
    else if (event.startDate.toJSDate() < new Date(withdrawn.at) && !event.startDate.isDate) say(`${uid} was before the withdrawal`);
  }
}

for (const folder of argv.slice(2)) {
  const files = readdirSync(folder, { recursive: true }).filter((path) => path.endsWith('.ics')).sort();
  for (const path of files.map((path) => join(folder, path))) {
    const say = (what) => problems.push(`${relative(dirname(folder), path)}: ${what}`);
    calendars += 1;
    const found = read(path, say);
    const data = join(dirname(path), 'notice.json');
    if (existsSync(data)) compare(found, JSON.parse(readFileSync(data, 'utf8')), say);
  }
}
if (calendars === 0) problems.push('no calendars');
problems.slice(0, 100).forEach((problem) => console.log(problem));
console.log(`    ${calendars} calendars with ${events} events, ${compared} held against notice.json; ${problems.length} problem(s)`);
exit(problems.length > 0 ? 1 : 0);
