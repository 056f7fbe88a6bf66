"""`{{` and `}}` in plain text: where an expression starts and ends.

Here belongs the scanning, shared by the body, the titles and the options of blocks. What stands between the braces is
read by `dateline.render`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Braced:
    """An expression from `start` to `end` (braces included). `raw` is None when it is never closed."""

    start: int
    end: int
    raw: str | None


FURTHEST = 10_000
"""Characters within which the end of an expression is looked for: far more than it may have (`dateline.render`)."""

_INSIDE = re.compile(
    r"""
    (?: [^"'{}\n]++ | \n(?!\n) | \{(?!\{) | \}(?!\})
      | "(?:[^"\\\n]++|\\.|\n(?!\n))*+" | '(?:[^'\\\n]++|\\.|\n(?!\n))*+' | ["']
    )*+ (?=\}\})
    """,
    re.VERBOSE | re.DOTALL,
)


def find_close(text: str, start: int) -> int | None:
    """Where the `}}` stands that closes an expression whose text begins at `start`; None when another one opens first.

    Braces within quotation marks belong to the text; a mark that is never closed does not hide the end.
    """
    found = _INSIDE.match(text, start, start + FURTHEST)
    return found.end() if found else None


def is_escaped(text: str, start: int) -> bool:
    """Whether an odd number of backslashes stands before `start`."""
    before = text[:start]
    return (len(before) - len(before.rstrip("\\"))) % 2 == 1


def scan(text: str) -> Iterator[Braced]:
    """Every expression of `text`, in order, the ones never closed included."""
    position = 0
    while (start := text.find("{{", position)) >= 0:
        if is_escaped(text, start):
            position = start + 2
            continue
        close = find_close(text, start + 2)
        end = start + 2 if close is None else close + 2
        yield Braced(start, end, None if close is None else text[start + 2 : close])
        position = end
