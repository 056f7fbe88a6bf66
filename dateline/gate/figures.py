"""Whether a figure in a page is the one that was drawn and checked: its words, the rows of its table, its marks, its files."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterator, Sequence

from turbohtml import Element

from dateline.errors import Problem
from dateline.gate.document import Document, Tag, cut, plain
from dateline.gate.promises import Drawn
from dateline.gate.tree import Built

CODE = "figure-differs"
MARK = "dl-mark"
_WAY_OUT = "a template of templates/, or another plugin or hook of mkdocs.yml, changed it: let it be as it was drawn"
_Found = tuple[str, Tag | None]
"""What is wrong, and the element where it is; None for the figure as a whole."""


def check_figure(document: Document, drawn: Drawn, built: Built) -> Iterator[Problem]:
    """Everything in which a figure of a page differs from what was drawn."""
    tag = next((one for one in document.tags if one.attributes.get("id") == drawn.id), None)
    if tag is None:
        yield document.problem(document.tags[0], CODE, f"figure '{drawn.id}' is not on the page", _WAY_OUT)
        return
    inner = document.within(tag)
    for message, at in (*_words(drawn, inner), *_rows(drawn, inner), *_marks(drawn, inner)):
        yield document.problem(at or tag, CODE, f"figure '{drawn.id}': {message}", _WAY_OUT)
    for name, digest in drawn.files:
        if name not in built.files or hashlib.sha256(built.content(name)).hexdigest() != digest:
            yield document.problem(tag, CODE, f"figure '{drawn.id}': {name} is not the file that was made for it", _WAY_OUT)


def _words(drawn: Drawn, inner: Sequence[Tag]) -> Iterator[_Found]:
    for kind, wanted in (("title", drawn.title), ("subtitle", drawn.subtitle), ("summary", drawn.summary)):
        tags = [tag for tag in inner if f"dl-{kind}" in tag.attributes.get("class", "").split()]
        if not tags:
            yield f"its {kind} is not there", None
        yield from (
            (f"its {kind} says '{cut(tag.text)}', not '{cut(wanted)}'", tag) for tag in tags if tag.text != plain(wanted)
        )


def _rows(drawn: Drawn, inner: Sequence[Tag]) -> Iterator[_Found]:
    lines = [tag for tag in inner if tag.name == "tr" and tag.element.parent is not None and _in_body(tag.element)]
    if len(lines) != len(drawn.rows):
        yield f"its table has {len(lines)} rows, {len(drawn.rows)} were drawn", lines[-1] if lines else None
        return
    for number, (line, wanted) in enumerate(zip(lines, drawn.rows, strict=True), 1):
        cells = [plain(one.text) for one in line.element.children if isinstance(one, Element)]
        if cells != [plain(cell) for cell in wanted]:
            yield f"row {number} of its table says '{cut(' · '.join(cells))}', not '{cut(' · '.join(wanted))}'", line


def _in_body(row: Element) -> bool:
    parent = row.parent
    return isinstance(parent, Element) and parent.tag == "tbody"


def _marks(drawn: Drawn, inner: Sequence[Tag]) -> Iterator[_Found]:
    marks = [tag for tag in inner if MARK in tag.attributes.get("class", "").split()]
    left = Counter(map(plain, drawn.labels))
    for tag in marks:
        label = plain(tag.attributes.get("aria-label", ""))
        if left[label]:
            left[label] -= 1
        else:
            yield f"a mark says '{cut(label)}', which no row does", tag
    missing = list(left.elements())
    if missing:
        yield f"no mark says '{cut(missing[0])}'{f' and {len(missing) - 1} more' if len(missing) > 1 else ''}", None
