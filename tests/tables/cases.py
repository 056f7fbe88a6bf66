r"""Golden cases of importing: a table and a map in, reports or messages out.

A case is one text file: a sentence, then `=== table.csv` and `=== map.yml`, then `=== told` and what is printed: the
equation, every problem, and the YAML that was made. `python -m tests.tables.cases` writes what is told anew; read the
difference before it is committed. In tables `\xNN` stands for that byte, `\uNNNN` for that character in UTF-8.
"""

from __future__ import annotations

import re
from pathlib import Path

from dateline.errors import ContentError, format_text
from dateline.load import load_record, read_line
from dateline.tables import read_map, take
from tests.case_files import CaseFile
from tests.projects import SEED, copy

HERE = Path(__file__).parent
GOLDEN = HERE / "golden"
SOURCE = "lwj-2018-04-06"


class Case(CaseFile):
    def run(self, folder: Path) -> str:
        project = copy(SEED, folder / "project").root
        for name, text in self.sections:
            (project / name).write_bytes(in_bytes(text) if name.endswith(".csv") else text.encode())
        return messages_of(project)


def in_bytes(text: str) -> bytes:
    text = re.sub(r"\\u([0-9a-f]{4})", lambda found: chr(int(found[1], 16)), text)
    return re.sub(rb"\\x([0-9a-f]{2})", lambda found: bytes([int(found[1], 16)]), text.encode())


def messages_of(root: Path) -> str:
    """What a person is told of the table, and what would be written."""
    record = load_record(root)
    try:
        taking = take(root / "table.csv", "table.csv", read_map("map.yml", root, record), record, source=SOURCE)
    except ContentError as error:
        return format_text(error.problems, read_line(root)) + "\n"
    problems = sorted([*taking.problems, *taking.clashes], key=lambda one: one.sort_key)
    said = [f"{taking.table.about}\n{taking.equation('good')}\n"]
    said += [f"skipped: {why}: {lines}\n" for why, lines in taking.skips().items()]
    said += [format_text(problems, read_line(root)) + "\n"] if problems else []
    return "".join([*said, *(f"--- {report.file}\n{report.text}" for report in taking.reports)])


if __name__ == "__main__":
    Case.write_all(GOLDEN)
