"""What is wrong with a file that is no page: unfinished parts, JSON and XML that are none, what stylesheets load."""

from __future__ import annotations

from collections.abc import Iterator

from dateline.errors import Problem, Spot
from dateline.gate import json_text, xml_text
from dateline.gate.document import Document
from dateline.gate.links import check_stylesheet
from dateline.gate.tree import PAGES, Built

UNFINISHED = ("\x02", "\x03")
GAP = "\x02dateline-"
"""How what stands for a part begins. Files of other encodings may hold its first character in one of theirs."""
SLOT = "<!--dateline:"
"""Stands for a figure; only in pages: in a file of data it would be somebody's words."""
_PLAIN = (".csv", ".md", ".txt")
_TEXTS = (*PAGES, *json_text.ENDINGS, *json_text.LINES, *xml_text.ENDINGS, *_PLAIN)


def check_file(name: str, built: Built) -> Iterator[Problem]:
    """Everything that is wrong with a file whatever page it is for."""
    ending = name.lower()
    if not ending.endswith((*_TEXTS, ".css")):
        if built.beginning(name).startswith(xml_text.BEGINNINGS):
            yield from _xml(name, built.content(name))
        return
    content = built.content(name)
    if ending.endswith(_TEXTS):
        yield from _unfinished(name, content)
    if ending.endswith(".css"):
        for fault in check_stylesheet(name, content.decode("utf-8", "replace"), built):
            yield Problem(fault.code, fault.message, Spot(f"site/{name}"), fault.help)
    elif ending.endswith((*json_text.ENDINGS, *json_text.LINES)):
        yield from _json(name, content, lines=ending.endswith(json_text.LINES))
    elif ending.endswith(xml_text.ENDINGS):
        yield from _xml(name, content)


def _unfinished(name: str, content: bytes) -> Iterator[Problem]:
    tokens = (*UNFINISHED, SLOT) if name.endswith(PAGES) else (GAP,) if name.lower().endswith(_PLAIN) else UNFINISHED
    for token in tokens:
        at = content.find(token.encode())
        if at >= 0:
            spot = Spot(f"site/{name}", content.count(b"\n", 0, at) + 1)
            yield Problem("unfinished-page", f"the page holds an unfinished part ({token!r})", spot)


def _json(name: str, content: bytes, *, lines: bool) -> Iterator[Problem]:
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError as error:
        spot = Spot(f"site/{name}", content.count(b"\n", 0, error.start) + 1)
        yield Problem("bad-json", "it is not JSON: it holds bytes that are no UTF-8", spot)
        return
    fault = None if lines else json_text.fault_of(text)
    for one in json_text.faults_of_lines(text) if lines else [fault] if fault else []:
        yield Problem("bad-json", one.message, Spot(f"site/{name}", one.line, one.column))


def _xml(name: str, content: bytes) -> Iterator[Problem]:
    for fault in xml_text.faults_of(content):
        yield Problem(fault.code, fault.message, Spot(f"site/{name}", fault.line, fault.column), fault.help)


def check_data_blocks(document: Document) -> Iterator[Problem]:
    """Elements `script` of a page that hold JSON."""
    for tag in document.named("script"):
        if json_text.is_json(tag.attributes.get("type", "")) and "src" not in tag.attributes:
            fault = json_text.fault_of(tag.element.text)
            if fault:
                message = f"a block of data ({tag.attributes['type']}) cannot be read: {fault.message}, in its line {fault.line}"
                yield document.problem(tag, "bad-json", message, "write it with a JSON library, which escapes what must be")
