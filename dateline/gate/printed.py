"""Whether a part of a page that was made of a view prints its numbers as the view says them, and no other.

A number is well where it stands in a text of the view, printed whole. What is but a number, a day or a period has to stand in
an element of its own. So has what belongs to a head (a line of a table, an event, a bound), and beside it where that is printed.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from turbohtml import Element, Text

from dateline.errors import Problem
from dateline.gate.columns import Columns
from dateline.gate.document import Document, Tag, cut, plain
from dateline.gate.printable import AROUND, NUMBER, Row, View, resolved
from dateline.gate.promises import Region

CODE = "number-differs"
_SPOKEN = tuple(
    """
    aria-label aria-description aria-valuetext aria-roledescription aria-placeholder aria-braillelabel
    alt title datetime value start placeholder label abbr summary data-dl-tip
    """.split()
)
"""Attributes that are shown or read aloud, or that number a list."""
_SPEAKING = ",".join(f"[{name}]" for name in _SPOKEN)
_TURNED = "del, s, strike, bdo"
"""What says another thing by its text, or shows it from its end."""
_LINES = "tr, li, dl > div"
_ON_PURPOSE = ".dl-own, .dl-typed, script, style"
_WAY_OUT = (
    "print a text of the view whole, as it was computed, and what is but a number or a day in an element of its own; "
    'a number that a template means itself stands in an element of the class "dl-own"'
)

BELOW = "print the columns of a table in the order of their headings"

_NAMED = "print the name and the address of the same entry of the view"


def check_printed(document: Document, region: Region) -> Iterator[Problem]:
    """Every text of a part of the page with a number that its view does not say, or does not say there."""
    parts = next((found for where in region.where if (found := document.select(where))), [])
    if not parts:
        return
    view = View.of(region.said, _texts_of(region.html))
    for part in parts:
        yield from check_part(document, part, view)


def check_part(document: Document, part: Tag, view: View) -> Iterator[Problem]:
    """Every text of an element with a number that a view does not say, or does not say there."""
    lines: dict[Element | None, list[_Shown]] = defaultdict(list)
    columns = Columns()
    for shown in _shown(part.element):
        lines[shown.line].append(shown)
    for line, texts in lines.items():
        yield from _check_line(document, line, texts, view, columns)
    yield from _check_links(document, part, view)
    yield from _check_turned(document, part)


@dataclass(frozen=True, slots=True)
class _Shown:
    """A text with a number in a page: the element that it stands in, the line of a table or a list, if any.

    `spoken`: it is in an attribute, where nothing can have an element of its own.
    """

    text: str
    element: Element
    line: Element | None
    spoken: bool


def _shown(part: Element) -> Iterator[_Shown]:
    """The texts of a part of a page that have a number: those in attributes first, then those in elements in their order."""
    for element in (part, *part.select(_SPEAKING)):
        yield from _placed(spoken(element), element, spoken=True)
    for node in part.descendants:
        if node.__class__ is Text and NUMBER.search(node.data) and isinstance(node.parent, Element):
            yield from _placed([plain(node.data)], node.parent, spoken=False)


def _placed(texts: list[str], element: Element, *, spoken: bool) -> Iterator[_Shown]:
    if texts and element.closest(_ON_PURPOSE) is None:
        line = element.closest(_LINES)
        yield from (_Shown(text, element, line, spoken) for text in texts)


def spoken(element: Element) -> list[str]:
    """What the attributes of an element say, where it has a number."""
    found = (element.attr(name) for name in _SPOKEN)
    return [plain(text) for text in found if isinstance(text, str) and NUMBER.search(text)]


def numbered_texts(tag: Tag) -> list[str]:
    """The texts with numbers that stand in an element itself, and what is read aloud of it."""
    written = (node.data for node in tag.element.children if isinstance(node, Text))
    return [*spoken(tag.element), *(plain(text) for text in written if NUMBER.search(text))]


def _texts_of(html: str) -> Iterator[str]:
    """The texts with numbers of some HTML."""
    yield from (text for tag in Document.read("", html).tags for text in numbered_texts(tag)) if html else ()


def _check_line(document: Document, line: Element | None, texts: list[_Shown], view: View, columns: Columns) -> Iterator[Problem]:
    """A line whose head the view knows has the numbers of one of its rows; any other text those of the view."""
    found = view.rows_at(map(plain, line.strings)) if line is not None else None
    if line is None or found is None or not found.rows:
        yield from _check_texts(document, texts, view)
        return
    written, spoken = ([one.text for one in texts if one.spoken is told] for told in (False, True))
    fitting = [row for row in found.rows if row.fits(written, spoken, found.keys, in_order=line.tag == "tr")]
    if fitting:
        yield from _check_columns(document, texts, fitting, columns)
        return
    if not found.first:  # the head may be told of, and not what the line is about
        yield from _check_texts(document, texts, view)
        return
    row = found.rows[0].said
    says, computed = (" · ".join(some) for some in ([shown.text.strip(AROUND) for shown in texts], (row.head, *row.cells)))
    message = f"the line of '{cut(row.head)}' says '{cut(says)}', and '{cut(computed)}' was computed"
    yield document.problem(document.tag(line), CODE, message, _WAY_OUT)


def _check_columns(document: Document, texts: list[_Shown], rows: list[Row], columns: Columns) -> Iterator[Problem]:
    """A cell stands below its own headings; told once for a table."""
    for shown in texts if any(row.said.under for row in rows) else ():
        if any(row.stands(shown.text, columns.above(shown.element)) for row in rows):
            continue
        table = shown.element.closest("table")
        if table not in columns.told:
            columns.told.add(table)
            named = rows[0].headings_of(shown.text)
            where = f"another heading than '{cut(named)}'" if named else "the heading of something else"
            message = f"'{cut(shown.text)}' in the line of '{cut(rows[0].said.head)}' stands below {where}"
            yield document.problem(document.tag(shown.element), CODE, message, BELOW)


def _check_turned(document: Document, part: Tag) -> Iterator[Problem]:
    for element in part.element.select(_TURNED):
        if NUMBER.search(text := plain(element.text)) and element.closest(_ON_PURPOSE) is None:
            message = f"<{element.tag}> crosses '{cut(text)}' out, or turns it round"
            yield document.problem(document.tag(element), CODE, message, "print it as any other text")


def _check_links(document: Document, part: Tag, view: View) -> Iterator[Problem]:
    """What leads to one thing of the view is not called as another."""
    for element in part.element.select("a[href]") if view.at else ():
        leads = resolved(document.name, str(element.attr("href")))
        for text in map(plain, element.strings):
            if view.another(text, leads):
                message = f"'{cut(text)}' leads to {leads.rstrip('#')}, which has another name"
                yield document.problem(document.tag(element), CODE, message, _NAMED)


def _check_texts(document: Document, texts: Iterable[_Shown], view: View) -> Iterator[Problem]:
    for shown in texts:
        number = (view.spoken if shown.spoken else view.written).unknown_in(shown.text)
        if number is not None:
            message = f"'{cut(shown.text)}' says {number}, which is not computed for this place of the page"
            yield document.problem(document.tag(shown.element), CODE, message, _WAY_OUT)
