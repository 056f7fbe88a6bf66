"""How many of which kind: `targets: {vehicle: 2, destroyed: {cave: some, fighting-position: [4, 2]}}`."""

from __future__ import annotations

from typing import Any

from dateline.errors import did_you_mean
from dateline.load.findings import Findings
from dateline.load.hints import parted_number
from dateline.load.positions import Path
from dateline.load.scalars import Count, Whole
from dateline.load.shapes import Field, JsonSchema, ListOf, Shape
from dateline.load.yaml_reader import Plain
from dateline.model import Amount, Category, Measure, Named, Tally

_SOME = "some"


def count_field(measure: Measure) -> Field:
    """The key of a measure in events and stated totals."""
    return Field(Count(), f"How many {measure.many}: a whole number, {{min, max}} or {{min}}. {measure.definition}")


class TallyAmount(Shape[tuple[Amount | None]]):
    """How many of a kind: a number, a range, `some`, or the numbers of several mentions. In a tuple, since `some` is None."""

    wanted = "a count, 'some' or a list of counts"

    def __init__(self) -> None:
        self.count = Count(least=1)
        self.mentions = ListOf(Whole(1), "a list of counts", least=1)

    def read(self, value: Plain, at: Path, found: Findings) -> tuple[Amount | None] | None:
        if value == _SOME:
            return (None,)
        if isinstance(value, list):
            numbers = self.mentions.read(value, at, found)
            return None if numbers is None or None in numbers else (Amount.exact(sum(numbers)),)
        amount = self.count.read(value, at, found)
        return None if amount is None else (amount,)

    def schema(self) -> JsonSchema:
        return {"anyOf": [*self.count.schema()["anyOf"], {"const": _SOME}, self.mentions.schema()]}


class Tallies(Shape[tuple[Tally, ...]]):
    """What an event says of one category. A key is a kind, or an effect that holds kinds."""

    def __init__(self, category: Category) -> None:
        self.category = category
        self.amount = TallyAmount()
        self.wanted = f"a mapping from kinds of {category.one} to counts"

    def read(self, value: Plain, at: Path, found: Findings) -> tuple[Tally, ...] | None:
        if not isinstance(value, dict):
            if isinstance(value, list) or self.word(value, at, found) is not None:
                kind = next(iter(self.category.kinds), "kind")
                found.add("bad-shape", f"'{at[-1]}' has to be {self.wanted}", at, f"write {{{kind}: 1}}")
            return None
        before = len(found.noted)
        tallies: list[Tally] = []
        for key, item in value.items():
            if key in self.category.effects:
                tallies += self._within(item, key, (*at, key), found)
            elif self._is_kind(key, None, value, at, found):
                tallies += self._one(key, item, None, (*at, key), found)
        return None if len(found.noted) > before else tuple(tallies)

    def _within(self, value: Plain, effect: str, at: Path, found: Findings) -> list[Tally]:
        if not isinstance(value, dict):
            kind = next(iter(self.category.kinds), "kind")
            found.add("bad-shape", f"'{effect}' has to be {self.wanted}", at, f"write {effect}: {{{kind}: 1}}")
            return []
        kinds = [key for key in value if self._is_kind(key, effect, value, at, found)]
        return [tally for key in kinds for tally in self._one(key, value[key], effect, (*at, key), found)]

    def _one(self, kind: str, value: Plain, effect: str | None, at: Path, found: Findings) -> list[Tally]:
        amount = self.amount.read(value, at, found)
        return [] if amount is None else [Tally(kind, effect, amount[0])]

    def _is_kind(self, word: str, effect: str | None, mapping: dict[str, Any], at: Path, found: Findings) -> bool:
        """Whether a key of the mapping at `at` is a kind; that it is none is noted."""
        if word in self.category.kinds:
            return True
        names = [*self.category.kinds, *(() if effect else self.category.effects)]
        code = f"unknown-{self.category.id.replace('_', '-')}"
        message = f"no {self.category.one} '{word}' in data/dataset.yml"
        found.add(code, message, (*at, word), parted_number(mapping, word) or did_you_mean(word, names), key=True)
        return False

    def schema(self) -> JsonSchema:
        return {"$ref": f"#/$defs/{self.category.key}"}

    def definitions(self) -> JsonSchema:
        """What `$defs` holds: under the key of the category its mapping, and beside it the mapping under an effect."""
        key = self.category.key
        closed: dict[str, Any] = {"type": "object", "additionalProperties": False}
        kinds = {kind.id: {**_described(kind), "$ref": "#/$defs/tally"} for kind in self.category.kinds.values()}
        effects = {
            effect.id: {**_described(effect), "$ref": f"#/$defs/{key}-of-effect"} for effect in self.category.effects.values()
        }
        within = {f"{key}-of-effect": closed | {"properties": kinds}} if effects else {}
        return {key: closed | {"properties": effects | kinds}, **within}


def _described(word: Named) -> JsonSchema:
    return {"description": word.definition or word.name}
