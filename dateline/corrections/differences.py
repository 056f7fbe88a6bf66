"""What differs between two states of a record, as plain types that are kept between builds."""

from __future__ import annotations

from dateline.model import Frozen
from dateline.words import ViewRow

UNASKED = "not counted"
"""Stands for a number that could not be asked for then."""


class Difference(Frozen, frozen=True):
    """A number before and after, in words: `what` was asked, what the answer `was` and is `now`."""

    what: str
    was: str
    now: str

    @property
    def row(self) -> ViewRow:
        """What it is now, and was, belong to what was asked."""
        return ViewRow(self.what, (self.now, self.was), ordered=True)


class ChartChange(Frozen, frozen=True):
    """A figure whose rows differ: its id and title, the first of them, and how many `more` there are in words."""

    figure: str
    title: str
    first: tuple[Difference, ...] = ()
    more: str = ""


class PageChange(Frozen, frozen=True):
    """A page of the record on which something differs: `address` is relative to the root of the site."""

    address: str
    title: str
    numbers: tuple[Difference, ...] = ()
