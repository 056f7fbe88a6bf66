"""Facts that tests and benchmarks measured, one JSON file for each section of docs/reliability.md.

Here belongs keeping them. A measurement calls `record` (a section as a whole) or `note` (one entry of a section, for tests that
run in several processes at once); nobody writes these files by hand.
"""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

MEASURED = Path(__file__).parent / "measured"
NOTES = "DATELINE_RELIABILITY"
"""The variable that names the folder for notes; without it tests note nothing."""

Facts = dict[str, Any]


def record(section: str, facts: Facts) -> None:
    """Keep the facts of a section."""
    MEASURED.mkdir(exist_ok=True)
    (MEASURED / f"{section}.json").write_text(json.dumps(facts, indent=2, sort_keys=True) + "\n", encoding="utf-8")


def recorded(section: str) -> Facts:
    """The facts of a section; empty if it was never measured."""
    path = MEASURED / f"{section}.json"
    return dict(json.loads(path.read_text(encoding="utf-8"))) if path.is_file() else {}


def note(section: str, key: str, facts: Facts) -> None:
    """Keep one entry of a section, if notes are asked for. `key` is unique in it."""
    folder = os.environ.get(NOTES)
    if folder:
        path = Path(folder) / section / f"{key.replace('/', ' ')}.json"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps({"key": key, "facts": facts}), encoding="utf-8")


def gathered(section: str, folder: Path) -> Facts:
    """All entries of a section that were noted in `folder`, by their keys."""
    notes = (json.loads(path.read_text(encoding="utf-8")) for path in sorted((folder / section).glob("*.json")))
    return {entry["key"]: entry["facts"] for entry in notes}
