"""Strict YAML, fast: a text becomes plain data, and nothing is guessed.

Every scalar stays the text that was written; what it should be is for the schema alone to say. Positions are not kept here:
`positions` finds them when there is something to complain of. Left out of YAML: anchors, aliases, tags, merge keys,
directives, second documents, duplicate keys, keys that are not words, more than 32 levels.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Any

from dateline.errors import ContentError, Problem, Spot
from dateline.load import libyaml as ly
from dateline.load.files import FORBIDDEN
from dateline.load.positions import MAX_DEPTH, MAX_KEY, MAX_KEYS, Begun, Path, Positions

Plain = str | list[Any] | dict[str, Any]
"""What a YAML text holds: texts, and lists and mappings of them."""


_BEGINNING = re.compile(r"^[ \t]*[^\s#]", re.MULTILINE)


class Quoted(str):
    """A text that stood in quotes or in a block: never a number, a truth value or empty by accident."""

    __slots__ = ()


_MOST_KNOWN = 4096
"""Keys, and values of a large file, of which equal ones are one text in memory."""
_LARGE = 100_000


def read(text: str, file: str, first_line: int = 1) -> Plain:
    """The plain data of a YAML text, all texts in Unicode form NFC.

    `first_line` is the line of the file on which the text starts. Raises ContentError with every problem of the YAML itself.
    """
    fold = "\\" in text or not unicodedata.is_normalized("NFC", text)  # escapes may spell what is not
    built = _build(text, fold=fold)
    if built.__class__ is not Begun:
        return built  # type: ignore[return-value]
    # What was read so far has been let go of: it may be as large as the file allows.
    problems = Positions(text, file, first_line, begun=built).problems
    raise ContentError(problems or Problem("bad-yaml", "this YAML cannot be read", Spot(file, first_line)))


def holds_nothing(text: str) -> bool:
    """Whether a text is empty, or has nothing but comments in it: a file that somebody has begun, or emptied."""
    return _BEGINNING.search(text) is None


def _build(text: str, *, fold: bool) -> Plain | Begun:  # noqa: C901, PLR0912, PLR0915 - one loop without calls: it runs once per word of the record
    """One pass over the event stream with a stack of our own, so that nesting cannot exhaust the machine's.

    It is broken off at the first thing that only the slow pass can name.
    """
    source = ly.Source(text)
    get = ly.parser(source).get_event
    scalar, mapping, sequence = ly.Scalar, ly.MappingStart, ly.SequenceStart
    mapping_end, sequence_end = ly.MappingEnd, ly.SequenceEnd
    top: list[Any] = []
    here: list[Any] | dict[str, Any] = top
    listed = True  # whether it is a list
    outer: list[Any] = []
    key: str | None = None
    keys: dict[str, str] = {}
    known = keys.get
    values: dict[str, str] = {}
    once = values.setdefault
    large = len(text) > _LARGE
    event: Any = None
    error: Exception | None = None
    documents = 0
    try:
        while True:
            event = get()
            source.since = 0
            kind = event.__class__
            if kind is scalar or kind is mapping or kind is sequence:
                if event.anchor is not None or event.tag is not None:
                    break
                value: Any
                if kind is scalar:
                    value = event.value
                    if fold:
                        value = unicodedata.normalize("NFC", value)
                    style = event.style
                    if key is None and not listed:
                        word = known(value)
                        if word is None:
                            if not value or (value == "<<" and not style) or (style and FORBIDDEN.search(value)):
                                break
                            if len(value) > MAX_KEY:
                                break
                            word = value
                            if not style and len(keys) < _MOST_KNOWN:
                                keys[word] = word
                        if word in here or len(here) >= MAX_KEYS:
                            break
                        key = word
                        continue
                    if style:
                        if FORBIDDEN.search(value):
                            break
                        value = Quoted(value)
                    elif large:
                        value = once(value, value)
                elif len(outer) >= MAX_DEPTH:
                    break
                else:
                    value = {} if kind is mapping else []
                if listed:
                    here.append(value)  # type: ignore[union-attr]
                    if len(values) > _MOST_KNOWN:
                        values.clear()
                elif key is None:
                    break  # a list or a mapping as a key
                else:
                    here[key] = value  # type: ignore[call-overload]
                    key = None
                if kind is not scalar:
                    outer.append(here)
                    here = value
                    listed = kind is sequence
            elif kind is mapping_end or kind is sequence_end:
                here = outer.pop()
                listed = here.__class__ is list
                if len(values) > _MOST_KNOWN:
                    values.clear()
            elif kind is ly.StreamEnd and top:
                return top[0]  # type: ignore[no-any-return]
            elif kind is ly.DocumentStart and not documents and not event.version and not event.tags:
                documents = 1
            elif kind is not ly.StreamStart and kind is not ly.DocumentEnd:
                break  # an alias, a directive, a second document, or nothing at all
    except (ly.TooLongError, ly.YamlError) as raised:
        error = raised.with_traceback(None)  # which would hold all that was built
    opened = [*outer[1:], here] if outer else []
    return Begun(source, get, event, error, documents, bool(top), *_levels(opened), key)


def _levels(opened: list[Any]) -> tuple[tuple[tuple[str, ...] | None, ...], Path]:
    """The keys of each container that is open (None: a list), and the steps that lead from the outermost to the innermost."""
    keys = tuple(tuple(one) if isinstance(one, dict) else None for one in opened)
    return keys, tuple(next(reversed(one)) if isinstance(one, dict) else len(one) - 1 for one in opened[:-1])
