"""Golden cases of the loader: files in, messages out.

A case is one text file: a sentence, then `=== path` before each file that it puts over tests/load/base, then `=== told`
and what is printed. `python -m tests.load.cases` writes the messages anew; read the difference before it is committed.
"""

from __future__ import annotations

import re
import shutil
import tempfile
from dataclasses import dataclass
from pathlib import Path

from dateline.errors import ContentError, format_text
from dateline.load import load_project, read_line

HERE = Path(__file__).parent
GOLDEN = HERE / "golden"
MESSAGES = "told"


@dataclass(frozen=True)
class Case:
    about: str
    files: dict[str, str]
    messages: str

    @classmethod
    def read(cls, path: Path) -> Case:
        about, *parts = re.split(r"^=== (.+)\n", path.read_text(encoding="utf-8"), flags=re.MULTILINE)
        sections = dict(zip(parts[::2], parts[1::2], strict=True))
        messages = sections.pop(MESSAGES, "")
        return cls(about, sections, messages)

    def run(self, root: Path) -> str:
        shutil.copytree(HERE / "base", root, dirs_exist_ok=True)
        for name, text in self.files.items():
            path = root / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        return messages_of(root)

    def text(self, messages: str) -> str:
        files = "".join(f"=== {name}\n{text}" for name, text in self.files.items())
        return f"{self.about}{files}=== {MESSAGES}\n{messages}"


def messages_of(root: Path) -> str:
    """What a person is told about the project, or `fine`."""
    try:
        load_project(root)
    except ContentError as error:
        return format_text(error.problems, read_line(root)) + "\n"
    return "fine\n"


def write_all() -> None:
    for path in sorted(GOLDEN.glob("*.txt")):
        with tempfile.TemporaryDirectory() as folder:
            case = Case.read(path)
            path.write_text(case.text(case.run(Path(folder))), encoding="utf-8")


if __name__ == "__main__":
    write_all()
