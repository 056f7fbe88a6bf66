"""Whether a figure in a page is the one that was drawn and checked: its words, the rows of its table, its drawings, its files."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence

from turbohtml import Element, Text

from dateline.errors import Problem
from dateline.gate.columns import Columns
from dateline.gate.document import Document, Tag, cut, plain, within
from dateline.gate.printable import Row
from dateline.gate.printed import numbered_texts, spoken
from dateline.gate.promises import Drawn
from dateline.gate.tree import Built
from dateline.words import ViewRow

CODE = "figure-differs"
PLOT = "dl-plot"
_HELD = ".dl-plot, .dl-title, .dl-subtitle, .dl-summary, tbody, figcaption, .dl-home"
"""What is held to more than being there, and what others say of a figure: its author, the page that it has for itself."""
_OF_OTHERS = "figcaption, .dl-home"
REPEATED = "data-dl-figure"
"""Names the figure whose drawings an element repeats."""
_WAY_OUT = "a template of templates/, or another plugin or hook of mkdocs.yml, changed it: let it be as it was drawn"
_Found = tuple[str, Tag | None]
"""What is wrong, and the element where it is; None for the figure as a whole."""


def check_figure(document: Document, drawn: Drawn, built: Built) -> Iterator[Problem]:
    """Everything in which a figure of a page differs from what was drawn."""
    tag = next((one for one in document.tags if one.attributes.get("id") == drawn.id), None)
    if tag is None:
        yield document.problem(document.tags[0], CODE, f"figure '{drawn.id}' is not on the page", _WAY_OUT)
        return
    made, inner = Document.read("", drawn.html).tags, within(tag)
    for message, at in (*_words(drawn, made, inner), *_rows(drawn, made, inner), *_drawings(made, inner)):
        yield document.problem(at or tag, CODE, f"figure '{drawn.id}': {message}", _WAY_OUT)
    for name, digest in drawn.files:
        if name not in built.files or hashlib.sha256(built.content(name)).hexdigest() != digest:
            yield document.problem(tag, CODE, f"figure '{drawn.id}': {name} is not the file that was made for it", _WAY_OUT)


def check_repeated(document: Document, drawings: Mapping[str, Drawn]) -> Iterator[Problem]:
    """Drawings of figures that stand on a page besides the one that they belong to."""
    for tag in document.select(f"[{REPEATED}]"):
        drawn = drawings.get(tag.attributes[REPEATED])
        if drawn is None:
            message = f"there is no figure '{cut(tag.attributes[REPEATED])}' on this site"
            yield document.problem(tag, CODE, message, f"name in `{REPEATED}` a figure of an article")
            continue
        made, inner = Document.read("", drawn.html).tags, within(tag)
        words = (found for found in _words(drawn, made, inner) if found[1] is not None)
        for message, at in (*words, *_drawings(made, inner)):
            yield document.problem(at or tag, CODE, f"figure '{drawn.id}': {message}", _WAY_OUT)


def _words(drawn: Drawn, made: Sequence[Tag], inner: Sequence[Tag]) -> Iterator[_Found]:
    texts = {text for tag in made for text in numbered_texts(tag)}
    for tag in inner:
        of_itself = numbered_texts(tag) if tag.element.closest(_HELD) is None else _attributes(tag)
        others = [text for text in of_itself if text not in texts]
        if others:
            yield f"it says '{cut(others[0])}', which was not made for it", tag
    for kind, wanted in (("title", drawn.title), ("subtitle", drawn.subtitle), ("summary", drawn.summary)):
        tags = _classed(f"dl-{kind}", inner)
        if len(tags) < len(_classed(f"dl-{kind}", made)):
            yield f"its {kind} is not there", None
        yield from ((f"its {kind} says '{cut(tag.text)}', not '{cut(wanted)}'", tag) for tag in tags if tag.text != plain(wanted))


def _attributes(tag: Tag) -> list[str]:
    """What the attributes say of an element whose text is compared elsewhere; nothing where they are, too."""
    inside = isinstance(around := tag.element.parent, Element) and around.closest(f".{PLOT}") is not None
    return [] if inside or tag.element.closest(_OF_OTHERS) is not None else spoken(tag.element)


def _classed(name: str, tags: Iterable[Tag]) -> list[Tag]:
    return [tag for tag in tags if name in tag.attributes.get("class", "").split()]


def _rows(drawn: Drawn, made: Sequence[Tag], inner: Sequence[Tag]) -> Iterator[_Found]:
    """The rows of its table, unless a template leaves the table out. It may leave out columns, too, but no row."""
    lines, were = _lines(inner), _lines(made)
    if not lines and not were:
        return
    if len(lines) != len(drawn.rows):
        yield f"its table has {len(lines)} rows, {len(drawn.rows)} were drawn", lines[-1] if lines else None
        return
    under, columns = tuple((name,) for name in drawn.columns), Columns()
    for number, (line, row) in enumerate(zip(lines, drawn.rows, strict=True), 1):
        elements = [one for one in line.element.children if isinstance(one, Element)]
        cells = [plain(one.text) for one in elements]
        left = iter([plain(cell) for cell in row])
        if not all(cell in left for cell in cells):
            yield f"row {number} of its table says '{cut(' · '.join(cells))}', not '{cut(' · '.join(row))}'", line
            continue
        said = Row(ViewRow("", tuple(map(plain, row)), under=under))
        for cell, element in zip(cells, elements, strict=True):
            if not said.stands(cell, columns.above(element)):
                wanted = said.headings_of(cell)
                yield f"'{cut(cell)}' in row {number} of its table stands below another heading than '{cut(wanted)}'", line
                return


def _lines(tags: Iterable[Tag]) -> list[Tag]:
    return [tag for tag in tags if tag.name == "tr" and _in_body(tag.element)]


def _in_body(row: Element) -> bool:
    parent = row.parent
    return isinstance(parent, Element) and parent.tag == "tbody"


def _drawings(made: Sequence[Tag], inner: Sequence[Tag]) -> Iterator[_Found]:
    """The first element in which the drawings differ: what its mark says, a text, how far a bar goes."""
    wanted, shown = list(_drawn(made)), list(_drawn(inner))
    for one, other in zip(wanted, shown, strict=False):
        if _identity(one) != _identity(other):
            yield _difference(one, other), other
            return
    if len(wanted) != len(shown):
        yield f"its drawings have {len(shown)} elements, {len(wanted)} were drawn", shown[-1] if shown else None


def _drawn(tags: Iterable[Tag]) -> Iterator[Tag]:
    for tag in _classed(PLOT, tags):
        yield from within(tag)


def _identity(tag: Tag) -> tuple[str, dict[str, str], str]:
    return tag.name, tag.attributes, _own_text(tag)


def _own_text(tag: Tag) -> str:
    return plain("".join(inner.data for inner in tag.element.children if isinstance(inner, Text)))


def _difference(wanted: Tag, shown: Tag) -> str:
    if wanted.name != shown.name:
        return f"its drawing has <{shown.name}> where <{wanted.name}> was drawn"
    if _own_text(wanted) != _own_text(shown):
        return f"its drawing says '{cut(_own_text(shown))}', not '{cut(_own_text(wanted))}'"
    names = sorted(wanted.attributes.keys() | shown.attributes.keys())
    name = next(name for name in names if wanted.attributes.get(name) != shown.attributes.get(name))
    has, had = shown.attributes.get(name, ""), wanted.attributes.get(name, "")
    return f"`{name}` of <{shown.name}> in its drawing is '{cut(has)}', not '{cut(had)}'"
