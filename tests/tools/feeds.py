"""Checks every feed of built sites.

usage: feeds.py BASE FOLDER...

Atom by RFC 4287: the elements that it wants, once where it says so, ids that differ, dates of RFC 3339, links
that are absolute. JSON Feed by version 1.1: its keys, and their types. Both forms of one feed must tell the same,
an id must name the same change in every feed of the site, and links to this site must lead to a file.
Says every problem and ends with 1, or with 0.
"""

import html.parser
import json
import pathlib
import re
import sys
import urllib.parse
import xml.etree.ElementTree as ElementTree

ATOM = "{http://www.w3.org/2005/Atom}"
DATE = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(Z|[+-]\d\d:\d\d)")
TAG = re.compile(r"tag:[a-z0-9.-]+,\d{4}(-\d\d(-\d\d)?)?:[^\s<>\"]+")
NEEDED = {"version", "title", "items"}
KEYS = NEEDED | {"home_page_url", "feed_url", "language", "authors", "description", "icon", "favicon"}
ITEM = {"id", "url", "title", "content_html", "date_published", "date_modified", "tags", "language"}


class Page(html.parser.HTMLParser):
    """The addresses in a piece of HTML, and whether its tags match."""

    EMPTY = {"br", "hr", "img", "wbr"}

    def __init__(self, text):
        super().__init__()
        self.links, self.open, self.problems = [], [], []
        self.feed(text)
        self.close()
        self.problems += [f"<{tag}> stays open" for tag in self.open]

    def handle_starttag(self, tag, attributes):
        for name, value in attributes:
            if name in ("href", "src"):
                self.links.append(value or "")
            if name.startswith("on") or name == "style":
                self.problems.append(f"has the attribute {name}")
        if tag in ("script", "style", "iframe", "object"):
            self.problems.append(f"has a <{tag}>")
        if tag not in self.EMPTY:
            self.open.append(tag)

    def handle_startendtag(self, tag, attributes):
        self.handle_starttag(tag, attributes)
        if tag not in self.EMPTY:
            self.open.pop()

    def handle_endtag(self, tag):
        if not self.open or self.open.pop() != tag:
            self.problems.append(f"</{tag}> closes nothing")


class Feeds:
    """The feeds of one site."""

    def __init__(self, base, folder, problems):
        self.base, self.folder, self.problems = base, folder, problems
        self.known, self.entries = {}, 0

    def address(self, url, say):
        """An absolute address, and when it is ours one that leads to a file."""
        parts = urllib.parse.urlsplit(url)
        if parts.scheme in ("mailto", "tel"):
            return
        if parts.scheme not in ("http", "https") or not parts.netloc:
            say(f"the address {url!r} is not absolute")
        elif url.startswith(self.base):
            path = urllib.parse.unquote(urllib.parse.urlsplit(url[len(self.base):]).path)
            path += "index.html" if path == "" or path.endswith("/") else ""
            if not (self.folder / path).is_file():
                say(f"the address {url} leads nowhere")

    def content(self, text, say):
        page = Page(text)
        for problem in page.problems:
            say(f"content: {problem}")
        for link in page.links:
            self.address(link, say)

    def entry(self, entry, say):
        """What both forms tell of an entry: id, address, title, moment, content."""
        identifier, url, title, at, content = entry
        if not TAG.fullmatch(identifier or ""):
            say(f"the id {identifier!r} is no tag URI")
        if not DATE.fullmatch(at or ""):
            say(f"{identifier}: {at!r} is no moment of RFC 3339")
        if not title or not content:
            say(f"{identifier}: lacks its title or content")
        self.address(url or "", say)
        self.content(content or "", say)
        if self.known.setdefault(identifier, entry) != entry:
            say(f"{identifier}: differs from the same in another feed")
        self.entries += 1

    def atom(self, path, say):
        try:
            feed = ElementTree.fromstring(path.read_bytes())
        except ElementTree.ParseError as error:
            say(f"cannot be read: {error}")
            return None
        if feed.tag != f"{ATOM}feed":
            say("is no Atom feed")
            return None
        for name in ("id", "title", "updated"):
            self.once(feed, name, say)
        links = {(link.get("rel", "alternate"), link.get("href")) for link in feed.findall(f"{ATOM}link")}
        own = self.base + str(path.relative_to(self.folder))
        if ("self", own) not in links:
            say(f"does not say that it stands at {own}")
        for _, url in links:
            self.address(url, say)
        entries = feed.findall(f"{ATOM}entry")
        authors = [feed] if feed.find(f"{ATOM}author") is not None else entries
        for place in authors:
            if not place.findtext(f"{ATOM}author/{ATOM}name"):
                say("has an entry without an author")
        found = [self.atom_entry(entry, say) for entry in entries]
        updated = feed.findtext(f"{ATOM}updated")
        if not DATE.fullmatch(updated or ""):
            say(f"updated is {updated!r}, no moment of RFC 3339")
        if found and found[0] and updated != found[0][3]:
            say(f"was updated at {updated}, and its newest entry at {found[0][3]}")
        return found

    def once(self, place, name, say):
        count = len(place.findall(f"{ATOM}{name}"))
        if count != 1 or not (place.findtext(f"{ATOM}{name}") or "").strip():
            say(f"has {count} {name} in {place.tag.removeprefix(ATOM)}, or an empty one")

    def atom_entry(self, entry, say):
        for name in ("id", "title", "updated"):
            self.once(entry, name, say)
        content = entry.find(f"{ATOM}content")
        if content is None or content.get("type") != "html" or len(content):
            say("has an entry whose content is no HTML")
        links = [link.get("href") for link in entry.findall(f"{ATOM}link") if link.get("rel") == "alternate"]
        text = "" if content is None else content.text
        told = (
            entry.findtext(f"{ATOM}id"),
            links[0] if len(links) == 1 else None,
            entry.findtext(f"{ATOM}title"),
            entry.findtext(f"{ATOM}updated"),
            text,
        )
        self.entry(told, say)
        return told

    def json(self, path, say):
        try:
            feed = json.loads(path.read_bytes())
        except ValueError as error:
            say(f"cannot be read: {error}")
            return None
        if feed.get("version") != "https://jsonfeed.org/version/1.1":
            say(f"has version {feed.get('version')!r}")
        for key in sorted(NEEDED - feed.keys()) + sorted(feed.keys() - KEYS):
            say(f"lacks the key {key}" if key in NEEDED else f"has the key {key}")
        own = self.base + str(path.relative_to(self.folder))
        if feed.get("feed_url") != own:
            say(f"does not say that it stands at {own}")
        for key in ("home_page_url", "feed_url"):
            self.address(feed.get(key, ""), say)
        if not all(isinstance(author, dict) and author.keys() & {"name", "url", "avatar"} for author in feed.get("authors", [])):
            say("has an author without a name")
        found = []
        for item in feed.get("items", []):
            for key in sorted(item.keys() - ITEM):
                say(f"an item has the key {key}")
            if not all(isinstance(item.get(key), str) for key in ("id", "content_html")):
                say("an item lacks its id or content, or has one that is no text")
            keys = ("id", "url", "title", "date_modified", "content_html")
            told = tuple(item.get(key) for key in keys)
            self.entry(told, say)
            found.append(told)
        return found

    def pair(self, atom):
        """Both forms of a feed."""
        told = []
        for path, read in ((atom, self.atom), (atom.with_suffix(".json"), self.json)):
            shown = f"{self.folder.name}/{path.relative_to(self.folder)}"

            def say(what, shown=shown):
                self.problems.append(f"{shown}: {what}")

            if not path.is_file():
                say("is missing")
                continue
            found = read(path, say)
            if found is None:
                continue
            identifiers = [entry[0] for entry in found]
            if len(set(identifiers)) != len(identifiers):
                say("has an id twice")
            moments = [entry[3] or "" for entry in found]
            if moments != sorted(moments, reverse=True) and len({moment[19:] for moment in moments}) == 1:
                say("is not sorted, newest first")
            told.append(found)
        if len(told) == 2 and told[0] != told[1]:
            self.problems.append(f"{atom.parent.relative_to(self.folder)}: both forms do not tell the same")


def main():
    base, problems, count, entries = sys.argv[1], [], 0, 0
    for folder in map(pathlib.Path, sys.argv[2:]):
        feeds = Feeds(base, folder, problems)
        for path in sorted(folder.rglob("feed.xml")):
            count += 2
            feeds.pair(path)
        entries += feeds.entries
    if not count:
        problems.append("no feeds")
    for problem in problems[:100]:
        print(problem)
    print(f"    {count} feeds with {entries} entries; {len(problems)} problem(s)")
    return 1 if problems else 0


sys.exit(main())
