"""Plain data to YAML text that the strict reader gives back as it was, in the style that people write the record in.

Here belongs the form: mappings line by line, short ones and lists of words on one line, long texts folded, quotes only where
they are needed. What the data mean, and where they are kept, is for the caller.
"""

from __future__ import annotations

import datetime as dt
import json
import math
import re
import textwrap
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any

from dateline.errors import character_name
from dateline.load.files import FORBIDDEN

WIDTH = 128
_SHORT = 72
_LONGEST_KEY = 128
_PLAIN = re.compile(r"[^\W_](?:[^\s:]|:(?=\S)| (?=[^\s#:]))*")
_PLAIN_IN_FLOW = re.compile(r"[^\W_](?:[^\s:,\[\]{}]| (?=[^\s#:]))*")
_KEY = re.compile("[a-z][a-z0-9_-]*")
_SURROGATE = re.compile("[\ud800-\udfff]")
_OTHER_TYPES = re.compile(
    r"(?:0[xob])?[0-9_]*(?:[.:][0-9_]*)*(?:e[-+]?[0-9]+)?|[0-9a-f]*x[0-9a-f_]+|y|yes|n|no|on|off|true|false|null|nan|inf",
    re.IGNORECASE,
)


def yaml_text(data: Mapping[str, Any]) -> str:
    """A YAML document: mappings and sequences of texts, whole numbers, floats, bools, days and periods (as `str` gives them).

    A text that other YAML readers would take for a number or a truth value is quoted, so give numbers as numbers. Texts come
    out in Unicode form NFC. Raises ValueError, in words, for what no file of the record may hold (control and bidi characters,
    NaN, empty or overlong keys), and TypeError for anything else, None included.
    """
    return "".join(f"{line}\n" for line in _mapping(data, "")) if data else "{}\n"


def can_hold(text: str) -> str | None:
    """Why no file of the record may hold this text: the character, in words. None when it may."""
    found = FORBIDDEN.search(text) or _SURROGATE.search(text)
    return character_name(found[0]) if found else None


def _mapping(data: Mapping[str, Any], indent: str) -> Iterator[str]:
    for key, value in data.items():
        yield from _entry(f"{indent}{_key(key)}:", value, indent + "  ")


def _entry(head: str, value: Any, indent: str) -> Iterator[str]:
    """What follows a key: on its line where it fits, below it otherwise."""
    flow = _flow(value)
    most = _SHORT if isinstance(value, Mapping) else WIDTH - len(head)
    if _is_word(value):
        yield from _scalar(head, value, indent)
    elif flow is not None and (len(flow) <= most or not value):
        yield f"{head} {flow}"
    elif isinstance(value, Mapping):
        yield head
        yield from _mapping(value, indent)
    else:
        yield head
        for item in value:
            yield from _item(item, indent)


def _item(value: Any, indent: str) -> Iterator[str]:
    """An item of a list: on one line where it fits."""
    head = f"{indent}-"
    flow = _flow(value)
    if _is_word(value):
        yield f"{head} {_block_word(value)}"
        return
    if flow is not None and (len(head) + 1 + len(flow) <= WIDTH or not value):
        yield f"{head} {flow}"
        return
    inner = _mapping(value, indent + "  ") if isinstance(value, Mapping) else _items(value, indent + "  ")
    first, *others = inner
    yield f"{head} {first[len(indent) + 2 :]}"
    yield from others


def _items(values: Sequence[Any], indent: str) -> Iterator[str]:
    for value in values:
        yield from _item(value, indent)


def _is_list(value: Any) -> bool:
    return isinstance(value, Sequence) and not isinstance(value, str)


def _is_word(value: Any) -> bool:
    return not isinstance(value, Mapping) and not _is_list(value)


def _flow(value: Any) -> str | None:
    """The value on one line; None where it holds lists of mappings, which are read better one below the other."""
    if isinstance(value, Mapping):
        parts = {key: _flow(item) for key, item in value.items()}
        return None if None in parts.values() else "{" + ", ".join(f"{_key(key)}: {part}" for key, part in parts.items()) + "}"
    if _is_list(value):
        items = [None if isinstance(item, Mapping) and item else _flow(item) for item in value]
        return None if None in items else "[" + ", ".join(map(str, items)) + "]"
    return _word(value, flow=True)


def _scalar(head: str, value: Any, indent: str) -> Iterator[str]:
    """A single value after its key; a long text of plain words is folded."""
    word = _block_word(value)
    if len(head) + 1 + len(word) <= WIDTH or not isinstance(value, str) or not _folds(value):
        yield f"{head} {word}"
        return
    yield f"{head} >-"
    yield from (f"{indent}{line}" for line in _wrapped(unicodedata.normalize("NFC", value), WIDTH - len(indent)))


def _folds(text: str) -> bool:
    """Whether folding gives the text back: single blanks between words, nothing else that is white."""
    return all(text.split(" ")) and not re.search(r"[^\S ]", text)


def _wrapped(text: str, width: int) -> list[str]:
    return textwrap.wrap(text, max(width, 40), break_long_words=False, break_on_hyphens=False)


def _block_word(value: Any) -> str:
    return _word(value, flow=False)


def _key(key: str) -> str:
    if not key or len(key) > _LONGEST_KEY:
        raise ValueError(f"a key has from 1 to {_LONGEST_KEY} characters")
    return key if _KEY.fullmatch(key) else _word(key, flow=True)


def _word(value: Any, *, flow: bool) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | dt.date):
        return str(value)
    if isinstance(value, float):
        if not math.isfinite(value):
            raise ValueError(f"{value} is no number that can be written")
        return format(Decimal(repr(value)), "f")
    if not isinstance(value, str):
        raise TypeError(f"a record cannot hold {type(value).__name__}")
    return _text(unicodedata.normalize("NFC", value), flow=flow)


def _text(text: str, *, flow: bool) -> str:
    forbidden = can_hold(text)
    if forbidden:
        raise ValueError(f"a file of the record cannot hold the character {forbidden}")
    plain = _PLAIN_IN_FLOW if flow else _PLAIN
    if plain.fullmatch(text) and not _OTHER_TYPES.fullmatch(text):
        return text
    return json.dumps(text, ensure_ascii=False)
