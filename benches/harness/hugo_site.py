"""Writes a generated site as a site for Hugo: the same records, with the keys that Hugo's own lists need.

    python3 benches/harness/hugo_site.py SITE FOLDER

What is given to Hugo beforehand, so that its templates need not compute it: the moments at which a notice closes, stops
being open and is no longer kept, the name of its organisation, and the terms by which Hugo makes lists. Text is
changed in place, never parsed: front matter that is TOML in one site is TOML in the other.
"""

import datetime
import os
import re
import shutil
import sys

TEMPLATES = os.path.join(os.path.dirname(__file__), "..", "hugo")
SECTIONS = ("aanvragen", "vacatures")


def offset(moment):
    """The offset of Amsterdam, which has summer time between the last Sundays of March and October."""

    def last_sunday(month):
        last = datetime.datetime(moment.year, month, 31)
        return last - datetime.timedelta(days=(last.weekday() + 1) % 7) + datetime.timedelta(hours=2)

    return "+02:00" if last_sunday(3) <= moment < last_sunday(10) else "+01:00"


def moment(typed, *, closes=False):
    """A moment as typed in a record; one that closes on a day does so when the day is over."""
    read = datetime.datetime.fromisoformat(typed)
    return read + datetime.timedelta(days=1) if closes and "T" not in typed else read


def written(read):
    return read.isoformat() + offset(read)


def value(head, table, key):
    """The value of a key in a table of its own, without its quotes."""
    found = re.search(rf"^\[{table}\]\n(?:[^\[\n].*\n)*?{key} = (.*)$", head, re.M)
    return found and found.group(1).strip('"')


def parts(text, name):
    """Front matter and body."""
    if name.endswith(".md"):
        _, head, body = text.split("+++\n", 2)
        return head, body
    before, body, after = re.split(r"^(?:body = )?'''\n", text, maxsplit=2, flags=re.M)
    return before + after, body


def notice(head, body, questions, organisations):
    """A record as Hugo reads it."""
    closes = moment(value(head, "response", "deadline"), closes=True)
    ends = [closes]
    for table, key in (("withdrawn", "on"), ("decision", "announced")):
        typed = value(head, table, key)
        if typed:
            ends.append(moment(typed))
    organisation = value(head, "organization", "id")
    own = [
        f"closes = {written(closes)}",
        f"ends = {written(min(ends))}",
        f"kept_until = {written(max(ends).replace(year=max(ends).year + 2))}",
        f'organisaties = ["{organisation}"]',
        f'organization_name = "{organisations[organisation]}"',
        f'regios = ["{value(head, "location", "region")}"]',
    ]
    if "[[questions.rounds]]" in head:
        own.append('outputs = ["html", "nota"]')
    head = re.sub(r"^kind = ", "sort = ", head, count=1, flags=re.M)
    body = re.sub(r"\]\(@(/[^)]*)\)", r"](\1/)", body)
    return "+++\n" + "\n".join(own) + "\n" + head + questions + "+++\n" + body


def put(text, *path):
    path = os.path.join(*path)
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "w", encoding="utf-8") as file:
        file.write(text)


def read(*path):
    with open(os.path.join(*path), encoding="utf-8") as file:
        return file.read()


def convert(site, folder):
    shutil.copytree(TEMPLATES, folder)
    content = os.path.join(site, "content")
    organisations = {}
    for name in sorted(os.listdir(os.path.join(content, "organisations"))):
        text = read(content, "organisations", name)
        title, sort, url = (re.search(rf'^{key} = "(.*)"$', text, re.M).group(1) for key in ("name", "type", "url"))
        about = text.split("'''")[1]
        id_ = name.removesuffix(".toml")
        organisations[id_] = title
        head = f'+++\ntitle = "{title}"\nsort = "{sort}"\nsite = "{url}"\n+++\n'
        put(head + about, folder, "content/organisaties", id_, "_index.md")
    for name in os.listdir(os.path.join(content, "pages")):
        text = re.sub(r"^(menu|order) = .*\n", "", read(content, "pages", name), flags=re.M)
        put(text, folder, "content", name)
    for section in SECTIONS:
        title = section.capitalize()
        put(f'+++\ntitle = "{title}"\n[[cascade]]\ntype = "notice"\n+++\n', folder, "content", section, "_index.md")
        records(os.path.join(content, section), os.path.join(folder, "content", section), organisations)
    put('+++\ntitle = "Archief"\ntype = "archief"\n+++\n', folder, "content/archief/_index.md")
    put('+++\ntitle = "Agenda"\nlayout = "agenda"\n+++\n', folder, "content/agenda.md")


def records(source, target, organisations):
    for name in os.listdir(source):
        place = os.path.join(source, name)
        if not os.path.isdir(place):
            head, body = parts(read(place), name)
            put(notice(head, body, "", organisations), target, os.path.splitext(name)[0] + ".md")
            continue
        head, body = parts(read(place, "index.md"), "index.md")
        questions = ""
        for other in os.listdir(place):
            if other == "questions.toml":
                questions = read(place, other)
            elif other != "index.md":
                os.makedirs(os.path.join(target, name), exist_ok=True)
                shutil.copyfile(os.path.join(place, other), os.path.join(target, name, other))
        put(notice(head, body, questions, organisations), target, name, "index.md")


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit("usage: hugo_site.py SITE FOLDER")
    convert(*sys.argv[1:])
