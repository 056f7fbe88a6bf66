"""The newsroom's own chart code: the texts of charts/*.py, run as the modules of a package that nobody else imports.

Here belongs running these texts and saying, with file and line, where they fail. Texts travel with what they draw: any process
runs the very code that was read, nothing is looked up in a folder, and two projects in one process never mix, since the name
of the package is made of the texts. Which charts they hold is for `own`; reading the files is for `load`.
"""

from __future__ import annotations

import ast
import contextlib
import importlib
import importlib.abc
import importlib.util
import sys
import traceback
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from importlib.machinery import ModuleSpec
from importlib.metadata import distributions
from types import CodeType, ModuleType

from dateline.apart import listening, quiet
from dateline.charts.confined import Confinement, TooSlowError, confined
from dateline.errors import Problem, QueryError, Spot
from dateline.kept import digest_of

FOLDER = "charts"
"""Where a newsroom keeps its charts, below the project's root."""
_INIT = "__init__"
_REACH_HELP = "put what it needs into data/ as part of the record, or into the code itself"
_PREFIX = "_dateline_charts_"
_VERSIONS = 4
"""So many versions of the texts stay known to a process: a preview meets one more with every edit."""
_MOST = 300
"""So many characters of a library's message are shown; Altair can fill a screen."""


class ChartCodeError(QueryError):
    """Something wrong in the newsroom's own chart code. Its place is there, not in the article that asks for the chart."""

    spot: Spot | None = None

    @classmethod
    def placed(cls, message: str, help: str | None, spot: Spot | None, code: str = "bad-chart") -> ChartCodeError:
        """The error with its place. Plain arguments alone reach another process and back, so the place is put in after."""
        error = cls(message, help, code)
        error.spot = spot
        return error

    def at(self, spot: Spot | None) -> Problem:
        """The problem, in the chart's code; `spot` is the block that asks for the chart."""
        asked = f" (asked for at {spot})" if spot and self.spot else ""
        return Problem(self.code, f"{self.message}{asked}", self.spot or spot, self.help)


class EndlessCodeError(ChartCodeError):
    """Code that had to be stopped: it is not run again to hear the same."""


@dataclass(frozen=True)
class ChartCode:
    """The texts of charts/*.py by their names without `.py`, sorted. A name that starts with `_` is a helper of others."""

    files: tuple[tuple[str, str], ...] = ()

    @cached_property
    def digest(self) -> str:
        """Made of every text: what was drawn by other code is not taken for what this would draw."""
        return digest_of(*(part.encode() for file in self.files for part in file))

    @cached_property
    def beneath(self) -> str:
        """Made of all that is installed, if the texts import more than Python, Altair and Dateline: its versions matter."""
        used = {name for _, text in self.files for node in _statements(text) for name in _imported(node)}
        if used <= {*sys.stdlib_module_names, "altair", "dateline"}:
            return ""
        return digest_of(*sorted(f"{found.name} {found.version}".encode() for found in distributions()))

    @property
    def package(self) -> str:
        """The name under which Python knows the texts."""
        return f"{_PREFIX}{self.digest[:16]}"

    @property
    def names(self) -> tuple[str, ...]:
        """The files that have to hold charts."""
        return tuple(name for name, _ in self.files if not name.startswith("_"))

    def module(self, name: str) -> ModuleType:
        """The module of a file, run once in a process. Raises ChartCodeError where it cannot be run."""
        known = sys.modules.get(f"{self.package}.{name}")
        if known is not None:
            return known
        self._refuse_absolute(name)
        spot = Spot(file_of(name))
        if self.package not in sys.modules:
            _forget_versions()
        doing = f"{file_of(name)} cannot be run"
        with self.watched(doing, spot), self._findable(), quiet(), self.answering(doing, spot):
            return importlib.import_module(f"{self.package}.{name}")

    @contextlib.contextmanager
    def watched(self, doing: str, spot: Spot) -> Iterator[None]:
        """Runs chart code that may not reach out, and has to end. Raises ChartCodeError at the line that does, else at `spot`."""
        confinement: Confinement | None = None
        try:
            with confined(frozenset(file_of(name) for name, _ in self.files)) as confinement:
                yield
        except TooSlowError as error:
            message = f"{doing}: it does not end within {error.args[0]:g} seconds"
            raise EndlessCodeError.placed(
                message, "look for a loop without an end", self._place(error) or spot, "chart-code"
            ) from None
        finally:
            if confinement is not None and confinement.tried:
                what, file, line = confinement.tried[0]
                place = Spot(file, line) if file else spot
                message = f"{doing}: it {what}; charts draw their rows, and nothing else"
                raise ChartCodeError.placed(message, _REACH_HELP, place, "chart-reaches-out") from None

    @contextlib.contextmanager
    def answering(self, doing: str, spot: Spot, *, allowed: tuple[type[Exception], ...] = ()) -> Iterator[None]:
        """Runs chart code that answers for whatever it raises. Raises ChartCodeError, what is `allowed`, and KeyboardInterrupt.

        The last for a person's Ctrl-C alone, also where the code goes on after it: to end a build is not for a chart to decide.
        """
        with listening() as heard:
            try:
                yield
            except BaseException as error:
                if isinstance(error, (TooSlowError, *allowed)):
                    raise
                if not heard:
                    raise self.failure(error, doing, spot) from None
            if heard:
                raise KeyboardInterrupt

    @contextlib.contextmanager
    def _findable(self) -> Iterator[None]:
        """For as long as a module runs, the others of its package can be imported."""
        finder = _Finder(self)
        sys.meta_path.insert(0, finder)
        try:
            yield
        finally:
            sys.meta_path.remove(finder)

    def _refuse_absolute(self, name: str) -> None:
        """`import charts.x` would run a file of whatever folder Python happens to look in."""
        for node in _statements(dict(self.files)[name]):
            if FOLDER in _imported(node):
                message = f"a file of {FOLDER}/ is imported as if it were a library"
                spot = Spot(file_of(name), getattr(node, "lineno", 0))
                raise ChartCodeError.placed(message, "write `from ._shared import ...`, with the dot", spot)

    def failure(self, error: BaseException, doing: str, spot: Spot) -> ChartCodeError:
        """Whatever the code raised, as a problem at the last of its own lines that ran, else at `spot`."""
        if isinstance(error, ChartCodeError) and error.spot:
            return error
        what = _first_lines(_text(error)).replace(f"{self.package}.", f"{FOLDER}/")
        kind = type(error).__name__
        said = f"{doing}: {kind}: {what}" if what else f"{doing}: {kind}"
        return ChartCodeError.placed(said, None, self._place(error) or spot, "chart-code")

    def _place(self, error: BaseException) -> Spot | None:
        ours = {file_of(name) for name, _ in self.files}
        if isinstance(error, SyntaxError) and error.filename in ours:
            return Spot(error.filename, error.lineno or 0, error.offset or 0)
        lines = [
            Spot(frame.f_code.co_filename, number)
            for frame, number in traceback.walk_tb(error.__traceback__)
            if frame.f_code.co_filename in ours
        ]
        return lines[-1] if lines else None


def file_of(name: str) -> str:
    """The path of a file of charts/, relative to the project."""
    return f"{FOLDER}/{name}.py"


def _forget_versions() -> None:
    """Let go of the oldest versions. Functions that are still in use keep what they need."""
    packages = [name for name in sys.modules if name.startswith(_PREFIX) and "." not in name]
    for old in packages[: 1 - _VERSIONS]:
        for name in [name for name in sys.modules if name == old or name.startswith(f"{old}.")]:
            del sys.modules[name]


def _statements(text: str) -> list[ast.AST]:
    """The parts of a text; none where it is no Python, which is said when it is run."""
    try:
        return list(ast.walk(ast.parse(text)))
    except (SyntaxError, ValueError):
        return []


def _imported(node: ast.AST) -> set[str]:
    """The first words of what a statement imports from the top level."""
    if isinstance(node, ast.Import):
        return {alias.name.partition(".")[0] for alias in node.names}
    if isinstance(node, ast.ImportFrom) and not node.level and node.module:
        return {node.module.partition(".")[0]}
    return set()


def _text(error: BaseException) -> str:
    try:
        return str(error)
    except Exception:  # noqa: BLE001 - an error of others' making
        return ""


def _first_lines(text: str) -> str:
    shown = " ".join(text.split())
    return shown if len(shown) <= _MOST else shown[:_MOST].rstrip() + " …"


class _Finder(importlib.abc.MetaPathFinder, importlib.abc.InspectLoader):
    """Gives Python the modules of one package from their texts."""

    def __init__(self, code: ChartCode) -> None:
        self._package = code.package
        self._texts = dict(code.files)

    def find_spec(self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None) -> ModuleSpec | None:
        if fullname == self._package:
            return importlib.util.spec_from_loader(fullname, self, is_package=True)
        package, _, name = fullname.rpartition(".")
        if package == self._package and name in self._texts:
            return importlib.util.spec_from_loader(fullname, self, origin=file_of(name), is_package=False)
        return None

    def get_source(self, fullname: str) -> str:
        name = _INIT if fullname == self._package else fullname.rpartition(".")[2]
        return self._texts.get(name, "")

    def get_code(self, fullname: str) -> CodeType:
        name = _INIT if fullname == self._package else fullname.rpartition(".")[2]
        return compile(self.get_source(fullname), file_of(name), "exec", dont_inherit=True)
