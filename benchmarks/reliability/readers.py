"""What was seen in browsers, and on machines of other kinds, in words."""

from __future__ import annotations

from collections.abc import Iterator

from benchmarks.reliability.facts import Facts
from benchmarks.reliability.words import cell, wrapped

_PARTS = {
    "marks": "marks",
    "texts": "texts of the chart",
    "table": "cells",
    "tips": "tooltips",
    "explored": "texts explored",
    "rows": "rows",
}


def browser(facts: Facts) -> Iterator[str]:
    """Pages under their policy, attacks on them, and dates in several zones."""
    noted = facts["noted"]
    served = sum(entry["pages"] for name, entry in noted.items() if name.startswith("served "))
    attacks = sorted(name.removeprefix("attack ") for name in noted if name.startswith("attack "))
    zones = {name.removeprefix("zone "): entry for name, entry in noted.items() if name.startswith("zone ")}
    yield from wrapped(
        f"`{facts['command']}` ({facts['seconds']} s): Chromium loaded {served:,} pages, among them each of the",
        f"{noted['site']['pages']} of this project's own site, and used search, palette, tooltips, exploring, embedding and",
        "previews. It was told to report whatever offends a page's Content-Security-Policy: nothing did.",
    )
    yield ""
    yield from wrapped(
        f"{len(attacks)} attacks, each of which works on a page without a policy, do nothing on one with ours:",
        f"{', '.join(attacks)}.",
    )
    yield ""
    yield "Dates read the same in every zone, compared text by text with those in UTC:"
    yield ""
    yield f"| zone | {' | '.join(_PARTS.values())} |"
    yield "|---" * (len(_PARTS) + 1) + "|"
    for zone, counts in sorted(zones.items()):
        yield f"| {cell(zone)} | {' | '.join(str(counts[part]) for part in _PARTS)} |"


def same_bytes(facts: Facts) -> Iterator[str]:
    """The circumstances under which a project gave the same files."""
    yield from wrapped(
        f"`{facts['command']}` ({facts['seconds']} s): builds of one project in other folders, all files compared byte for byte",
        "with those of a build as it comes.",
    )
    yield ""
    yield "| time zone, locale, machine | files alike |"
    yield "|---|---|"
    for name, entry in sorted(facts["noted"].items()):
        yield f"| {cell(name)} | {entry['files']} |"


def misprints(facts: Facts) -> Iterator[str]:
    """How many of the numbers that were changed on finished pages the gate told."""
    kinds = facts["kinds"]
    changed, told = (sum(entry[name] for entry in kinds.values()) for name in ("changed", "told"))
    yield from wrapped(
        "`python -m benchmarks.misprints`: on each page of this project's own site numbers were changed by one, one at a time,",
        f"wherever a reader sees them. The gate told {told:,} of {changed:,}, each of which fails a build. What it does not tell",
        "was not computed (days and terms that authors typed), or became another day or number of the same page that may",
        "stand there by itself: the day of a report's event, say, for the day on which it was published.",
    )
    yield ""
    yield "| pages | how many | numbers changed | told |"
    yield "|---|---|---|---|"
    for kind, entry in sorted(kinds.items()):
        yield f"| {kind} | {entry['pages']} | {entry['changed']:,} | {entry['told']:,} |"
