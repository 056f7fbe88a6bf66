"""What a cell calls a country, an actor, a source, a kind or an effect: to its id."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from dateline.load import dataset
from dateline.load.vocabulary import Known, fold
from dateline.model import Named
from dateline.tables.cells import CellError


@dataclass(frozen=True, slots=True)
class Lookup:
    """The ids of one kind, and the names by which a table may give them."""

    known: Known
    by_name: Mapping[str, str]

    @classmethod
    def of_words(cls, kind: str, words: Mapping[str, Named]) -> Lookup:
        """Words of data/dataset.yml, by id or name."""
        names = {word.name: word.id for word in words.values()}
        return cls.of(Known(kind, dataset.FILE, words, names), words, names)

    @classmethod
    def of(cls, known: Known, ids: Iterable[str], names: Mapping[str, str]) -> Lookup:
        """Ids, and the id that each of some names stands for."""
        return cls(known, {fold(name): identifier for name, identifier in (*names.items(), *((one, one) for one in ids))})

    def identified(self, text: str, spec: dict[str, Any]) -> str:
        """The id that a text stands for, by the `values` of the map or as the project calls it. Raises CellError."""
        values = {fold(key): value for key, value in spec.get("values", {}).items()}
        found = values.get(fold(text)) or self.by_name.get(fold(text))
        if found is None:
            raise self._unknown(text)
        return str(found)

    def _unknown(self, text: str) -> CellError:
        problem = self.known.problem(text)
        message, help_ = (problem.message, problem.help) if problem else (f"'{text}' is not clear", None)
        code = problem.code if problem else "bad-cell"
        way = f"say in the map what it stands for: values: {{{_quoted(text)}: ...}}"
        return CellError(code, message, f"{help_} Otherwise {way}" if help_ and help_.startswith("did") else way)


def parts(text: str, separators: list[str] | None) -> list[str]:
    """The names of one cell, without those that are said twice."""
    if not separators:
        return [text] if text else []
    ordered = sorted(separators, key=len, reverse=True)
    split = re.split("|".join(map(re.escape, ordered)), text)
    return list(dict.fromkeys(part.strip() for part in split if part.strip()))


def _quoted(text: str) -> str:
    return f'"{text}"' if re.search(r"[^\w -]", text) else text
