"""Whether what announces the pages of a site leads to them: its sitemap, its feeds, and what pages tell machines of themselves.

A link that a reader follows is looked up in `links`; what texts in Markdown lead to is not looked up here.
"""

from __future__ import annotations

import html
import json
from collections.abc import Iterator
from xml.etree import ElementTree as ET

from dateline.errors import Problem, Spot
from dateline.gate import xml_text
from dateline.gate.addresses import lacks_host, split
from dateline.gate.document import Document, cut
from dateline.gate.tree import Built

_IDS = ("id", "@id")
_FILES = (".xml", ".rss", ".json")
_HELP = "a template of templates/, or another plugin or hook of mkdocs.yml, wrote it, or took the page away"


def check_announced(built: Built) -> Iterator[Problem]:
    """Every address of this site in the sitemap and the feeds, which lie at its root, that leads nowhere; each once."""
    for name in sorted(name for name in built.files if "/" not in name and name.endswith(_FILES)):
        content = built.content(name)
        for value in dict.fromkeys(_of_json(content) if name.endswith(".json") else _of_xml(content)):
            if _is_dead(value, built):
                text = built.text(name)
                at = max(0, text.find(value), text.find(html.escape(value, quote=False)))
                spot = Spot(f"site/{name}", text.count("\n", 0, at) + 1)
                yield Problem("dead-link", f"'{cut(value)}' leads nowhere", spot, _HELP)


def check_linked_data(document: Document, built: Built) -> Iterator[Problem]:
    """The same of JSON-LD in a page. What follows a # in it names a thing, not a place in a page."""
    for tag in document.named("script"):
        if tag.attributes.get("type", "").strip().lower() == "application/ld+json":
            for value in dict.fromkeys(_of_json(tag.element.text)):
                if _is_dead(value, built):
                    message = f"JSON-LD says '{cut(value)}', which leads nowhere"
                    yield document.problem(tag, "dead-link", message, _HELP)


def _is_dead(value: str, built: Built) -> bool:
    """Whether a text is a full address of this site, and nothing lies there; or one of the web that names no host."""
    if not value.lower().startswith(("http:", "https:")) or value.split() != [value]:
        return False
    try:
        parts = split(value)
        path = built.path(parts)
    except ValueError:
        return False
    return lacks_host(value, parts) or (path is not None and built.file("", path) is None)


def _of_json(content: bytes | str) -> Iterator[str]:
    """All texts in JSON but ids, which need lead nowhere. What cannot be read is told by what looks at files and data."""
    try:
        found = [json.loads(content)]
    except (ValueError, RecursionError):
        return
    while found:
        value = found.pop()
        if isinstance(value, str):
            yield value
        elif isinstance(value, dict):
            found += (inner for name, inner in value.items() if name not in _IDS)
        elif isinstance(value, list):
            found += value


def _of_xml(content: bytes) -> Iterator[str]:
    """The texts of elements and attributes; nothing of what has faults, which were told, and may not be read any other way."""
    if any(xml_text.faults_of(content)):
        return
    for element in ET.fromstring(content).iter():  # noqa: S314 - it has no document type
        yield (element.text or "").strip()
        yield from element.attrib.values()
