"""Golden cases of the loader: files in, messages out.

A case is one text file: a sentence, then `=== path` before each file that it puts over tests/load/base, then `=== told`
and what is printed. `python -m tests.load.cases` writes what is told anew; read the difference before it is committed.
"""

from __future__ import annotations

import shutil
from pathlib import Path

from dateline.errors import ContentError, format_text
from dateline.load import load_project, read_line
from tests.case_files import CaseFile

HERE = Path(__file__).parent
GOLDEN = HERE / "golden"


class Case(CaseFile):
    def run(self, folder: Path) -> str:
        shutil.copytree(HERE / "base", folder, dirs_exist_ok=True)
        for name, text in self.sections:
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        return messages_of(folder)


def messages_of(root: Path) -> str:
    """What a person is told about the project, or `fine`."""
    try:
        load_project(root)
    except ContentError as error:
        return format_text(error.problems, read_line(root)) + "\n"
    return "fine\n"


if __name__ == "__main__":
    Case.write_all(GOLDEN)
