"""What an author probably meant where YAML's own parser gives up, or reads something else than was meant.

Patterns over what was written, and the words for it. That something is wrong, and where, is found in `positions`.
"""

from __future__ import annotations

import re

PARTED = re.compile("[0-9]{3}")
"""A key that YAML makes of a number with a comma: `{strikes: 1,000}` has the keys `strikes` and `000`."""
_LONG_KEY = re.compile(r"""(?:[ ]|-[ ])*+(?P<key>[^\s#:{}\[\],"'][^:{}\[\],\n]{1022,}+|"[^"\n]{1022,}+"|'[^'\n]{1022,}+'):$""")
_LONG_IN_BRACES = re.compile(rf"[{{,]{_LONG_KEY.pattern}")
"""What stands before the colon of a key that is longer than YAML allows: its parser then expects anything but a colon."""

_SYNTAX_HELP = (
    ("mapping values are not allowed", "a text with ': ' in it needs quotes around it; otherwise look at the indentation"),
    ("cannot start any token", "a text that starts with this character needs quotes around it"),
    ("end of stream", "a quote or a bracket is not closed"),
    ("',' or '}'", "a '{' is not closed, or a comma is missing; a text with ',' or ': ' in it needs quotes around it"),
    ("',' or ']'", "a '[' is not closed, or a comma is missing"),
    ("expected key", "look at the indentation: the keys of one mapping start in one column"),
    ("expected '-'", "look at the indentation: the dashes of one list start in one column"),
    ("could not find expected ':'", "a key has a ':' and a space after it"),
)


def long_key(before: str) -> range | None:
    """Where the key of too many letters stands in `before`, the text of a line up to where the parser gave up."""
    if not before.endswith(":"):
        return None
    found = _LONG_KEY.match(before) or _LONG_IN_BRACES.search(before)
    return range(*found.span("key")) if found else None


def way_out_of(what: str) -> str | None:
    """The way out of what the parser complains of."""
    return next((text for part, text in _SYNTAX_HELP if part in what), None)
