"""What fuzzing is made of: texts that are nearly good ones, and what must hold of every problem.

Here belongs what targets share. What is thrown at which reader is in `fuzzing`, and in modules of its own for what reads files of
others: releases and tables.
"""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from hypothesis import strategies as st

from dateline.errors import Problem, format_github, format_json, format_text

SECONDS = 5.0
"""How long one input may take; most take milliseconds. Far above what is meant, since machines are busy."""
NASTY = st.sampled_from(
    r"""010|1_000|1e3|1e400|.nan|-.inf|yes|12:30|"9"|٣|½|-1|2018-02-30|05/04/2018|2018-04-05/2018-03-30|9999-12-31|null|~|true|[]|{}|[[]]
    {min: 2}|{min: 3, max: 1}|{a: {b: {c: d}}}|&a x|*a|!!python/name:os.system|<<|? x|- - -|: :|"\u0000"|"\u202e"|"\ud800"
    "\uFFFE"|'|"|%YAML|---|...|# x
    {{ strikes() }}|"{{ strikes( }}"|{{|}}|<script>|<b onclick=x>|../../etc/passwd|javascript:alert(1)|https://user@evil.example/
    bayji|iraq|nowhere|strikes|__class__|a b|A|x x x x|été|e\u0301|ﷺ|𝕏|👩‍👩‍👧|\|>|-x|>-|@|`|%|\t|""".replace("\n    ", "|").split(
        "|"
    )
)
WORD = st.one_of(NASTY, st.text(max_size=6), st.integers().map(str), st.dates().map(str), st.floats().map(str))


def parted(text: str) -> list[str]:
    """What stands between bars, over any number of lines."""
    return [piece for line in text.strip().splitlines() for piece in line.strip().split("|")]


_MOVES = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")
"""What would move a terminal's cursor, show a text in another order, or could not be printed."""


@dataclass(frozen=True)
class Target:
    """Something that reads what others wrote: what it is given, and what must hold of it; `few`: how much a test throws."""

    inputs: st.SearchStrategy[Any]
    check: Callable[[Any], None]
    few: int = 150


def mutated(text: str, words: st.SearchStrategy[str] = WORD) -> st.SearchStrategy[str]:
    """Texts that are nearly `text`: some of its lines or words taken out, doubled, moved, cut or replaced."""
    lines = text.split("\n")

    def apply(steps: list[tuple[str, int, int, str]]) -> str:
        now = list(lines)
        for how, at, other, word in steps:
            at, other = at % len(now), other % len(now)  # noqa: PLW2901 - places of a text that changes its length
            now = _step(now, how, at, other, word) or [""]
        return "\n".join(now)

    kinds = st.sampled_from("drop double swap cut insert value word indent join".split())
    places = st.integers(0, 10_000)
    return st.lists(st.tuples(kinds, places, places, words), min_size=1, max_size=6).map(apply)


def _step(lines: list[str], how: str, at: int, other: int, word: str) -> list[str]:  # noqa: PLR0911 - one line per way
    line = lines[at]
    if how == "drop":
        return lines[:at] + lines[at + 1 :]
    if how == "double":
        return [*lines[: other + 1], line, *lines[other + 1 :]]
    if how == "swap":
        return [lines[other] if n == at else line if n == other else old for n, old in enumerate(lines)]
    if how == "cut":
        return [*lines[:at], line[: other % (len(line) + 1)]]
    if how == "insert":
        return [*lines[:at], word, *lines[at:]]
    if how == "join":
        return [*lines[:at], line + "".join(lines[at + 1 : at + 2]), *lines[at + 2 :]]
    if how == "indent":
        return [*lines[:at], " " * (other % 9) + line.lstrip(), *lines[at + 1 :]]
    if how == "value":
        return [
            *lines[:at],
            re.sub(r"(:\s+)[^,}\]]*", lambda found: found[1] + word, line, count=1 + other % 3),
            *lines[at + 1 :],
        ]
    pieces = re.split(r"(\W+)", line)
    pieces[other % len(pieces)] = word
    return [*lines[:at], "".join(pieces), *lines[at + 1 :]]


def sound(problems: Iterable[Problem], where: str | None = None) -> None:
    """Problems that a person and a program can read: a sentence, a place, nothing that moves a terminal's cursor."""
    listed = list(problems)
    for problem in listed:
        assert problem.message.strip(), problem
        assert len(problem.message) < 5_000, problem
        if where:
            assert problem.spot is not None, problem
            assert problem.spot.file.startswith(where), problem
            assert problem.spot.line >= 0, problem
    text = format_text(listed, lambda *_: "x" * 200)
    assert "Traceback" not in text
    assert not _MOVES.search(text), text
    format_json(listed).encode()
    format_github(listed).encode()


def timed(work: Callable[[], Any]) -> Any:
    """What `work` gives, in reasonable time."""
    started = time.process_time()
    result = work()
    taken = time.process_time() - started
    assert taken < SECONDS, f"took {taken:.1f} s"
    return result


def damaged(raw: bytes) -> st.SearchStrategy[bytes]:
    """The bytes with a few others put in, or in another encoding."""
    put = st.tuples(st.integers(0, len(raw)), st.binary(max_size=4)).map(lambda at: raw[: at[0]] + at[1] + raw[at[0] :])
    other = st.sampled_from(["utf-16", "utf-16-le", "utf-32", "utf-8-sig"]).map(lambda name: raw.decode().encode(name))
    return st.one_of(put, other, st.binary(max_size=64))
