"""Compares a list of holidays with what workalendar says of the Netherlands.

usage: days_off.py FIRST_YEAR LAST_YEAR FILE

FILE has a line per day: the date, a blank, what it is. Holidays must be those of workalendar, without Easter
Sunday and Whit Sunday, which are days off as every Sunday is. Equated days are not in workalendar: each must be
a weekday that is no holiday. Says every difference and ends with 1, or with 0 when there is none.
"""

import datetime
import sys

from workalendar.europe import Netherlands

SUNDAYS = {"Easter Sunday", "Whit Sunday"}
EQUATED = "a day equated with a holiday"
NAMES = {
    "New year": "New Year's Day",
    "King's day": "King's Day",
    "Ascension Thursday": "Ascension Day",
}


def expected(first, last):
    """Date to the names of the holidays on it."""
    days = {}
    for year in range(first, last + 1):
        for date, name in Netherlands().holidays(year):
            if name not in SUNDAYS:
                days.setdefault(date, set()).add(NAMES.get(name, name))
    return days


def main():
    first, last = int(sys.argv[1]), int(sys.argv[2])
    known = expected(first, last)
    problems, seen, equated = [], set(), 0
    with open(sys.argv[3], encoding="utf-8") as lines:
        for line in lines:
            written, _, name = line.rstrip("\n").partition(" ")
            date = datetime.date.fromisoformat(written)
            if date in seen:
                problems.append(f"{date}: stands there twice")
            seen.add(date)
            if name == EQUATED:
                equated += 1
                if date in known or date.weekday() > 4:
                    problems.append(f"{date}: equated, and a day off already")
            elif date not in known:
                problems.append(f"{date}: {name} is no holiday there")
            elif name not in known[date]:
                problems.append(f"{date}: {name} should be {' or '.join(sorted(known[date]))}")
    problems += [f"{date}: {' and '.join(sorted(known[date]))} is missing" for date in sorted(set(known) - seen)]
    for problem in problems:
        print(problem)
    print(f"    {len(known)} holidays of {first} to {last}, {equated} equated days; {len(problems)} problem(s)")
    return 1 if problems else 0


sys.exit(main())
