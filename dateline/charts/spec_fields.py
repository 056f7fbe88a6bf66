"""Which fields the rows of a specification have, through its transforms, and which it names although no row has them.

Vega draws what is undefined as nothing, as zero or as the word "undefined", and says nothing. Pure functions over Vega-Lite as a
dictionary; what cannot be told from the specification alone (rows of a map's file, a pivot) is taken to be right.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

Fields = frozenset[str] | None
"""The fields that some of the rows have; None where that cannot be told."""

PARTS = ("layer", "hconcat", "vconcat", "concat")
_AS_DEFAULT = {"fold": ("key", "value"), "density": ("value", "density"), "quantile": ("prob", "value")}
_NAMING = ("stack", "lookup", "density", "quantile", "regression", "loess", "on", "impute", "key")
"""What names one field in a transform."""
_LISTING = ("groupby", "fold", "flatten")
_ANEW = ("aggregate", "density", "quantile", "regression", "loess")
"""Transforms whose rows have nothing of those before, but for what they are grouped by."""
_KEPT = ("calculate", "filter", "joinaggregate", "window", "bin", "timeUnit", "fold", "flatten", "lookup", "stack", "impute")
"""Transforms whose rows have what those before had, and what is made besides."""
_OF_ROWS = frozenset("count row_number rank dense_rank percent_rank cume_dist ntile".split())
"""What is told of rows and not of a field of theirs; Altair writes an empty one."""
_OF_TICKS = ("axis", "legend", "header", "scale")
"""Parts of an encoding in which `datum` and fields are those of ticks and scales."""
_DATUM = re.compile(
    r"(?<![\w$.])datum\s*(?:\.\s*([A-Za-z_$][\w$]*)|\[\s*(?:'([^'\\]*)'|\"([^\"\\]*)\")\s*\])"
    r"|'(?:[^'\\]|\\.)*'|\"(?:[^\"\\]|\\.)*\""
)


def unknown_fields(spec: Mapping[str, Any], absent: frozenset[str] = frozenset()) -> Iterator[tuple[str, frozenset[str]]]:
    """Each field that is named although no row has it, with those that there are; `absent` are never there, whoever has them."""
    yield from _Walk(spec.get("datasets") or {}, absent).part(spec, None, {})


def entries(spec: object) -> Iterator[tuple[str, Any]]:
    """All names of a specification with what they have, in whatever part, but for what lies in its data."""
    if isinstance(spec, Mapping):
        for name, inner in spec.items():
            yield name, inner
            if name not in ("datasets", "values"):
                yield from entries(inner)
    elif isinstance(spec, list | tuple):
        for inner in spec:
            yield from entries(inner)


def given_data(spec: object) -> Iterator[object]:
    """The values of all data that a specification holds."""
    for name, value in entries(spec):
        if name == "datasets" and isinstance(value, Mapping):
            yield from value.values()
        elif name == "data" and isinstance(value, Mapping) and "values" in value:
            yield value["values"]


def transforms(spec: object) -> Iterator[Mapping[str, Any]]:
    """All transforms of a specification."""
    for name, value in entries(spec):
        if name == "transform":
            yield from value


def made_by(step: Mapping[str, Any]) -> tuple[str, ...]:
    """The fields that a transform writes."""
    if "impute" in step:
        return (str(step["impute"]),)
    named = [
        str(name)
        for entry in (step, *(step[kind] for kind in ("aggregate", "joinaggregate", "window") if kind in step))
        for one in (entry if isinstance(entry, list) else [entry])
        if isinstance(one, Mapping) and "as" in one
        for name in (one["as"] if isinstance(one["as"], list) else [one["as"]])
    ]
    if named:
        return tuple(named)
    for kind, default in _AS_DEFAULT.items():
        if kind in step:
            return default
    if "regression" in step or "loess" in step:
        return (str(step.get("on")), str(step.get("regression", step.get("loess"))))
    return tuple(step.get("flatten") or (step.get("from") or {}).get("fields") or ())


class _Walk:
    """A way through the parts of a specification. `datasets` are the rows that it holds by their names."""

    def __init__(self, datasets: Mapping[str, Any], absent: frozenset[str]) -> None:
        self._datasets = datasets
        self._absent = absent

    def part(self, spec: Mapping[str, Any], fields: Fields, around: Mapping[str, Any]) -> Iterator[tuple[str, frozenset[str]]]:
        """What one part names wrongly; `fields` and the encoding `around` are those of the part that it lies in."""
        fields = self._of_data(spec["data"]) if "data" in spec else fields
        for step in spec.get("transform") or ():
            yield from _missing(_named_by(step), fields)
            fields = _after(step, fields)
        encoding = {**around, **(spec.get("encoding") or {})}
        if "mark" in spec:
            yield from self._marks(spec, encoding, fields)
        for name in ("facet", "repeat"):
            yield from _missing(_split_by(spec.get(name)), fields)
        for name in PARTS:
            for inner in spec.get(name) or ():
                yield from self.part(inner, fields, encoding)
        if isinstance(spec.get("spec"), Mapping):
            yield from self.part(spec["spec"], fields, {})

    def _of_data(self, data: object) -> Fields:
        if not isinstance(data, Mapping):
            return None
        values = data.get("values", self._datasets.get(data.get("name", "")))
        if not isinstance(values, list) or not values:
            return None  # an empty layer beside others draws nothing, which the number of marks decides about
        named = (frozenset(map(str, row)) if isinstance(row, Mapping) else frozenset({"data"}) for row in values)
        return frozenset().union(*named) - self._absent

    def _marks(
        self, spec: Mapping[str, Any], encoding: Mapping[str, Any], fields: Fields
    ) -> Iterator[tuple[str, frozenset[str]]]:
        yield from _missing(sorted(set(_field_names(encoding))), fields)
        # Marks have besides what their own encoding makes: `mean_low`, `yearmonth_start`, `low_end`.
        asked = [name for found in (encoding, spec["mark"]) for name in _in_expressions(found)]
        made = [
            name for name in asked if any(name.endswith(f"_{field}") or name.startswith(f"{field}_") for field in fields or ())
        ]
        yield from _missing((name for name in asked if name not in made and not name.startswith(("_", "count_"))), fields)


def _missing(names: Iterable[str], fields: Fields) -> Iterator[tuple[str, frozenset[str]]]:
    """The names that are none of the fields. Paths into what a field holds are not followed."""
    if fields is not None:
        for name in names:
            if name not in fields and not any(character in name for character in ".[]\\*"):
                yield name, fields


def _after(step: Mapping[str, Any], fields: Fields) -> Fields:
    """The fields of rows that went through a transform."""
    if fields is None or not any(kind in step for kind in (*_KEPT, *_ANEW, "sample", "extent")):
        return None
    kept = frozenset(step.get("groupby") or ()) if any(kind in step for kind in _ANEW) and "joinaggregate" not in step else fields
    made = made_by(step)
    ends = (f"{name}_end" for name in made if any(kind in step for kind in ("bin", "timeUnit", "stack")))
    return kept | {*made, *ends}


def _named_by(step: Mapping[str, Any]) -> Iterator[str]:
    """The fields that a transform asks for."""
    own = {name: value for name, value in step.items() if name != "from"}
    yield from (own[name] for name in _NAMING if isinstance(own.get(name), str))
    yield from (name for kind in _LISTING for name in own.get(kind) or () if isinstance(name, str))
    yield from _field_names(own)
    yield from _datum_names(own.get("calculate"))
    yield from _in_predicate(own.get("filter"))


def _split_by(split: object) -> Iterator[str]:
    """The fields of a facet or a repetition, in whichever of their forms."""
    if isinstance(split, list):
        yield from (name for name in split if isinstance(name, str))
    elif isinstance(split, Mapping):
        yield from _field_names(split)
        yield from (name for value in split.values() if isinstance(value, list) for name in value if isinstance(name, str))


def _field_names(value: object) -> Iterator[str]:
    """The fields of an encoding or a transform: its own, those of its conditions and those that it is sorted by."""
    if isinstance(value, Mapping):
        if isinstance(value.get("field"), str) and not (value["field"] == "" and value.get("op") in _OF_ROWS):
            yield value["field"]
        for name, inner in value.items():
            if name not in _OF_TICKS:
                yield from _field_names(inner)
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from _field_names(inner)


def _in_expressions(value: object) -> Iterator[str]:
    """The fields that the expressions of an encoding or a mark ask for."""
    if isinstance(value, Mapping):
        for name, inner in value.items():
            if name in ("expr", "test") and isinstance(inner, str):
                yield from _datum_names(inner)
            elif name == "test":
                yield from _in_predicate(inner)
            elif name not in _OF_TICKS:
                yield from _in_expressions(inner)
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from _in_expressions(inner)


def _in_predicate(predicate: object) -> Iterator[str]:
    """The same of a condition: an expression, a comparison of a field, or several of them joined."""
    if isinstance(predicate, str):
        yield from _datum_names(predicate)
    elif isinstance(predicate, Mapping):
        for name in ("and", "or", "not"):
            yield from _in_predicate(predicate.get(name))
    elif isinstance(predicate, list | tuple):
        for inner in predicate:
            yield from _in_predicate(inner)


def _datum_names(expression: object) -> Iterator[str]:
    """`datum.a` and `datum['a']` in an expression, but not within its texts."""
    if isinstance(expression, str):
        for found in _DATUM.finditer(expression):
            name = next((name for name in found.groups() if name is not None), None)
            if name is not None:
                yield name
