"""New entries of data/places.yml and data/sources.yml: put at the end of the file as text, so that comments and order stay.

The file is read strictly as it would be, before it is written; what would not load is not written.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from dateline.errors import ContentError, Problem, Spot
from dateline.kept import put
from dateline.load import gazetteer
from dateline.load.dataset import FILE as DATASET
from dateline.load.files import read_source
from dateline.load.findings import Findings
from dateline.load.placing import disk_refuses
from dateline.load.vocabulary import Known
from dateline.load.writing import yaml_text
from dateline.load.yaml_reader import Plain, read
from dateline.model import Dataset


def add_place(root: Path, dataset: Dataset, identifier: str, fields: dict[str, Any]) -> None:
    """Put a place at the end of data/places.yml. Raises ContentError when the file would not load, and EnvironmentProblem."""
    countries = Known("country", DATASET, dataset.countries)
    _add(root, gazetteer.PLACES, identifier, fields, lambda data, found: gazetteer.read_places(data, countries, found))


def add_source(root: Path, identifier: str, fields: dict[str, Any]) -> None:
    """Put a source at the end of data/sources.yml. Raises as `add_place` does."""
    _add(root, gazetteer.SOURCES, identifier, fields, gazetteer.read_sources)


def _add(
    root: Path, file: str, identifier: str, fields: dict[str, Any], reading: Callable[[Plain, Findings], dict[str, Any]]
) -> None:
    old = read_source(root, root / file)
    before = read(old.text, file)
    if identifier in before:
        message = f"the id '{identifier}' is already in {file}"
        raise ContentError(Problem("duplicate-id", message, Spot(file), "give another one: --id"))
    try:
        entry = yaml_text({identifier: fields})
    except ValueError as error:
        raise ContentError(Problem("bad-character", str(error), Spot(file), "delete it")) from None
    text = _appended(old.text, entry, empty=before == {})
    after = read(text, file)
    if (
        not isinstance(after, dict)
        or not isinstance(before, dict)
        or {k: v for k, v in after.items() if k != identifier} != before
    ):
        message = "an entry cannot be put at the end of this file as it is"
        raise ContentError(
            Problem("bad-end", message, Spot(file), "write its entries line by line, and end it with a line break")
        )
    found = Findings()
    reading(after, found)
    if found:
        raise ContentError(found.problems(text, file))
    raw = text.replace("\n", "\r\n") if b"\r\n" in old.raw else text
    mark = b"\xef\xbb\xbf" if old.raw.startswith(b"\xef\xbb\xbf") else b""
    path = root / file
    with disk_refuses(file):
        mode = path.stat().st_mode & 0o777
        put(path, mark + raw.encode())
        path.chmod(mode)


def _appended(text: str, entry: str, *, empty: bool) -> str:
    if empty:
        kept = "".join(line for line in text.splitlines(keepends=True) if line.lstrip().startswith("#"))
        return kept + entry
    return text + ("" if text.endswith("\n") else "\n") + entry
