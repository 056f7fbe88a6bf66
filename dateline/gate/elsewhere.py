"""Whether what goes out beside a page says the same as the page was promised to: the feeds, and its twin in Markdown."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from xml.etree import ElementTree as ET

from dateline.errors import Problem, Spot
from dateline.gate import xml_text
from dateline.gate.document import cut, plain
from dateline.gate.promises import Promise
from dateline.gate.tree import Built

_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")
"""What CommonMark (section 2.4) lets a backslash stand before."""
_JSON_FEED = "https://jsonfeed.org/"
_WAY_OUT = "a template of templates/, or another plugin or hook of mkdocs.yml, changed it: let it be as it was computed"


@dataclass(frozen=True, slots=True)
class _Entry:
    """An article in a feed: its address, its title, its description; None for what the feed leaves out."""

    url: str
    title: str | None
    description: str | None


def check_twin(promise: Promise, built: Built) -> Iterator[Problem]:
    """The Markdown of a page: its headline, its standfirst, and its numbers in their order."""
    if promise.twin is None or promise.twin not in built.files:
        return
    name = promise.twin
    lines = built.text(name).split("\n")
    head = _unescaped(lines[0]).removeprefix("# ")
    if plain(head) != plain(promise.title):
        yield _differs(name, 1, f"its headline says '{cut(head)}', not '{cut(promise.title)}'")
    standfirst = "\n".join(lines[1:4]).strip("\n").removeprefix("*").removesuffix("*")
    if promise.description and plain(_unescaped(standfirst)) != plain(promise.description):
        yield _differs(name, 3, f"its standfirst says '{cut(lines[2])}', not '{cut(promise.description)}'")
    text, position = plain(_unescaped("\n".join(lines[3:]))), 0
    for one in promise.said:
        found = text.find(plain(one.text), position)
        if found < 0:
            message = (
                f"'{cut(one.text)}', which {{{{ {one.asked.strip()} }}}} gives, does not follow on '{cut(text[:position][-40:])}'"
            )
            yield Problem("number-differs", message, Spot(f"site/{name}"), f"it is asked for at {one.spot}; {_WAY_OUT}")
            return
        position = found + len(plain(one.text))


def check_feeds(promised: Mapping[str, Promise], built: Built) -> Iterator[Problem]:
    """The titles and descriptions of articles and corrections in the feeds, which lie at the root of the site."""
    known = {one.url: (one.title, one.description or "") for one in promised.values() if one.article and one.url}
    known |= {url: said for promise in promised.values() for url, said in promise.entries}
    for name in sorted(built.files) if known else ():
        if "/" in name or not name.endswith((".xml", ".rss", ".json")):
            continue
        for entry in _entries(name, built):
            if entry.url not in known:
                continue
            title, description = known[entry.url]
            for what, says, wanted in (("title", entry.title, title), ("description", entry.description, description)):
                if says is not None and plain(says) != plain(wanted):
                    line = _line(built.text(name), entry.url)
                    yield _differs(name, line, f"the {what} of {entry.url} says '{cut(says)}', not '{cut(wanted)}'")


def _entries(name: str, built: Built) -> Iterator[_Entry]:
    content = built.content(name)
    if name.endswith(".json"):
        yield from _of_json(content)
    elif not any(xml_text.faults_of(content)):  # what has faults was told, and may not be read any other way
        yield from _of_rss(ET.fromstring(content))  # noqa: S314 - it has no document type


def _of_json(content: bytes) -> Iterator[_Entry]:
    try:
        feed = json.loads(content)
    except (ValueError, RecursionError):
        return
    if isinstance(feed, dict) and str(feed.get("version", "")).startswith(_JSON_FEED):
        items = feed.get("items")
        for item in items if isinstance(items, list) else []:
            if isinstance(item, dict):
                yield _Entry(str(item.get("url", "")), _text(item.get("title")), _text(item.get("summary")))


def _text(value: object) -> str | None:
    return None if value is None else str(value)


def _of_rss(root: ET.Element) -> Iterator[_Entry]:
    for item in root.iter("item"):
        yield _Entry(plain(item.findtext("link") or ""), item.findtext("title"), _unhtml(item.findtext("description")))


def _unhtml(text: str | None) -> str | None:
    """A description as a reader of feeds shows it: it is HTML."""
    return None if text is None else html.unescape(text)


def _unescaped(text: str) -> str:
    """Markdown's text without the backslashes that keep it from being markup."""
    return _ESCAPED.sub(r"\1", text)


def _line(text: str, url: str) -> int:
    return text.count("\n", 0, max(0, text.find(url))) + 1


def _differs(name: str, line: int, message: str) -> Problem:
    return Problem("title-differs", message, Spot(f"site/{name}", line), _WAY_OUT)
