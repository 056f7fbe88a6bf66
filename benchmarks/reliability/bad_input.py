"""The sections on bad input: the catalogue, what refusing it takes, and what was thrown by chance."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from benchmarks.reliability.facts import Facts
from benchmarks.reliability.words import cell, wrapped

_SHOWN = 8
"""So many of the slowest."""


def catalogue(facts: Facts) -> Iterator[str]:
    """How many bad inputs of each kind are refused."""
    kinds = Counter(name.partition("-")[0] for name in facts["refused"])
    yield from wrapped(
        f"{kinds.total()} bad inputs, one file each in `tests/hostile/cases`, are refused by the real command, in the words",
        "that stand beside them: each with an exit code from 1 to 3, none with a traceback",
        f"(`{facts['command']}`, {facts['seconds']} s).",
    )
    yield ""
    yield "| kind | inputs |"
    yield "|---|---|"
    yield from (f"| {kind} | {number} |" for kind, number in sorted(kinds.items()))


def refusals(facts: Facts) -> Iterator[str]:
    """The slowest of the small ones, and what files at the limit take."""
    small, large = facts["small"], facts["large"]
    slow = [name for name, cost in small.items() if cost["ms"] > facts["most_ms"]]
    heavy = [name for name, cost in small.items() if cost["mb"] > facts["most_mb"]]
    yield from wrapped(
        f"Meant are {facts['most_ms']} ms and {facts['most_mb']} MB for each refusal, beyond what the project takes without",
        f"the bad input. Of {len(small)} inputs of the catalogue {len(slow)} take longer and {len(heavy)} take more; the",
        "largest peak is",
        f"{max(cost['mb'] for cost in small.values()):.1f} MB. The slowest:",
    )
    yield ""
    yield "| input | ms | MB |"
    yield "|---|---|---|"
    slowest = sorted(small.items(), key=lambda item: -item[1]["ms"])[:_SHOWN]
    yield from (f"| {cell(name)} | {cost['ms']:.1f} | {cost['mb']:.1f} |" for name, cost in slowest)
    yield ""
    yield from wrapped(
        "A file may have 50 MB, and what is in it has to be read before it can be refused: bytes and text take some 100 MB.",
        "What is known early is said early: the size before anything is read, the encoding, from the bytes alone, and",
        "forbidden characters before any YAML, the depth, too many keys and what is far too long where it begins.",
    )
    yield ""
    parsed, events = facts["least"]["parsed"], facts["least"]["events"]
    yield from wrapped(
        f"What is wrong with the YAML in the last line of 49.8 MB cannot be known in {facts['most_ms']} ms: the C parser alone,",
        f"making nothing of what it reads, takes {parsed['seconds']:.2f} s and {parsed['mb']:.0f} MB, and telling each word to",
        f"Python, where none is kept, {events['seconds']:.2f} s. No YAML, or an alias, is refused in the one reading that a good",
        "file has, too; the memory is that of what was made of the file by then. A wrong value is known when all values were",
        "looked at, and a second reading finds its place. Processor time and resident memory of the whole process beyond its",
        "start:",
    )
    yield ""
    yield "| file | s | MB | said |"
    yield "|---|---|---|---|"
    yield from (
        f"| {cell(name)} | {cost['seconds']:.2f} | {cost['mb']:.0f} | {cell(cost['said'])} |" for name, cost in large.items()
    )


def fuzz(facts: Facts) -> Iterator[str]:
    """How much was thrown at each reader."""
    inputs = facts["inputs"]
    yield from wrapped(
        f"{sum(inputs.values()):,} inputs made by chance from good ones in {facts['minutes']:g} minutes",
        f"(`python -m benchmarks.fuzz --minutes {facts['minutes']:g}`): each was read, or refused with problems that have their",
        "place, and nothing else came of any. A test throws some of them each time, always the same.",
    )
    yield ""
    yield "| reader | inputs |"
    yield "|---|---|"
    yield from (f"| {name} | {number:,} |" for name, number in sorted(inputs.items()))
