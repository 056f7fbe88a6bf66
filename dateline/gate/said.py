"""Whether a page says what was computed for it: its numbers, its title wherever it stands, its figures."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from difflib import SequenceMatcher
from typing import Any

from dateline.errors import Problem
from dateline.gate.document import Document, Tag, cut, plain
from dateline.gate.figures import check_figure
from dateline.gate.json_text import is_json
from dateline.gate.printed import check_printed
from dateline.gate.promises import Part, Promise, Said
from dateline.gate.standing import check_standing, kind_of, numbers_of
from dateline.gate.tree import Built

_TITLES = frozenset({"og:title", "twitter:title"})
_STANDFIRSTS = ".dl-standfirst, .dl-home-standfirst"
_DESCRIPTIONS = frozenset({"description", "og:description", "twitter:description"})
_DAYS = {"datePublished": "article:published_time", "dateModified": "article:modified_time"}
"""What JSON-LD calls the days of an article, and what `<meta>` does."""
_WAY_OUT = "a template of templates/, or another plugin or hook of mkdocs.yml, changed it: let it be as it was computed"
_PART = (
    "print it there, as the templates of Dateline do, so that it can be compared; a template that leaves it out does not ask "
    "for it, or has an empty element there"
)

_Key = tuple[str, str, str | None, str | None, str | None]


def check_promise(document: Document, promise: Promise, built: Built) -> Iterator[Problem]:
    """Everything in which a page differs from what was computed for it."""
    if promise.whole:
        yield from _numbers(document, promise)
    yield from _head(document, promise)
    yield from _metas(document, dict(promise.metas))
    for drawn in promise.figures:
        yield from check_figure(document, drawn, built)
    yield from _missing(document, promise.parts)
    for region in promise.regions:
        yield from check_printed(document, region)


def _missing(document: Document, parts: Sequence[Part]) -> Iterator[Problem]:
    for part in parts:
        if document.tree.select_one(part.where) is None:
            message = f"no element of the page is `{part.where}`, in which {part.what} has to stand"
            yield document.problem(document.tags[0], "missing-part", message, _PART)


def _numbers(document: Document, promise: Promise) -> Iterator[Problem]:
    said, found = promise.said, numbers_of(document)
    wanted, shown = [_wanted(one) for one in said], [_shown(tag) for tag in found]
    if wanted == shown:
        yield from check_standing(document, found, promise.html) if found and promise.html else ()
        return
    for what, i, k, m, n in SequenceMatcher(None, wanted, shown, autojunk=False).get_opcodes():
        if what == "equal":
            continue
        pairs = min(k - i, n - m)
        for one, tag in zip(said[i : i + pairs], found[m : m + pairs], strict=True):
            yield document.problem(tag, "number-differs", _difference(one, tag), _way_out(one))
        for tag in found[m + pairs : n]:
            message = f"'{cut(tag.text)}' stands as a computed number, and no expression of this page gives it here"
            yield document.problem(tag, "number-differs", message, _WAY_OUT)
        before = found[m + pairs - 1] if m + pairs else document.tags[0]
        for one in said[i + pairs : k]:
            message = f"'{cut(one.text)}', which {{{{ {one.asked.strip()} }}}} gives, is not where it was put"
            yield document.problem(before, "number-differs", message, _way_out(one))


def _wanted(one: Said) -> _Key:
    return one.kind, plain(one.text), one.value, one.tip, one.anchor


def _shown(tag: Tag) -> _Key:
    has = tag.attributes.get
    return kind_of(tag) or "", tag.text, has("value"), has("data-dl-tip"), has("id")


def _difference(one: Said, tag: Tag) -> str:
    asked = f"{{{{ {one.asked.strip()} }}}}"
    if tag.text != plain(one.text):
        return f"the page says '{cut(tag.text)}' where {asked} gives '{cut(one.text)}'"
    for name, wanted in (("value", one.value), ("data-dl-tip", one.tip), ("id", one.anchor)):
        has = tag.attributes.get(name)
        if has != wanted:
            return f"`{name}` of '{cut(tag.text)}' is '{cut(has or '')}' where {asked} gives '{cut(wanted or '')}'"
    return f"'{cut(tag.text)}' is not marked as {asked} is"


def _way_out(one: Said) -> str:
    return f"it is asked for at {one.spot}; {_WAY_OUT}"


def _head(document: Document, promise: Promise) -> Iterator[Problem]:
    for tag, where, text, wanted in _carriers(document, promise):
        if plain(text) != plain(wanted):
            message = f"{where} says '{cut(text)}' where the page has '{cut(wanted)}'"
            yield document.problem(tag, "title-differs", message, _WAY_OUT)


def _carriers(document: Document, promise: Promise) -> Iterator[tuple[Tag, str, str, str]]:
    """What repeats the title and the description: the element, its name, what it says, what it has to say."""
    for tag in document.named("title"):
        if tag.element.namespace.value == "html" and plain(promise.title) not in tag.text:
            yield tag, "<title>", tag.text, promise.title
    if promise.article:
        yield from ((tag, "<h1>", _without_sign(tag), promise.title) for tag in document.named("h1"))
    if promise.description is not None:
        yield from _standfirsts(document, plain(promise.description))
    for tag in document.named("meta"):
        name = tag.holds("property", "name").lower()
        if name in _TITLES and promise.article:
            yield tag, name, tag.attributes.get("content", ""), promise.title
        elif name in _DESCRIPTIONS and promise.description is not None:
            yield tag, name, tag.attributes.get("content", ""), promise.description
    if promise.article:
        yield from _linked_data(document, promise)


def _standfirsts(document: Document, wanted: str) -> Iterator[tuple[Tag, str, str, str]]:
    """A template may add a sentence to the description, and has to begin with it; an empty element leaves it out."""
    for tag in document.select(_STANDFIRSTS):
        said = tag.text
        if said:
            yield tag, "the standfirst", said[: len(wanted)] if said.startswith(wanted) else said, wanted


def _metas(document: Document, metas: Mapping[str, str]) -> Iterator[Problem]:
    for tag in document.named("meta") if metas else ():
        name, says = tag.holds("property", "name").lower(), tag.attributes.get("content", "")
        if name in metas and plain(says) != plain(metas[name]):
            message = f"{name} says '{cut(says)}', and '{cut(metas[name])}' was computed"
            yield document.problem(tag, "title-differs", message, _WAY_OUT)


def _without_sign(tag: Tag) -> str:
    """A headline without the sign that links to it."""
    return tag.text.removesuffix("¶").strip()


def _linked_data(document: Document, promise: Promise) -> Iterator[tuple[Tag, str, str, str]]:
    days = dict(promise.metas)
    for tag in document.named("script"):
        kind = tag.attributes.get("type", "")
        if not (is_json(kind) and "ld+json" in kind.lower()):
            continue
        try:
            told = json.loads(tag.element.text)
        except (ValueError, RecursionError):  # told by what looks at JSON
            continue
        for thing in _things(told):
            if "headline" in thing:
                yield from (
                    (tag, f"the {name} of its JSON-LD", str(thing[name]), days[meta])
                    for name, meta in _DAYS.items()
                    if name in thing and meta in days
                )
                yield tag, "the headline of its JSON-LD", str(thing["headline"]), promise.title
                yield tag, "the description of its JSON-LD", str(thing.get("description", "")), promise.description or ""


def _things(told: Any) -> Iterator[dict[str, Any]]:
    for one in told if isinstance(told, list) else [told]:
        if isinstance(one, dict):
            yield one
            yield from _things(one.get("@graph", []))
