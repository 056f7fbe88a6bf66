"""Places as a release spells them, looked up in the gazetteer.

Two spellings are one name if they differ only in case, spaces, hyphens, apostrophes, accents, the Arabic article before a word
(`Al`, `Ar`, `As` ...) or an `h` after a final `a`. Nothing else is taken for a known place: what is near is suggested,
never used.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from dateline.ingest.dates import MONTHS, WEEKDAYS
from dateline.ingest.numbers import is_number
from dateline.ingest.tokens import Token, key_of, tokens
from dateline.model import Place

ARTICLES = frozenset("al ar as ash at ath ad adh an az el er es ez ed en et".split())
_LONGEST = 6
_NOT_NAMES = frozenset(
    """
    near on in the a an and or of at to from by between isis isil daesh coalition u.s us there additionally separately
    also strike strikes airstrike airstrikes military forces yesterday today islamic state combined operation using
    officials meanwhile elsewhere no he she it they we with for since during this that these those all total totals
    each one
    """.split()
)


def name_key(words: Iterable[str]) -> str:
    """What the spellings of one name have in common."""
    parts = [key for word in words for key in map(key_of, word.replace("-", " ").split()) if key]
    bare = [part for number, part in enumerate(parts) if part not in ARTICLES or number == len(parts) - 1] or parts
    joined = "".join(bare)
    return joined[:-1] if joined.endswith("ah") else joined


@dataclass(frozen=True, slots=True)
class Named:
    """A place as a sentence names it: the ids that the name may stand for (none: it is not in the gazetteer)."""

    name: str
    ids: tuple[str, ...] = ()


class Names:
    """The gazetteer, by the keys of its names. Made once for all releases."""

    def __init__(self, places: Iterable[Place], countries: Iterable[str]) -> None:
        self.places = {place.id: place for place in places}
        self._ids: dict[str, dict[str, None]] = {}
        self._countries = {key_of(name) for name in countries}
        for place in self.places.values():
            for name in (place.name, *place.aliases):
                words = [token.text for token in tokens(name) if token.is_word]
                words = words[1:] if words and words[0] == "Near" else words
                key = name_key(words)
                if key and key_of(words[-1]) in self._countries and len(words) > 1:
                    key = name_key(words[:-1])
                self._ids.setdefault(key, {})[place.id] = None

    def find(self, name: str) -> tuple[str, ...]:
        """The ids of the places that a name may stand for."""
        return tuple(self._ids.get(name_key(token.text for token in tokens(name) if token.is_word), ()))

    def at(self, row: Sequence[Token], at: int) -> tuple[Named, int] | None:
        """The name that starts at token `at`, and the token after it: the longest that is known, or a run of capitals."""
        most = self._run(row, at)
        for after in range(most, at, -1):
            ids = self._ids.get(name_key(token.text for token in row[at:after]))
            if ids and (row[at].is_capital or after - at > 1):
                if after < most and _goes_on(row[after]):
                    break  # "Mosul Dam" is not Mosul
                return Named(_name(row[at:after]), tuple(ids)), after
        after = at
        while after < most and (_goes_on(row[after]) or (row[after].key in ARTICLES and after + 1 < most)):
            after += 1
        while after > at and row[after - 1].key in ARTICLES and not row[after - 1].is_capital:
            after -= 1
        if after == at or not row[at].is_capital:
            return None
        return self._torn(row, at, after) or (Named(_name(row[at:after])), after)

    def _torn(self, row: Sequence[Token], at: int, after: int) -> tuple[Named, int] | None:
        """`Ar Rut bah,`: a name that a PDF tore, where its pieces together are one of the gazetteer, and a comma follows."""
        if after + 1 >= len(row) or row[after + 1].text not in {",", ":"} or row[after].key in _NOT_NAMES:
            return None
        piece = row[after]
        if not piece.is_word or piece.is_capital or piece.glued or is_number(piece):
            return None
        joined = [*(token.text for token in row[at : after - 1]), row[after - 1].text + piece.text]
        ids = self._ids.get(name_key(joined), {})
        return (Named(" ".join(joined), tuple(ids)), after + 1) if len(ids) == 1 else None

    def _run(self, row: Sequence[Token], at: int) -> int:
        """How far a name that starts here can reach."""
        after = at
        while after < min(len(row), at + _LONGEST) and (self._may_be(row[after]) or (row[after].text == "-" and after > at)):
            after += 1
        while after > at and row[after - 1].text == "-":
            after -= 1
        return after

    def _may_be(self, token: Token) -> bool:
        if not token.is_word or is_number(token) or token.key in self._countries:
            return False
        if token.key in ARTICLES:
            return True
        return (
            token.key not in _NOT_NAMES
            and not (token.is_capital and (token.key in MONTHS or token.key in WEEKDAYS))
            and (token.is_capital or "-" in token.text)
        )

    def suggestions(self, name: str, country: str | None) -> tuple[str, ...]:
        """Ids of known places whose names are near, the nearest first; of the country only, where it is known."""
        near = difflib.get_close_matches(name_key(name.split()), self._ids, n=6, cutoff=0.6)
        ids = dict.fromkeys(place for key in near for place in self._ids[key])
        return tuple(place for place in ids if country in {None, self.places[place].country})[:3]


def _goes_on(token: Token) -> bool:
    """Whether a word is part of a name that has begun: `Zawr`, `ez-Zor`."""
    return token.is_word and (token.is_capital or ("-" in token.text and token.text.rpartition("-")[2][:1].isupper()))


def _name(row: Sequence[Token]) -> str:
    text = ""
    for token in row:
        text += token.text if not text or token.glued else f" {token.text}"
    return text
