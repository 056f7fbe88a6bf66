"""How much an article may hold, so that reading it always ends soon.

Python-Markdown looks at an open bracket once for every bracket after it, and calls itself for every level of a list: a page
made to hurt would take hours, or no page is left of the stack. Here is what is too much, found by counting, in one pass. The
limits are far beyond what anybody reads; they do not depend on the machine, so that a page passes everywhere or nowhere.
"""

from __future__ import annotations

import bisect
import itertools
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

LONGEST = 200_000
"""Characters of a page."""
MOST_LINES = 5_000
WIDEST = 200
"""Columns of a table."""
DEEPEST = 16
"""Levels of lists and quotations."""
MOST_OPEN = 50
"""Brackets and tags that are open at once, or never closed, in one paragraph."""
MOST_IN_TAGS = 5_000_000
"""Characters of tags, together: one that is never closed holds all that follows, and is read again for each that begins in it."""
MOST_EMPHASIS = 100
"""Marks of emphasis that are open at once in one paragraph."""
MOST_MARKS = 10_000
"""Marks of emphasis in one paragraph, closed or not: within words they may be either."""
MOST_BLANKS = 500
"""Blanks in a row."""
MOST_NOTES = 1_000
"""Footnotes, and what points at them, together."""
MOST_EXPRESSIONS = 2_000
MOST_ABBREVIATIONS = 200
MOST_CHARTS = 200
MOST_COLOURED = 20_000
"""Characters of code in a language, together: what colours it may look at each of them once for every other."""
MOST_QUESTIONS = 10_000
"""Questions to the record that the expressions of a page may ask together."""
MOST_PRINTED = 200_000
"""Characters that the expressions of a page may print together."""

_PARAGRAPHS = re.compile(r"(?:^[^\S\n]*+\S[^\n]*+\n?)+", re.MULTILINE)
_LEVELS = re.compile(r"[ \t]*(?:(?:>|[-*+](?=[ \t])|\d{1,9}[.)](?=[ \t]))[ \t]*)+")
_LEVEL = re.compile(r">|[-*+]|\d+[.)]")
_OPENED = re.compile(r"[\[\]]")
_LINKED = re.compile(r"\]\(|\)")
_TAGGED = re.compile(r"<(?=[a-zA-Z!?/])|>")
_TAG_BEGINS = re.compile(r"<[a-zA-Z]")
_TAG = re.compile(r"""<(?:[^>="']++|=++\s*+(?:"[^"]*+(?:"|\Z)|'[^']*+(?:'|\Z))?+|["'])*+""")
"""How far a tag may be read to see whether it ends: what is in quotation marks does not end it, over however many lines."""
_EMPHASIS = re.compile(r"(?<!\S)[*_~]+(?=\S)|(?<=[^\s*_~])[*_~]+(?![^\s.,;:!?)\]\u2019\u201d])")
_MARKS = re.compile(r"[*_~]+")
_BLANKS = re.compile(rf"(?<![^\S\n])[^\S\n]{{{MOST_BLANKS + 1}}}")
_ABBREVIATION = re.compile(r"^[ ]{0,3}\*\[", re.MULTILINE)
_CHART = re.compile(r"^(?:[ \t>]|[-*+] |\d+[.)] )*/{3,}[ ]*chart\b", re.MULTILINE)
_INDENTED = 4
_FENCE = re.compile(r"[ \t>]*+(?:`{3}|~{3})")
_OPENING = re.compile(r"(?P<fence>`{3,}|~{3,})(?P<language>[\w+-]*)[ ]*")
_COLOURING = re.compile(r"^[ \t>]*+(?:`{3,}|~{3,})[ \t]*(?!text[ \t]*$)[^\s`~]", re.MULTILINE)
_REREAD = re.compile("[\x02\x03\r]")
"""What Python-Markdown takes out, or for the end of a line, before it looks for code."""
_PARTING = re.compile(r"\n(?=[ \t]*\n)")


@dataclass(frozen=True, slots=True)
class TooMuch:
    """What is too much on a page, from which offset of its text on."""

    what: str
    offset: int
    help: str


def too_much(text: str, *, fences: bool = False) -> Iterator[TooMuch]:
    """Why a page is not even read; the first reason of each kind. `fences`: fenced code is put aside before Markdown is read."""
    if len(text) > LONGEST:
        yield TooMuch(f"this page has {len(text):,} characters; {LONGEST:,} are the most", 0, "make two pages of it")
    lines = text.count("\n") + 1
    if lines > MOST_LINES:
        yield TooMuch(f"this page has {lines:,} lines; {MOST_LINES:,} are the most", 0, "make two pages of it")
    blanks = _BLANKS.search(text)
    if blanks:
        yield TooMuch(f"more than {MOST_BLANKS} blanks stand in a row here", blanks.start(), "take them out")
    codes, sure = _fenced(text) if fences else ([], len(text))
    coloured = [(code.start, text[code.start : code.end]) for code in codes if code.coloured]
    text = _filled(text, codes)
    charts = len(_CHART.findall(text))
    if charts > MOST_CHARTS:
        yield TooMuch(f"this page has {charts:,} charts; {MOST_CHARTS} are the most", 0, "make two pages of it")
    expressions = text.count("{{")
    if expressions > MOST_EXPRESSIONS:
        way_out = "let a chart, or the data files, show so many numbers"
        yield TooMuch(f"this page has {expressions:,} expressions; {MOST_EXPRESSIONS:,} are the most", 0, way_out)
    abbreviations = len(_ABBREVIATION.findall(text))
    if abbreviations > MOST_ABBREVIATIONS:
        yield TooMuch(f"this page explains {abbreviations} abbreviations; {MOST_ABBREVIATIONS} are the most", 0, "explain fewer")
    notes = text.count("[^")
    if notes > MOST_NOTES:
        yield TooMuch(f"this page has {notes:,} footnotes and links to them; {MOST_NOTES:,} are the most", 0, "make fewer notes")
    yield from _deep_lines(text)
    yield from _much_in_tags(text)
    yield from _much_coloured(text, coloured, sure)
    unsure = _PARTING.sub("x", text[sure:])
    yield from itertools.islice(_open_paragraphs([(0, text[:sure] + unsure), *coloured]), 1)


def _much_coloured(text: str, coloured: Sequence[tuple[int, str]], sure: int) -> Iterator[TooMuch]:
    """Too much code in a language. Where it is not sure what is code, all that follows may be."""
    found = _COLOURING.search(text, sure)
    much = sum(len(code) for _, code in coloured) + (len(text) - found.start() if found else 0)
    if much > MOST_COLOURED:
        message = f"{much:,} characters of code are to be coloured on this page; {MOST_COLOURED:,} are the most"
        way_out = "take the name of the language away after ```, close each block of code with ```, or publish the code as a file"
        yield TooMuch(message, coloured[0][0] if coloured else found.start() if found else 0, way_out)


def _much_in_tags(text: str) -> Iterator[TooMuch]:
    """Tags within tags that are not closed; the place is the first that holds another."""
    read = last = end = 0
    holding: int | None = None
    for begins in _TAG_BEGINS.finditer(text):
        found = _TAG.match(text, begins.start())
        if holding is None and begins.start() < end:
            holding = last
        last, end = begins.start(), found.end() if found else begins.end()
        read += end - last
        if read > MOST_IN_TAGS:
            way_out = "end each tag with >, close the quotation marks in it, or put the text between two lines with ```"
            yield TooMuch("this tag is not closed, and neither are those that begin in it", holding or 0, way_out)
            return


def _deep_lines(text: str) -> Iterator[TooMuch]:
    """The first line that is nested too deep, and the first that is too wide."""
    deep = wide = False
    offset = 0
    for line in text.split("\n"):
        if not deep and _levels(line) > DEEPEST:
            deep = True
            yield TooMuch(f"this is nested more than {DEEPEST} levels deep", offset, "flatten the list or the quotation")
        if not wide and line.count("|") > WIDEST:
            wide = True
            yield TooMuch(f"this table has more than {WIDEST} columns", offset, "turn it round, or publish it as a file")
        offset += len(line) + 1


def _levels(line: str) -> int:
    marks = _LEVELS.match(line)
    indent = len(line.expandtabs(_INDENTED)) - len(line.expandtabs(_INDENTED).lstrip(" "))
    return (len(_LEVEL.findall(marks[0])) if marks else 0) + (indent // _INDENTED if marks else 0)


def _open_paragraphs(texts: Iterable[tuple[int, str]]) -> Iterator[TooMuch]:
    """The paragraphs with too many brackets or tags that are open; of each text its offset in the page is given."""
    for start, paragraph in ((at + found.start(), found[0]) for at, text in texts for found in _PARAGRAPHS.finditer(text)):
        for pattern, closes, what in ((_OPENED, "]", "brackets"), (_LINKED, ")", "addresses of links"), (_TAGGED, ">", "tags")):
            offset = _overflow(paragraph, pattern, closes)
            if offset is not None:
                message = f"more than {MOST_OPEN} {what} are open here at once"
                yield TooMuch(message, start + offset, "close them, or put the text between two lines with ```")
                break
        offset = _overemphasized(paragraph)
        if offset is not None:
            message = f"more than {MOST_EMPHASIS} marks of emphasis are open here at once"
            yield TooMuch(message, start + offset, "close them, or put a backslash before each that is none")
            return
        marks = len(_MARKS.findall(paragraph))
        if marks > MOST_MARKS:
            message = f"this paragraph has {marks:,} marks of emphasis; {MOST_MARKS:,} are the most"
            yield TooMuch(message, start, "make several paragraphs of it, with an empty line between them")
            return


def _overemphasized(paragraph: str) -> int | None:
    standing = 0
    paragraph = _ABBREVIATION.sub(lambda found: " " * len(found[0]), paragraph)
    for found in _EMPHASIS.finditer(paragraph):
        opens = not found.start() or paragraph[found.start() - 1].isspace()
        standing = standing + len(found[0]) if opens else max(0, standing - len(found[0]))
        if standing > MOST_EMPHASIS:
            return found.start()
    return None


def _overflow(paragraph: str, pattern: re.Pattern[str], closes: str) -> int | None:
    standing = 0
    for found in pattern.finditer(paragraph):
        standing = max(0, standing - 1) if found[0] == closes else standing + 1
        if standing > MOST_OPEN:
            return found.start()
    return None


def _filled(text: str, codes: Iterable[_Code]) -> str:
    """The text with each code as one line of the same length, since code parts no paragraph."""
    pieces, done = [], 0
    for code in codes:
        pieces += [text[done : code.start], "x" * (code.end - code.start)]
        done = code.end
    return "".join([*pieces, text[done:]])


@dataclass(frozen=True, slots=True)
class _Code:
    """What stands between two fences, from the end of the first line on, by offsets; `coloured`: in a language."""

    start: int
    end: int
    coloured: bool


def _fenced(text: str) -> tuple[list[_Code], int]:
    """Fenced code, and the offset up to which it is sure.

    Surely code is what every reader of Markdown takes for it: fences from the margin that are closed. Behind anything else
    that looks like a fence, code may stand anywhere.
    """
    if _REREAD.search(text):
        return [], 0
    lines = text.split("\n")
    offsets = list(itertools.accumulate((len(line) + 1 for line in lines), initial=0))
    ends: dict[str, list[int]] = {}
    for number, line in enumerate(lines):
        if line.startswith(("```", "~~~")):
            ends.setdefault(line.rstrip(" "), []).append(number)
    codes: list[_Code] = []
    end = -1
    for start in (number for number, line in enumerate(lines) if _FENCE.match(line)):
        if start <= end:
            continue
        opening = _OPENING.fullmatch(lines[start])
        closing = [] if opening is None else ends.get(opening["fence"], [])
        at = bisect.bisect_right(closing, start)
        if opening is None or at == len(closing):
            return codes, offsets[start]
        end = closing[at]
        codes.append(_Code(offsets[start + 1] - 1, offsets[end] - 1, opening["language"] not in ("", "text")))
    return codes, len(text)
