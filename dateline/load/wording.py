"""Plain data as YAML writes them on one line, so that our reader reads the same from it."""

from __future__ import annotations

import json
import re
from typing import Any

from dateline.load.shapes import NULLS
from dateline.load.yaml_reader import Plain, Quoted, read

_BARE = re.compile(r"[\w/](?:[\w ./+()'–-]*[\w./+()'–-])?")


def one_line(value: Plain | None) -> str:
    """A value in YAML's flow style; a word stays bare where that is safe. None is `nothing`, which is no YAML."""
    if value is None:
        return "nothing"
    if isinstance(value, str):
        return _word(value)
    if isinstance(value, list):
        return f"[{', '.join(map(one_line, value))}]"
    return "{" + ", ".join(f"{_word(key)}: {one_line(item)}" for key, item in value.items()) + "}"


def _word(text: str) -> str:
    if not isinstance(text, Quoted) and (_BARE.fullmatch(text) or text in NULLS):
        return str(text) or "~"
    if isinstance(text, Quoted) and _BARE.fullmatch(text) and " " in text:
        return str(text)  # several words are a text with and without quotes
    return json.dumps(text, ensure_ascii=False)


def plain_of(text: str) -> Any:
    """The plain data of such a line."""
    return read(text, "")
