"""A project read and checked: all that one build needs, frozen.

Here belongs bringing the record, the pages and the questions together, and giving what does not add up its place in a file.
Nothing is rendered or written.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path

import msgspec

from dateline.charts import Registry
from dateline.counting.checks import Finding, discrepancies, needed, overlaps
from dateline.errors import ContentError, Problem, Spot
from dateline.figure import FigureNames
from dateline.kept import Kept, code_digest, digest_of
from dateline.load import (
    Earlier,
    check_maintained,
    check_published,
    empty_files,
    load_basemap,
    load_project,
    load_record,
    read_line,
    readable_articles,
)
from dateline.load.files import read_source
from dateline.load.findings import Finding as Noted
from dateline.load.positions import Positions
from dateline.markdown.lint import FigureLint
from dateline.markdown.page import check_page
from dateline.model import Article, Basemap, Record
from dateline.newsroom import Newsroom
from dateline.query import Desk

CACHE = Path(".cache") / "dateline"


UNCHECKED = Problem(
    "unchecked-pages",
    "the texts of the pages were not checked, because they ask a record that cannot be read",
    None,
    "mend the data first",
    "warning",
)


@dataclass(frozen=True)
class Site:
    """The record, the pages, and the desk that their questions go to. `root` is the project's folder.

    `warnings` are what a person should know and nothing is wrong because of. `as_of`: the record and the pages are those of
    that day (see `hindsight`); None: of now.
    """

    root: Path
    record: Record
    articles: tuple[Article, ...]
    desk: Desk
    cached: bool = True
    basemap: Basemap | None = None
    newsroom: Newsroom = field(default_factory=Newsroom)
    warnings: tuple[Problem, ...] = ()
    as_of: dt.date | None = None

    @cached_property
    def digest(self) -> str:
        """Made of all that record and base map say and of the code that counts and draws, the newsroom's own included.

        What was made from them may be kept under it.
        """
        own = self.newsroom.code
        return digest_of(
            code_digest().encode(),
            own.digest.encode(),
            own.beneath.encode(),
            str(self.as_of).encode(),
            *map(msgspec.msgpack.encode, (self.record, self.basemap)),
        )

    @cached_property
    def kept(self) -> Kept:
        """Where things made from the record are kept between builds."""
        return Kept(self.root / CACHE / "record" if self.cached else None)

    @cached_property
    def lint(self) -> FigureLint:
        """The lint for figures typed by hand, compiled once for all pages."""
        return FigureLint(self.record)

    @cached_property
    def charts(self) -> Registry:
        """The charts that articles may name. An edition of a day is read without a server, and so nobody explores it."""
        return replace(self.newsroom.registry, basemap=self.basemap, exploring=self.as_of is None)

    def with_articles(self, articles: tuple[Article, ...]) -> Site:
        """The same project with other texts. What was made from the record alone goes with it."""
        other = replace(self, articles=articles)
        other.__dict__.update(
            {name: made for name, made in self.__dict__.items() if name in ("lint", "charts", "digest", "kept")}
        )
        return other


def load_site(root: Path, *, cached: bool = True) -> Site:
    """Read the project in `root`.

    Raises ContentError with all that is wrong in data/ and in the front matter of content/, and with links in what maintainers
    keep; with it comes what is wrong in the texts of the pages that could be read.
    """
    cache = root / CACHE if cached else None
    rule, empty = check_published(root), empty_files(root)
    apart = [*(problem for problem in rule if problem.severity == "error"), *check_maintained(root)]
    try:
        record, articles = load_project(root, cache)
    except ContentError as error:
        raise ContentError([*error.problems, *apart, *empty, *_beyond(error, root, cache)]) from None
    warnings = (*(problem for problem in rule if problem.severity == "warning"), *empty)
    site, broken = _equipped(Site(root, record, articles, Desk(record), cached=cached, warnings=warnings))
    problems = [*broken, *apart, *_sums(site), *_clashes(articles)]
    if problems:
        raise ContentError([*problems, *empty, *_checked(site, broken)])
    return site


def load_readable(root: Path) -> tuple[Site | None, tuple[Problem, ...]]:
    """As much of a project as can be read, whatever is wrong with the rest, and what is; nothing is kept.

    None where the record itself cannot be read.
    """
    try:
        return load_site(root, cached=False), ()
    except ContentError as error:
        problems = error.problems
    try:
        record = load_record(root)
    except ContentError:
        return None, problems
    articles = readable_articles(root, record.dataset)
    return _equipped(Site(root, record, articles, Desk(record), cached=False))[0], problems


def _equipped(site: Site) -> tuple[Site, list[Problem]]:
    """The same project with its own charts and its base map, and what is wrong with these."""
    own = Newsroom.of(site.root, site.kept)
    site = replace(site, newsroom=own)
    try:
        return replace(site, basemap=load_basemap(site.root, site.record.places)), list(own.problems)
    except ContentError as error:
        return site, [*own.problems, *error.problems]


def _checked(site: Site, broken: list[Problem]) -> list[Problem]:
    """What is wrong in the pages, but for charts and base maps that are missing only because they are `broken`."""
    missing = {"unknown-chart"} if site.newsroom.problems else set()
    if len(broken) > len(site.newsroom.problems):
        missing.add("no-basemap")
    return [problem for problem in check_site(site) if problem.code not in missing]


def _beyond(error: ContentError, root: Path, cache: Path | None) -> list[Problem]:
    """What else is wrong in a project whose pages cannot all be read. Of one whose record cannot: its charts and base map."""
    if not all(problem.spot and problem.spot.file.startswith("content/") for problem in error.problems):
        return [*_besides(root), UNCHECKED]
    record = load_record(root, cache)
    site, broken = _equipped(Site(root, record, readable_articles(root, record.dataset), Desk(record)))
    return [*broken, *_placed(site, _findings(site.desk)), *_checked(site, broken)]


def _besides(root: Path) -> Iterator[Problem]:
    """What is wrong with charts and base map whatever the record says, but for places: which there are is not known."""
    yield from Newsroom.of(root, Kept(None)).problems
    try:
        load_basemap(root, {})
    except ContentError as error:
        yield from (problem for problem in error.problems if problem.code != "unknown-place")


def check_site(site: Site) -> list[Problem]:
    """Every problem in the text of the pages: expressions, charts and their ids, figures typed by hand. Nothing is drawn."""
    line, names = read_line(site.root), FigureNames()

    def checked(article: Article) -> list[Problem]:
        return check_page(
            article,
            site.record,
            site.desk,
            registry=site.charts,
            lint=site.lint,
            read_line=line,
            slug=page_slug(article.file),
            names=names,
        )

    return [problem for article in site.articles for problem in checked(article)]


def _sums(site: Site) -> list[Problem]:
    """What does not add up in the record. That all is well is kept, since adding up takes longer than reading."""
    verdict = f"adds-up-{site.digest}"
    if site.kept.read(verdict) is not None:
        return []
    problems = list(_placed(site, _findings(site.desk)))
    if not problems:
        site.kept.write(verdict, b"")
    return problems


def _findings(desk: Desk) -> Iterator[Finding]:
    if not desk.record.reports:
        return
    yield from overlaps(desk.standing)
    ledgers = [desk.ledger(measure) for measure in desk.measures]
    for ledger in ledgers:
        yield from discrepancies(ledger)
    yield from needed(desk.standing, ledgers)


def _placed(site: Site, findings: Iterable[Finding]) -> Iterator[Problem]:
    """What does not add up, as problems with the places of what was said, or of the corrections that made it so."""
    trees: dict[str, Positions] = {}
    amendments = None
    for finding in findings:
        amendments = amendments or Earlier(site.root, site.record).amendments()
        file, placed = amendments.placed(finding.report.file, Noted(finding.code, finding.message, finding.path, finding.help))
        if file not in trees:
            trees[file] = Positions(read_source(site.root, site.root / file).text, file)
        yield Problem(placed.code, placed.message, trees[file].spot(placed.path), placed.help)


def page_slug(file: str) -> str:
    """What the ids of a page's figures begin with: its path below content/ (or content/articles/) with hyphens."""
    parts = list(Path(file).with_suffix("").parts[1:])
    if len(parts) > 1 and parts[-1] == "index":
        parts = parts[:-1]
    elif len(parts) > 1 and parts[0] == "articles":
        parts = parts[1:]
    slug = "-".join(parts).lower().replace("_", "-")
    return "home" if slug == "index" else slug


def _clashes(articles: Iterable[Article]) -> Iterator[Problem]:
    """Pages with one address, or whose figures would get the same ids, which means that their addresses nearly coincide."""
    taken: dict[str, str] = {}
    for article in articles:
        for name in dict.fromkeys((page_slug(article.file), f"{_address(article.file)}/")):
            other = taken.setdefault(name, article.file)
            if other != article.file:
                message = f"this page and {other} would both be called '{name}'"
                yield Problem("clashing-pages", message, Spot(article.file), "give one of the two another file name")
                break


def _address(file: str) -> str:
    """Where a page lies below the site's root, in small letters, since not every server tells them from capitals."""
    return file.removeprefix("content/").removesuffix(".md").removesuffix("index").rstrip("/").lower()
