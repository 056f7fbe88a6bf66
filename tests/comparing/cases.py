"""A comparison with something of everything, hostile texts among it, for the golden files beside it.

`python -m tests.comparing.cases` writes them anew; read the difference before it is committed.
"""

from __future__ import annotations

from pathlib import Path

from dateline.comparing import Comparison, markdown, text
from dateline.comparing.changes import ChartChange, EntryChange, NumberChange, PageChange, RowChange, ValueChange

GOLDEN = Path(__file__).parent / "golden"
HOSTILE = "<img src=x onerror=alert(1)> | @everyone [x](javascript:1) `` ` `` #12 https://evil.example ![i](http://e.example)"


def everything() -> Comparison:
    return Comparison(
        before="v1.0",
        commit="0123456789abcdef0123456789abcdef01234567",
        entries=(
            EntryChange(
                "event", "2018-04-06-baghdad", "changed", "2018-04-06-cjtf-oir", (ValueChange("strikes", "1", "1 to 2"),)
            ),
            EntryChange("event", "2018-05-01-late", "added", "2018-05-01-x", (ValueChange("place", None, "bayji or qayyarah"),)),
            EntryChange("report", "2018-04-06-cjtf-oir", "changed", None, (ValueChange("note", None, HOSTILE),)),
            EntryChange("source", "lwj", "withdrawn", None, (ValueChange("title", HOSTILE, None),)),
        ),
        pages=(
            PageChange(
                "content/articles/a-week.md",
                "Nine strikes | in a week",
                "changed",
                (
                    NumberChange("strikes() | words", "nine", "ten", "The coalition reported ", " strikes, @desk says.", 11),
                    NumberChange("strikes(day=1)", None, "3", f"{HOSTILE} ", ".", 14),
                    NumberChange("b", "4", "5", "", " of them", 15, "a"),
                ),
                7,
                (
                    ChartChange("a-week-weekly", "Ten strikes", "changed", (RowChange("30 March", "Iraq (strikes)", "6", "7"),)),
                    ChartChange("a-week-map", "Where they fell", "changed", ()),
                    ChartChange("a-week-places", "Places", "added", ()),
                ),
                2,
            ),
            PageChange("content/articles/gone.md", HOSTILE, "withdrawn"),
        ),
        pages_unchanged=3,
        numbers_unchanged=21,
        charts_unchanged=2,
        problems=(f"content/about.md:3: {HOSTILE}",),
    )


def forms() -> dict[str, str]:
    """The golden files by name."""
    return {"everything.md": markdown(everything()), "everything.txt": text(everything()) + "\n"}


if __name__ == "__main__":
    for name, content in forms().items():
        (GOLDEN / name).write_text(content, encoding="utf-8")
