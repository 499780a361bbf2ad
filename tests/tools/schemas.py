"""Holds the JSON of built sites against JSON Schema.

usage: schemas.py FOLDER...

Every `notice.json`, `notices.json` and `termijn.json` against the schemas in `docs/schemas`, every `feed.json` against
that of JSON Feed 1.1 in `tests/fixtures/json-feed`. Says every problem and ends with 1, or with 0.
"""

import collections
import json
import pathlib
import sys

import jsonschema
from referencing import Registry, Resource
from referencing.jsonschema import DRAFT4

ROOT = pathlib.Path(__file__).parents[2]


def read(path):
    return json.loads(path.read_text(encoding="utf-8"))


def of_our_own():
    """The validators of our own files, by name."""
    schemas = {path.name: read(path) for path in sorted((ROOT / "docs/schemas").glob("*.schema.json"))}
    for schema in schemas.values():
        jsonschema.Draft202012Validator.check_schema(schema)
    registry = Registry().with_contents(schemas.items())
    validator = lambda name: jsonschema.Draft202012Validator(schemas[name], registry=registry)
    names = ("notice", "notices", "termijn")
    return {f"{name}.json": validator(f"{name}.schema.json") for name in names}


def of_feeds():
    """The validator of JSON Feed 1.1, whose schema calls its neighbour `feed-1`."""
    folder = ROOT / "tests/fixtures/json-feed"
    feed, first = read(folder / "schema-feed.json"), read(folder / "schema-feed-1.json")
    jsonschema.Draft4Validator.check_schema(feed)
    resource = Resource(contents=first, specification=DRAFT4)
    base = feed.get("id", feed.get("$id", ""))
    registry = Registry().with_resources([("feed-1", resource), (base.rsplit("/", 1)[0] + "/feed-1", resource)])
    formats = jsonschema.Draft4Validator.FORMAT_CHECKER
    return jsonschema.Draft4Validator(feed, registry=registry, format_checker=formats)


def main():
    validators = {**of_our_own(), "feed.json": of_feeds()}
    problems, counts = [], collections.Counter()
    for folder in map(pathlib.Path, sys.argv[1:]):
        for path in sorted(folder.rglob("*.json")):
            validator = validators.get(path.name)
            if validator is None:
                continue
            counts[path.name] += 1
            shown = f"{folder.name}/{path.relative_to(folder)}"
            try:
                data = read(path)
            except ValueError as error:
                problems.append(f"{shown}: cannot be read: {error}")
                continue
            for error in sorted(validator.iter_errors(data), key=lambda error: error.json_path):
                problems.append(f"{shown}: {error.json_path}: {error.message[:200]}")
    problems += [f"no {name}" for name in validators if not counts[name]]
    for problem in problems[:100]:
        print(problem)
    print(f"    {', '.join(f'{counts[name]} {name}' for name in validators)}; {len(problems)} problem(s)")
    return 1 if problems else 0


sys.exit(main())
