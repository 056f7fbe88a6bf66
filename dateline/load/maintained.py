"""What maintainers keep (mkdocs.yml, templates/, charts/, editions/): it may say what it likes, but it has to lie here.

A link in a change is one line that a reviewer passes over, and a build would publish or run whatever file of the machine it
leads to. Entries are looked at without being read. What may lie in content/ and data/ is decided beside (`names`).
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from dateline.errors import Problem
from dateline.load.files import irregular_problem, link_problem, relative_name

CONFIGURATION = "mkdocs.yml"
FOLDERS = ("templates", "charts", "editions")


def check_maintained(root: Path) -> Iterator[Problem]:
    """Every link, pipe and device among them. Hidden files are nobody's business here.

    Editors leave links of their own under such names, and a build reads none unless a template asks for it by its name.
    """
    for path in (root / CONFIGURATION, *(root / folder for folder in FOLDERS)):
        if path.is_symlink():
            yield link_problem(root, path)
        elif path.is_dir():
            yield from _check_folder(root, path)


def _check_folder(root: Path, folder: Path) -> Iterator[Problem]:
    """An edition may have thousands of files: all that is asked here came with their names."""
    try:
        entries = sorted((entry for entry in os.scandir(folder) if not entry.name.startswith(".")), key=lambda entry: entry.name)
    except OSError:
        return  # said by whoever reads the folder
    for entry in entries:
        path = folder / entry.name
        if entry.is_symlink():
            yield link_problem(root, path)
        elif entry.is_dir(follow_symlinks=False):
            yield from _check_folder(root, path)
        elif not entry.is_file(follow_symlinks=False):
            yield irregular_problem(relative_name(root, path))
