"""Checks the open contracting data (OCDS 1.1) of built sites.

usage: ocds.py BASE FOLDER...

libcoveocds holds the packages against the standard's schemas and those of the extensions that they declare: types,
formats, code lists, ids that stand twice, members that nobody knows. ocdsmerge merges the releases of each tender, and
the compiled release must be what comes out. The rest is our own: what refers to something must find it, dates must
have the offset of the zone, and the newest release must tell what notice.json tells.
Says every problem and ends with 1, or with 0. It asks no other host: the schemas stand in tests/fixtures.
"""

import datetime
import functools
import http.server
import json
import pathlib
import re
import shutil
import sys
import tempfile
import threading
import urllib.parse
import zipfile
import zoneinfo

import json_merge_patch
import libcoveocds.api
import ocdsmerge
from libcoveocds.config import LibCoveOCDSConfig

FIXTURES = pathlib.Path(__file__).resolve().parent.parent / "fixtures"
SCHEMAS, EXTENSIONS = FIXTURES / "ocds-schema-1.1", FIXTURES / "ocds-extensions"
REGISTRY = "https://raw.githubusercontent.com/open-contracting-extensions/"
ZONE = zoneinfo.ZoneInfo("Europe/Amsterdam")
DATE = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[+-]\d\d:\d\d")
OCID = re.compile(r"ocds-[a-z0-9]{6}-[A-Za-z0-9.-]+")
HEAD = {"uri", "version", "publishedDate", "publisher"}
ENDS = {"complete": {"active", "pending"}, "unsuccessful": {"unsuccessful"}, "cancelled": {"cancelled", "unsuccessful"}}


def read(path):
    return json.loads(path.read_text(encoding="utf-8"))


class Quiet(http.server.SimpleHTTPRequestHandler):
    """Serves the extensions to libcoveocds, which knows addresses of the web alone."""

    def log_message(self, *_):
        pass


class Standard:
    """The standard's own judgement."""

    def __init__(self, scratch):
        self.scratch = scratch
        standard = pathlib.Path(scratch) / "standard.zip"
        with zipfile.ZipFile(standard, "w") as archive:
            archive.writestr("standard-1__1__5/", "")
            for path in sorted(SCHEMAS.rglob("*")):
                text = path.read_text(encoding="utf-8") if path.is_file() else None
                if path.name == "record-package-schema.json":
                    # It refers to an address, for versioned releases, which our packages do not have.
                    schema = json.loads(text)
                    del schema["definitions"]["record"]["properties"]["versionedRelease"]
                    text = json.dumps(schema)
                if text is not None:
                    archive.writestr(f"standard-1__1__5/schema/{path.relative_to(SCHEMAS)}", text)
            versioned = json.dumps({"$schema": "http://json-schema.org/draft-04/schema#"})
            archive.writestr("standard-1__1__5/schema/versioned-release-validation-schema.json", versioned)
        self.config = LibCoveOCDSConfig()
        self.config.config.update(standard_zip=f"file://{standard}", context="api", skip_aggregates=True)
        extensions = pathlib.Path(scratch) / "extensions"
        shutil.copytree(EXTENSIONS, extensions)
        lots = extensions / "ocds_lots_extension" / "release-schema.json"
        schema = read(lots)
        # It refers to the definition of another extension, which our packages do not use.
        del schema["definitions"]["Lot"]["properties"]["submissionTerms"]
        lots.write_text(json.dumps(schema), encoding="utf-8")
        handler = functools.partial(Quiet, directory=str(extensions))
        server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        self.server = f"http://127.0.0.1:{server.server_port}/"
        schema = read(SCHEMAS / "release-schema.json")
        for path in sorted(extensions.glob("*/release-schema.json")):
            json_merge_patch.merge(schema, read(path))
        self.merger = ocdsmerge.Merger(schema)

    def judge(self, package, say):
        package = dict(package, extensions=[self.here(url) for url in package.get("extensions", [])])
        found = libcoveocds.api.ocds_json_output(self.scratch, json_data=package, lib_cove_ocds_config=self.config)
        if found.get("json_deref_error"):
            say(f"schema: {found['json_deref_error']}")
        for problem in found["validation_errors"]:
            say(f"schema: {problem['description']}: {problem['path']} is {problem.get('value')!r}")
        for field in found["additional_fields"]:
            say(f"schema: nobody knows {field['path']}/{field['field']}")
        for field in found["deprecated_fields"]:
            say(f"schema: deprecated is {field}")
        for kind in ("closed", "open"):
            for path, values in found[f"additional_{kind}_codelist_values"].items():
                say(f"code list: {path} has {values['values']}")
        for check in found["additional_checks"]:
            say(f"additional check: {check}")
        if found.get("conformance_errors"):
            say(f"conformance: {sorted(found['conformance_errors'])}")
        if (found.get("extensions") or {}).get("invalid_extension"):
            say(f"extensions: {found['extensions']['invalid_extension']}")

    def here(self, url):
        return self.server + url.removeprefix(REGISTRY).replace("/master/", "/")


def used(releases):
    """The extensions of which something stands in releases."""
    names = set()
    for tender in (release["tender"] for release in releases):
        if "enquiries" in tender:
            names.add("enquiry")
        if "lots" in tender:
            names.add("lots")
        if "selectionCriteria" in tender:
            names |= {"selectionCriteria", "awardCriteria"}
        if any("awardCriteria" in lot for lot in tender.get("lots", [])):
            names.add("awardCriteria")
        if "options" in tender or "hasOptions" in tender:
            names.add("options")
    return {f"{REGISTRY}ocds_{name}_extension/master/extension.json" for name in names}


def dates(value, name=""):
    """Every member that is a date, by its name."""
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from dates(inner, key)
    elif isinstance(value, list):
        for inner in value:
            yield from dates(inner, name)
    elif re.search(r"[dD]ate($|Met|Modified|Published|Answered)", name) and value is not None:
        yield name, value


def in_order(value):
    """The same with lists of things that have ids in the order of those: merging knows no order. And without objects
    of which merging took all members."""
    if isinstance(value, dict):
        return {key: in_order(inner) for key, inner in value.items() if inner != {}}
    if isinstance(value, list):
        inner = [in_order(one) for one in value]
        return sorted(inner, key=lambda one: one["id"]) if all(isinstance(one, dict) and "id" in one for one in inner) else inner
    return value


class Contracting:
    """The packages of one site."""

    def __init__(self, base, folder, standard, problems):
        self.base, self.folder, self.standard, self.problems = base, folder, standard, problems
        self.packages, self.count = {}, 0

    def head(self, package, path, inner, say):
        missing = HEAD - set(package)
        if missing:
            say(f"lacks {sorted(missing)}")
        if set(package) - HEAD - {"extensions", "releases", "records", "packages"}:
            say(f"has members of its own: {sorted(package)}")
        if package.get("uri") != self.base + path:
            say(f"says that it stands at {package.get('uri')}")
        if package.get("version") != "1.1":
            say(f"is of version {package.get('version')}")
        declared = set(package.get("extensions", []))
        if declared != used(inner):
            say(f"declares other extensions than it uses: {sorted(declared ^ used(inner))}")
        for name, date in dates(package):
            try:
                moment = datetime.datetime.fromisoformat(date)
                if not DATE.fullmatch(date) or moment.astimezone(ZONE).isoformat() != date:
                    say(f"{name} {date} is not the time of the zone")
            except ValueError:
                say(f"{name} {date!r} is no moment")

    def release(self, release, earlier, say):
        ocid, date, tags, tender = (release.get(key) for key in ("ocid", "date", "tag", "tender"))
        name = release.get("id")
        say = functools.partial(lambda say, text: say(f"{name}: {text}"), say)
        stamp = datetime.datetime.fromisoformat(date).astimezone(datetime.timezone.utc).strftime("%Y%m%dT%H%M%SZ")
        if not OCID.fullmatch(ocid) or name != f"{ocid}-{stamp}":
            say(f"is no id for {ocid} at {date}")
        if ("tender" in tags) != (not earlier):
            say(f"has the tags {tags}")
        if ("tenderCancellation" in tags) != (tender["status"] == "cancelled"):
            say(f"is {tender['status']} with the tags {tags}")
        had_award = any("awards" in other for other in earlier)
        if ("award" in tags) != ("awards" in release and not had_award):
            say(f"has the tags {tags}, and {len(release.get('awards', []))} award")
        for award in release.get("awards", []):
            if award["status"] not in ENDS.get(tender["status"], ()):
                say(f"is {tender['status']} with an award that is {award['status']}")
        parties = {party["id"]: party["roles"] for party in release["parties"]}
        refers = [(release["buyer"], "buyer"), (tender["procuringEntity"], "procuringEntity")]
        refers += [(supplier, "supplier") for award in release.get("awards", []) for supplier in award.get("suppliers", [])]
        for party, role in refers:
            if role not in parties.get(party["id"], []):
                say(f"names {party['id']} as {role}, which no party is")
        lots = [lot["id"] for lot in tender.get("lots", [])]
        for item in tender["items"]:
            if item.get("relatedLot", None) not in [None, *lots]:
                say(f"item {item['id']} is of lot {item['relatedLot']}, which is not there")
        for part in (tender[part] for part in ("lots", "items", "milestones", "documents", "amendments", "enquiries") if part in tender):
            ids = [one["id"] for one in part]
            if len(set(ids)) != len(ids):
                say(f"has an id twice: {ids}")
        for milestone in tender.get("milestones", []):
            if (milestone["status"] == "met") != bool(milestone.get("dateMet")):
                say(f"milestone {milestone['id']} is {milestone['status']} and has the dateMet {milestone.get('dateMet')}")
            if milestone["status"] == "scheduled" and milestone["dueDate"] < date[:19] and "interviews" not in milestone["id"]:
                say(f"milestone {milestone['id']} is due and scheduled")
        for amendment in tender.get("amendments", []):
            ids = [other["id"] for other in [*earlier, release]]
            after = ids.index(amendment["releaseID"]) if amendment.get("releaseID") in ids else None
            if after is None:
                say(f"amendment {amendment['id']} shows in no release")
            elif amendment.get("amendsReleaseID") != (ids[after - 1] if after else None):
                say(f"amendment {amendment['id']} amends another release than the one before")

    def documents(self, release, say):
        for document in release["tender"].get("documents", []):
            url = document["url"]
            path = urllib.parse.unquote(url.removeprefix(self.base))
            path += "index.html" if path == "" or path.endswith("/") else ""
            if not url.startswith(self.base) or not (self.folder / path).is_file():
                say(f"{url} leads nowhere")

    def package(self, path):
        where = self.folder / path
        say = lambda text: self.problems.append(f"{where}: {text}")
        package = read(where)
        releases = package["releases"]
        self.head(package, path, releases, say)
        for index, release in enumerate(releases):
            self.release(release, releases[:index], say)
        sort = sorted(releases, key=lambda release: release["id"])
        if releases != sort:
            say("has its releases out of order")
        last = releases[-1]
        if package.get("publishedDate") != last["date"]:
            say(f"was published at {package.get('publishedDate')}, and its newest release at {last['date']}")
        self.documents(last, say)
        data = read(where.parent / "notice.json")
        if last["tender"]["tenderPeriod"]["endDate"] != data["closes_at"]:
            say(f"closes at {last['tender']['tenderPeriod']['endDate']}, notice.json at {data['closes_at']}")
        if len({release["ocid"] for release in releases}) != 1:
            say("is of several processes")
        self.packages[self.base + path] = releases
        self.count += len(releases)

    def records(self):
        where = self.folder / "ocds.json"
        say = lambda text: self.problems.append(f"{where}: {text}")
        package = read(where)
        records = package["records"]
        self.head(package, "ocds.json", [record["compiledRelease"] for record in records], say)
        if sorted(package.get("packages", [])) != sorted(self.packages):
            say("does not name the packages that there are")
        known = {releases[0]["ocid"]: (url, releases) for url, releases in self.packages.items()}
        if [record["ocid"] for record in records] != sorted(known):
            say(f"has records of {[record['ocid'] for record in records]}")
        for record in records:
            if record["ocid"] not in known:
                continue
            url, releases = known[record["ocid"]]
            linked = [{"url": f"{url}#{one['id']}", "date": one["date"], "tag": one["tag"]} for one in releases]
            if record["releases"] != linked:
                say(f"{record['ocid']}: links other releases than there are")
            compiled = dict(record["compiledRelease"])
            if compiled["tag"] != ["compiled"] or compiled["date"] != releases[-1]["date"]:
                say(f"{record['ocid']}: the compiled release has tag {compiled['tag']} and date {compiled['date']}")
            merged = self.standard.merger.create_compiled_release(releases)
            merged["id"] = compiled["id"]
            if in_order(merged) != in_order(compiled):
                parts = {key for key in {*merged, *compiled} if in_order(merged.get(key)) != in_order(compiled.get(key))}
                say(f"{record['ocid']}: the compiled release is not what merging gives: {sorted(parts)}")
        newest = max((releases[-1]["date"] for releases in self.packages.values()), key=datetime.datetime.fromisoformat)
        if package.get("publishedDate") != newest:
            say(f"was published at {package.get('publishedDate')}, and its newest release at {newest}")
        self.standard.judge(package, say)

    def check(self):
        paths = sorted(str(path.relative_to(self.folder)) for path in self.folder.rglob("*/ocds.json"))
        has_records = (self.folder / "ocds.json").is_file()
        if has_records != bool(paths):
            self.problems.append(f"{self.folder}: has {len(paths)} release packages, and a record package: {has_records}")
        for path in paths:
            try:
                self.package(path)
            except (KeyError, IndexError, TypeError, ValueError) as error:
                self.problems.append(f"{self.folder / path}: cannot be read: {error!r}")
        if not (has_records and self.packages):
            return
        # One look at all releases of a site: the schemas are read once.
        releases = [release for releases in self.packages.values() for release in releases]
        head = read(self.folder / "ocds.json")
        head.pop("records", None)
        head.pop("packages", None)
        head.update(releases=releases, extensions=sorted(used(releases)))
        self.standard.judge(head, lambda text: self.problems.append(f"{self.folder}: releases: {text}"))
        self.records()


def main(base, folders):
    problems, counts = [], []
    with tempfile.TemporaryDirectory() as scratch:
        standard = Standard(scratch)
        for folder in folders:
            site = Contracting(base, pathlib.Path(folder), standard, problems)
            site.check()
            counts.append(f"{len(site.packages)} tenders, {site.count} releases")
    for problem in problems:
        print(problem)
    print(f"    {'; '.join(counts)}; {len(problems)} problem(s)")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], sys.argv[2:]))
