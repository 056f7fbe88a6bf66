"""The numbers that a newsroom's own drawing prints: each has to be one that its rows, its options or its words have.

Pure functions over texts. Numbers are read as they are printed, in digits. Which row a number belongs to is not looked at; that
a text says a row's own field is looked at before anything is drawn.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal

from dateline.words import DIGITS

_OTHERWISE = re.compile(rf"(?<![^\W\d_])[{DIGITS}]")
"""A digit of any kind, circled or raised; raised behind a letter it is none that was counted: that of square kilometres."""
_GROUPS = "[,\u00a0\u2009\u202f]"
_NUMBER = re.compile(rf"((?<![\w.\u2013-])[-\u2212])?(\d{{1,3}}(?:{_GROUPS}\d{{3}})+(?!\d)|\d+)(\.\d+)?(\s?%|[kKMGTB](?!\w))?")
"""A sign that is no hyphen of a range or a day, digits in groups or not, what follows the point, what they stand for."""


def numbers(text: str) -> Iterator[tuple[str, str]]:
    """The numbers of a text, in plain digits, each with what makes two of them equal: `1,200` and `1200.0` are."""
    plain = _OTHERWISE.sub(lambda digit: unicodedata.normalize("NFKC", digit[0]), text)
    for found in _NUMBER.finditer(plain):
        sign, digits, rest, unit = found.groups()
        value = Decimal(re.sub(_GROUPS, "", digits) + (rest or "")).normalize()
        yield found[0], f"{'-' if sign and value else ''}{value:f}{(unit or '').strip()}"


def unknown_numbers(texts: Iterable[str], known: object) -> Iterator[tuple[str, str]]:
    """The numbers of some texts that are nowhere in `known` (texts and numbers, in lists and mappings), each with its text."""
    knows = {value for text in _texts(known) for _, value in numbers(text)}
    for text in texts:
        for shown, value in numbers(text):
            if value not in knows:
                yield shown, text


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, Mapping):
        for inner in value.values():
            yield from _texts(inner)
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from _texts(inner)
    elif value is not None and not isinstance(value, bool):
        yield str(value)
