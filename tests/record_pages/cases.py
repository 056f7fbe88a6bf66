"""Records of a few reports, and the pages that are made from them, for the tests of those pages."""

from __future__ import annotations

import datetime as dt
import html
import re
from pathlib import Path

import msgspec

from dateline.corrections import Affected
from dateline.export import Imprint, holdings_of, package_of
from dateline.model import Place, Record, Report, Source
from dateline.query import Desk
from dateline.record_pages import Edition, Outward, Page, Story
from dateline.record_pages.archive import Archive
from dateline.record_pages.lines import CountTable
from dateline.site import Site
from tests import factories

ROOT = Path(__file__).resolve().parents[2]
EVIL = "</title><script>alert(1)</script> \"' & <b> @@dateline-content@@ {{ 7 * 7 }}"
LATER = "2018-04-13/2018-04-19"


def archive(*reports: Report) -> Archive:
    return Archive(Desk(factories.record(*reports)))


def edition(record: Record, root: Path = ROOT) -> Edition:
    """The pages of a record, nothing kept."""
    site = Site(root, record, (), Desk(record), cached=False)
    return Edition(site, Affected(site))


def outward(record: Record, **uses: tuple[Story, ...]) -> Outward:
    """What pages say of a site around them; `uses` are the articles that rest on a source, hyphens as underscores."""
    home = "https://example.org/repo/"
    imprint = Imprint(home, "The site", "The desk", None, "en")
    named = {name.replace("_", "-").lstrip("-"): stories for name, stories in uses.items()}
    return Outward(package_of(record, holdings_of(record), home), imprint, named)


def pages(record: Record) -> dict[str, Page]:
    """The pages of a record by their addresses."""
    made = edition(record)
    outer = outward(record)
    return {page.address: page for page in (*made.pages, made._data(outer), made._sources(outer.uses))}


def text(content: str) -> str:
    """What a reader reads of a page, in one line."""
    plain = html.unescape(re.sub(r"<[^>]*>", " ", content))
    return re.sub(r" (?=[.,:;)])", "", " ".join(plain.split()))


def later_report() -> Report:
    """A week after a silent one: a total that its line does not use up, a late addition, and an event that was taken back."""
    return factories.report(
        "2018-04-20-cjtf-oir",
        LATER,
        [factories.stated(LATER, country="syria", strikes=5, engagements=8)],
        [
            factories.event("2018-04-20-abu-kamal", "2018-04-14", "abu-kamal", strikes=2, note="Two days early."),
            factories.event("2018-04-20-late", "2018-04-02", "bayji", strikes=1, adds_to="2018-04-06-cjtf-oir"),
            factories.event("2018-04-20-gone", "2018-04-15", "shadaddi", strikes=4, retracted=True),
        ],
        covers=("syria",),
    )


def seed() -> Record:
    return factories.record(factories.seed_report(), later_report())


def hostile() -> Record:
    """The seed week in which every text would like to be code."""
    base = factories.record(factories.seed_report())
    places = {
        name: msgspec.structs.replace(place, name=f"{place.name} {EVIL}", aliases=(EVIL,), note=EVIL, admin1=EVIL)
        for name, place in base.places.items()
    }
    sources = {
        name: Source(
            name, EVIL, EVIL, "javascript:alert(1)", official="data:text/html,x", archived="javascript:alert(2)", note=EVIL
        )
        for name in base.sources
    }
    reports = {name: msgspec.structs.replace(report, note=EVIL, discrepancy=EVIL) for name, report in base.reports.items()}
    return Record(base.dataset, places, sources, reports)


def at(name: str, lat: float | None, lon: float | None) -> Place:
    return Place(name, name.capitalize(), "iraq", lat=lat, lon=lon)


NEWER = Source("newer", "A corrected week", "Long War Journal", "https://example.org/n", published=dt.date(2018, 5, 1))


def plain(table: CountTable | None) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """The rows of a table as (head, cells)."""
    assert table is not None
    return tuple((row.head, row.cells) for row in table.rows)
