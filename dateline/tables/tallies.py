"""What kinds a row counts in each category, with which effect."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from dateline.model import Category
from dateline.tables.amounts import Amount, amount_of, wrong_count
from dateline.tables.lookups import Lookup, parts
from dateline.tables.reading import Reading


@dataclass(frozen=True, slots=True)
class CategoryWords:
    """What a table may call the kinds and effects of a category; `many` is what it counts."""

    many: str
    kinds: Lookup
    effects: Lookup

    @classmethod
    def of(cls, category: Category) -> CategoryWords:
        return cls(category.many, Lookup.of_words("kind", category.kinds), Lookup.of_words("effect", category.effects))


def kinds_of(reading: Reading, categories: Mapping[str, CategoryWords]) -> dict[str, Any]:
    """The tallies of a row by the keys of their categories, those that count anything."""
    found = {key: _tallies(reading, specs, categories[key]) for key, specs in reading.map.get("kinds", {}).items()}
    return {key: tallies for key, tallies in found.items() if tallies}


def _tallies(reading: Reading, specs: list[dict[str, Any]], words: CategoryWords) -> dict[str, Any]:
    tallies: dict[str, Any] = {}
    for spec in specs:
        effect = reading.attempt_word(spec.get("effect"), words.effects)
        amount = amount_of(reading, spec["count"], words.many) if "count" in spec else "some"
        amount = "some" if amount is None or amount == {"min": 0} else amount
        within = tallies.setdefault(effect, {}) if effect else tallies
        for kind in _kinds(reading, spec, words.kinds):
            if amount != 0:
                _add(reading, within, kind, amount, spec)
    return {key: value for key, value in tallies.items() if value != {}}


def _kinds(reading: Reading, spec: dict[str, Any], known: Lookup) -> Iterator[str]:
    if isinstance(spec["kind"], str):
        yield spec["kind"]
        return
    column = spec["kind"]["column"]
    for part in parts(reading.attempt_text(column), spec.get("separator")):
        kind = reading.attempt(column, lambda part=part: known.identified(part, spec["kind"]), None)  # type: ignore[misc]
        if kind is not None:
            yield kind


def _add(reading: Reading, within: dict[str, Any], kind: str, amount: Amount, spec: dict[str, Any]) -> None:
    """A kind that is named twice in a row has its exact numbers in a list; others cannot be joined."""
    column = reading.table.columns[0] if isinstance(spec["kind"], str) else spec["kind"]["column"]
    if isinstance(amount, dict) and amount.get("min") == 0:
        wrong_count(reading, column, f"'{kind}' may be none at all: a kind that is listed counts at least 1")
    elif kind not in within:
        within[kind] = amount
    elif isinstance(amount, int) and isinstance(within[kind], int | list):
        within[kind] = [*(within[kind] if isinstance(within[kind], list) else [within[kind]]), amount]
    else:
        wrong_count(reading, column, f"'{kind}' is named twice, and not both times with a whole number")
