"""How many misprinted numbers the gate sees: `python -m benchmarks.misprints`.

The project's own site is built; then numbers of its pages are changed by one, one at a time, where a reader sees them, and
the gate looks at the page again. What an author typed (a day, a licence) was not computed, so that nothing holds it.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import shutil
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import chdir
from pathlib import Path
from typing import Any
from unittest import mock

from benchmarks.pages import REPOSITORY
from benchmarks.reliability.facts import Facts, record
from dateline.cli import main as dateline
from dateline.gate import Promise, verify
from dateline.plugin import plugin

PROJECT = ("content", "data", "templates", "charts", "mkdocs.yml")
OF_MANY, OF_FEW = 8, 60
"""So many numbers of a page are changed: of weeks, places and reports, of which there are many, and of others."""
_CONTENT = re.compile(r'id="dl-content".*</article>|<main.*</main>', re.DOTALL)
_OUTSIDE = re.compile(r"<(script|style)\b.*?</\1>", re.DOTALL)
_TEXT = re.compile(r">([^<]+)<")
_NUMBER = re.compile(r"(?<![\w#])(?<!\w-)\d+(?:,\d{3})*")
_OTHERS = "front page, explore, lists, data, corrections"
_KINDS = {kind: kind for kind in ("weeks", "places", "reports", "articles")} | {"figures": "figures by themselves"}
_MANY = ("weeks", "places", "reports")


def kind_of(page: str) -> str:
    """What a page of a site is, by its file."""
    if page.endswith("/evidence/index.html"):
        return "evidence of articles"
    folder, _, rest = page.partition("/")
    return _KINDS.get(folder, _OTHERS) if "/" in rest else _OTHERS


def misprints(html: str, most: int, chance: random.Random) -> Iterator[tuple[str, str]]:
    """The page with one number changed, and what was changed, for some of the numbers of its content."""
    content = _CONTENT.search(html)
    if content is None:
        return
    hidden = [found.span() for found in _OUTSIDE.finditer(html)]
    spots = [
        (text.start(1) + number.start(), number[0])
        for text in _TEXT.finditer(html, *content.span())
        for number in _NUMBER.finditer(text[1])
        if not any(begin <= text.start(1) < end for begin, end in hidden)
    ]
    for at, number in chance.sample(spots, min(most, len(spots))):
        other = str(int(number.replace(",", "")) + 1)
        before, after = html[:at], html[at + len(number) :]
        yield f"{before}{other}{after}", f"{before[-60:]}[{number}]{after[:30]}"


def looked_for(tree: Path, home: str, promised: Mapping[str, Promise]) -> Facts:
    """By kind of page: pages, numbers changed, those that were told, and those that were not."""
    chance = random.Random(1)  # noqa: S311 - the same numbers again
    facts: dict[str, dict[str, Any]] = {}
    for name in sorted(promised):
        path = tree / name
        html = path.read_text(encoding="utf-8")
        entry = facts.setdefault(kind_of(name), {"pages": 0, "changed": 0, "told": 0, "missed": []})
        entry["pages"] += 1
        for wrong, what in misprints(html, OF_MANY if kind_of(name) in _MANY else OF_FEW, chance):
            path.write_text(wrong, encoding="utf-8")
            problems = Counter(one.code for one in verify(tree, home, None, {name}, promised=promised))
            entry["changed"] += 1
            if problems:
                entry["told"] += 1
            else:
                entry["missed"].append(f"{name}: {' '.join(what.split())}")
        path.write_text(html, encoding="utf-8")
    return facts


def measured() -> Facts:
    """What is seen of the misprints of this project's own site."""
    found: dict[str, Facts] = {}

    def beside(tree: Path, home: str, *more: Any, promised: Mapping[str, Promise], **others: Any) -> Any:
        found["facts"] = looked_for(tree, home, promised)
        return verify(tree, home, *more, promised=promised, **others)

    with tempfile.TemporaryDirectory(prefix="dateline-misprints-") as folder:
        for name in PROJECT:
            source = REPOSITORY / name
            (shutil.copytree if source.is_dir() else shutil.copy)(source, Path(folder) / name)
        with chdir(folder), mock.patch.object(plugin, "verify", beside):
            if dateline(["build"]):
                message = "the project does not build"
                raise RuntimeError(message)
    return found["facts"]


def main() -> int:
    """Measure, print what was seen, and record it if asked."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.misprints", description=__doc__)
    parser.add_argument("--record", action="store_true", help="keep the figures for docs/reliability.md")
    parser.add_argument("--missed", action="store_true", help="show what was not told")
    options = parser.parse_args()
    facts = measured()
    for entry in facts.values():
        missed = entry.pop("missed")
        if options.missed:
            print(*missed, sep="\n")
    print(json.dumps(facts, indent=2))
    if options.record:
        record("misprints", {"kinds": facts})
    return 0


if __name__ == "__main__":
    sys.exit(main())
