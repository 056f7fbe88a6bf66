"""Under which headings the cells of a table stand, where cells span columns or lines, too."""

from __future__ import annotations

from turbohtml import Element

from dateline.gate.document import plain
from dateline.gate.printable import key_of

_WIDEST = 1000
"""So many columns may a cell span, by the HTML standard."""


class Columns:
    """The headings of tables, each of which is gone through once."""

    def __init__(self) -> None:
        self._known: dict[Element, dict[Element, frozenset[str]]] = {}
        self.told: set[Element | None] = set()
        """The tables that something was said of."""

    def above(self, element: Element) -> frozenset[str]:
        """What stands above the cell that an element is or stands in, as texts are compared; nothing where it is in none."""
        cell, table = element.closest("td, th"), element.closest("table")
        if cell is None or table is None:
            return frozenset()
        if table not in self._known:
            self._known[table] = headings_of(table)
        return self._known[table].get(cell, frozenset())


def headings_of(table: Element) -> dict[Element, frozenset[str]]:
    """What stands above each cell of a table in lines that are all `<th>`, as texts are compared."""
    lines = [line for line in table.select("tr") if line.closest("table") == table]
    above: dict[int, frozenset[str]] = {}
    below: dict[int, int] = {}  # how many lines more a cell of a line above takes in a column
    found: dict[Element, frozenset[str]] = {}
    for number, line in enumerate(lines):
        cells = [cell for cell in line.children if isinstance(cell, Element) and cell.tag in ("td", "th")]
        heads, column = all(cell.tag == "th" for cell in cells), 0
        taken = {at for at, left in below.items() if left}
        below = {at: below[at] - 1 for at in taken}
        for cell in cells:
            while column in taken:
                column += 1
            columns = range(column, column + _span(cell, "colspan", _WIDEST))
            found[cell] = frozenset[str]().union(*(above.get(at, ()) for at in columns))
            below |= dict.fromkeys(columns, _span(cell, "rowspan", len(lines) - number) - 1)
            if heads:
                above |= {at: above.get(at, frozenset()) | {key_of(plain(cell.text))} for at in columns}
            column = columns.stop
    return found


def _span(cell: Element, name: str, most: int) -> int:
    """How many columns or lines a cell takes: one for what is no number; all that are left for a `rowspan` of 0, as in HTML."""
    said = str(cell.attr(name) or "").strip()[:6]
    if not said.isdecimal():
        return 1
    return min(int(said) or (most if name == "rowspan" else 1), most)
