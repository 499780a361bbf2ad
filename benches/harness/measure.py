"""Runs a program once and tells what it took, as one line of JSON.

    python3 -I -S benches/harness/measure.py STDOUT STDERR COMMAND…

    {"code": 0, "wall": 0.012, "cpu": 0.010, "peak": 12345678, "written": 4096}

Seconds and bytes. Peak memory is never told lower than what this script itself takes before it becomes the program,
about 8 MiB; so it is small, and a process of its own. What was written is what the program handed to the system,
files and pipes alike, without what it printed.
"""

import json
import os
import sys
import time


def written(pid):
    try:
        with open(f"/proc/{pid}/io") as file:
            return next(int(line.split()[1]) for line in file if line.startswith("wchar"))
    except OSError:
        return None


def main():
    stdout, stderr, *command = sys.argv[1:]
    files = [os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o644) for path in (stdout, stderr)]
    began = time.perf_counter()
    pid = os.fork()
    if pid == 0:
        try:
            os.dup2(files[0], 1)
            os.dup2(files[1], 2)
            os.execvp(command[0], command)
        finally:
            os._exit(127)
    os.waitid(os.P_PID, pid, os.WEXITED | os.WNOWAIT)
    wall = time.perf_counter() - began
    wrote = written(pid)
    _, status, usage = os.wait4(pid, 0)
    if wrote is not None:
        wrote -= sum(os.fstat(file).st_size for file in files)
    took = {
        "code": os.waitstatus_to_exitcode(status),
        "wall": wall,
        "cpu": usage.ru_utime + usage.ru_stime,
        "peak": usage.ru_maxrss * 1024,
        "written": wrote,
    }
    print(json.dumps(took))


main()
