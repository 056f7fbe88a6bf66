"""The documents' marked examples: what a comment before a table or a code block says is to be done with it.

`<!-- file: data/places.yml -->`: the block is that file of the documents' record. `<!-- answers: first/last -->`: a table of
questions and answers, on a page with these days; `refused`: of mistakes and what is said of them. `<!-- page -->` is an
article, `<!-- body -->` one without its front matter, `<!-- said -->` what the build says of the block before.
`<!-- codes: load counting -->`: a table of the error codes of these layers. `counts`, `kinds` and `lint` are tables, too.
`<!-- table: file -->`, `<!-- map: file -->` and `<!-- written: file -->`: a table, its map, and what is made of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from dateline.site import Site, load_site

ROOT = Path(__file__).resolve().parents[1]
DOCS = ROOT / "docs"
_MARK = re.compile(r"<!-- (?P<kind>[a-z]+)(?:: (?P<given>[^\n]*?))? -->\n")
_FENCE = re.compile(r"```(?P<language>\w*)\n(?P<text>.*?)```\n", re.DOTALL)
_TABLE = re.compile(r"(?:\|[^\n]*\|\n)+")
_SPAN = re.compile(r"(?<!`)(?P<ticks>`+)(?!`) ?(?P<text>.+?) ?(?<!`)(?P=ticks)(?!`)")


@dataclass(frozen=True)
class Example:
    """A marked block or table. `line` is that of its mark; `language` is empty for tables."""

    kind: str
    given: str
    language: str
    text: str
    line: int

    @property
    def rows(self) -> list[list[str]]:
        """The cells of a table's body."""
        return [cells(line) for line in self.text.splitlines()[2:]]


def read(name: str) -> str:
    return (DOCS / f"{name}.md").read_text("utf-8")


ALL = {name: read(name) for name in ("data-format", "authoring", "deploying", "charts", "importing", "releases", "reliability")}
DATA, AUTHORING, DEPLOYING, CHARTS, IMPORTING, RELEASES, _ = ALL.values()


def examples(text: str, *kinds: str) -> list[Example]:
    """The examples of these kinds in the text of a document."""
    return [example for example in _marked(text) if example.kind in kinds]


def _marked(text: str) -> Iterator[Example]:
    for mark in _MARK.finditer(text):
        line = text.count("\n", 0, mark.start()) + 1
        found = _FENCE.match(text, mark.end()) or _TABLE.match(text, mark.end())
        if found is None:
            raise ValueError(f"line {line}: a mark stands before nothing that can be tested")
        language = found.groupdict().get("language") or ""
        body = found["text"] if language else found[0]
        yield Example(mark["kind"], mark["given"] or "", language, body, line)


def fences(text: str, language: str) -> int:
    """How many code blocks of a language there are, marked or not."""
    return len(re.findall(rf"^```{language}$", text, re.MULTILINE))


def cells(line: str) -> list[str]:
    """The cells of a line of a table."""
    return [cell.strip().replace("\\|", "|") for cell in re.split(r"(?<!\\)\|", line)[1:-1]]


def spans(text: str) -> list[str]:
    """The texts of all code spans."""
    prose = _FENCE.sub("", text)
    return [match["text"].replace("\\|", "|") for line in prose.splitlines() for match in _SPAN.finditer(line)]


def words(text: str) -> set[str]:
    """The words in code spans and code blocks: `{use: …, note: …}` mentions `use` and `note`."""
    code = [*spans(text), *(match["text"] for match in _FENCE.finditer(text))]
    return {word for span in code for word in re.findall(r"[\w-]+", span)}


def mentioned(text: str) -> set[str]:
    """The words in code spans alone: what is explained, not only used in an example."""
    return {word for span in spans(text) for word in re.findall(r"[\w-]+", span)}


def listed(text: str) -> set[str]:
    """The words in code spans in the first column of tables that explain; tables of examples are none."""
    for example in _marked(text):
        text = text.replace(example.text, "")
    rows = [line for line in text.splitlines() if line.startswith("| ")]
    return {word for row in rows for span in spans(cells(row)[0]) for word in re.findall(r"[\w-]+", span)}


def code(cell: str) -> str:
    """The one code span of a table's cell."""
    found = spans(cell)
    if len(found) != 1:
        raise ValueError(f"one code span is wanted in '{cell}'")
    return found[0]


def section(text: str, heading: str) -> str:
    """The part of a document below a heading (`## ...`), to the next of the same level or above."""
    level = heading.partition(" ")[0]
    start = text.index(f"\n{heading}\n")
    end = re.compile(rf"^#{{1,{len(level)}}} ", re.MULTILINE).search(_without_fences(text), start + len(heading) + 2)
    return text[start : end.start() if end else len(text)]


def _without_fences(text: str) -> str:
    """The same length, so that positions hold; a `#` in a code block is no heading."""
    return _FENCE.sub(lambda match: re.sub(r"[^\n]", " ", match[0]), text)


def documented_site(root: Path) -> Site:
    """The documents' record, read from files in `root`."""
    write_record(root)
    return load_site(root, cached=False)


def write_record(root: Path) -> None:
    """The documents' record, as a project in `root`."""
    for example in examples(DATA, "file"):
        path = root / example.given
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(example.text, "utf-8")
