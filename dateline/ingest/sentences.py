"""The plain text of a release cut into headings, lines and sentences, each with its place.

Here belongs what breaks lines and pages, and where a sentence ends. What a sentence says is read by others.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from dateline.ingest.clean import Plain

_BULLET = re.compile(r"(?:[•*]+|-{1,3}|o(?= +Near\b)|[a-z][.)](?= +[A-Z])|[0-9]{1,2}[.)](?= +Near\b))\s*(?=\S)")
_PAGE = re.compile(
    r"-?\s*(?:page\s+[0-9]{1,3}(?:\s*(?:of|/)\s*[0-9]{1,3})?|[0-9]{1,3}\s*(?:of|/)\s*[0-9]{1,3})\s*-?", re.IGNORECASE
)
_BARE_PAGE = re.compile(r"-?\s*[0-9]{1,3}\s*-?")
_OPENS = re.compile(r"Near\b|On [A-Z][a-z]+\.? [0-9]|(?:Air)?[Ss]trikes in [A-Z]\w+:?$|Additionally\b|There were no\b")
_INLINE = re.compile(r"(?<=[.;:]) +(?:•|\*+|-{2,3}) *(?=[A-Z])|(?<=\S) +[•] *(?=[A-Z])")
_CLOSED = (".", ":", ";", "!", "?", '."', ".'")
_SHORT = re.compile(
    r"(?:\b(?:jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec|fla|lt|col|maj|gen|capt|sgt|brig|adm|cmdr|mr|ms|dr|no|st|vs|approx)|"
    r"\b[A-Z])\.$",
    re.IGNORECASE,
)
_LOOKED_BACK = 40
"""Characters before the end of a sentence, of which the last word is looked at."""
_SENTENCE_END = re.compile(r",(?= The (?:air)?strikes? [a-z])|[.!?][\"')]*(?= +[\"'(]*[A-Z0-9•*-])")


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence, or a line that is no sentence. `start` and `end` are places in the source as it was given.

    `paragraph` numbers the block of text that it stands in; `first`: it opens it; `bullet`: the block is an item of a list;
    `alone`: the block is a single line between others (a heading, a date, a page number).
    """

    text: str
    start: int
    end: int
    line: int
    paragraph: int
    first: bool
    bullet: bool = False
    alone: bool = False


@dataclass(slots=True)
class _Block:
    letters: list[str]
    places: list[int]  # of each letter, in the plain text
    bullet: bool
    lines: int = 1

    @property
    def text(self) -> str:
        return "".join(self.letters)


@dataclass(frozen=True, slots=True)
class _Line:
    text: str
    start: int
    after_gap: bool
    after_page: bool


def sentences(given: Plain, countries: Iterable[str]) -> tuple[tuple[Sentence, ...], tuple[Sentence, ...]]:
    """All sentences in their order, and the page numbers that were taken out. `countries` are names that may be headings."""
    headings = re.compile(
        rf"(?:(?:(?:air)?strikes\s+(?:conducted\s+)?)?in\s+)?(?:{'|'.join(map(re.escape, countries))})\s*:?", re.IGNORECASE
    )
    lines, pages = _lines(given)
    found: list[Sentence] = []
    for number, block in enumerate(_blocks(lines, headings)):
        found += _split(block, given, number)
    marks = tuple(
        Sentence(line.text, *given.place(line.start, line.start + len(line.text)), given.line(line.start), -1, first=True)
        for line in pages
    )
    return tuple(found), marks


def _lines(given: Plain) -> tuple[list[_Line], list[_Line]]:
    lines: list[_Line] = []
    pages: list[_Line] = []
    raw = [(match[0], match.start()) for match in re.finditer(r"[^\n\f]+|\f|\n", given.text)]
    texts = [(text, start) for text, start in raw if text != "\n"]
    breaks = {start for text, start in raw if text == "\n"}
    gap = page = True
    for number, (text, start) in enumerate(texts):
        stripped = text.strip()
        if text == "\f" or not stripped:
            page, gap = page or text == "\f", True
            continue
        begins = start + text.index(stripped[0])
        after = start + len(text)
        gap = gap or (start - 1 in breaks and (start - 2 in breaks or start < 2))
        before_gap = (
            after >= len(given.text) or given.text[after : after + 2] in {"\n\n", "\n\f", "\f", "\n"} or given.text[after] == "\f"
        )
        next_blank = number + 1 >= len(texts) or not texts[number + 1][0].strip()
        here = _Line(stripped, begins, gap, page)
        if _PAGE.fullmatch(stripped) or (_BARE_PAGE.fullmatch(stripped) and gap and (before_gap or next_blank)):
            pages.append(here)
            gap = page = True
            continue
        lines.append(here)
        gap = page = False
    return lines, pages


def _blocks(lines: list[_Line], headings: re.Pattern[str]) -> Iterator[_Block]:
    block: _Block | None = None
    alone = False
    for line in lines:
        bullet = _BULLET.match(line.text)
        bare = line.text.strip("*_# ")
        heading = bool(headings.fullmatch(bare)) and (block is None or alone or line.after_gap or block.text.endswith(_CLOSED))
        if heading:
            if block:
                yield block
            offset = line.text.index(bare[0])
            block, alone = _Block(list(bare), [*range(line.start + offset, line.start + offset + len(bare))], bullet=False), True
            continue
        if block is None or alone or bullet or _OPENS.match(line.text) or _is_mark(line.text) or not _continues(block, line):
            if block:
                yield block
            skip = bullet.end() if bullet else 0
            text = line.text[skip:]
            block = _Block(list(text), [*range(line.start + skip, line.start + len(line.text))], bullet=bool(bullet))
            alone = _is_mark(line.text)
            continue
        _append(block, line)
    if block:
        yield block


_MARK = re.compile(
    r"(?:[A-Z][a-z]{2,8}\.? [0-9]{1,2}, [0-9]{4}|release\s*(?:#|no\b|number\b).*|for immediate release.*|"
    r"(?:from|by) .*news release|"
    r"(?:press|news) release.*|news \| .*|.*\bprint \| e-?mail.*|###+|-+ ?30 ?-+|-+)",
    re.IGNORECASE,
)


def _is_mark(line: str) -> bool:
    """A line that stands for itself: a date, a release number, the end mark."""
    return bool(_MARK.fullmatch(line))


def is_mark(text: str) -> bool:
    """Whether a line belongs to the form of a release and not to what it says."""
    return bool(_MARK.fullmatch(text.strip()))


def _continues(block: _Block, line: _Line) -> bool:
    if not line.after_gap:
        return True
    open_ended = not block.text.endswith(_CLOSED)
    if line.after_page and open_ended:
        return line.text[0].islower() or line.text[0].isdigit() or block.text.endswith(",")
    return open_ended and line.text[0].islower()


def _append(block: _Block, line: _Line) -> None:
    broken_word = len(block.letters) > 1 and block.letters[-1] == "-" and block.letters[-2].isalnum() and line.text[0].isalnum()
    if not broken_word:
        block.letters.append(" ")
        block.places.append(line.start - 1)
    block.letters += line.text
    block.places += range(line.start, line.start + len(line.text))
    block.lines += 1


def _is_short(text: str, end: int) -> bool:
    """Whether the full stop before `end` is that of a word cut short (`Apr.`), which ends no sentence."""
    return bool(_SHORT.search(text[max(0, end - _LOOKED_BACK) : end].rstrip("\"')")))


def _split(block: _Block, given: Plain, number: int) -> Iterator[Sentence]:
    text = block.text
    alone = is_mark(text)
    cuts = [0]
    bullets = {match.end() for match in _INLINE.finditer(text)}
    ends = [match.end() for match in _SENTENCE_END.finditer(text) if not _is_short(text, match.end())]
    cuts += sorted({*ends, *bullets})
    for count, (start, end) in enumerate(zip(cuts, [*cuts[1:], len(text)], strict=True)):
        piece = text[start:end]
        if end in bullets:
            piece = re.sub(r"\s+(?:•|\*+|-+)\s*$", "", piece)
        stripped = piece.strip()
        if end < len(text) and stripped.endswith(","):
            stripped = stripped[:-1]  # "near Abu Kamal, The strikes engaged": a slip for a full stop
        if not stripped:
            continue
        first = start + piece.index(stripped[0])
        where = block.places[first : first + len(stripped)]
        origin = given.origin
        yield Sentence(
            stripped,
            origin[where[0]],
            origin[where[-1]] + 1,
            given.line(where[0]),
            number,
            first=count == 0,
            bullet=block.bullet or start in bullets,
            alone=alone,
        )
