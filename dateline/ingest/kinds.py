"""What was struck, and what was done to it, in the words of the dataset's categories.

A kind is known by its id, its name and its plural, with or without what stands in brackets; abbreviations that releases use
also in full are below. Other words become a new id that the dataset does not have, so that the build stops there.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Sequence
from dataclasses import dataclass

from dateline.ingest.tokens import Token, key_of, one_slip, stem
from dateline.model import Category

_LONGEST = 9
_ABBREVIATIONS = {
    "improvised explosive device": "ied",
    "improvised bomb": "ied",
    "vehicle-borne improvised explosive device": "vbied",
    "vehicle borne ied": "vbied",
    "vehicle-borne bomb": "vbied",
    "unmanned aerial vehicle": "uav",
    "unmanned aerial system": "uas",
    "unmanned aircraft system": "uas",
    "petroleum, oil and lubricant": "pol",
    "petroleum oil lubricant": "pol",
    "anti-aircraft artillery": "aaa",
}
_SPELLINGS = {"centre": "center", "armour": "armor", "armoured": "armored", "defence": "defense"}
_FORMS = {
    "destroy": "destroyed",
    "damage": "damaged",
    "engage": "engaged",
    "suppress": "suppressed",
    "degrade": "degraded",
    "disable": "disabled",
    "crater": "cratered",
    "wound": "wounded",
    "kill": "killed",
    "neutralize": "neutralized",
    "remove": "removed",
    "sever": "severed",
    "collapse": "collapsed",
    "disrupt": "disrupted",
    "eliminate": "eliminated",
    "interdict": "interdicted",
    "seal": "sealed",
    "burn": "burned",
}
_PLAIN = {
    "struck": None,
    "striking": None,
    "hit": None,
    "hitting": None,
    "targeted": None,
    "targeting": None,
    "attacked": None,
    "attacking": None,
}
"""Verbs that say that something was struck and nothing of what became of it."""


def _forms() -> dict[str, str | None]:
    found: dict[str, str | None] = dict(_PLAIN)
    for base, past in _FORMS.items():
        stemmed = base.removesuffix("e")
        found |= {past: past, f"{stemmed}ing": past}
    return found


VERBS = _forms()
"""Every form of a verb, and the effect that it says (None: struck, and no more)."""


def effect_of(token: Token) -> tuple[str | None] | None:
    """The effect that a verb says, in a tuple since it may be None; None where the word is no verb that is known."""
    if token.key in VERBS:
        return (VERBS[token.key],)
    if len(token.key) >= 7 and token.is_word:
        near = [effect for form, effect in VERBS.items() if len(form) >= 7 and one_slip(token.key, form)]
        if len(near) == 1:
            return (near[0],)
    return None


def phrase_key(words: Sequence[str]) -> str:
    """What singular and plural, and the spellings, of one kind have in common."""
    keys = [key_of(part) for word in words for part in word.replace("-", " ").split()]
    return "".join(stem(_SPELLINGS.get(key, key)) for key in keys if key)


@dataclass(frozen=True, slots=True)
class Kinds:
    """The kinds of one category by the keys of their phrases; `longest` is the number of words of the longest phrase."""

    category: Category
    by_key: dict[str, str]

    @classmethod
    def of(cls, category: Category) -> Kinds:
        found: dict[str, str] = {}
        for kind in category.kinds.values():
            for phrase in _phrases(kind.id, kind.name, kind.many):
                found.setdefault(phrase_key(phrase.split()), kind.id)
        return cls(category, found)

    def at(self, row: Sequence[Token], at: int) -> tuple[str, int] | None:
        """The longest known kind that starts at token `at`, and the token after it."""
        for after in range(min(len(row), at + _LONGEST), at, -1):
            part = [token for token in row[at:after] if token.text not in {",", "-", "(", ")"}]
            if (
                not part
                or not (row[after - 1].is_word or row[after - 1].text == ")")
                or not row[at].is_word
                or not all(token.is_word for token in part)
            ):
                continue
            if row[after - 1].text == ")" and "(" not in {token.text for token in row[at:after]}:
                continue
            kind = self.by_key.get(phrase_key([token.text for token in part]))
            if kind:
                return kind, after
        return None

    def suggestions(self, kind: str) -> tuple[str, ...]:
        """Ids of the kinds whose ids are near."""
        return tuple(difflib.get_close_matches(kind, self.category.kinds, n=3, cutoff=0.6))


def _phrases(identifier: str, name: str, many: str | None) -> set[str]:
    given = {identifier.replace("-", " "), name, many or name}
    given |= {re.sub(r"\s*\([^)]*\)", "", each) for each in given}
    given |= {re.sub(r"[()]", "", each) for each in given}
    given |= {re.sub(r"\bor\b", "and", each) for each in given}
    plain = {re.sub(r"[,;]", "", each) for each in given}
    words = identifier.split("-")
    for full, short in _ABBREVIATIONS.items():
        if short in words:
            plain.add(" ".join(full.replace(",", "") if word == short else word for word in words))
            both = f"{full.replace(',', '')} {short}"
            plain.add(" ".join(both if word == short else word for word in words))
    return plain


def new_kind(row: Sequence[Token]) -> str:
    """An id for words that the dataset does not know: the last one in the singular."""
    words = [key_of(part) for token in row for part in token.text.replace("-", " ").split()]
    words[-1] = _singular(words[-1])
    return "-".join(word for word in words if word)


def _singular(word: str) -> str:
    if word == "headquarters":
        return word
    if len(word) > 4 and word.endswith("ies"):
        return word[:-3] + "y"
    if word.endswith(("ches", "shes", "xes", "sses")) and word != "caches":
        return word[:-2]
    return word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith("ss") else word
