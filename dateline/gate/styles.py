"""What a style would load, found in it as a browser reads it: escapes undone, comments gone."""

from __future__ import annotations

import re
from collections.abc import Iterator

STYLING = frozenset(
    {"style", "fill", "stroke", "clip-path", "mask", "filter", "marker", "marker-start", "marker-mid", "marker-end", "cursor"}
    | {"background", "mask-image", "background-image", "to", "from", "by", "values"}
)
"""Attributes whose value is read as a style, or may become one by an animation."""
_STRING_OR_COMMENT = re.compile(r"\"(?:\\.|[^\"\\])*\"|'(?:\\.|[^'\\])*'|/\*.*?(?:\*/|\Z)", re.DOTALL)
_ESCAPE = re.compile(r"\\(?:([0-9a-fA-F]{1,6})\s?|\r?\n|\r|\f|(.))", re.DOTALL)
_LOADED = re.compile(
    r"""(?:url|src)\(\s*(?:"([^"]*)"|'([^']*)'|([^)"']*))|@import\s*(?:"([^"]*)"|'([^']*)')""",
    re.IGNORECASE,
)
_SET = re.compile(r"image-set\(((?:\"[^\"]*\"|'[^']*'|\([^()]*\)|[^()\"'])*)", re.IGNORECASE)
"""It takes addresses in quotes alone, too."""
_QUOTED = re.compile(r"\"([^\"]*)\"|'([^']*)'")


def loaded(style: str) -> Iterator[str]:
    """The addresses that a style loads, each once."""
    if not any(sign in style for sign in "(@\\"):
        return
    text = _ESCAPE.sub(_unescaped, _STRING_OR_COMMENT.sub(_without_comment, style))
    found = [next((part for part in match.groups() if part), "") for match in _LOADED.finditer(text)]
    found += [one or two for inside in _SET.findall(text) for one, two in _QUOTED.findall(inside)]
    yield from (address.strip() for address in dict.fromkeys(found) if address.strip())


def _without_comment(found: re.Match[str]) -> str:
    return " " if found[0].startswith("/*") else found[0]


def _unescaped(escape: re.Match[str]) -> str:
    if escape[1] is None:
        return escape[2] or ""  # a line that goes on
    number = int(escape[1], 16)
    return chr(number) if 0 < number < 0xD800 or 0xDFFF < number < 0x110000 else "\ufffd"
