"""Files put into a built tree."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path


def write(files: Iterable[tuple[str, bytes]], tree: Path) -> list[str]:
    """Write files into a built tree; gives the names of those that were there already.

    They are replaced, not written into: another tree may share them.
    """
    there = []
    for name, content in files:
        path = tree / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if path.exists():
            there.append(name)
            path.unlink()
        path.write_bytes(content)
    return there
