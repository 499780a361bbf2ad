"""The results as a table of text."""

MIB = 1 << 20
HEADS = ("", "wall", "least", "most", "CPU", "peak MiB", "written MB", "files", "to parts", "Hugo to it")

CASES = {
    "full": "full build",
    "unchanged": "build, nothing changed",
    "edited": "build, one record edited",
    "deadline": "build, a deadline passed",
    "start": "preview, from start to home page",
    "edits": "preview, edit until served everywhere",
    "moved": "preview, another deadline until served everywhere",
    "named": "preview, another name of an organisation until served everywhere",
    "renamed": "preview, another address until served everywhere",
}
PROFILES = {"all": "all formats", "web": "html, feed, search"}


def name(measure):
    who = {"termijn": "Termijn", "parts": "the parts alone", "hugo": "Hugo"}[measure["program"]]
    return f"{who}, {PROFILES[measure['profile']]}" if measure["profile"] else who


def seconds(value):
    """In a unit that is easy to read beside others."""
    return f"{value * 1000:.1f} ms" if value < 0.1 else f"{value * 1000:.0f} ms" if value < 1 else f"{value:.2f} s"


def beside(results, measure, program):
    """The same case of another program; the parts have only one."""
    case = "full" if program == "parts" else measure["case"]
    same = (other for other in results["measures"] if other["program"] == program and other["case"] == case)
    return next((other for other in same if other["notices"] == measure["notices"]), None)


def ratio(above, below, key="wall"):
    if not (above and below and key in above and key in below):
        return None
    return above[key]["median"] / below[key]["median"]


def ratios(results, measure):
    """How many times the parts it costs, and how many times it Hugo costs: in wall, CPU and memory."""
    if measure["program"] != "termijn":
        return {}
    told = {}
    if measure["case"] == "full":
        told["parts"] = {key: ratio(measure, beside(results, measure, "parts"), key) for key in ("wall", "cpu", "peak")}
    told["hugo"] = {key: ratio(beside(results, measure, "hugo"), measure, key) for key in ("wall", "cpu", "peak")}
    return {who: values for who, values in told.items() if values["wall"] is not None}


def three(values):
    return " / ".join(f"{value:.1f}" for value in values.values()) if values else ""


def row(measure):
    wall, told = measure["wall"], measure.get("ratios", {})
    return (
        name(measure),
        *(seconds(wall[key]) for key in ("median", "least", "most")),
        seconds(measure["cpu"]["median"]),
        f"{measure['peak']['median'] / MIB:.0f}",
        f"{measure['written']['median'] / 1e6:.2f}" if "written" in measure else "",
        f"{measure['files']['median']:.0f}" if "files" in measure else "",
        three(told.get("parts")),
        three(told.get("hugo")),
    )


def text(results):
    machine = results["machine"]
    lines = [
        f"{machine['cores']} cores, {machine['memory_gib']} GiB, {machine['processor']}, {machine['system']}, "
        f"load {machine['load']} before",
        ", ".join(f"{program} {version}" for program, version in results["versions"].items()),
        f"medians of {results['runs']} runs; ratios are wall / CPU / memory",
    ]
    for site in results["sites"]:
        where = "in memory (tmpfs)" if site["in_memory"] else "on disk: no tmpfs was large enough"
        lines += ["", f"--- {site['notices']:,} notices: {site['files']:,} files, {site['bytes'] / 1e6:.1f} MB, {where}"]
        for case, title in CASES.items():
            rows = [m for m in results["measures"] if m["notices"] == site["notices"] and m["case"] == case]
            if rows:
                lines += ["", aligned((title, *HEADS[1:]))]
                lines += [aligned(row(measure)) for measure in rows]
    lines += [""] + [f"left out: {what}" for what in results["left_out"]]
    return "\n".join(lines).rstrip() + "\n"


def aligned(cells):
    first, *rest = cells
    widths = (9, 9, 9, 9, 9, 11, 8, 20, 20)
    return (f"  {first:<38}" + "".join(f"{cell:>{width}}" for cell, width in zip(rest, widths))).rstrip()
