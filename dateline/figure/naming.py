"""What figures are called: the id that an author gives, or one made of the page and the chart. No two share one.

Here belongs that alone, so that figures can be named without being drawn.
"""

from __future__ import annotations

from collections.abc import Callable

from dateline.errors import QueryError
from dateline.figure.figures import FigureOrder
from dateline.model import SLUG

Ordered = Callable[[str], FigureOrder | None]
"""What was ordered under an id; None for nothing."""


class FigureNames:
    """The ids of figures that are only checked."""

    def __init__(self) -> None:
        self._orders: dict[str, FigureOrder] = {}

    def name(self, order: FigureOrder) -> str:
        """The id that the figure would have. Raises QueryError for one that cannot be, or is another's."""
        return name_of(order, self._orders.get)

    def take(self, name: str, order: FigureOrder) -> None:
        """From now on the id is this figure's."""
        self._orders[name] = order


def name_of(order: FigureOrder, ordered: Ordered) -> str:
    """The id of a figure. Raises QueryError for one that cannot be, or is another's."""
    given = order.options.get("id")
    if given is not None:
        if not SLUG.fullmatch(str(given)):
            message = f"'{given}' cannot be the id of a figure"
            raise QueryError(message, "use small letters, digits and hyphens, such as 'week-by-week'", "bad-id")
        return _free(str(given), order, ordered)
    name, number = f"{order.slug}-{order.chart}", 1
    while (taken := ordered(_numbered(name, number))) and taken.file == order.file:
        number += 1
    return _free(_numbered(name, number), order, ordered)


def _free(name: str, order: FigureOrder, ordered: Ordered) -> str:
    taken = ordered(name)
    if taken is not None:
        where = f" at {taken.spot}" if taken.spot else f" in {taken.file}"
        message = f"a figure with the id '{name}' is already{where}"
        raise QueryError(message, f"give this {order.chart} chart another one: `id: ...`", "duplicate-id")
    return name


def _numbered(name: str, number: int) -> str:
    return name if number == 1 else f"{name}-{number}"
