"""A comparison as one HTML file: the charts that differ, drawn as they were and as they are, and every number beside them.

The file stands by itself: its styles are in it, it holds no script, and asks nothing of anybody. All texts are escaped by the
template, `partials/comparison.html`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from markupsafe import Markup

from dateline.comparing.changes import KINDS, ChartChange, Comparison, PageChange
from dateline.comparing.compared import Compared
from dateline.comparing.pages import Reading
from dateline.comparing.wording import WORDS, expression, many, not_compared, summary, title
from dateline.errors import ContentError
from dateline.figure.parts import with_drawings
from dateline.render import page_environment, template_directories

TEMPLATE = "partials/comparison.html"
STYLES = Path("assets") / "stylesheets" / "figure.css"
_IDS = re.compile(r'\b(id|aria-labelledby)="([^"]*)"')


@dataclass(frozen=True)
class Side:
    """A chart as one state draws it; `plot` None: it is not there, or cannot be drawn for `reason`."""

    name: str
    plot: Markup | None
    reason: str


@dataclass(frozen=True)
class Pictured:
    """A chart that differs, before and after."""

    change: ChartChange
    sides: tuple[Side, Side]


@dataclass(frozen=True)
class PicturedPage:
    """A page with its charts that differ."""

    change: PageChange
    charts: tuple[Pictured, ...]


def comparison_page(compared: Compared, root: Path) -> str:
    """The file, with the templates and the styles of the project in `root`. The charts are drawn now."""
    comparison, folders = compared.comparison, template_directories(root)
    pages = tuple(PicturedPage(page, tuple(_pictured(compared, chart) for chart in page.charts)) for page in comparison.pages)
    styles = next(path for folder in folders if (path := folder / STYLES).is_file()).read_text(encoding="utf-8")
    kinds = [(WORDS[kind][1].capitalize(), _of(comparison, kind)) for kind in KINDS if _of(comparison, kind)]
    return (
        page_environment(folders)
        .get_template(TEMPLATE)
        .render(
            comparison=comparison,
            title=title(comparison),
            summary=summary(comparison),
            not_compared=not_compared(comparison),
            kinds=kinds,
            pages=pages,
            expression=expression,
            many=many,
            styles=Markup(styles.replace("</", "<\\/")),  # noqa: S704 - the project's own style sheet, which cannot end its element
        )
    )


def _of(comparison: Comparison, kind: str) -> list[object]:
    return [entry for entry in comparison.entries if entry.kind == kind]


def _pictured(compared: Compared, chart: ChartChange) -> Pictured:
    before, after = compared.before, compared.after
    return Pictured(chart, (_side("before", before, chart), _side("after", after, chart)))


def _side(name: str, reading: Reading | None, chart: ChartChange) -> Side:
    there = chart.what == "changed" or (chart.what == "added") == (name == "after")
    if reading is None or not there:
        return Side(name, None, "This chart was not there." if name == "before" else "This chart is gone.")
    try:
        finished = reading.figure(chart.id).finished
    except ContentError as error:
        return Side(name, None, error.problems[0].message)
    frame = _IDS.sub(lambda found: f'{found[1]}="{_renamed(found[2], name)}"', finished.frame_html)
    plot = with_drawings(f"{name}-{chart.id}", frame.replace(" hidden>", ">"), {"narrow": finished.svgs["narrow"]})
    return Side(name, Markup(plot), "")  # noqa: S704 - from our own template, which escapes, and our own SVG


def _renamed(ids: str, name: str) -> str:
    """Ids of their own for each side: a page holds both."""
    return " ".join(f"{name}-{one}" for one in ids.split())
