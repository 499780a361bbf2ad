"""Reads the structured data of built sites with extruct, as search engines and social media do.

usage: structured.py BASE FOLDER...

JSON-LD: a JobPosting stands where RECORDS wants one and nowhere else, has only properties of schema.org, and says what
the page and its `notice.json` say; breadcrumbs are the visible path, and lead somewhere. OpenGraph: every page has it
whole, and absolute. Links: a page has one canonical address, which is its own, and names every feed and calendar that
there is for it, none twice. Says every problem and ends with 1, or with 0.
"""

import csv
import json
import pathlib
import re
import sys
import urllib.parse

import extruct
import lxml.html

ROOT = pathlib.Path(__file__).parents[2]
PROPERTIES = ROOT / "tests/fixtures/schemaorg/schemaorg-30.0-jobposting-properties.csv"
DATE = re.compile(r"\d{4}-\d\d-\d\d(T\d\d:\d\d:\d\d[+-]\d\d:\d\d)?")
DURATION = re.compile(r"P[1-9]\d*[DWMY]")
REQUIRED = ("title", "description", "datePosted", "hiringOrganization", "validThrough", "directApply", "url")
EMPLOYMENT = {"FULL_TIME", "PART_TIME", "CONTRACTOR", "TEMPORARY", "INTERN", "VOLUNTEER", "PER_DIEM", "OTHER"}
UNITS = {"HOUR", "DAY", "WEEK", "MONTH", "YEAR"}
DEGREES = {"high school", "associate degree", "bachelor degree", "professional certificate", "postgraduate degree"}
OPEN_GRAPH = ("og:title", "og:description", "og:type", "og:site_name", "og:locale")
CHANNELS = {"feed.xml": "application/atom+xml", "feed.json": "application/feed+json", "agenda.ics": "text/calendar"}
SORTS = {"JobPosting", "BreadcrumbList", "WebSite", "Organization"}


def known_properties():
    with PROPERTIES.open(encoding="utf-8", newline="") as rows:
        return {row["label"] for row in csv.DictReader(rows) if not row["supersededBy"]}


class Page:
    """A page of a site with what stands in it."""

    def __init__(self, base, folder, path, known, problems):
        self.base, self.folder, self.path, self.known = base, folder, path, known
        self.say = lambda what: problems.append(f"{folder.name}/{path.relative_to(folder)}: {what}")
        relative = path.relative_to(folder).as_posix()
        self.is_error_page = relative == "404.html"
        self.place = re.sub(r"(^|/)index\.html$", r"\1", relative)
        self.url = urllib.parse.urljoin(base, urllib.parse.quote(self.place))
        text = path.read_text(encoding="utf-8")
        self.tree = lxml.html.fromstring(text)
        self.is_alias = bool(self.tree.xpath("//meta[@http-equiv='refresh']"))
        self.found = extruct.extract(text, base_url=self.url, syntaxes=["opengraph"])
        try:
            self.found.update(extruct.extract(text, base_url=self.url, syntaxes=["json-ld"]))
        except ValueError as error:
            self.say(f"has JSON-LD that cannot be read: {error}")
            self.found["json-ld"] = []
        data = path.parent / "notice.json"
        self.notice = json.loads(data.read_text(encoding="utf-8")) if data.is_file() else None

    def file(self, url):
        """The file that an address of this site leads to, when there is one."""
        if not url.startswith(self.base):
            return None
        place = urllib.parse.unquote(urllib.parse.urlsplit(url).path[len(urllib.parse.urlsplit(self.base).path):])
        path = self.folder / (place + "index.html" if place == "" or place.endswith("/") else place)
        return path if path.is_file() else None

    def check(self):
        if self.is_alias:
            return []
        self.head()
        self.links()
        return self.structured()

    def head(self):
        """OpenGraph and the canonical address."""
        canonical = self.tree.xpath("//head/link[@rel='canonical']/@href")
        if canonical != ([] if self.is_error_page else [self.url]):
            self.say(f"has the canonical addresses {canonical}, and stands at {self.url}")
        told = {}
        for graph in self.found["opengraph"]:
            for name, value in graph["properties"]:
                if name in told:
                    self.say(f"has {name} twice")
                told[name] = value
        for name in OPEN_GRAPH:
            if not told.get(name, "").strip():
                self.say(f"lacks {name}")
        if told.get("og:url") != (canonical[0] if canonical else None):
            self.say(f"og:url is {told.get('og:url')!r}")
        if not re.fullmatch(r"[a-z]{2}_[A-Z]{2}", told.get("og:locale", "")):
            self.say(f"og:locale is {told.get('og:locale')!r}")
        title = self.tree.findtext(".//title") or ""
        if not title.startswith(told.get("og:title", "-")):
            self.say(f"og:title {told.get('og:title')!r} does not begin the title {title!r}")
        if told.get("og:type") not in ("website", "article"):
            self.say(f"og:type is {told.get('og:type')!r}")
        published = told.get("article:published_time")
        if self.notice and published != self.notice["published_at"]:
            self.say(f"article:published_time is {published!r}")

    def links(self):
        """Every feed and calendar of this place and of the site, once."""
        links = self.tree.xpath("//head/link[@rel='alternate']")
        told = [(link.get("type"), urllib.parse.urljoin(self.url, link.get("href"))) for link in links]
        for kind, url in told:
            if told.count((kind, url)) > 1:
                self.say(f"links twice to {url}")
            if self.file(url) is None:
                self.say(f"names {url}, which is not there")
        if any(not link.get("title") for link in links):
            self.say("has a link to a feed or calendar without a title")
        for name, kind in CHANNELS.items():
            for place in {self.folder, self.path.parent}:
                url = urllib.parse.urljoin(self.base, (place / name).relative_to(self.folder).as_posix())
                if (place / name).is_file() and (kind, url) not in told:
                    self.say(f"does not name {url}")
        if self.notice:
            home = f"{self.base}organisaties/{self.notice['organization']['id']}/"
            for name in ("feed.xml", "feed.json"):
                if self.file(home + name) and (CHANNELS[name], home + name) not in told:
                    self.say(f"does not name {home}{name}")

    def structured(self):
        things = self.found["json-ld"]
        sorts = [thing.get("@type") for thing in things]
        for sort in sorted({str(sort) for sort in sorts}):
            if sort not in SORTS or sorts.count(sort) > 1:
                self.say(f"has {sorts.count(sort)} {sort}")
        if any(thing.get("@context") != "https://schema.org" for thing in things):
            self.say("has JSON-LD of another vocabulary")
        by_sort = dict(zip(map(str, sorts), things))
        self.breadcrumbs(by_sort.get("BreadcrumbList"))
        self.job_posting(by_sort.get("JobPosting"))
        self.publisher(by_sort)
        return sorts

    def breadcrumbs(self, crumbs):
        visible = [
            (link.text_content(), urllib.parse.urljoin(self.url, link.get("href")))
            for link in self.tree.xpath("//nav[@class='path']//a")
        ]
        told = (crumbs or {}).get("itemListElement", [])
        if [(crumb.get("name"), crumb.get("item")) for crumb in told] != visible:
            self.say(f"has other breadcrumbs than the visible path: {told}")
        if [crumb.get("position") for crumb in told] != list(range(1, len(told) + 1)):
            self.say("has breadcrumbs out of order")
        for crumb in told:
            if crumb.get("@type") != "ListItem" or self.file(crumb.get("item", "")) is None:
                self.say(f"has the breadcrumb {crumb.get('item')!r}, which leads nowhere")

    def publisher(self, by_sort):
        is_home = self.place == ""
        site, publisher = by_sort.get("WebSite"), by_sort.get("Organization")
        if (site is not None) != is_home or (publisher is not None and not is_home):
            self.say("tells of the site elsewhere than on the home page, or not there")
        if site and (site.get("url") != self.base or not site.get("name")):
            self.say(f"calls the site {site}")
        if publisher and not publisher.get("name"):
            self.say("has a publisher without a name")

    def may_be_job(self):
        """An open vacancy or request to hire, with a text and a place of work, as far as the page shows."""
        if self.notice is None or not self.notice["is_open"] or self.notice["kind"] == "aanbesteding":
            return False
        labels = {label.text_content() for label in self.tree.xpath("//*[@id='deel-kort']//dt")}
        has_text = bool(self.tree.xpath("//div[contains(@class, 'prose body')]"))
        return has_text and bool(labels & {"Standplaats", "Op afstand"})

    def job_posting(self, job):
        if (job is not None) != self.may_be_job():
            self.say("has a JobPosting where none may be" if job else "lacks its JobPosting")
        if job is None:
            return
        for name in sorted(job.keys() - self.known - {"@context", "@type"}):
            self.say(f"JobPosting has no property {name}")
        for name in REQUIRED:
            if job.get(name) in (None, ""):
                self.say(f"JobPosting lacks {name}")
        address = job.get("jobLocation", {}).get("address", {})
        if "jobLocation" in job and not (address.get("addressLocality") and re.fullmatch("[A-Z]{2}", address.get("addressCountry", ""))):
            self.say(f"JobPosting is at {address}")
        if (job.get("jobLocationType") == "TELECOMMUTE") != ("applicantLocationRequirements" in job):
            self.say("JobPosting says only half of working from afar")
        if "jobLocation" not in job and "jobLocationType" not in job:
            self.say("JobPosting has no place")
        self.values(job)
        if self.notice:
            self.agrees(job)

    def values(self, job):
        """Values of the form that Google and schema.org want."""
        def values(name):
            value = job.get(name, [])
            return value if isinstance(value, list) else [value]

        pay = job.get("baseSalary")
        amounts = [(pay or {}).get("value", {}).get(name) for name in ("value", "minValue", "maxValue")]
        experience = job.get("experienceRequirements", {}).get("monthsOfExperience", 1)
        rules = {
            "datePosted": all(DATE.fullmatch(at) for at in values("datePosted")),
            "validThrough": all(DATE.fullmatch(at) and "T" in at for at in values("validThrough")),
            "jobStartDate": all(DATE.fullmatch(at) for at in values("jobStartDate")),
            "jobDuration": all(DURATION.fullmatch(length) for length in values("jobDuration")),
            "employmentType": set(values("employmentType")) <= EMPLOYMENT,
            "directApply": job.get("directApply") is False,
            "totalJobOpenings": all(type(count) is int and count > 0 for count in values("totalJobOpenings")),
            "experienceRequirements": type(experience) is int and experience > 0,
            "educationRequirements": all(
                type(asked) is str or asked.get("credentialCategory") in DEGREES for asked in values("educationRequirements")
            ),
            "baseSalary": pay is None
            or (
                re.fullmatch("[A-Z]{3}", pay.get("currency", ""))
                and pay["value"].get("unitText") in UNITS
                and any(amount is not None for amount in amounts)
                and all(amount is None or type(amount) in (int, float) for amount in amounts)
            ),
            "applicationContact": all(
                contact.get("email") or contact.get("telephone") or contact.get("url") for contact in values("applicationContact")
            ),
        }
        for name, holds in rules.items():
            if not holds:
                self.say(f"JobPosting has the {name} {job.get(name)!r}")
        description = lxml.html.fragment_fromstring(job.get("description", ""), create_parent="div")
        if description.xpath(".//script | .//style | .//iframe | .//@onclick | .//@style"):
            self.say("JobPosting has a description that does something")
        if any(not re.match("(https?|mailto|tel):", href) for href in description.xpath(".//@href | .//@src")):
            self.say("JobPosting has a description with links that only work on the page")
        words = " ".join(description.text_content().split())
        for body in self.tree.xpath("//div[contains(@class, 'prose body')]"):
            if " ".join(body.text_content().split()) not in words:
                self.say("JobPosting has a description without the text of the page")
        for name in ("qualifications", "responsibilities", "skills"):
            if any(" ".join(text.split()) not in words for text in values(name)):
                self.say(f"JobPosting has {name} that its description lacks")

    def agrees(self, job):
        """The same as the data."""
        organisation = job.get("hiringOrganization", {}).get("name")
        for name, told, known in (
            ("title", job.get("title"), self.notice["title"]),
            ("url", job.get("url"), self.notice["url"]),
            ("datePosted", job.get("datePosted"), self.notice["published_at"]),
            ("validThrough", job.get("validThrough"), self.notice["closes_at"]),
            ("hiringOrganization", organisation, self.notice["organization"]["name"]),
            ("identifier", job.get("identifier", {}).get("value", self.notice["id"]), self.notice["id"]),
        ):
            if told != known:
                self.say(f"JobPosting has the {name} {told!r}, and the data say {known!r}")


def main():
    base, problems, known = sys.argv[1], [], known_properties()
    pages, jobs, crumbs = 0, 0, 0
    for folder in map(pathlib.Path, sys.argv[2:]):
        for path in sorted(folder.rglob("*.html")):
            sorts = Page(base, folder, path, known, problems).check()
            pages += 1
            jobs += sorts.count("JobPosting")
            crumbs += sorts.count("BreadcrumbList")
    if not pages:
        problems.append("no pages")
    for problem in problems[:100]:
        print(problem)
    print(f"    {pages} pages with {jobs} JobPosting and {crumbs} BreadcrumbList; {len(problems)} problem(s)")
    return 1 if problems else 0


sys.exit(main())
