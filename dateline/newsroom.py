"""A project's own charts: charts/*.py read, run when they are wanted, and what is wrong with them.

Here belongs what a project knows of its chart code between two builds. What a chart is, and how code is run, is for `charts`.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from importlib.metadata import version
from pathlib import Path

import msgspec

from dateline.charts import Chart, ChartCode, ChartCodeError, Registry
from dateline.charts.code import FOLDER
from dateline.charts.collecting import Collection, collect, registry_of
from dateline.charts.probe import survived
from dateline.errors import ContentError, Problem, Spot
from dateline.kept import Kept, code_digest, digest_of
from dateline.load import load_texts

_HELP = "put the file into charts/ itself: `from ._name import ...` finds it there"


@dataclass(frozen=True)
class Newsroom:
    """The chart code of a project. `kept`: where is kept which charts it holds, once it was found to be well."""

    code: ChartCode = field(default_factory=ChartCode)
    kept: Kept = field(default_factory=lambda: Kept(None))
    unread: tuple[Problem, ...] = ()

    @classmethod
    def of(cls, root: Path, kept: Kept) -> Newsroom:
        """What charts/ holds. A folder that is not there holds nothing."""
        try:
            texts = load_texts(root, FOLDER, ".py")
        except ContentError as error:
            return cls(kept=kept, unread=error.problems)
        spots = [Spot(f"{FOLDER}/{name}") for name in texts if "/" in name]
        deeper = [Problem("bad-chart", "charts are not looked for in folders", spot, _HELP) for spot in spots]
        files = tuple((name.removesuffix(".py"), text) for name, text in texts.items() if "/" not in name)
        return cls(ChartCode(files), kept, tuple(deeper))

    @cached_property
    def registry(self) -> Registry:
        """All charts that articles may name. Code that is known to be well is run only when one of its charts is wanted."""
        names = self._names if self._names is not None else list(self._collection.charts)
        return registry_of(names, self._fetched)

    @cached_property
    def problems(self) -> tuple[Problem, ...]:
        """All that is wrong with the code. That nothing is, is kept."""
        return self.unread if self._names is not None else (*self.unread, *self._collection.problems)

    @cached_property
    def _collection(self) -> Collection:
        deadly = survived(self.code)
        if deadly is not None:
            return Collection({}, (deadly,))
        found = collect(self.code)
        if not found.problems:
            self.kept.write(self._verdict, msgspec.json.encode(list(found.charts)))
        return found

    def _fetched(self) -> Mapping[str, Chart]:
        """The charts. Raises ChartCodeError if code that was well no longer is: something it imports may have gone."""
        if self._names is not None:
            for problem in self._collection.problems:
                raise ChartCodeError.placed(problem.message, problem.help, problem.spot, problem.code)
        return self._collection.charts

    @cached_property
    def _names(self) -> list[str] | None:
        """The names of its charts, if the code was found to be well before; None if it has to be run to know."""
        if not self.code.files:
            return []
        held = self.kept.read(self._verdict)
        return None if held is None else msgspec.json.decode(held, type=list[str])

    @cached_property
    def _verdict(self) -> str:
        around = (code_digest(), self.code.digest, version("altair"), sys.version)
        return f"charts-{digest_of(*map(str.encode, around))}"
