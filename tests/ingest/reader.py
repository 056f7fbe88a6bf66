"""The reader with the words of the reference site, and one line read by itself: shared by the tests of releases."""

from __future__ import annotations

import datetime as dt
import functools
from pathlib import Path

from benchmarks.releases import Judge
from dateline.ingest import Draft, Wanted
from dateline.load import readable_record

ROOT = Path(__file__).resolve().parents[2]
PUBLISHED = dt.date(2018, 9, 3)
LEAD = "Between Aug. 27-Sept. 2, coalition military forces continued to attack ISIS in Iraq and Syria.\n\n"


@functools.cache
def judge() -> Judge:
    return Judge.of(readable_record(ROOT))


def drafted(text: str, *, lead: str = LEAD, published: dt.date | None = PUBLISHED) -> Draft:
    """A release of some lines under a lead that gives the period."""
    return judge().reader.read(lead + text + "\n", Wanted("release.txt", published=published))


def events(text: str) -> list[tuple[tuple[str, ...], tuple[str, ...], int]]:
    """Places (ids, or names where they are not known), countries and strikes of each event."""
    return [
        (
            tuple(place.ids[0] if place.ids else place.name for place in item.claim.places),
            item.claim.countries,
            item.claim.strikes,
        )
        for item in drafted(text).events
    ]
