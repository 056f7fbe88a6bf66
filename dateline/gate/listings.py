"""Whether lists of articles say what the articles say: each headline that leads to one, and the standfirst below it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from turbohtml import Element

from dateline.errors import Problem
from dateline.gate.addresses import split
from dateline.gate.document import Document, Tag, cut, plain
from dateline.gate.printable import View
from dateline.gate.printed import check_part
from dateline.gate.promises import Promise
from dateline.gate.tree import Built

_HEADLINES = ".dl-list-title a, .dl-lead-title a, .dl-related-title a"
_ENTRY = "li, .dl-lead"
_STANDFIRST = "dl-list-standfirst"
_WAY_OUT = "a template of templates/, or another plugin or hook of mkdocs.yml, changed it: let it be as it was computed"


def check_listings(document: Document, promised: Mapping[str, Promise], built: Built) -> Iterator[Problem]:
    """Every headline of a list that is not the title of the article that it leads to, and every standfirst that is another's."""
    for tag in document.select(_HEADLINES) if promised else ():
        promise = _led_to(document.name, tag, promised, built)
        if promise is None:
            continue
        if tag.text != plain(promise.title):
            message = f"a list says '{cut(tag.text)}' of an article whose title is '{cut(promise.title)}'"
            yield document.problem(tag, "title-differs", message, _WAY_OUT)
        standfirst = _below(tag)
        if standfirst is not None and plain(standfirst.text) != plain(promise.description or ""):
            message = (
                f"a list says '{cut(standfirst.text)}' of an article whose description is '{cut(promise.description or '')}'"
            )
            yield document.problem(tag, "title-differs", message, _WAY_OUT)
        byline = _byline(tag)
        if byline is not None and promise.byline is not None:
            yield from check_part(document, document.tag(byline), View.of(promise.byline))


def _byline(tag: Tag) -> Element | None:
    """Who wrote an article, and when, in the same entry as its headline."""
    entry = tag.element.closest(_ENTRY)
    return entry.select_one(".dl-byline") if entry is not None else None


def _led_to(page: str, tag: Tag, promised: Mapping[str, Promise], built: Built) -> Promise | None:
    try:
        parts = split(tag.attributes.get("href", ""))
    except ValueError:  # told by what looks at links
        return None
    path = built.path(parts)
    file = None if path is None else built.file(page, path)
    promise = promised.get(file or "")
    return promise if promise is not None and promise.article else None


def _below(tag: Tag) -> Element | None:
    """The standfirst beside a headline."""
    heading = tag.element.parent
    beside = heading.next_siblings if isinstance(heading, Element) else ()
    return next((one for one in beside if isinstance(one, Element) and one.has_class(_STANDFIRST)), None)
