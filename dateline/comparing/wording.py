"""What is said of a comparison in every form: headings, summaries, ways to name what changed. Plain texts, escaped nowhere."""

from __future__ import annotations

from dateline.comparing.changes import KINDS, Comparison, EntryChange, Kind, NumberChange

WORDS: dict[Kind, tuple[str, str]] = {
    "event": ("event", "events"),
    "total": ("stated total", "stated totals"),
    "report": ("report", "reports"),
    "place": ("place", "places"),
    "source": ("source", "sources"),
    "word": ("word of the dataset", "words of the dataset"),
    "correction": ("correction", "corrections"),
}
NOTHING = "–"
"""Stands for a value that was not, or is not, there."""
NO_CHANGE = "Nothing that a reader sees differs: no entry of the record, no number in prose, no chart."


def many(number: int, one: str, several: str | None = None) -> str:
    """`1 event`, `2,100 events`."""
    return f"{number:,} {one if number == 1 else several or one + 's'}"


def title(comparison: Comparison) -> str:
    """The headline: since which revision."""
    return f"What changes since {named(comparison)}"


def named(comparison: Comparison) -> str:
    """The older revision by its name and the beginning of its commit."""
    short = comparison.commit[:10]
    return short if comparison.commit.startswith(comparison.before) else f"{comparison.before} ({short})"


def summary(comparison: Comparison) -> list[str]:
    """Everything that differs, counted: one line for the record, one for the prose, one for the charts."""
    parts = [line for kind in KINDS if (line := _counted(comparison, kind))]
    lines = [f"The record: {'; '.join(parts)}." if parts else "The record: nothing differs."]
    if comparison.pages or comparison.pages_unchanged:
        pages = many(sum(1 for page in comparison.pages if page.numbers), "page")
        changed = f"{many(comparison.numbers, 'number')} on {pages}" if comparison.numbers else "no number"
        differs = "differs" if comparison.numbers <= 1 else "differ"
        lines.append(f"Numbers in prose: {changed} {differs}, {comparison.numbers_unchanged:,} do not.")
        charts = many(comparison.charts, "chart") if comparison.charts else "no chart"
        lines.append(
            f"Charts: {charts} {'differs' if comparison.charts <= 1 else 'differ'}, {comparison.charts_unchanged:,} do not."
        )
    return lines


def _counted(comparison: Comparison, kind: Kind) -> str:
    counted = comparison.counted(kind)
    said = ", ".join(f"{counted[what]:,} {what}" for what in ("added", "changed", "withdrawn") if counted[what])
    return f"{WORDS[kind][1]} {said}" if said else ""


def entry_name(entry: EntryChange) -> str:
    """Where an entry stands: `in 2018-04-06-cjtf-oir`, or nothing."""
    return f"in {entry.within}" if entry.within and not entry.id.startswith(entry.within) else ""


def not_compared(comparison: Comparison) -> list[str]:
    """What is said where the older state could not be read."""
    if not comparison.problems:
        return []
    lines = [f"Not all of {named(comparison)} could be read with today's code, and what could not was not compared:"]
    if not comparison.pages and not comparison.pages_unchanged:
        lines.append("Its record cannot be read. Compared are the files of reports as they are written, and no pages.")
    return lines


def expression(number: NumberChange) -> str:
    """The expression, and the one that it was where it was edited."""
    now = f"{{{{ {number.expression} }}}}"
    return now if number.expression_before is None else f"{{{{ {number.expression_before} }}}} → {now}"
