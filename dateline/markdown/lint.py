"""The lint for figures typed by hand: a number beside something that the record counts, or beside a per cent sign.

Here belongs the grammar, over plain text. Which text of a page is looked at is decided in `prose`; nothing here knows
Markdown or HTML.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from dateline.model import Dataset, Record

OPAQUE = "\ufffc"
"""Stands in a text for what is not to be read: an expression's result, code, a quotation."""

_UNITS = (
    "nineteen eighteen seventeen sixteen fifteen fourteen thirteen twelve eleven ten nine eight seven six five four three two "
    "one zero"
)
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
_LARGE = "hundred thousand million dozen"
_WORD = "|".join(f"{_UNITS} {_TENS} {_LARGE}".split())
# Repetitions in this module have an end, so that no text, however it is made, takes more than linear time.
_WORDS = rf"(?<![\w-])(?<!\bno )(?:{_WORD})(?:[\s-]+(?:and\s+)?(?:{_WORD})(?!\w)){{0,8}}(?!\w)"
_DIGITS = r"(?<![\w.,:/#£$€+-])(?:\d{1,3}(?:[, \u00a0\u2009\u202f]\d{3})+|\d+)(?:\.\d+)?(?![.,:/]?\d)(?!\w)"
_NUMBER = rf"(?:{_DIGITS}|{_WORDS})"
_PERCENT = r"[\s-]*(?:%|per[\s-]?cent\b|percentage[\s-]points?\b)"

_STOP = (
    "a an the this that these those his her its their our no not about above across after against along among and "
    "around as at because before behind below beneath beside between beyond but by despite during except for from "
    "if in inside into like near nor off on onto or outside over past per since so than then though through "
    "throughout till to toward towards under until unless up upon via was were is are be been had has have when "
    "where which while who whom whose will with within without of people men women children more less fewer times "
    "time day days week weeks month months year years hour hours minute minutes kind kinds type types sort sorts "
    "mile miles km kilometre kilometres"
).split()
_STOPPED = rf"(?!(?:{'|'.join(_STOP)}|{_WORD})\b)"
# A plural between the number and the noun is what the number counts: "three countries reported strikes".
_FILLER = rf"{_STOPPED}(?!(?-i:\w*[a-z])s(?<!ss)\b(?!['’]))[^\W\d_][\w'’]*(?:-[\w'’]+){{0,3}}[\s-]+"
_BETWEEN = rf"[\s-]+(?:of\s+(?:(?:the|its|these|those|their|all)\s+)?)?(?:{_FILLER}){{0,2}}?"

_MONTH = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?"
    r"|Nov(?:ember)?|Dec(?:ember)?)\b\.?"
)
_DAY = r"\d{1,2}(?:st|nd|rd|th)?"
_DAYS = rf"{_DAY}(?:\s*(?:to|and|or|[-–—/])\s*{_DAY})?"
_DATES = re.compile(
    rf"\b\d{{4}}-\d{{2}}(?:-\d{{2}})?\b|\b{_DAYS}(?:\s+of)?\s+{_MONTH}(?:,?\s+\d{{4}}\b)?"
    rf"|\b{_MONTH}\s+(?:\d{{4}}\b|{_DAYS}\b(?:,?\s+\d{{4}}\b)?)"
    r"|(?<![\d.,])(?:19|20)\d{2}(?!\d|[.,]\d|\s?%|\s+per\s?cent)(?:[-–/]\d{2}(?:\d{2})?\b)?|\b\d{1,2}:\d{2}\b"
)
QUOTATIONS = re.compile(r"“[^”]{0,2000}”|\"[^\"]*\"|‘(?:[^’]|’(?=\w)){0,2000}’|«[^»]{0,2000}»")
_LABELS = re.compile(
    r"\b(?:section|chapter|figure|fig\.|table|page|part|phase|note|item|article|paragraph|step|version|nos?\.|issue|volume|lines?"
    rf"|rows?|columns?|week|day)\s+{_NUMBER}",
    re.IGNORECASE,
)
_OPERATIONS = re.compile(r"\bOperation(?:\s+(?:[A-Z][\w'’-]*|\d+))+")
_START = re.compile(r"(?<!\w)(?:\w+|[^\w\s])")
_IN_WORD = re.compile(r"\w")
_FIGURE = re.compile(rf"\d|\b(?:{_WORD})\b", re.IGNORECASE)
_TOKEN = re.compile(r"[^\W_]+(?:[.,'’][^\W_]+)*|%")


@dataclass(frozen=True, slots=True)
class TypedFigure:
    """A figure found in a text: `text` as it stands there, `asks` the name of the query to use instead (None: a share)."""

    text: str
    asks: str | None

    @property
    def words(self) -> tuple[str, ...]:
        """The words and numbers of it, to look for in the source."""
        return tuple(_TOKEN.findall(self.text))

    @property
    def in_digits(self) -> bool:
        return any(character.isdigit() for character in self.text)


class FigureLint:
    """Finds figures typed by hand, in the words of one dataset. Immutable."""

    def __init__(self, record: Record) -> None:
        self._asks = dict(_nouns(record.dataset))
        noun = "|".join(_flexible(word) for word in sorted(self._asks, key=lambda word: (-len(word), word)))
        compounds = "|".join(re.escape(word) for m in record.dataset.measures.values() for word in (m.one, m.many))
        # "airstrikes": a measure may be the end of a longer word; a category may not ("composition" is no position)
        nouns = rf"(?P<noun>(?:{noun}|\w{{3,}}?(?P<tail>{compounds}))(?![\w-]))"
        self._figure = re.compile(rf"{_NUMBER}(?:{_PERCENT}|{_BETWEEN}{nouns})", re.IGNORECASE)
        self._after = re.compile(rf"(?<!\w){nouns}\s*[:(=]\s*{_NUMBER}\)?", re.IGNORECASE)
        self._heading = re.compile(rf"(?<!\w)(?:{nouns})|%|\bper\s?cent", re.IGNORECASE)
        self._names = _names(record)

    def figures(self, text: str) -> Iterator[TypedFigure]:
        """The figures in `text`, in their order. Dates, quotations, names and labels such as "table 3" are passed over."""
        masked = self._masked(text)
        taken = 0
        matches = [*self._figure.finditer(masked), *self._after.finditer(masked)]
        for match in sorted(matches, key=lambda found: found.span()):
            if match.start() >= taken:
                taken = match.end()
                yield TypedFigure(" ".join(match[0].split()), self._query(match))

    def cell(self, heading: str, text: str) -> TypedFigure | None:
        """The figure of a table's cell that holds nothing but a number, under a heading that names what is counted."""
        match = self._heading.search(heading)
        if match is None or not re.fullmatch(rf"\s*{_NUMBER}\s*", self._masked(text), re.IGNORECASE):
            return None
        return TypedFigure(text.strip(), self._query(match))

    def _query(self, match: re.Match[str]) -> str | None:
        if match["noun"] is None:
            return None
        word = " ".join((match["tail"] or match["noun"]).casefold().replace("-", " ").split())
        return self._asks.get(word)

    def _masked(self, text: str) -> str:
        text = self._names.masked(QUOTATIONS.sub(_opaque, text))
        for pattern in (_OPERATIONS, _DATES, _LABELS):
            text = pattern.sub(_opaque, text)
        return text


def _opaque(match: re.Match[str]) -> str:
    return OPAQUE * len(match[0])


class _Names:
    """Names that hold a figure, looked up by their first word: a pattern of thousands of titles takes seconds for a site."""

    def __init__(self, names: Iterable[str]) -> None:
        self._by_start: dict[str, list[str]] = {}
        for name in sorted(set(names), key=lambda name: (-len(name), name)):
            start = _START.match(name)
            if start:
                self._by_start.setdefault(start[0], []).append(name)

    def masked(self, text: str) -> str:
        """The text with every name in it made opaque, the longest where several fit."""
        pieces, done = [], 0
        for start in _START.finditer(text):
            name = self._at(text, start) if start.start() >= done else None
            if name:
                pieces += [text[done : start.start()], OPAQUE * len(name)]
                done = start.start() + len(name)
        return "".join([*pieces, text[done:]])

    def _at(self, text: str, start: re.Match[str]) -> str | None:
        """The longest name that begins there and is not the beginning of a longer word."""
        for name in self._by_start.get(start[0], ()):
            if text.startswith(name, start.start()) and not _IN_WORD.match(text, start.start() + len(name)):
                return name
        return None


def _nouns(dataset: Dataset) -> Iterator[tuple[str, str]]:
    """What the record counts, in every form of the word, with the name of the query that counts it."""
    for category in dataset.categories.values():
        for kind in category.kinds.values():
            forms = (kind.name, kind.many or f"{kind.name}s")
            yield from ((_folded(form), category.key) for form in forms)
        yield from ((_folded(form), category.key) for form in (category.one, category.many))
    for measure in dataset.measures.values():
        yield from ((_folded(form), measure.id) for form in (measure.one, measure.many))


def _folded(word: str) -> str:
    return " ".join(word.casefold().replace("-", " ").split())


def _flexible(word: str) -> str:
    return r"[\s-]+".join(re.escape(part) for part in word.split())


def _names(record: Record) -> _Names:
    """Names that hold a figure: places and aliases, countries, actors, sources' titles."""
    names: Iterable[str] = (
        *(name for place in record.places.values() for name in (place.name, *place.aliases, place.admin1 or "")),
        *(named.name for words in (record.dataset.countries, record.dataset.actors) for named in words.values()),
        *(source.title for source in record.sources.values()),
    )
    return _Names(name for name in names if _FIGURE.search(name))
