"""Servers that show a site while it is written: how soon they are there, and how soon an edit is served everywhere."""

import glob
import http.client
import os
import re
import signal
import socket
import subprocess
import time

import process

# After so long an edit counts as lost.
PATIENCE = 900
# Between two looks: a hundredth of what has passed, so that looking takes little from what is looked at.
PAUSE = 0.001
SHARE = 0.01


def free_port():
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        return listening.getsockname()[1]


class Server:
    """A server that was just started. `command` takes the port where it says PORT."""

    def __init__(self, command, said):
        self.port = free_port()
        command = [part.replace("PORT", str(self.port)) for part in command]
        self.log = open(said + ".out", "w", encoding="utf-8")
        self.began = time.perf_counter()
        self.process = subprocess.Popen(
            command, stdin=subprocess.DEVNULL, stdout=self.log, stderr=self.log, env=process.environment()
        )
        self.connection = None
        self.until("/", lambda body: True)
        self.wall = time.perf_counter() - self.began

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()
        self.log.close()

    def get(self, path):
        """The body behind an address, or nothing."""
        try:
            self.connection = self.connection or http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
            self.connection.request("GET", path)
            answer = self.connection.getresponse()
            body = answer.read()
            return body if answer.status == 200 else None
        except (OSError, http.client.HTTPException):
            self.connection = None
            return None

    def until(self, path, is_there):
        """Looks until an address answers what is expected."""
        began = time.perf_counter()
        while time.perf_counter() < began + PATIENCE:
            body = self.get(path)
            if body is not None and is_there(body):
                return
            if self.process.poll() is not None:
                raise process.Failed(f"the server ended with {self.process.returncode}; see {self.log.name}")
            time.sleep(max(PAUSE, SHARE * (time.perf_counter() - began)))
        raise process.Failed(f"{path} is not served as expected after {PATIENCE} s")

    def cpu(self):
        """Seconds of CPU of all its threads so far."""
        total = 0
        for path in glob.glob(f"/proc/{self.process.pid}/task/*/schedstat"):
            with open(path) as file:
                total += int(file.read().split()[0])
        return total / 1e9

    def peak(self):
        with open(f"/proc/{self.process.pid}/status") as file:
            return next(int(line.split()[1]) * 1024 for line in file if line.startswith("VmHWM"))


def started(runs, command, said):
    """From the start of the process until the home page is served."""
    all_took = []
    for run in range(runs + 1):
        with Server(command, said) as server:
            if run > 0:
                all_took.append({"wall": server.wall, "cpu": server.cpu(), "peak": server.peak()})
    return all_took


class Record:
    """The record that is edited: one that stands on its page, in lists, in the feed and in the index of what is open."""

    def __init__(self, server, site, extra):
        self.site = site
        # The file that several notices share, and its text, once it was changed.
        self.organisation = None
        feed = server.get("/feed.xml").decode()
        shown = dict.fromkeys(re.findall(r"/((?:aanvragen|vacatures)/[^/\"#?<]+)/", feed))
        found = server.get("/zoek/open.json").decode()
        for path in shown:
            self.file = os.path.join(site, "content", path + ".md")
            if not os.path.exists(self.file) or path.split("/")[1] not in found:
                continue
            with open(self.file, encoding="utf-8") as file:
                self.text = file.read()
            # The page of a notice with a headline shows that and not its title.
            if "\nheadline = " not in self.text and "\naliases = " not in self.text:
                break
        else:
            raise process.Failed("no notice can be edited")
        self.beside = os.path.join(site, "being-saved")
        section = path.split("/")[0]
        lists = [self.page_with(server, "/", path), self.page_with(server, f"/{section}/", path)]
        self.addresses = [f"/{path}/", *lists, "/feed.xml", "/zoek/open.json", *extra]

    @staticmethod
    def page_with(server, address, path):
        """The page of a list on which it stands."""
        number = 1
        while True:
            page = address if number == 1 else f"{address}page/{number}/"
            body = server.get(page)
            if body is None:
                raise process.Failed(f"{path} is not in the list {address}")
            if f"/{path}/".encode() in body:
                return page
            number += 1

    def put(self, place, text):
        """As careful editors save: what stands there is never half of it. Gives when it was done."""
        with open(self.beside, "w", encoding="utf-8") as file:
            file.write(text)
        began = time.perf_counter()
        os.rename(self.beside, place)
        return began

    def put_back(self):
        self.put(self.file, self.text)


def title(record, run):
    """Another title: shown wherever the notice is."""
    word = f"proef{run}x"
    text = re.sub(r'^title = "(.*)"$', rf'title = "\1 {word}"', record.text, count=1, flags=re.M)
    return record.put(record.file, text), dict.fromkeys(record.addresses, word)


def deadline(record, run):
    """Another minute of closing: on the page, in the index and in the agenda."""
    minute = f"T16:{10 + run}:00"
    head, tail = record.text.split("\n[response]\n", 1)
    tail = re.sub(r"^(deadline = [0-9-]+)T[0-9:]+", rf"\1{minute}", tail, count=1, flags=re.M)
    shown = [record.addresses[0], "/zoek/open.json", "/agenda/"]
    return record.put(record.file, f"{head}\n[response]\n{tail}"), dict.fromkeys(shown, minute)


def organisation(record, run):
    """Another name of the organisation, in the file that many notices share."""
    word = f"Gemeente Proef{run}x"
    number = re.search(r'^\[organization\]\nid = "(.*)"$', record.text, flags=re.M).group(1)
    place = os.path.join(record.site, "content/organisations", number + ".toml")
    if record.organisation is None:
        with open(place, encoding="utf-8") as file:
            record.organisation = place, file.read()
    text = re.sub(r"^name = .*$", f'name = "{word}"', record.organisation[1], count=1, flags=re.M)
    shown = [*record.addresses[:3], "/zoek/open.json", f"/organisaties/{number}/"]
    return record.put(place, text), dict.fromkeys(shown, word)


def renamed(record, run):
    """Another name of the file, and so another address."""
    place = os.path.join(os.path.dirname(record.file), f"proef-{run}-naam.md")
    began = time.perf_counter()
    os.rename(record.file, place)
    record.file = place
    section = record.addresses[0].split("/")[1]
    shown = [f"/{section}/proef-{run}-naam/", *record.addresses[1:3], "/zoek/open.json", "/feed.xml"]
    return began, dict.fromkeys(shown, f"proef-{run}-naam")


def edits(runs, server, site, extra, edit=title):
    """From an edit until its page is right, and until every address that shows it is."""
    record = Record(server, site, extra)
    original, before = record.file, server.get(record.addresses[0])
    all_took = []
    try:
        for run in range(runs + 1):
            time.sleep(0.3)
            cpu = server.cpu()
            began, shown = edit(record, run)
            times = []
            for address, word in shown.items():
                server.until(address, lambda body: word.encode() in body)
                times.append(time.perf_counter() - began)
            if run > 0:
                took = {"wall": times[-1], "page": times[0], "cpu": server.cpu() - cpu, "peak": server.peak()}
                all_took.append(took)
    finally:
        if record.file != original:
            os.rename(record.file, original)
            record.file = original
        if record.organisation is not None:
            record.put(*record.organisation)
        record.put_back()
    # Whoever measures next finds the site as it was.
    server.until(record.addresses[0], lambda body: word.encode() not in body or word.encode() in before)
    return all_took
