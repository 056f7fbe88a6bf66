"""The sections of docs/reliability.md: what each is called, and how its facts are put into words. Nothing is measured here.

A new section is a function from facts to lines, and an entry in SECTIONS; its facts come from `record` or from `note`s.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from benchmarks.reliability import bad_input, readers
from benchmarks.reliability.facts import Facts, recorded
from benchmarks.reliability.words import cell, wrapped

HEAD = """# Reliability

Written by the tests and benchmarks that measured it, not by hand: `python -m benchmarks.reliability` measures
and writes it anew. Times and memory are those of one machine; what was survived must be the same on every one, and
`make test` tries it each time.
"""
_LEFT = {
    "old": "the old site, byte for byte",
    "new": "the new site, byte for byte",
    "none": "none, until the next build",
    "good": "the last good page, then the edit",
    "edit": "the edit, shown as ever",
    "back": "no page until the next look or edit, then all of them",
    "over": "nothing: it ended, and the next preview works",
}


@dataclass(frozen=True)
class Section:
    """A part of the page: the name that its facts are recorded under, its heading, and its text."""

    name: str
    heading: str
    text: Callable[[Facts], Iterator[str]]


def page() -> str:
    """The whole page, from the facts that are recorded."""
    parts = [HEAD]
    for section in SECTIONS:
        facts = recorded(section.name)
        if facts:
            parts.append("\n".join((f"## {section.heading}", "", *section.text(facts))) + "\n")
    return "\n".join(parts)


def _faults(facts: Facts) -> Iterator[str]:
    """A row for each fault: what was left, how the build ended, what it said."""
    faults = facts["survived"]
    kills = sum("kill -9" in name for name in faults)
    previews = sum(name.startswith("preview: ") for name in faults)
    yield from wrapped(
        f"{len(faults)} faults survived, {kills} of them kills, in {facts['seconds']} s (`{facts['command']}`).",
        "After each fault of a build the site is one of the two known ones, compared file by file; no process is left; the",
        "next build works without cleaning up, gives the new site, and leaves nothing begun behind.",
        f"{previews} are faults of a running preview (`serve`). Its page is fetched all the while: complete, and as it was",
        "before or after the last edit. The problem is on top where there is one; once it is mended, the next edit is shown",
        "without a restart.",
    )
    yield ""
    yield "| fault | what is left | exit | what is said |"
    yield "|---|---|---|---|"
    for name, fault in sorted(faults.items()):
        code = "–" if fault["exit"] is None else fault["exit"]
        yield f"| {cell(name)} | {_LEFT[fault['left']]} | {code} | {cell(fault['said'])} |"


def _renderer(facts: Facts) -> Iterator[str]:
    yield from wrapped(
        f"A process that draws is refused by its engine below {facts['least_gb']} GB of address space (`ulimit -v`),",
        f"of which it uses {facts['resident_mb']} MB. With less, a build that has something to draw ends with `renderer`,",
        "exit code 3; one whose figures are kept is built within 1 GB.",
        f"A whole build of the seed project holds {facts['build_mb']} MB at most, with the processes that draw for it.",
    )


def _soak(facts: Facts) -> Iterator[str]:
    yield from wrapped(
        f"`python -m benchmarks.soak --edits {facts['edits']} --seed {facts['seed']}`: {facts['edits']:,} edits of a project",
        f"that `serve` shows ({facts['good']} right or mending, {facts['bad']} wrong), {facts['pages']:,} pages looked at",
        f"in {facts['minutes'] / 60:.1f} hours. Each was complete; {facts['with_problems']:,} had the problems on top,",
        "all others none.",
        "After each edit the page came to show what the files say.",
    )
    yield ""
    yield from wrapped(
        f"Resident memory of the server, after {facts['warm_after']} edits of warming up:",
        f"{facts['first_fifth_mb']} MB (median of the first fifth), {facts['last_fifth_mb']} MB (of the last),",
        f"{facts['most_mb']} MB at most; the straight line through all rises by {facts['kb_an_edit']} kB an edit.",
    )
    yield ""
    yield "| edit | times |"
    yield "|---|---|"
    yield from (f"| {kind} | {times} |" for kind, times in facts["kinds"].items())


def _strings(facts: Facts) -> Iterator[str]:
    """How many texts went where, and a row for each place where they came out."""
    sinks, refused = facts["sinks"], facts["refused"]
    checks = sum(sink["texts"] for sink in sinks.values())
    tried = sum(source["texts"] for source in refused.values())
    yield from wrapped(
        f"{facts['texts']} texts (tags, quotes, script ends, template syntax, addresses, formulas, every script, up to 2,000",
        f"letters) from {len(facts['sources'])} sources ({', '.join(facts['sources'])}) came back as they were from",
        f"{len(sinks)} sinks: {checks:,} checks (`{facts['command']}`). In Chromium nothing ran, no page broke, no script",
        "complained, and nothing was asked of another host.",
        f"{max(source['texts'] for source in refused.values())} texts that hide something (control characters, direction marks,",
        f"non-characters) were refused from each of {len(refused)} sources at their line, {tried:,} times in all.",
    )
    yield ""
    yield "| sink | read by | texts |"
    yield "|---|---|---|"
    for name, sink in sorted(sinks.items(), key=lambda item: item[0].casefold()):
        yield f"| {cell(name)} | {cell(sink['reader'])} | {sink['texts']} |"


SECTIONS = (
    Section("catalogue", "Bad input", bad_input.catalogue),
    Section("refusals", "What a refusal takes", bad_input.refusals),
    Section("fuzz", "Input made by chance", bad_input.fuzz),
    Section("strings", "Hostile texts", _strings),
    Section("misprints", "Numbers that are printed wrong", readers.misprints),
    Section("browser", "Under the policy of the pages, and in every zone", readers.browser),
    Section("same-bytes", "The same bytes", readers.same_bytes),
    Section("faults", "Faults", _faults),
    Section("renderer", "Memory", _renderer),
    Section("soak", "A preview through hours of edits", _soak),
)
