"""Runs of programs, and their medians."""

import json
import os
import statistics
import subprocess
import sys

# As many for each, so that they can be compared on a machine with more cores.
THREADS = {"RAYON_NUM_THREADS": "2", "GOMAXPROCS": "2"}
HERE = os.path.dirname(os.path.abspath(__file__))


class Failed(Exception):
    """A program ended with an error."""


def environment():
    """What every measured program gets: two threads to work with, and nothing of this terminal."""
    kept = {key: os.environ[key] for key in ("PATH", "HOME") if key in os.environ}
    return kept | {"LC_ALL": "C.UTF-8", "TZ": "Europe/Amsterdam", "NO_COLOR": "1"} | THREADS


def once(command, said):
    """Runs a command; `said` is a path before `.out` and `.err`, where what it prints is put."""
    launcher = [sys.executable, "-I", "-S", os.path.join(HERE, "measure.py"), said + ".out", said + ".err"]
    answer = subprocess.run(launcher + command, env=environment(), check=True, capture_output=True, text=True)
    took = json.loads(answer.stdout)
    if took["code"] != 0:
        with open(said + ".err", encoding="utf-8", errors="replace") as file:
            raise Failed(f"{' '.join(command)} ended with {took['code']}:\n{file.read()[-2000:]}")
    return took


def several(runs, command, said, prepare, after=lambda took: None):
    """Runs a command again and again. The first run warms what is warm all day, and does not count.

    `prepare` is called before each with its number, and may return another command; `after` once it is done.
    """
    all_took = []
    for run in range(runs + 1):
        took = once(prepare(run) or command, said)
        after(took)
        if run > 0:
            all_took.append(took)
    return all_took


def summary(all_took):
    """Medians, with least and most, of everything that was measured in each run."""
    told = {"runs": len(all_took)}
    for key in ("wall", "cpu", "peak", "written", "files", "page"):
        values = [took[key] for took in all_took if took.get(key) is not None]
        if values:
            told[key] = {"median": statistics.median(values), "least": min(values), "most": max(values)}
    return told
