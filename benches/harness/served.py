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

    def write(self, title):
        """As careful editors save: what stands there is never half of it. An empty title puts back what was."""
        text = re.sub(r'^title = "(.*)"$', rf'title = "\1 {title}"', self.text, count=1, flags=re.M)
        with open(self.beside, "w", encoding="utf-8") as file:
            file.write(text if title else self.text)
        began = time.perf_counter()
        os.rename(self.beside, self.file)
        return began


def edits(runs, server, site, extra):
    """From an edit until its page is right, and until every address that shows it is."""
    record = Record(server, site, extra)
    all_took = []
    try:
        for run in range(runs + 1):
            time.sleep(0.3)
            title = f"proef{run}x"
            cpu = server.cpu()
            began = record.write(title)
            times = []
            for address in record.addresses:
                server.until(address, lambda body: title.encode() in body)
                times.append(time.perf_counter() - began)
            if run > 0:
                took = {"wall": times[-1], "page": times[0], "cpu": server.cpu() - cpu, "peak": server.peak()}
                all_took.append(took)
    finally:
        record.write("")
    return all_took
