"""Whether a page keeps to itself where its readers come from, in all that it fetches and wherever its links lead."""

from __future__ import annotations

from collections.abc import Iterator

from dateline.errors import Problem
from dateline.gate.document import Document, Tag, cut
from dateline.gate.faults import Fault

KEPT = "no-referrer"
ATTRIBUTE = "referrerpolicy"
_FETCHING = frozenset({"script", "style", "link", "img", "iframe"})
_LINE = f'<meta name="referrer" content="{KEPT}">'
_HELP = f"write {_LINE} right after the Content-Security-Policy"


def check_referrer(document: Document, *, frozen: bool) -> Iterator[Problem]:
    """What a page says of the matter as a whole: it has to, before anything is fetched, and nothing may say otherwise later.

    Of a `frozen` page, which nobody can mend any more, only what says otherwise is told.
    """
    tags = document.tags
    saying = [number for number, tag in enumerate(tags) if _says(tag)]
    for number in saying:
        said = tags[number].attributes.get("content", "")
        if said.strip().lower() != KEPT:
            message = f"the page tells other hosts where its readers come from: its referrer is '{cut(said)}'"
            yield document.problem(tags[number], "referrer", message, _HELP)
    if frozen:
        return
    if not saying:
        message = "the head of this page does not keep from other hosts where its readers come from"
        yield document.problem(tags[0], "referrer", message, _HELP)
        return
    early = next((tag for tag in tags[: saying[0]] if tag.name in _FETCHING), None)
    if early is not None:
        message = f"<{early.name}> stands before what the page says of its referrer, which does not hold for it"
        yield document.problem(early, "referrer", message, _HELP)


def of_attribute(tag: str, value: str) -> Fault | None:
    """What is wrong with an element's own word on the matter, in a page or in a drawing."""
    if value.strip().lower() == KEPT:
        return None
    return Fault("referrer", f"<{tag}> has a {ATTRIBUTE} of its own: '{cut(value)}'", f"take it out: the page says {KEPT}")


def _says(tag: Tag) -> bool:
    return tag.name == "meta" and tag.attributes.get("name", "").strip().lower() == "referrer"
