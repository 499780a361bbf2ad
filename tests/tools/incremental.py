#!/usr/bin/env python3
"""Proves that speed changes no byte: after random edits a build gives what a clean build gives, in every format.

usage: incremental.py TERMIJN SITE FOLDER [--steps N] [--seed S]

Works on a copy of SITE in FOLDER, which must be empty. Each step edits records, pages, organisations, attachments,
theme or settings, lets time pass, or does harm to `.termijn/`, the output or the spare beside it; `DEEDS` lists all.
Then the site is built over the last build, and a copy without any of that is built from nothing. Both outputs must have
the same files, folders, modes and bytes, and both builds must say the same, but for what is told of the last build.
Besides, as docs/publishing.md promises: a build that is refused changes nothing, one that has nothing to do writes
nothing, the counts are right, files that stay keep their inode and time, and files of others stay.
Says what each step did. At the first difference it names seed, step and files, leaves FOLDER as it is and ends with 1.
"""

import argparse
import collections
import copy
import dataclasses
import datetime
import hashlib
import json
import os
import pathlib
import random
import re
import shutil
import stat
import subprocess
import sys
import unicodedata

MEMORY, OUTPUT, SPARE = ".termijn", "public", ".public.termijn-spare"
MANIFEST = ".termijn/manifest.json"
FORMATS = ["html", "json", "feed", "calendar", "ocds", "search", "host"]
SERVERS = ["nginx", "apache", "caddy"]
# What a build may end with: done, and refused for its records, or for its settings or theme.
ENDS = (0, 1, 3)
# Told when something moved since the last build, so never by a clean one.
OF_THE_LAST_BUILD = "T0466"
OF_OTHERS = "van-anderen"
DEADLINE = re.compile(r"^(\[response\]\n(?:[^\[\n].*\n)*?deadline = )(\d{4}-\d\d-\d\d)(.*)$", re.MULTILINE)
REFERENCE = re.compile(r'^(reference = ")([^"]*)(")$', re.MULTILINE)
TITLE = re.compile(r'^(title = ")([^"]*)(")$', re.MULTILINE)
DOCUMENT = re.compile(r'^\[\[documents\]\]\n(?:[^\[\n].*\n)*?file = "([^"]+)"\n(?:[^\[+\n].*\n)*', re.MULTILINE)
THEME = re.compile(r'^theme = "([^"]*)"\n', re.MULTILINE)
THEME_CLASS = re.compile(r'^\[theme_settings\]\nclass = ".*"\n', re.MULTILINE)
FORMATS_CHOSEN = re.compile(r"^\[output\]\nformats = \[.*\]\n", re.MULTILINE)
ALIASES = re.compile(r"^aliases = \[[^\]]*\]\n", re.MULTILINE)
# A paragraph of plain words.
PROSE = re.compile(r"^[A-Z][^<>|()\[\]*`\n]{30,}$", re.MULTILINE)
MINUTE = datetime.timedelta(minutes=1)


class Difference(Exception):
    """Something that must never be seen."""


# --- What stands on the disk ------------------------------------------------------------------------------------


@dataclasses.dataclass(frozen=True)
class File:
    """A file or link: what is compared, and what should stay when it is not written."""

    mode: int
    size: int
    digest: bytes
    inode: int = dataclasses.field(compare=False)
    time: int = dataclasses.field(compare=False)


def file_at(path):
    about = os.lstat(path)
    if stat.S_ISLNK(about.st_mode):
        content = os.fsencode(os.readlink(path))
    else:
        with open(path, "rb") as file:
            content = file.read()
    digest = hashlib.blake2b(content, digest_size=16).digest()
    return File(about.st_mode, len(content), digest, about.st_ino, about.st_mtime_ns)


class Tree:
    """All that stands in a folder."""

    def __init__(self, root):
        self.root, self.files, self.folders = pathlib.Path(root), {}, {}
        for folder, _, names in os.walk(root):
            inside = os.path.relpath(folder, root)
            self.folders[inside] = os.stat(folder).st_mode
            for name in names:
                self.files[os.path.normpath(f"{inside}/{name}")] = file_at(os.path.join(folder, name))

    def of_others(self):
        return {path: file for path, file in self.files.items() if OF_OTHERS in path}

    def without_others(self):
        """This tree without files of others, and without folders that hold nothing else."""
        ours = copy.copy(self)
        ours.files = {path: file for path, file in self.files.items() if OF_OTHERS not in path}
        needed = {os.path.dirname(path) or "." for path in ours.files}
        for path in sorted(self.folders, reverse=True):
            if path in needed and path != ".":
                needed.add(os.path.dirname(path) or ".")
        held = {os.path.dirname(path) for path in self.of_others()}
        around = lambda path: any(inside == path or inside.startswith(f"{path}/") for inside in held)
        ours.folders = {path: mode for path, mode in self.folders.items() if path in needed or not around(path)}
        return ours

    def stands_as(self, before):
        """Whether nothing was touched, and no file replaced by an equal one."""
        seen = lambda tree: {path: (file, file.inode, file.time) for path, file in tree.files.items()}
        return self.folders == before.folders and seen(self) == seen(before)


def first_difference(one, other):
    """Where the bytes of two files part."""
    one, other = one.read_bytes(), other.read_bytes()
    at = next((at for at, pair in enumerate(zip(one, other)) if pair[0] != pair[1]), min(len(one), len(other)))
    piece = lambda data: repr(data[max(0, at - 30) : at + 30])
    return f"at byte {at}: {piece(one)} and {piece(other)}"


def compare(built, clean):
    """Every difference between the output of a build over another and that of a clean build."""
    found = []
    for path in sorted({*built.files, *clean.files}):
        one, other = built.files.get(path), clean.files.get(path)
        if one is None:
            found.append(f"{path}: only a clean build has it")
        elif other is None:
            found.append(f"{path}: a clean build does not have it")
        elif one.digest != other.digest:
            found.append(f"{path}: other bytes, {first_difference(built.root / path, clean.root / path)}")
        elif one != other:
            found.append(f"{path}: mode {one.mode:o}, of a clean build {other.mode:o}")
    for path in sorted({*built.folders, *clean.folders}):
        one, other = built.folders.get(path, 0), clean.folders.get(path, 0)
        if one != other:
            found.append(f"{path}/: folder with mode {one:o}, of a clean build {other:o} (0: it is not there)")
    return found


def damage(path, rng):
    """Does something to a file that its owner never would."""
    data = path.read_bytes()
    how = rng.choice(["a bit turned", "cut short", "emptied", "longer", "removed"])
    at = rng.randrange(len(data)) if data else 0
    if how == "removed":
        path.unlink()
    elif how == "a bit turned" and data:
        path.write_bytes(data[:at] + bytes([data[at] ^ 1 << rng.randrange(8)]) + data[at + 1 :])
    elif how == "cut short":
        path.write_bytes(data[:at])
    else:
        path.write_bytes(b"" if how == "emptied" else data + b"\nerbij\n")
    return how


def files_below(folder):
    return sorted(path for path in pathlib.Path(folder).rglob("*") if path.is_file() and not path.is_symlink())


def put_back(kept, place):
    shutil.rmtree(place, ignore_errors=True)
    if kept.is_dir():
        shutil.copytree(kept, place, symlinks=True)


# --- The sources ------------------------------------------------------------------------------------------------


class Sources:
    """The files that a site is made of. What a step did to them can be undone, layer by layer."""

    def __init__(self, root, rng):
        self.root, self.rng, self.layers = root, rng, [{}]

    def read(self, path):
        return path.read_bytes().decode("utf-8")

    def note(self, path):
        if path not in self.layers[-1]:
            self.layers[-1][path] = (path.read_bytes(), path.stat().st_mtime_ns) if path.exists() else None

    def write(self, path, data):
        """Writes as one of many editors would: in place, beside it and renamed, or with a time of long ago."""
        self.note(path)
        path.parent.mkdir(parents=True, exist_ok=True)
        data = data if isinstance(data, bytes) else data.encode("utf-8")
        if self.rng.random() < 0.5:
            path.write_bytes(data)
        else:
            beside = path.with_name(f".{path.name}.nieuw")
            beside.write_bytes(data)
            beside.replace(path)
        if self.rng.random() < 0.2:
            self.age(path)

    def age(self, path):
        """Gives a file a time that it had never before."""
        self.note(path)
        time = path.stat().st_mtime_ns - self.rng.randrange(10**9, 10**15)
        os.utime(path, ns=(time, time))

    def remove(self, path):
        self.note(path)
        path.unlink()
        if not any(path.parent.iterdir()):
            path.parent.rmdir()

    def move(self, path, to):
        """Moves a file, with its time, to where nothing stands."""
        self.note(path)
        self.note(to)
        to.parent.mkdir(parents=True, exist_ok=True)
        path.rename(to)
        if not any(path.parent.iterdir()):
            path.parent.rmdir()

    def change(self, path, pattern, put):
        """Replaces the first match by what `put` makes of it; False when there is none."""
        text = self.read(path)
        changed = pattern.sub(put, text, count=1)
        if changed != text:
            self.write(path, changed)
        return changed != text

    def undo(self):
        """Takes the last layer away; sometimes the files get the times that they had, as from a backup."""
        with_times = self.rng.random() < 0.5
        layer = self.layers[-1]
        for path, (data, time) in [(path, was) for path, was in layer.items() if was]:
            if not path.exists() or path.read_bytes() != data or path.stat().st_mtime_ns != time:
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(data)
                if with_times:
                    os.utime(path, ns=(time, time))
        for path in [path for path, was in layer.items() if was is None and path.exists()]:
            self.remove(path)
        self.layers.pop()


class Record:
    """A record by its main file."""

    def __init__(self, main):
        self.main = main
        self.folder = main.parent if main.stem == "index" else None
        self.place = self.folder or main.with_suffix("")

    @property
    def section(self):
        return self.place.parent.name

    @property
    def name(self):
        return f"{self.section}/{self.place.name}"

    @property
    def url(self):
        """Its address, when no key gives it another."""
        plain = unicodedata.normalize("NFKD", self.place.name).encode("ascii", "ignore").decode().lower()
        return f"/{self.section}/" + re.sub("[^a-z0-9]+", "-", plain).strip("-") + "/"

    def files(self):
        return files_below(self.folder) if self.folder else [self.main]

    def elsewhere(self, path, name):
        """Where this file of the record stands when the record has that name."""
        if self.folder is None:
            return path.with_name(name + path.suffix)
        return self.folder.with_name(name) / path.relative_to(self.folder)

    def attachments(self):
        return [path for path in self.files() if path != self.main and path.name != "questions.toml"]


def records_of(content):
    found = []
    for section in sorted(content.iterdir()):
        if section.is_dir() and section.name not in ("organisations", "pages"):
            patterns = ("*.md", "*.toml", "*/index.md", "*/index.toml")
            found += [Record(main) for main in sorted(path for pattern in patterns for path in section.glob(pattern))]
    return found


def with_key(path, text, line):
    """The text of a record with one more line before all keys."""
    return line + text if path.suffix == ".toml" else text.replace("+++\n", "+++\n" + line, 1)


def with_table(path, text, table):
    """The text of a record with one more table behind all others."""
    if path.suffix == ".toml":
        return text.rstrip("\n") + "\n\n" + table
    end = text.index("\n+++", 3)
    return text[:end] + "\n\n" + table.rstrip("\n") + text[end:]


def body_at(path, text):
    """Where the prose of a record or page begins."""
    found = text.find("\n+++", 3) if path.suffix == ".md" else text.find("body = '''")
    return max(found, 0)


# --- The site, and what is done to it ---------------------------------------------------------------------------


class World:
    """A site that is edited and built, and all that the next step has to know."""

    def __init__(self, termijn, site, folder, seed):
        self.termijn, self.root, self.folder = termijn, folder / "site", folder
        self.rng = random.Random(seed)
        self.count = 0
        skip = shutil.ignore_patterns(MEMORY, OUTPUT, f".{OUTPUT}.termijn-*")
        shutil.copytree(site, self.root, ignore=skip)
        self.sources = Sources(self.root, self.rng)
        self.settings = self.root / "termijn.toml"
        self.options = self.usual_options = self.host_options()
        self.at, self.valid_from, self.valid_until = self.start(), None, None
        self.open = set()
        self.kept = folder / "earlier"

    def host_options(self):
        answer = subprocess.run([self.termijn, "build", "--help"], capture_output=True, text=True, check=True)
        return [part for server in SERVERS for part in ("--host", server)] if "--host" in answer.stdout else []

    def start(self):
        """A moment when much is going on: about that when one of the younger records appears."""
        text = "".join(record.main.read_text(encoding="utf-8") for record in records_of(self.root / "content"))
        days = sorted(re.findall(r"^published = (\d{4}-\d\d-\d\d)", text, re.MULTILINE)) or ["2026-01-15"]
        day = datetime.datetime.fromisoformat(days[int(len(days) * self.rng.uniform(0.4, 0.95))])
        return (day + self.rng.randrange(14 * 24 * 60) * MINUTE).replace(tzinfo=datetime.timezone.utc)

    def moment(self):
        return self.at.astimezone(datetime.timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")

    def number(self):
        """A number that nothing here had before."""
        self.count += 1
        return self.count

    def record(self, wanted=lambda record: True):
        """Any record, rather one that is open; None when there is none like that."""
        found = records_of(self.root / "content")
        if self.rng.random() < 0.6:
            found = [record for record in found if record.url in self.open] or found
        for record in self.rng.sample(found, min(40, len(found))):
            if wanted(record):
                return record
        return None

    def has(self, pattern):
        return lambda record: pattern.search(self.sources.read(record.main)) is not None

    def is_published(self, record):
        """Faults of drafts stop no build."""
        return "draft = true" not in self.sources.read(record.main)

    def is_apart(self, record):
        """Whether no other file links to this record; now and then a link may break."""
        pages = (self.root / "content").rglob("*.md")
        return self.rng.random() < 0.1 or not any(f"@/{record.name}".encode() in page.read_bytes() for page in pages)

    def learn(self):
        """What the last build tells of the site."""
        about = json.loads((self.root / OUTPUT / "termijn.json").read_text(encoding="utf-8"))
        read = lambda key: about[key] and datetime.datetime.fromisoformat(about[key])
        self.valid_from, self.valid_until = read("valid_from"), read("valid_until")
        notices = self.root / OUTPUT / "notices.json"
        if notices.is_file():
            notices = json.loads(notices.read_text(encoding="utf-8"))
            self.open = {"/" + "/".join(one["url"].split("/")[-3:]) for one in notices if one["is_open"]}


def edit_text(world):
    record = world.record(world.has(PROSE))
    return record and f"text of {record.name}, {prose(world, record.main)}"


def prose(world, path):
    """Changes a paragraph."""
    text = world.sources.read(path)
    at = world.rng.choice([found.start() for found in PROSE.finditer(text, body_at(path, text))] or [len(text)])
    end = text.find("\n", at) if at < len(text) else at
    line = text[at:end]
    how = world.rng.choice(["a sentence more", "a paragraph less", "two letters swapped"])
    if how == "a sentence more" or not line:
        line += f" Zin {world.number()} is er nu bij, *met nadruk*."
    elif how == "a paragraph less":
        line = ""
    else:
        swap = world.rng.randrange(2, len(line) - 2)
        line = line[:swap] + line[swap + 1] + line[swap] + line[swap + 2 :]
    world.sources.write(path, text[:at] + line + text[end:])
    return how


def edit_title(world):
    record = world.record(world.has(TITLE))
    number = world.number()
    done = record and world.sources.change(record.main, TITLE, lambda found: f"{found[1]}{found[2]} {number}{found[3]}")
    return done and f"title of {record.name}"


def move_deadline(world):
    record = world.record(world.has(DEADLINE))
    if not record:
        return None
    days = datetime.timedelta(days=world.rng.choice([-3, -1, 1, 2, 5, 7, 14, 30]))
    text = world.sources.read(record.main)
    _, old, rest = DEADLINE.search(text).groups()
    new = (datetime.date.fromisoformat(old) + days).isoformat()
    text = DEADLINE.sub(lambda found: f"{found[1]}{new}{found[3]}", text, count=1)
    tells = world.rng.random() < 0.4
    if tells:
        on = world.at.strftime("%Y-%m-%dT%H:%M:%SZ")
        amendment = f'on = {on}\nfield = "response.deadline"\nold = {old}{rest}\nreason = "Er zijn veel vragen."'
        text = with_table(record.main, text, f"[[amendments]]\n{amendment}\n")
    world.sources.write(record.main, text)
    return f"deadline of {record.name} by {days.days} day(s){', and says so' if tells else ''}"


def ask(world):
    """A question with or without its answer, in a file of its own or in the record."""
    rounds = re.compile(r"^\[\[questions\.rounds\]\]", re.MULTILINE)
    record = world.record(world.has(rounds))
    if not record:
        return None
    answer = world.rng.choice(["", f"answer = '''\nJa, {world.number()} keer.\n'''\n"])
    item = f'nr = {1000 + world.number()}\nquestion = "Mag het ook op dag {world.number()}?"\n{answer}'
    if world.rng.random() < 0.7:
        item += f"published = {(world.at - datetime.timedelta(days=world.rng.randrange(-4, 5))).date()}\n"
    if record.folder:
        path = record.folder / "questions.toml"
        text = world.sources.read(path) if path.exists() else ""
        world.sources.write(path, f"{text}\n[[items]]\n{item}")
    else:
        text = world.sources.read(record.main)
        world.sources.write(record.main, with_table(record.main, text, f"[[questions.rounds.items]]\n{item}"))
    return f"a question{' and its answer' if answer else ''} in {record.name}"


def answer_otherwise(world):
    answers = re.compile(r"^answer = '''\n", re.MULTILINE)
    places = sorted((world.root / "content").glob("*/*/questions.toml")) or [world.settings]
    path = world.rng.choice(places)
    number = world.number()
    done = world.sources.change(path, answers, lambda found: f"{found[0]}Aangevuld antwoord {number}. ")
    return done and f"an answer of {path.parent.name}"


def rename(world):
    """Another address; the old one may lead on."""
    record = world.record(world.is_apart)
    text = record and world.sources.read(record.main)
    leads_on = record and "aliases" not in text and world.rng.random() < 0.5
    if not record:
        return None
    if leads_on:
        world.sources.write(record.main, with_key(record.main, text, f'aliases = ["{record.url}"]\n'))
    name = f"{record.place.name}-{world.number()}"
    for path in record.files():
        world.sources.move(path, record.elsewhere(path, name))
    return f"{record.name} renamed{', the old address leads on' if leads_on else ''}"


def rearrange(world):
    """From a file to a folder or back: the same address."""
    record = world.record(lambda record: len(record.files()) == 1)
    if record and record.folder:
        beside = record.folder.with_name(record.folder.name + record.main.suffix)
        world.sources.move(record.main, beside)
        return f"{record.name} out of its folder"
    if record:
        world.sources.move(record.main, record.place / f"index{record.main.suffix}")
        return f"{record.name} into a folder"
    return None


def delete(world):
    record = world.record(world.is_apart)
    for path in record.files() if record else []:
        world.sources.remove(path)
    return record and f"{record.name} deleted"


def duplicate(world):
    record = world.record(world.has(REFERENCE))
    if not record:
        return None
    number = world.number()
    name = f"{record.place.name}-kopie-{number}"
    for path in record.files():
        data = path.read_bytes()
        if path == record.main:
            text = ALIASES.sub("", world.sources.read(path))
            data = REFERENCE.sub(lambda found: f"{found[1]}{found[2]}-{number}{found[3]}", text, count=1)
        world.sources.write(record.elsewhere(path, name), data)
    return f"{record.name} copied"


def attach(world):
    record = world.record(lambda record: record.folder)
    if not record:
        return None
    name = f"bijlage-{world.number()}.txt"
    world.sources.write(record.folder / name, world.rng.randbytes(world.rng.choice([0, 40, 70_000])))
    if world.rng.random() < 0.2:
        return f"a file beside {record.name} that nothing names"
    table = f'[[documents]]\ntitle = "Bijlage {world.number()}"\nfile = "{name}"\n'
    if world.rng.random() < 0.3:
        table += f"published = {(world.at + datetime.timedelta(days=3)).date()}\n"
    world.sources.write(record.main, with_table(record.main, world.sources.read(record.main), table))
    return f"an attachment more of {record.name}"


def change_attachment(world):
    record = world.record(lambda record: record.attachments())
    if not record:
        return None
    path = world.rng.choice(record.attachments())
    as_long = world.rng.random() < 0.5
    world.sources.write(path, world.rng.randbytes(path.stat().st_size if as_long else world.rng.randrange(1, 5000)))
    return f"other bytes in {record.name}/{path.name}{', as many' if as_long else ''}"


def detach(world):
    named = lambda record: record.folder and any(
        (record.folder / name).is_file() for name in DOCUMENT.findall(world.sources.read(record.main))
    )
    record = world.record(named)
    if not record:
        return None
    name = DOCUMENT.search(world.sources.read(record.main))[1]
    world.sources.change(record.main, DOCUMENT, "")
    if (record.folder / name).is_file() and world.rng.random() < 0.7:
        world.sources.remove(record.folder / name)
    return f"{record.name}/{name} is no attachment any more"


def change_state(world):
    """A draft, or no draft any more; withdrawn; another day of publication."""
    record = world.record()
    if not record:
        return None
    text = world.sources.read(record.main)
    how = world.rng.choice(["draft", "withdrawn", "published"])
    if how == "draft" and "draft = true\n" in text:
        world.sources.write(record.main, text.replace("draft = true\n", "", 1))
        return f"{record.name} is no draft any more"
    if how == "draft":
        world.sources.write(record.main, with_key(record.main, text, "draft = true\n"))
    elif how == "withdrawn" and "[withdrawn]" not in text:
        on = (world.at + datetime.timedelta(days=world.rng.choice([-1, 2]))).date()
        table = f'[withdrawn]\non = {on}\nreason = "Toch niet nodig."\n'
        world.sources.write(record.main, with_table(record.main, text, table))
    else:
        day = (world.at + datetime.timedelta(days=world.rng.choice([-2, 1, 3]))).date()
        pattern = re.compile(r"^published = \d{4}-\d\d-\d\d.*$", re.MULTILINE)
        return world.sources.change(record.main, pattern, f"published = {day}") and f"{record.name} appears on {day}"
    return f"{record.name} is {how}"


def change_organisation(world):
    places = sorted((world.root / "content/organisations").glob("*.toml"))
    number = world.number()
    name = re.compile(r'^(name = ")([^"]*)(")$', re.MULTILINE)
    if not places:
        name = re.compile(r'^(\[organization\]\n(?:[^\[\n].*\n)*?name = ")([^"]*)(")$', re.MULTILINE)
        record = world.record(world.has(name))
        places = [record.main] if record else [world.settings]
    path = world.rng.choice(places)
    done = world.sources.change(path, name, lambda found: f"{found[1]}{found[2]} {number}{found[3]}")
    return done and f"name of an organisation in {path.relative_to(world.root)}"


def change_page(world):
    folder = world.root / "content/pages"
    places = sorted(folder.glob("*.md"))
    how = world.rng.choice(["text", "text", "new", "menu", "remove"])
    own = [path for path in places if path.name.startswith("eigen-")]
    if how == "new" or not places:
        path = folder / f"eigen-{world.number()}.md"
        menu = world.rng.choice(["", 'menu = "Eigen"\norder = 9\n'])
        body = f"Tekst {world.number()} van deze pagina, met een zin."
        world.sources.write(path, f'+++\ntitle = "Eigen bladzijde"\n{menu}+++\n\n{body}\n')
        return f"new page {path.stem}"
    if how == "remove" and own:
        world.sources.remove(own[0])
        return f"page {own[0].stem} removed"
    path = world.rng.choice(places)
    if how == "menu":
        text = re.sub(r"^(menu|order) = .*\n", "", world.sources.read(path), flags=re.MULTILINE)
        keys = f'menu = "Menu {world.number()}"\norder = {world.rng.randrange(9)}\n'
        world.sources.write(path, with_key(path, text, keys))
        return f"page {path.stem} in the menu"
    return f"page {path.stem}, {prose(world, path)}"


def change_theme(world):
    """A theme of one's own beside the default one: style sheet, words, templates, settings."""
    text = world.sources.read(world.settings)
    found = THEME.search(text)
    if not found or found[1] == "termijn":
        world.sources.write(world.settings, 'theme = "huis"\n' + THEME.sub("", text))
        world.sources.write(world.root / "themes/huis/static/huis.css", f"main {{ margin: {world.number()}px }}\n")
    folder = world.root / "themes" / (found[1] if found and found[1] != "termijn" else "huis")
    how = world.rng.choice(["style", "word", "template", "template", "static", "less", "class", "default"])
    number = world.number()
    own = [path for path in files_below(folder) if path.name != "huis.css"] if folder.exists() else []
    if how == "default" and own:
        world.sources.write(world.settings, THEME.sub("", text))
        return "the default theme"
    if how == "less" and own:
        path = world.rng.choice(own)
        world.sources.remove(path)
        return f"{path.name} out of the theme"
    if how == "word":
        world.sources.write(folder / "wording/nl.toml", f'[kind]\ninhuur = "Opdracht {number}"\n')
        return "a word of the theme"
    if how == "template":
        name = world.rng.choice(["notice", "list", "page", "agenda", "nota", "directory"])
        block = f'{{% block path %}}{{{{ super() }}}}<p class="eigen">{number}</p>{{% endblock path %}}'
        text = f'{{% extends "termijn/{name}.html" %}}\n{block}\n'
        world.sources.write(folder / f"templates/{name}.html", text)
        return f"template {name}.html"
    if how == "static":
        picture = f'<svg xmlns="http://www.w3.org/2000/svg" id="n{number}"/>\n'
        world.sources.write(folder / f"static/los-{number % 3}.svg", picture)
        return "a picture of the theme"
    if how == "class":
        text = THEME_CLASS.sub("", world.sources.read(world.settings))
        world.sources.write(world.settings, f'{text.rstrip()}\n\n[theme_settings]\nclass = "eigen-{number}"\n')
        return "a setting of the theme"
    world.sources.write(folder / "static/extra.css", f".eigen {{ margin: {number}px }}\n")
    return "a style sheet of the theme"


def change_setting(world):
    text = world.sources.read(world.settings)
    number = world.number()
    title = lambda found: f"{found[1]}{found[2]} {number}{found[3]}"
    choices = [("lists", "per_page", str(value)) for value in (1, 7, 25, 100)]
    choices += [("feeds", "limit", str(value)) for value in (1, 10, 200)]
    choices += [("retention", "closed", f'"{value}"') for value in ("1 maand", "1 jaar", "2 jaar")]
    formats = json.dumps(world.rng.sample(FORMATS, world.rng.randrange(2, 7)))
    choices += [("output", "formats", formats), ("output", "formats", formats), ("", "title", "")]
    choices = [one for one in choices if f"{one[1]} = {one[2]}\n" not in text]
    section, key, value = world.rng.choice(choices)
    if key == "title":
        world.sources.write(world.settings, TITLE.sub(title, text, count=1))
        return "title of the site"
    line = f"{key} = {value}\n"
    pattern = re.compile(rf"^(\[{section}\]\n(?:[^\[\n].*\n)*?){key} = .*\n", re.MULTILINE)
    changed = pattern.sub(lambda found: found[1] + line, text, count=1)
    if not pattern.search(text):
        head = f"[{section}]\n"
        changed = text.replace(head, head + line, 1) if head in text else f"{text.rstrip()}\n\n{head}{line}"
    world.sources.write(world.settings, changed)
    return f"{key} = {value}"


def every_format(world):
    """Undoes a choice of formats: one step with it is enough."""
    return world.sources.change(world.settings, FORMATS_CHOSEN, "") and "every format again"


def next_change(world):
    if world.valid_until is None:
        return None
    world.at = world.valid_until
    return f"time to the next change, {world.moment()}"


def same_edition(world):
    """Another moment at which the site is the same: just before the next change, or just at the last."""
    moments = [world.valid_from, world.valid_until and world.valid_until - datetime.timedelta(seconds=1)]
    moments = [at for at in moments if at]
    if not moments:
        return None
    world.at = world.rng.choice(moments)
    return f"time within the edition, {world.moment()}"


def other_time(world):
    back = world.rng.random() < 0.3
    world.at += (-1 if back else 1) * world.rng.randrange(1, 45 * 24 * 60) * MINUTE
    return f"time {'back' if back else 'on'}, {world.moment()}"


def just_before(world):
    if world.valid_from is None:
        return None
    world.at = world.valid_from - datetime.timedelta(seconds=1)
    return f"time to just before the last change, {world.moment()}"


def make_invalid(world):
    """A fault that no build may publish."""
    record = world.record(world.is_published)
    if not record:
        return None
    path, text = record.main, world.sources.read(record.main)
    other = world.record(lambda other: other.main != path and world.has(REFERENCE)(other))
    reference = REFERENCE.search(world.sources.read(other.main))[0] if other else ""
    weg = '[[documents]]\ntitle = "Weg"\nfile = "weg.pdf"\n'
    template = world.root / "themes/huis/templates/notice.html"
    faults = {
        "an unknown key": (path, with_key(path, text, 'titel = "Fout"\n')),
        "a quote that is not closed": (path, TITLE.sub(lambda found: found[1] + found[2], text, count=1)),
        "no title": (path, TITLE.sub("", text, count=1)),
        "a day that is none": (path, DEADLINE.sub(lambda found: found[1] + '"31 februari 2026"', text, count=1)),
        "a reference that another has": (path, REFERENCE.sub(lambda _: reference, text)),
        "a link to nowhere": (path, text + "\n[nergens](@/aanvragen/bestaat-niet)\n"),
        "an attachment that is not there": (path, with_table(path, text, weg)),
        "bytes that are no text": (path, text.encode() + b"\xff\xfe"),
        "an unknown setting": (world.settings, "titel = 1\n" + world.sources.read(world.settings)),
        "a template that cannot be read": (template, '{% extends "termijn/notice.html" %}\n{% block path %}\n'),
        "a template that cannot make a page": (template, "{{ notice.title.nergens.ook_niet | date }}\n"),
    }
    what = world.rng.choice(sorted(faults))
    world.sources.write(*faults[what])
    if faults[what][0] == template:
        world.sources.write(world.settings, 'theme = "huis"\n' + THEME.sub("", world.sources.read(world.settings)))
    return f"fault in {record.name if faults[what][0] == path else 'the site'}: {what}"


def touch(world):
    places = [path for path in files_below(world.root / "content")] + [world.settings]
    path = world.rng.choice(places)
    world.sources.note(path)
    os.utime(path)
    return f"{path.relative_to(world.root)} touched"


def set_back(world):
    path = world.rng.choice(files_below(world.root / "content"))
    world.sources.age(path)
    return f"{path.relative_to(world.root)} has an older time"


def harm_memory(world):
    folder = world.root / MEMORY
    places = files_below(folder) if folder.is_dir() else []
    if not places:
        return None
    if world.rng.random() < 0.2:
        shutil.rmtree(folder)
        return f"{MEMORY}/ deleted"
    path = world.rng.choice([path for path in places if path.name != ".gitignore"] or places)
    if len(places) > 1 and world.rng.random() < 0.2:
        other = world.rng.choice([other for other in places if other != path])
        path.write_bytes(other.read_bytes())
        return f"{path.relative_to(world.root)} overwritten with {other.name}"
    return f"{path.relative_to(world.root)} {damage(path, world.rng)}"


def harm_output(world):
    """What stands in the output is not as Termijn left it; without the manifest it would be refused."""
    folder = world.root / OUTPUT
    places = [path for path in files_below(folder) if OF_OTHERS not in path.name]
    places = [path for path in places if path.relative_to(folder).as_posix() != MANIFEST]
    if not places:
        return None
    path = world.rng.choice(places)
    shown = path.relative_to(world.root)
    how = world.rng.choice(["file", "file", "mode", "folder", "all"])
    if how == "mode":
        path.chmod(0o600)
        return f"{shown} hidden from others"
    if how == "all" and world.rng.random() < 0.3:
        shutil.rmtree(folder)
        return f"{OUTPUT}/ deleted"
    if how == "folder" and path.parent != folder and path.parent.name != MEMORY:
        shutil.rmtree(path.parent)
        return f"{shown.parent}/ deleted"
    return f"{shown} {damage(path, world.rng)}"


def harm_spare(world):
    folder = world.root / SPARE
    places = files_below(folder) if folder.is_dir() else []
    if not places:
        return None
    if world.rng.random() < 0.3:
        shutil.rmtree(folder)
        return "the spare deleted"
    path = world.rng.choice([folder / "note", world.rng.choice(places)])
    return path.is_file() and f"{path.relative_to(world.root)} {damage(path, world.rng)}"


def keep_earlier(world):
    """Keeps what is there now, for `earlier`."""
    for name in (MEMORY, OUTPUT, SPARE):
        put_back(world.root / name, world.kept / name)


def earlier(world):
    """What an earlier build left is put back from a backup: what it remembers, its output, or both."""
    names = world.rng.choice([[MEMORY], [OUTPUT], [MEMORY, OUTPUT], [MEMORY, OUTPUT, SPARE]])
    if not all((world.kept / name).is_dir() for name in names):
        return None
    for name in names:
        put_back(world.kept / name, world.root / name)
    return f"an earlier {' and '.join(names)} put back"


def of_others(world):
    """Someone else puts a file in the output; it is not Termijn's to remove."""
    folders = sorted(path for path in (world.root / OUTPUT).rglob("*") if path.is_dir() and path.name != MEMORY)
    if not folders:
        return None
    path = world.rng.choice(folders) / f"{OF_OTHERS}-{world.number()}.txt"
    path.write_text(f"Nummer {world.number()}.\n", encoding="utf-8")
    return f"{path.relative_to(world.root)} by someone else"


def other_options(world):
    """Another question, for one step."""
    choices = [["--drafts"], ["--base-url", f"https://elders.example/map-{world.number()}/"], ["--language", "en"]]
    hosts = world.rng.choice([world.usual_options, world.usual_options[:2], []])
    world.options = [*hosts, *world.rng.choice([*choices, []])]
    return "options " + (" ".join(world.options) or "none")


def nothing(_):
    return "nothing"


DEEDS = [
    edit_text, edit_title, move_deadline, ask, answer_otherwise, rename, rearrange, delete, duplicate, attach,
    change_attachment, detach, change_state, change_organisation, change_page, change_theme, change_setting,
    next_change, same_edition, other_time, just_before, make_invalid, touch, set_back, harm_memory, harm_output,
    harm_spare, earlier, of_others, other_options, nothing,
]
# After these alone there is nothing to write.
QUIET = {same_edition, touch, set_back, harm_memory, harm_spare, nothing}
# Of these one a step.
TIME = {next_change, same_edition, other_time, just_before}
# These are done oftener than once in a round of all deeds.
OFTEN = [edit_text, move_deadline, change_theme, change_setting, next_change, other_time, make_invalid]
OFTEN += [harm_memory, harm_output]


class Deck:
    """Deeds in a random order, each before any comes again."""

    def __init__(self, rng):
        self.rng, self.left = rng, []

    def draw(self):
        if not self.left:
            self.left = DEEDS + OFTEN
            self.rng.shuffle(self.left)
        return self.left.pop()


# --- Building and judging ---------------------------------------------------------------------------------------


def build(world, root):
    """The exit code, and what was said as JSON."""
    command = [world.termijn, "build", "--root", str(root), "--at", world.moment(), "--format", "json", *world.options]
    surroundings = {key: value for key, value in os.environ.items() if key != "SOURCE_DATE_EPOCH"}
    done = subprocess.run(command, capture_output=True, env=surroundings, timeout=900)
    if done.returncode not in ENDS:
        raise Difference(f"{' '.join(command)} ended with {done.returncode}: {done.stderr.decode(errors='replace')}")
    return done.returncode, json.loads(done.stdout)


def said(code, told):
    """What a build says of the site, and not of the files that it wrote."""
    problems = told if code else told.get("diagnostics", [])
    problems = [problem for problem in problems if problem["code"] != OF_THE_LAST_BUILD]
    apart = ("written", "unchanged", "removed", "diagnostics")
    rest = {} if code else {key: told[key] for key in told if key not in apart}
    return {"code": code, "diagnostics": problems, **rest}


def check_said(ours, clean):
    """Both builds end alike, and say the same."""
    for key in sorted({*ours, *clean}):
        if ours.get(key) != clean.get(key):
            raise Difference(f"'{key}' is {ours.get(key)}, of a clean build {clean.get(key)}")


def check_bytes(built, clean):
    """Both builds made the same output."""
    differences = compare(built.without_others(), clean)
    if differences:
        shown = "".join(f"\n    {one}" for one in differences[:5])
        raise Difference(f"{len(differences)} difference(s) with a clean build, of which the first are:{shown}")


def check_counts(told, before, after):
    """What was written, removed and left alone is what was told, and what stayed was not touched."""
    ours = {path: file for path, file in after.files.items() if OF_OTHERS not in path and path != MANIFEST}
    changed = sorted(path for path, file in ours.items() if before.files.get(path) != file)
    if changed != told["written"]:
        differ = sorted({*changed} ^ {*told["written"]})
        raise Difference(f"told of {len(told['written'])} written files where {len(changed)} changed: {differ[:5]}")
    if told["unchanged"] != len(ours) - len(changed):
        raise Difference(f"told of {told['unchanged']} unchanged files where {len(ours) - len(changed)} are")
    still = [path for path in told["removed"] if path in after.files]
    if still:
        raise Difference(f"told of removed files that are there: {still[:5]}")
    for path in sorted({*ours} - {*changed}):
        one, other = before.files[path], ours[path]
        if (one.inode, one.time) != (other.inode, other.time):
            raise Difference(f"{path} has the same bytes and another inode or time")


def check_step(world, quiet):
    """Builds over what is there and from nothing; returns the code, what was told, and the number of files compared."""
    before = Tree(world.root / OUTPUT)
    code, told = build(world, world.root)
    after = Tree(world.root / OUTPUT)
    clean = world.folder / "clean"
    shutil.rmtree(clean, ignore_errors=True)
    shutil.copytree(world.root, clean, ignore=shutil.ignore_patterns(MEMORY, OUTPUT, f".{OUTPUT}.termijn-*"))
    clean_code, clean_told = build(world, clean)
    if code == clean_code == 0:
        check_bytes(after, Tree(clean / OUTPUT))
    check_said(said(code, told), said(clean_code, clean_told))
    if after.of_others() != before.of_others():
        raise Difference("the files of others are not what they were")
    if code:
        if not after.stands_as(before):
            raise Difference("a build that was refused changed the output")
        if (clean / OUTPUT).exists():
            raise Difference("a clean build that was refused wrote an output")
        return code, told, 0
    check_counts(told, before, after)
    if quiet and (told["written"] or told["removed"]):
        raise Difference(f"wrote {told['written'][:5]} and removed {told['removed'][:5]} where nothing had changed")
    return code, told, len(after.files) - len(after.of_others())


def counts(told):
    return f"{len(told['written'])} written, {told['unchanged']} unchanged, {len(told['removed'])} removed"


def choose(world, deck):
    """Does one to four deeds; returns what was done, and whether there is nothing to write after it."""
    done, deeds = [], set()
    if world.options != world.usual_options:
        world.options = world.usual_options
        done.append("the usual options")
        deeds.add(other_options)
    again = every_format(world)
    if again:
        done.append(again)
        deeds.add(every_format)
    drawn = [deck.draw() for _ in range(world.rng.choice([1, 3, 4, 4]))]
    for deed in sorted(drawn, key=lambda deed: deed is make_invalid):
        if deed is make_invalid:
            world.sources.layers.append({})
        what = None if deed in TIME and deeds & TIME else deed(world)
        if what:
            done.append(what)
            deeds.add(deed)
    return done, deeds


def step(world, deck, tally):
    """One step; returns what there is to tell of it."""
    done, deeds = choose(world, deck)
    yield "; ".join(done) or "nothing"
    code, told, files = check_step(world, deeds <= QUIET)
    why = ""
    while code and world.sources.layers:
        errors = [problem for problem in told if problem["severity"] == "error"]
        why += f"refused with {code}, {errors[0]['code']} in {errors[0]['file']}; put right: "
        tally["refused"] += 1
        world.sources.undo()
        if not world.sources.layers:
            world.options = world.usual_options
        code, told, files = check_step(world, False)
    if code:
        raise Difference(f"put right after a refusal, and refused again: {told[:2]}")
    world.sources.layers = [{}]
    world.learn()
    tally["files"] += files
    tally.update(deed.__name__ for deed in deeds)
    yield why + counts(told)


def run(world, steps):
    deck, tally = Deck(world.rng), collections.Counter()
    code, told, tally["files"] = check_step(world, False)
    if code:
        raise Difference(f"the site is refused as it is: {told[:2]}")
    world.learn()
    print(f"    step 0: at {world.moment()}: {counts(told)}")
    for number in range(1, steps + 1):
        told = ""
        try:
            for part in step(world, deck, tally):
                told += f": {part}"
        except Difference as difference:
            raise Difference(f"step {number}{told}: {difference}") from None
        print(f"    step {number}{told}", flush=True)
        if world.rng.random() < 0.3:
            keep_earlier(world)
    return tally


def arguments():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("termijn", type=pathlib.Path)
    parser.add_argument("site", type=pathlib.Path)
    parser.add_argument("folder", type=pathlib.Path)
    parser.add_argument("--steps", type=int, default=12)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    given.folder.mkdir(parents=True, exist_ok=True)
    if any(given.folder.iterdir()):
        parser.error(f"{given.folder} is not empty")
    return given


def main():
    given = arguments()
    folder = given.folder.resolve()
    try:
        tally = run(World(given.termijn.resolve(), given.site, folder, given.seed), given.steps)
    except Difference as difference:
        print(f"seed {given.seed}, {difference}")
        print(f"    {folder} is as it was left; the same again: --steps {given.steps} --seed {given.seed}")
        return 1
    kinds = sum(deed.__name__ in tally for deed in DEEDS)
    shown = f"{given.steps} steps with seed {given.seed}, {kinds} of {len(DEEDS)} kinds, {tally['refused']} refused"
    print(f"    {shown}; {tally['files']} files as a clean build makes them; 0 problem(s)")
    return 0


if __name__ == "__main__":
    sys.exit(main())
