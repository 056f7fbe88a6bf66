"""The ids that exist, and the hints for those that do not.

Here belongs looking up what an author named: a place, a source, a country. Hints go by ids, names and aliases. What the ids
stand for is not needed here.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Mapping

from dateline.errors import Problem, unseen
from dateline.load.findings import Findings
from dateline.load.positions import Path
from dateline.load.shapes import JsonSchema, Shape
from dateline.load.yaml_reader import Plain

_MOST_LISTED = 12
_MOST_SEARCHES = 300  # a fuzzy search over all names takes milliseconds; a record that is wrong throughout needs no more hints


class Known:
    """The ids of one kind. `ids` None: they could not be read, so that any id has to pass."""

    def __init__(self, kind: str, where: str, ids: Iterable[str] | None, names: Mapping[str, str] | None = None) -> None:
        """`names` are other words (names, aliases) and the id that each stands for."""
        self.kind, self.where = kind, where
        self.listed = None if ids is None else list(ids)
        self.ids = frozenset(self.listed) if self.listed is not None else None
        self._folded = {fold(word): identifier for word, identifier in (names or {}).items()}
        self._folded |= {fold(identifier): identifier for identifier in self.listed or ()}
        self._hints: dict[str, str | None] = {}

    def problem(self, value: str) -> Problem | None:
        """What is said of an id that does not exist; None when it does."""
        if self.ids is None or value in self.ids:
            return None
        return Problem(
            f"unknown-{self.kind.replace(' ', '-')}", f"no {self.kind} '{value}' in {self.where}", help=self.hint(value)
        )

    def hint(self, value: str) -> str | None:
        """The id that was probably meant, or the whole list when it is short."""
        if value not in self._hints:
            self._hints[value] = self._find(value)
        return self._hints[value]

    def _find(self, value: str) -> str | None:
        folded = fold(value)
        exact = self._folded.get(folded)
        hidden = unseen(value)
        if hidden and self._folded.get(fold(hidden[0])) == hidden[0]:
            return hidden[1]
        near = (
            [folded]
            if exact or len(self._hints) > _MOST_SEARCHES
            else difflib.get_close_matches(folded, self._folded, n=1, cutoff=0.6)
        )
        if near and near[0] in self._folded:
            return f"did you mean '{self._folded[near[0]]}'?"
        if self.listed and len(self.listed) <= _MOST_LISTED:
            return "known: " + ", ".join(sorted(self.listed))
        return None


def fold(text: str) -> str:
    """A name without case, hyphens and double spaces: what two spellings of one name share."""
    return re.sub(r"[\W_]+", " ", text.casefold()).strip()


class Reference(Shape[str]):
    """The id of something that exists. In the JSON Schema it is `$defs/<kind>`."""

    def __init__(self, known: Known) -> None:
        self.known = known
        self.wanted = f"the id of a {known.kind}"

    def read(self, value: Plain, at: Path, found: Findings) -> str | None:
        word = self.word(value, at, found)
        if word is None:
            return None
        problem = self.known.problem(word)
        if problem is None:
            return str(word)
        found.add(problem.code, problem.message, at, problem.help)
        return None

    def schema(self) -> JsonSchema:
        return {"$ref": f"#/$defs/{self.known.kind}"}
