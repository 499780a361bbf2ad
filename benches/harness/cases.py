"""What is measured: Termijn in two profiles, the parts alone, and Hugo, each on the same records."""

import json
import os
import re
import shutil
import subprocess
import sys

import process
import served

# The moment of every build; half of the notices have closed by then.
AT = "2026-03-02T12:00:00+01:00"
# A moment in a week in which tenders close every few minutes of the day.
BUSY = "2026-03-11T10:00:00+01:00"

PROFILES = {"all": None, "web": ["html", "feed", "search"]}


class Site:
    """A generated site, and what is measured on it."""

    def __init__(self, programs, count, runs, room):
        self.programs, self.count, self.runs, self.room = programs, count, runs, room
        self.folder = os.path.join(room.folder, "site")
        self.output = os.path.join(room.folder, "public")
        self.said = os.path.join(room.folder, "said")
        subprocess.run([programs["generate_site"], self.folder, str(count)], check=True)
        self.settings = self.read("termijn.toml")
        self.measures = []

    def read(self, *path):
        with open(os.path.join(self.folder, *path), encoding="utf-8") as file:
            return file.read()

    def about(self):
        return {"notices": self.count, "in_memory": self.room.in_memory} | tree(os.path.join(self.folder, "content"))

    def add(self, program, profile, case, all_took):
        told = {"notices": self.count, "program": program, "profile": profile, "case": case}
        self.measures.append(told | process.summary(all_took))
        wall = self.measures[-1]["wall"]["median"]
        print(f"    {program} {profile or ''} {case}: {wall:.3f} s".replace("  ", " "), file=sys.stderr, flush=True)

    def clear(self, *folders):
        for folder in folders or (self.output, os.path.join(self.folder, ".termijn")):
            shutil.rmtree(folder, ignore_errors=True)

    # --- Termijn ---------------------------------------------------------------------------------------------

    def termijn(self, profile):
        formats = PROFILES[profile]
        with open(os.path.join(self.folder, "termijn.toml"), "w", encoding="utf-8") as file:
            file.write(self.settings + (f"\n[output]\nformats = {json.dumps(formats)}\n" if formats else ""))
        for case in (self.full, self.unchanged, self.edited, self.deadline, self.start):
            self.add("termijn", profile, case.__name__, case())
        self.edits(profile)
        self.clear()

    def build(self, at=AT):
        return [self.programs["termijn"], "build", "-r", self.folder, "-o", self.output, "--at", at, "--language", "en"]

    def builds(self, prepare):
        return process.several(self.runs, self.build(), self.said, prepare, self.count_files)

    def count_files(self, took):
        """How many files the build says that it wrote."""
        with open(self.said + ".out", encoding="utf-8") as file:
            told = re.search(r": (\d+) files written", file.read())
        took["files"] = int(told.group(1)) if told else None

    def full(self):
        return self.builds(lambda run: self.clear())

    def unchanged(self):
        return self.builds(lambda run: None)

    def edited(self):
        """Another title in one record each time."""
        place = self.open_record()
        with open(place, encoding="utf-8") as file:
            text = file.read()

        def prepare(run):
            beside = os.path.join(self.folder, "being-saved")
            with open(beside, "w", encoding="utf-8") as file:
                file.write(re.sub(r'^title = "(.*)"$', rf'title = "\1 proef{run}"', text, count=1, flags=re.M))
            os.rename(beside, place)

        all_took = self.builds(prepare)
        with open(place, "w", encoding="utf-8") as file:
            file.write(text)
        return all_took

    def open_record(self):
        """A record that stands in the index of what is open, in a file of its own."""
        with open(os.path.join(self.output, "zoek/open.json"), encoding="utf-8") as file:
            index = json.load(file)
        for notice in index["notices"]:
            section = index["sections"][notice["section"]]["slug"]
            place = os.path.join(self.folder, "content", section, notice["slug"] + ".md")
            if os.path.exists(place):
                return place
        raise process.Failed("no notice can be edited")

    def deadline(self):
        """The same sources, each time at the next moment at which the site changes."""
        process.once(self.build(BUSY), self.said)

        def prepare(run):
            with open(os.path.join(self.output, "termijn.json"), encoding="utf-8") as file:
                return self.build(json.load(file)["valid_until"])

        return self.builds(prepare)

    def serve(self):
        command = [self.programs["termijn"], "serve", "-r", self.folder, "-o", self.output, "--at", AT]
        return command + ["--port", "PORT", "--format", "json"]

    def start(self):
        return served.started(self.runs, self.serve(), self.said)

    def edits(self, profile):
        extra = [] if PROFILES[profile] else ["/notices.json"]
        kinds = {"edits": served.title, "moved": served.deadline, "named": served.organisation, "renamed": served.renamed}
        with served.Server(self.serve(), self.said) as server:
            for case, edit in kinds.items():
                self.add("termijn", profile, case, served.edits(self.runs, server, self.folder, extra, edit))

    # --- The parts alone -------------------------------------------------------------------------------------

    def parts(self):
        command = [self.programs["parts"], self.folder, self.output]
        self.add("parts", None, "full", process.several(self.runs, command, self.said, lambda run: self.clear()))
        self.measures[-1] |= {"output": tree(self.output)}
        self.clear()

    # --- Hugo ------------------------------------------------------------------------------------------------

    def hugo(self):
        folder = os.path.join(self.room.folder, "hugo")
        cache = os.path.join(self.room.folder, "hugo-cache")
        converter = os.path.join(process.HERE, "hugo_site.py")
        subprocess.run([sys.executable, converter, self.folder, folder], check=True)
        common = ["-s", folder, "--clock", AT, "--noBuildLock", "--cacheDir", cache]
        build = [self.programs["hugo"], *common, "-d", self.output, "--quiet"]
        self.add("hugo", None, "full", process.several(self.runs, build, self.said, lambda run: self.clear()))
        self.measures[-1] |= {"output": tree(self.output)}
        self.clear()
        server = [self.programs["hugo"], "server", *common, "-p", "PORT", "--bind", "127.0.0.1"]
        # Without these it writes to the disk, and renders only the pages that were visited last.
        server += ["--renderToMemory", "--disableFastRender"]
        with served.Server(server, self.said) as running:
            took = {"wall": running.wall, "cpu": running.cpu(), "peak": running.peak()}
            self.add("hugo", None, "start", [took])
            self.add("hugo", None, "edits", served.edits(self.runs, running, folder, []))
        self.clear(folder, cache)


def tree(folder):
    """The files below a folder: how many, and their bytes."""
    count = size = 0
    for place, _, names in os.walk(folder):
        count += len(names)
        size += sum(os.lstat(os.path.join(place, name)).st_size for name in names)
    return {"files": count, "bytes": size}
