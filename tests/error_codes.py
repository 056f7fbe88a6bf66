"""Every error code that dateline's own code can raise, read from its syntax trees: for the test that all are documented.

A code has to be written out where the problem is made. One that is handed on (`finding.code`) was written out elsewhere;
one that is put together from a word ("unknown-" and the kind of thing) has to be listed in MADE_FROM_WORDS.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

PACKAGE = Path(__file__).resolve().parents[1] / "dateline"
MADE_FROM_WORDS = {
    ("errors.py", '"unknown-" + kind.replace(" ", "-")'): "the callers of Problem.unknown and QueryError.unknown give the kind",
    ("errors.py", "kind"): "ditto",
    ("load/vocabulary.py", """f"unknown-{self.kind.replace(' ', '-')}\""""): "the callers of Known give the kind",
    ("load/tallies.py", """f"unknown-{self.category.id.replace('_', '-')}\""""): "the filter name of a category, such as target",
    ("tables/lookups.py", "kind"): "the callers of Lookup.of_words give the kind",
    ("query/filters.py", "name"): "the filters that take ids: country (or the dataset's word), target, effect, report, actor",
}
"""Where a code is not a constant: the file, the expression, and which words it is made from."""

_CODE_AT = {
    "Problem": 0,
    "Fault": 0,
    "Finding": 0,
    "Refusal": 0,
    "_note": 0,
    "add": 0,
    "report": 0,
    "Pattern": 1,
    "QueryError": 2,
    "placed": 3,
    "CellError": 0,
    "problem": 1,
    "problem_at": 2,
}
_COUNTING_FINDING = 2
_KIND_AT = {"unknown": 0, "Known": 0, "of_words": 0}
_FEWEST = {"add": 3, "report": 3, "problem": 3}
"""`set.add(one)` and `report(problem)` are other methods of the same name."""


@dataclass(frozen=True)
class Raised:
    """A code and the layer (`load`, `errors`, ...) of the file that writes it out."""

    code: str
    layer: str


class UnreadableCodeError(Exception):
    """A code that is neither a constant, nor handed on, nor listed."""


def raised(package: Path = PACKAGE) -> frozenset[Raised]:
    """Every code of the package. Raises UnreadableCodeError where one cannot be read from the source."""
    found: set[Raised] = set()
    for path in sorted(package.rglob("*.py")):
        name = path.relative_to(package).as_posix()
        found |= {Raised(code, name.split("/")[0].removesuffix(".py")) for code in codes_in(path.read_text("utf-8"), name)}
    return frozenset(found)


def codes_in(text: str, name: str) -> Iterator[str]:
    """The codes in the source text of one file. `name` is its path in the package."""
    tree = ast.parse(text)
    constants: dict[str, object] = {
        target.id: node.value.value
        for node in tree.body
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Constant)
        for target in node.targets
        if isinstance(target, ast.Name)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            yield from _codes_of(node, name, constants)
        elif isinstance(node, ast.FunctionDef):
            yield from _defaults(node)
        elif isinstance(node, ast.Assign) and any(isinstance(t, ast.Name) and t.id == "code" for t in node.targets):
            yield from _assigned(node.value, name, constants)


def _codes_of(call: ast.Call, name: str, constants: dict[str, object]) -> Iterator[str]:
    called = _called(call.func, name)
    if called in _KIND_AT and len(call.args) > 1:
        for kind in _read(call.args[_KIND_AT[called]], name, constants):
            yield "unknown-" + kind.replace(" ", "-")
    written = _code_argument(call, called, name)
    if written is not None:
        yield from _read(written, name, constants)


def _called(function: ast.expr, name: str) -> str:
    if isinstance(function, ast.Name):
        return function.id
    if isinstance(function, ast.Attribute):
        inherited = function.attr == "__init__" and name == "load/scalars.py"
        return "Pattern" if inherited else function.attr
    return ""


def _code_argument(call: ast.Call, called: str, name: str) -> ast.expr | None:
    if called not in _CODE_AT or len(call.args) < _FEWEST.get(called, 1):
        return None
    for keyword in call.keywords:
        if keyword.arg == "code":
            return keyword.value
    position = _COUNTING_FINDING if called == "Finding" and name.startswith("counting/") else _CODE_AT[called]
    return call.args[position] if len(call.args) > position else None


def _read(written: ast.expr, name: str, constants: dict[str, object]) -> Iterator[str]:
    if isinstance(written, ast.Constant) and isinstance(written.value, str):
        yield written.value
    elif isinstance(written, ast.Name) and isinstance(constants.get(written.id), str):
        yield str(constants[written.id])
    elif not _handed_on(written) and not _listed(written, name):
        raise UnreadableCodeError(f"{name}:{written.lineno}: {ast.unparse(written)}")


def _handed_on(written: ast.expr) -> bool:
    return (isinstance(written, ast.Attribute) and written.attr == "code") or (
        isinstance(written, ast.Name) and written.id == "code"
    )


def _listed(written: ast.expr, name: str) -> bool:
    """Whether MADE_FROM_WORDS holds the expression, however it is spaced and quoted there."""
    listed = [ast.dump(ast.parse(text, mode="eval").body) for file, text in MADE_FROM_WORDS if file == name]
    return ast.dump(written) in listed


def _assigned(value: ast.expr, name: str, constants: dict[str, object]) -> Iterator[str]:
    """`code = "unknown-" + ...`; what is no text, such as the number of an error of the system, is another `code`."""
    if isinstance(value, ast.JoinedStr | ast.BinOp | ast.Constant):
        yield from _read(value, name, constants)


def _defaults(function: ast.FunctionDef) -> Iterator[str]:
    """`code: str = "query"`."""
    arguments = [*function.args.posonlyargs, *function.args.args]
    for argument, default in zip(arguments[::-1], function.args.defaults[::-1], strict=False):
        if argument.arg == "code" and isinstance(default, ast.Constant) and isinstance(default.value, str):
            yield default.value
