"""Shapes of values: what every shape is, and the shapes that hold others: lists, mappings with known keys, mappings by id.

A shape turns plain data into a value and notes what is wrong; it never raises for bad input, so that one reading finds
everything. The same definition gives the JSON Schema. Single words are in `scalars`.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from dateline.load.findings import Findings
from dateline.load.hints import parted_number
from dateline.load.positions import Path
from dateline.load.yaml_reader import Plain, Quoted

T = TypeVar("T")
JsonSchema = dict[str, Any]
MOST_CHARACTERS = 2_000
"""Characters of a value. What a reader should know of something may be longer, see `scalars.Text`."""
NULLS = frozenset({"", "~", "null", "Null", "NULL"})


class Shape(ABC, Generic[T]):
    """How one kind of value is read. `wanted` says in words what it is."""

    wanted = "a value"
    longest = MOST_CHARACTERS
    """Characters of a single text."""

    @abstractmethod
    def read(self, value: Plain, at: Path, found: Findings) -> T | None:
        """The value at path `at`, or None after noting what is wrong."""

    @abstractmethod
    def schema(self) -> JsonSchema:
        """The JSON Schema of what `read` accepts, as far as JSON Schema can say it."""

    def word(self, value: Plain, at: Path, found: Findings) -> str | None:
        """A single text that is there; anything else is noted."""
        if not isinstance(value, str):
            kind = "a list" if isinstance(value, list) else "a mapping"
            found.add("bad-shape", f"{called(at)} has to be {self.wanted}, not {kind}", at)
            return None
        if value in NULLS and not isinstance(value, Quoted):
            help_ = (
                "give it a value, or leave the key out"
                if at and isinstance(at[-1], str)
                else f"give {self.wanted}, or delete the item"
            )
            found.add("empty-value", f"nothing is given for {called(at)}", at, help_, key=not value)
            return None
        if len(value) > self.longest:
            message = f"{called(at)} has {len(value):,} characters; {self.longest:,} are the most"
            found.add("too-long", message, at, "shorten it")
            return None
        return value


def called(at: Path) -> str:
    """A value in words: `'period'`, `item 2 of 'place'`, `the file`."""
    if not at:
        return "the file"
    if isinstance(at[-1], str):
        return f"'{at[-1]}'"
    return f"item {at[-1] + 1} of {called(at[:-1])}"


class ListOf(Shape[list[Any]]):
    """A list of one kind of thing. Items that cannot be read are None in the result, so that the others can still be checked."""

    def __init__(self, item: Shape[Any], wanted: str, *, least: int = 0, most: int | None = None, distinct: bool = False) -> None:
        self.item, self.wanted, self.least, self.most, self.distinct = item, wanted, least, most, distinct

    def read(self, value: Plain, at: Path, found: Findings) -> list[Any] | None:
        if not isinstance(value, list):
            if self.word(value, at, found) is not None or isinstance(value, dict):
                self._not_a_list(value, at, found)
            return None
        if len(value) < self.least or (self.most is not None and len(value) > self.most):
            found.add("bad-shape", f"{called(at)} has to be {self.wanted}; it has {len(value)} items", at)
            return None
        if self.distinct:
            self._check_distinct(value, at, found)
        return [self.item.read(item, (*at, number), found) for number, item in enumerate(value)]

    def _not_a_list(self, value: Plain, at: Path, found: Findings) -> None:
        if isinstance(value, str):
            found.add("bad-shape", f"{called(at)} has to be {self.wanted}", at, f"write [{value}]")

    def _check_distinct(self, value: list[Any], at: Path, found: Findings) -> None:
        seen: set[str] = set()
        for number, item in enumerate(value):
            if isinstance(item, str) and item in seen:
                found.add("repeated-item", f"'{item}' is twice in {called(at)}", (*at, number), "name each once")
            elif isinstance(item, str):
                seen.add(item)

    def schema(self) -> JsonSchema:
        limits = {"minItems": self.least, "maxItems": self.most, "uniqueItems": self.distinct}
        return {"type": "array", "items": self.item.schema()} | {key: limit for key, limit in limits.items() if limit}


@dataclass(frozen=True, slots=True)
class Field:
    """A key of a mapping: the shape of its value, and what an editor shows about it."""

    shape: Shape[Any]
    description: str
    required: bool = False


class Fields(Shape[dict[str, Any]]):
    """A mapping with known keys. `partial`: give what could be read even when something is wrong."""

    wanted = "a mapping of keys and values"

    def __init__(self, what: str, fields: Mapping[str, Field], *, partial: bool = False, extra: JsonSchema | None = None) -> None:
        self.what, self.fields, self.partial, self.extra = what, dict(fields), partial, extra or {}
        self.readers = {key: field.shape.read for key, field in self.fields.items()}
        self.required = [key for key, field in self.fields.items() if field.required]

    def read(self, value: Plain, at: Path, found: Findings) -> dict[str, Any] | None:
        if not isinstance(value, dict):
            self._not_a_mapping(value, at, found)
            return {} if self.partial else None
        got: dict[str, Any] = {}
        whole = True
        for key, item in value.items():
            read = self.readers.get(key)
            if read is None:
                found.unknown_key((*at, key), list(self.fields), self.what, parted_number(value, key))
                whole = False
                continue
            result = read(item, (*at, key), found)
            if result is None:
                whole = False
            else:
                got[key] = result
        for key in self.required:
            if key not in value:
                self._missing(key, at, found)
                whole = False
        return got if whole or self.partial else None

    def _not_a_mapping(self, value: Plain, at: Path, found: Findings) -> None:
        if isinstance(value, list):
            found.add("bad-shape", f"{called(at)} has to be a mapping of keys and values, not a list", at)
        elif (word := self.word(value, at, found)) is not None:
            found.add(
                "bad-shape", f"{called(at)} has to be a mapping of keys and values, not '{_short(word)}'", at, self._example()
            )

    def _example(self) -> str:
        return "write {" + ", ".join(f"{key}: ..." for key in self.required or list(self.fields)[:2]) + "}"

    def _missing(self, key: str, at: Path, found: Findings) -> None:
        found.add("missing-key", f"{self.what} needs the key '{key}'", at, self.fields[key].description)

    def schema(self) -> JsonSchema:
        properties = {key: {"description": field.description, **field.shape.schema()} for key, field in self.fields.items()}
        required = {"required": self.required} if self.required else {}
        return {"type": "object", "additionalProperties": False, "properties": properties, **required, **self.extra}


def _short(text: str, most: int = 40) -> str:
    text = " ".join(text.split())
    return text if len(text) <= most else text[: most - 1] + "…"


class ById(Shape[dict[str, Any]]):
    """A mapping from ids to things. Ids that cannot be read are left out; entries that cannot are None."""

    def __init__(self, key: Shape[str], item: Shape[Any], wanted: str, *, least: int = 0) -> None:
        self.key, self.item, self.wanted, self.least = key, item, wanted, least

    def read(self, value: Plain, at: Path, found: Findings) -> dict[str, Any] | None:
        if not isinstance(value, dict):
            if isinstance(value, list):
                found.add(
                    "bad-shape",
                    f"{called(at)} has to be {self.wanted}, not a list",
                    at,
                    "write 'id: ...' for each, without dashes",
                )
            elif self.word(value, at, found) is not None:
                found.add("bad-shape", f"{called(at)} has to be {self.wanted}", at)
            return None
        if len(value) < self.least:
            found.add("bad-shape", f"{called(at)} is empty; it has to be {self.wanted}", at)
        return {key: self.item.read(item, (*at, key), found) for key, item in value.items() if self._key(key, at, found)}

    def _key(self, key: str, at: Path, found: Findings) -> bool:
        noted = Findings()
        fine = self.key.read(Quoted(key), (*at, key), noted) is not None
        for finding in noted.noted:
            found.add(finding.code, finding.message, finding.path, finding.help, key=True)
        return fine

    def schema(self) -> JsonSchema:
        names = {key: value for key, value in self.key.schema().items() if key != "type"}
        schema = {"type": "object", "propertyNames": names, "additionalProperties": self.item.schema()}
        return schema | ({"minProperties": self.least} if self.least else {})


class Either(Shape[T]):
    """A short form (a word) or a long form (a mapping); which one is read is decided by what is there."""

    def __init__(self, short: Shape[T], long: Shape[T]) -> None:
        self.short, self.long = short, long

    def read(self, value: Plain, at: Path, found: Findings) -> T | None:
        return (self.long if isinstance(value, (dict, list)) else self.short).read(value, at, found)

    def schema(self) -> JsonSchema:
        return {"anyOf": [self.short.schema(), self.long.schema()]}
