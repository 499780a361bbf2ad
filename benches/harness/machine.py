"""The machine that is measured on, and room on it."""

import os
import shutil
import tempfile

GIB = 1 << 30


def processor():
    with open("/proc/cpuinfo", encoding="utf-8") as file:
        names = (line.split(":", 1)[1].strip() for line in file if line.startswith("model name"))
        return next(names, "unknown processor")


def memory(key):
    """A line of /proc/meminfo, in bytes."""
    with open("/proc/meminfo", encoding="utf-8") as file:
        return next(int(line.split()[1]) * 1024 for line in file if line.startswith(key + ":"))


def about():
    return {
        "cores": len(os.sched_getaffinity(0)),
        "memory_gib": round(memory("MemTotal") / GIB),
        "processor": processor(),
        "load": round(os.getloadavg()[0], 2),
        "system": " ".join(os.uname()[i] for i in (0, 2, 4)),
    }


def is_tmpfs(folder):
    """Whether a folder is kept in memory."""
    best = ("", "")
    with open("/proc/mounts", encoding="utf-8") as file:
        for line in file:
            _, at, sort, *_ = line.split()
            if (folder + "/").startswith(at.rstrip("/") + "/") and len(at) >= len(best[0]):
                best = (at, sort)
    return best[1] == "tmpfs"


class Room:
    """Where sites and their output stand for one size, and whether that is in memory."""

    def __init__(self, folder, in_memory):
        self.folder, self.in_memory = folder, in_memory

    def __enter__(self):
        return self

    def __exit__(self, *_):
        shutil.rmtree(self.folder, ignore_errors=True)

    def free(self):
        """The bytes that can still be used, by files and, when those are in memory, by programs too."""
        free = shutil.disk_usage(self.folder).free
        return min(free, memory("MemAvailable")) if self.in_memory else free


def room(need_files, need_memory):
    """A folder with so much room: in memory when there is enough for files and programs together. Or why not."""
    for place in ("/dev/shm", tempfile.gettempdir(), "/var/tmp"):
        if not os.access(place, os.W_OK | os.X_OK):
            continue
        in_memory = is_tmpfs(place)
        files = shutil.disk_usage(place).free
        programs = memory("MemAvailable") - (need_files if in_memory else 0)
        if files > need_files and programs > need_memory:
            return Room(tempfile.mkdtemp(prefix="termijn-bench-", dir=place), in_memory), None
    return None, (
        f"it needs about {need_files / GIB:.1f} GiB for files and {need_memory / GIB:.1f} GiB of memory, "
        f"and of memory {memory('MemAvailable') / GIB:.1f} GiB is there"
    )
