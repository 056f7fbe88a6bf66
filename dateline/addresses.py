"""Where pages and files of a site lie, as paths relative to its root: the one place that knows.

Addresses are stable: what was published once keeps its address. Nothing here knows what stands on a page.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from urllib.parse import quote, urlencode

EXPLORE = "explore/"
WEEKS, PLACES, REPORTS = "weeks/", "places/", "reports/"
"""The lists of all pages of a kind."""
EDITIONS = "editions/"
"""The list of the states of the record that were kept."""
ABOUT_EDITION = "about-this-edition/"
"""Within an edition: what it holds, and what not."""
FIGURES = "figures/"
"""The charts, each as files and as a page to embed."""
DATA, SOURCES, CORRECTIONS = "data/", "sources/", "corrections/"
"""The downloads; every document; every mistake that was repaired."""


def week_page(start: dt.date) -> str:
    """The page of the reporting week that begins on a day."""
    return f"weeks/{start}/"


def place_page(place: str) -> str:
    """The page of a place, by its id."""
    return f"places/{quote(place)}/"


def report_page(report: str) -> str:
    """The page of a report, by its id."""
    return f"reports/{quote(report)}/"


def event_page(report: str, event: str) -> str:
    """Where an event stands on the page of its report."""
    return f"{report_page(report)}#{quote(event)}"


def edition_page(day: dt.date) -> str:
    """The home page of the site as it was known on a day."""
    return f"{EDITIONS}{day}/"


def evidence_page(page: str) -> str:
    """The page with the evidence for the numbers of a page, by that one's path below content/ (`articles/a-week.md`)."""
    parts = page.removesuffix(".md").split("/")
    folders = parts[:-1] if parts[-1] in ("index", "README") else parts
    return quote("/".join([*folders, "evidence"])) + "/"


def data_file(name: str) -> str:
    """A file to take away, by its name."""
    return f"{DATA}{quote(name)}"


def source_entry(source: str) -> str:
    """Where a document stands among all, by its id."""
    return f"{SOURCES}#{quote(source)}"


def correction_entry(correction: str) -> str:
    """Where a correction stands among all, by its id."""
    return f"{CORRECTIONS}#{quote(correction)}"


def markdown_twin(page: str) -> str:
    """The text of an article as Markdown, beside its page: `articles/a-week.md` for `articles/a-week/`."""
    return f"{page.removesuffix('/').removesuffix('.html')}.md"


def author_page(author: str) -> str:
    """The page of an author, by id."""
    return f"authors/{quote(author)}/"


def figure_page(figure: str) -> str:
    """The page that shows one figure alone, to be embedded."""
    return f"{FIGURES}{quote(figure)}/"


def figure_file(figure: str, ending: str) -> str:
    """A download of a figure: `csv`, `svg`, `png`, `json`."""
    return f"{FIGURES}{quote(figure)}.{ending}"


def social_image(slug: str) -> str:
    """The picture that a page is shared with."""
    return f"social/{quote(slug)}.png"


def explore(
    *,
    start: dt.date | None = None,
    end: dt.date | None = None,
    **filters: str | Iterable[str] | None,
) -> str:
    """The explore page with filters set: `from`, `to`, and `place`, `country`, `report`, `q` or a category's key by id.

    Several values of one filter are separated by commas. Filters are in the order of their names, so that one question has
    one address.
    """
    given: list[tuple[str, str]] = [("from", str(start))] if start else []
    given += [("to", str(end))] if end else []
    for name, value in sorted(filters.items()):
        text = value if isinstance(value, str) or value is None else ",".join(sorted(value))
        if text:
            given.append((name, text))
    return f"{EXPLORE}?{urlencode(given, safe=',')}" if given else EXPLORE


def way_to_root(page: str) -> str:
    """From the page at an address to the root: `.`, `..`, `../..`."""
    return "/".join([".."] * page.count("/")) or "."
