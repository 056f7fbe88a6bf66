"""The numbers of a page's prose, and those of two states of it side by side.

Expressions are matched by their text and their order, so that an edited paragraph shifts nothing; one that moved as a whole
is found again. Here belongs also the sentence that a number stands in.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from dateline.comparing.changes import NumberChange
from dateline.markdown.braces import scan

MOST = 240
"""So many characters of a sentence are shown, about half before the number."""
_END = re.compile(r"[.!?…][\"”’')\]*_]*\s+(?=[\"“‘'(\[*_]*[A-Z0-9{])")
_BREAK = re.compile(r"\n(?=[ \t]*(?:[-*+] |\d+[.)] |\||#|/{3,}))|(?<=\n)[ \t]*/{3,}[^\n]*\n")
_MARKS = re.compile(r"^(?:[ \t]*(?:>|[-*+] |\d+[.)] |#{1,6} |\|))+|\|[ \t]*$|\{[:#.][^}]*\}")
_OPENED = re.compile(r"\[(?=[^\[\]]*$)")
_CLOSED = re.compile(r"^([^\[\]]*)\](?:\([^)]*\)|\[[^\]]*\])")
_LINK = re.compile(r"!?\[([^\]]*)\]\([^)]*\)|\[([^\]]*)\]\[[^\]]*\]")


@dataclass(frozen=True, slots=True)
class Told:
    """A number as a page tells it: the expression, its result, and the sentence around it."""

    expression: str
    result: str
    start: str = ""
    end: str = ""
    line: int = 0


def number_changes(before: Sequence[Told], after: Sequence[Told]) -> tuple[tuple[NumberChange, ...], int]:
    """The numbers that differ, in the order of the page, and how many do not."""
    pairs = _paired(before, after)
    changes = [_change(*pair) for pair in pairs]
    return tuple(change for change in changes if change), sum(1 for change in changes if change is None)


Pair = tuple[Told | None, Told | None]


def _paired(before: Sequence[Told], after: Sequence[Told]) -> list[Pair]:
    matcher = SequenceMatcher(None, [one.expression for one in before], [one.expression for one in after], autojunk=False)
    pairs: list[Pair] = []
    for kind, i, j, k, m in matcher.get_opcodes():
        old, new = before[i:j], after[k:m]
        if kind == "equal" or (kind == "replace" and len(old) == len(new) and not _shared(old, after, new, before)):
            pairs += zip(old, new, strict=True)
        else:
            pairs += [*((one, None) for one in old), *((None, one) for one in new)]
    return _found_again(pairs)


def _shared(old: Sequence[Told], after: Sequence[Told], new: Sequence[Told], before: Sequence[Told]) -> bool:
    """Whether an expression of a rewritten part stands elsewhere in the other state: then it moved, and was not rewritten."""
    return bool({one.expression for one in old} & {one.expression for one in after}) or bool(
        {one.expression for one in new} & {one.expression for one in before}
    )


def _found_again(pairs: list[Pair]) -> list[Pair]:
    """Expressions that are gone in one place and new in another moved: they are paired where they stand now."""
    gone: dict[str, list[Told]] = {}
    for old, new in pairs:
        if old and new is None:
            gone.setdefault(old.expression, []).append(old)
    found: list[Pair] = []
    moved: set[int] = set()
    for old, new in pairs:
        if old is None and new is not None and gone.get(new.expression):
            old = gone[new.expression].pop(0)  # noqa: PLW2901 - the pair is completed
            moved.add(id(old))
        found.append((old, new))
    return [(old, new) for old, new in found if not (new is None and id(old) in moved)]


def _change(old: Told | None, new: Told | None) -> NumberChange | None:
    shown = new or old
    if shown is None or (old and new and old.result == new.result):
        return None
    edited = old.expression if old and new and old.expression != new.expression else None
    return NumberChange(
        shown.expression,
        old.result if old else None,
        new.result if new else None,
        shown.start,
        shown.end,
        shown.line,
        edited,
    )


def told_in(text: str, first_line: int, asked: Iterable[tuple[str, str, int, int]]) -> list[Told]:
    """The numbers of a text with their sentences. `asked`: expression, result, line of the file and column, each from 1."""
    listed = list(asked)
    results = {squeezed(expression): result for expression, result, _, _ in listed}
    lines = text.split("\n")
    starts = [0]
    for written in lines:
        starts.append(starts[-1] + len(written) + 1)
    told = []
    for expression, result, line, column in listed:
        number = line - first_line
        at = starts[number] + max(0, column - 1) if 0 <= number < len(lines) else None
        start, end = sentence_around(text, at, results) if at is not None else ("", "")
        told.append(Told(squeezed(expression), result, start, end, line))
    return told


def squeezed(expression: str) -> str:
    """An expression with single blanks, so that a line break within it changes nothing."""
    return " ".join(expression.split())


def sentence_around(text: str, at: int, results: Mapping[str, str]) -> tuple[str, str]:
    """The sentence before and after the expression that starts at `at`, other expressions replaced by what they gave."""
    braced = next((one for one in scan(text) if one.start <= at < one.end), None)
    if braced is None:
        return "", ""
    left, right = text[: braced.start], text[braced.end :]
    left, right = re.split(r"\n[ \t>]*\n", left)[-1], re.split(r"\n[ \t>]*\n", right, maxsplit=1)[0]
    left, right = filled(left, results), filled(right, results)
    left = left[max((match.end() for match in _BREAK.finditer(left)), default=0) :]
    found = _BREAK.search(right)
    right = right[: found.start()] if found else right
    left = left[max((match.end() for match in _END.finditer(left)), default=0) :]
    ending = _END.search(right)
    right = right[: ending.end()].rstrip() if ending else right
    # A link around the number was cut in two.
    left, right = _clean(_OPENED.sub("", left)), _clean(_CLOSED.sub(r"\1", right))
    return _clipped(left, last=True), _clipped(right, last=False)


def filled(text: str, results: Mapping[str, str]) -> str:
    """A text with its expressions replaced by what they gave; `results` are by expressions with single blanks."""
    pieces, position = [], 0
    for braced in scan(text):
        pieces.append(text[position : braced.start])
        typed = text[braced.start : braced.end]
        pieces.append(typed if braced.raw is None else results.get(squeezed(braced.raw), typed))
        position = braced.end
    return "".join([*pieces, text[position:]])


def _clean(text: str) -> str:
    """Prose without the marks of Markdown that say how it looks. Blanks at its ends stay: a number stands there."""
    text = _LINK.sub(lambda link: link[1] or link[2] or "", _MARKS.sub("", text))
    return re.sub(r"\s+", " ", text.replace("**", "").replace("__", ""))


def _clipped(text: str, *, last: bool) -> str:
    half = MOST // 2
    if len(text) <= half:
        return text
    return f"…{text[-half:]}" if last else f"{text[:half]}…"
