"""Jinja's immutable sandbox, made narrower: what a running expression may reach and calculate.

Here belong attributes, items and arithmetic. Which expressions run at all is decided in `expressions`, before they do.
"""

from __future__ import annotations

import datetime as dt
import functools
import operator
from collections.abc import Callable, Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Any

from jinja2 import StrictUndefined
from jinja2.runtime import Context
from jinja2.sandbox import ImmutableSandboxedEnvironment

from dateline.errors import QueryError
from dateline.render.calling import as_filter, check_call
from dateline.render.wording import FILTERS, Exact, as_exact, exact_number

_DATE_PARTS = ("year", "month", "day")


class Sandbox(ImmutableSandboxedEnvironment):
    """Jinja's immutable sandbox, narrower: public attributes of our own types, arithmetic on numbers only."""

    intercepted_binops = frozenset({"+", "-", "*", "/"})
    intercepted_unops = frozenset({"+", "-"})

    def getattr(self, obj: Any, attribute: str) -> Any:
        if isinstance(obj, dt.date) and attribute in _DATE_PARTS:
            return str(getattr(obj, attribute))  # a year reads 2018, not 2,018
        known = _public(obj)
        if attribute not in known:
            raise QueryError.unknown("attribute", attribute, known, _article(obj))
        return super().getattr(obj, attribute)

    def getitem(self, obj: Any, argument: Any) -> Any:
        if not isinstance(obj, tuple | list):
            raise QueryError("only a list can be asked for an item by its number", 'such as strikes().top("place", 3)[0]')
        if not isinstance(argument, int) or not -len(obj) <= argument < len(obj):
            raise QueryError(f"the list has {len(obj)} items, counted from 0: there is no [{str(argument)[:20]}]")
        return obj[argument]

    def call(self, context: Context, obj: Any, /, *arguments: Any, **named: Any) -> Any:
        if not callable(obj):
            raise QueryError(f"{_article(obj)} takes no brackets", "leave them out: strikes().low, not strikes().low()")
        try:
            return super().call(context, obj, *arguments, **named)
        except TypeError:
            check_call(obj, arguments, named, f".{getattr(obj, '__name__', '')}")
            raise

    def call_binop(self, context: Context, operator: str, left: Any, right: Any) -> Any:
        return _calculate(operator, left, right)

    def call_unop(self, context: Context, operator: str, arg: Any) -> Any:
        exact = exact_number(arg) if not isinstance(arg, str) else None
        if exact is None:
            raise QueryError(f"{operator} stands before a number only")
        return -exact if operator == "-" else exact


def _calculate(sign: str, left: object, right: object) -> object:
    """One step of arithmetic: answers by their own rules (they keep bounds and measures), numbers exactly, no texts."""
    if isinstance(left, str | list | tuple) or isinstance(right, str | list | tuple):
        raise QueryError(
            f"{sign} is for numbers, not for texts or lists", "filters such as | words come last, outside the brackets"
        )
    first, second = _plain_number(left), _plain_number(right)
    if first is None or second is None:
        return _between_answers(sign, left, right)
    if sign == "/" and second == 0:
        raise QueryError("division by zero")
    return as_exact(_SIGNS[sign](Fraction(first), Fraction(second)))


def _between_answers(sign: str, left: object, right: object) -> object:
    if sign in {"*", "/"} or isinstance(left, bool) or isinstance(right, bool):
        exact = exact_number(left), exact_number(right)
        if exact[0] is None or exact[1] is None:
            raise QueryError(f"{sign} needs exact numbers on both sides", "use .low and .high for what is only known as a range")
        return _calculate(sign, *exact)
    try:
        return _SIGNS[sign](left, right)
    except TypeError:
        raise QueryError(f"{sign} cannot stand between {_article(left)} and {_article(right)}") from None


def _plain_number(value: object) -> Exact | None:
    if isinstance(value, bool):
        return None
    if isinstance(value, float):
        return as_exact(value)
    return value if isinstance(value, int | Decimal | Fraction) else None


def _article(value: object) -> str:
    name = "number" if _plain_number(value) is not None else type(value).__name__.lower()
    return f"{'an' if name[0] in 'aeiou' else 'a'} {name}"


_SIGNS: Mapping[str, Callable[[Any, Any], Any]] = {
    "+": operator.add, "-": operator.sub, "*": operator.mul, "/": operator.truediv,
}  # fmt: skip


def _public(obj: object) -> list[str]:
    """The attributes an author may use: those of our own types, none of Python's."""
    module = type(obj).__module__
    if not module.startswith("dateline."):
        return list(_DATE_PARTS) if isinstance(obj, dt.date) else []
    return [name for name in dir(obj) if not name.startswith("_")]


@functools.cache
def environment() -> Sandbox:
    """The one sandbox of the process: our filters, no globals, no tests. Nothing in it changes."""
    made = Sandbox(undefined=StrictUndefined, autoescape=False, cache_size=0)
    made.globals.clear()
    made.filters = {name: as_filter(name, function) for name, function in FILTERS.items()}
    made.tests = {}
    return made
