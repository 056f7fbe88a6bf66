"""What a view says, as plain types: texts, and rows of texts that belong together. Nothing is decided here."""

from __future__ import annotations

from dateline.model import Frozen

DIGITS = r"\d\u00b2\u00b3\u00b9\u00bc-\u00be\u2070-\u2079\u2080-\u2089\u2150-\u2189\u2460-\u249b\u24ea-\u24ff\u2776-\u2793"
"""What numbers are written with, for the brackets of a pattern: digits of any script, fractions, raised and circled ones."""


class ViewRow(Frozen, frozen=True):
    """Texts that belong together: `head` says of what the cells are. A line of a page that begins with it has no other number.

    `held` has to stand beside the head whatever else does; `ordered`: the cells stand in their order, in lists, too. `under` has
    for each cell the headings of its column, where the view knows them: it stands below no heading of another cell.
    """

    head: str
    cells: tuple[str, ...]
    held: tuple[str, ...] = ()
    ordered: bool = False
    under: tuple[tuple[str, ...], ...] = ()


class ViewWords(Frozen, frozen=True):
    """What a view says, in plain texts with one space for any blanks; none of it is empty.

    Each of its `texts` has a number in it, and may be printed within another; each of those that are `alone` (a number, a day) in
    an element of its own. `links` are things that lie at an address below the root of the site, as (name, address).
    """

    texts: tuple[str, ...] = ()
    alone: tuple[str, ...] = ()
    rows: tuple[ViewRow, ...] = ()
    links: tuple[tuple[str, str], ...] = ()

    def __add__(self, other: ViewWords) -> ViewWords:
        """What two views say that one page is made of."""
        return ViewWords(self.texts + other.texts, self.alone + other.alone, self.rows + other.rows, self.links + other.links)
