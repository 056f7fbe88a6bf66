"""The charts that a project has, for those who choose among them: a list with options and examples, and a picture of each.

Here belongs what is told of charts in a terminal, in Markdown and on a page. Which charts there are is known by the site.
"""

from __future__ import annotations

import base64
import dataclasses
import datetime as dt
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from dateline.charts import Chart, ChartCodeError, Options
from dateline.charts.options import option_fields
from dateline.errors import ConfigurationError, ContentError, Problem, QueryError, Spot
from dateline.figure import FigureOrder, Studio
from dateline.load.placing import refuse_links
from dateline.model import Period
from dateline.query.filters import TIME_FILTERS
from dateline.render import page_environment, template_directories
from dateline.site import CACHE, Site

BEGIN = "<!-- the list of charts: `python build.py charts --write` writes it anew -->"
END = "<!-- end of the list of charts -->"
PICTURES = "pictures"
_FROM_RECORD = "from this record"


@dataclass(frozen=True, slots=True)
class OptionEntry:
    """An option: its name in a chart block, what it takes, what it is by default (as it would be written), what it does."""

    name: str
    takes: str
    default: str
    about: str


@dataclass(frozen=True, slots=True)
class ChartEntry:
    """A chart: a line about it, the options it does not share with all, a block to copy, the newsroom's file if it is theirs."""

    name: str
    about: str
    options: tuple[OptionEntry, ...]
    block: str
    file: str | None


@dataclass(frozen=True, slots=True)
class Pictured:
    """A chart with its picture as a complete SVG file, or why this record gives none."""

    entry: ChartEntry
    svg: bytes | None
    reason: str = ""

    @property
    def address(self) -> str:
        """The picture as an address that holds it."""
        return "data:image/svg+xml;base64," + base64.b64encode(self.svg or b"").decode()


def chart_entries(site: Site) -> tuple[ChartEntry, ...]:
    """Every chart that articles of the project may name: those that come with Dateline, then its own."""
    return tuple(_entry(site.charts.charts[name]) for name in site.charts.charts)


def chart_entry(site: Site, name: str) -> ChartEntry:
    """One of them. Raises ConfigurationError if there is none of that name."""
    try:
        return _entry(site.charts.find(name))
    except QueryError as error:
        raise ConfigurationError(error.at(None)) from None


def _entry(chart: Chart) -> ChartEntry:
    shared = option_fields(Options)
    options = tuple(_option(name, field) for name, field in option_fields(chart.options).items() if name not in shared)
    return ChartEntry(chart.name, chart.about, options, _block(chart.name, options), chart.file)


def shared_options() -> tuple[OptionEntry, ...]:
    """The options that every chart takes besides the filters of a question."""
    return tuple(_option(name, field) for name, field in option_fields(Options).items())


def filters_of(site: Site) -> tuple[str, ...]:
    """The filters of a question that every chart takes as options."""
    return tuple(name for name in site.desk.words.names if name not in TIME_FILTERS)


def _option(name: str, field: dataclasses.Field[Any]) -> OptionEntry:
    about = str(field.metadata["about"])
    takes = (field.metadata["read"].__doc__ or "").strip().partition("\n")[0].partition(". ")[0].removesuffix(".")
    return OptionEntry(name, takes[:1].lower() + takes[1:], _written(field.default), about)


def _written(default: object) -> str:
    """A default as an author would write it; empty where nothing is the default, or the sentence about the option tells it."""
    return json.dumps(default).strip('"') if isinstance(default, bool | int | str) else ""


def _block(name: str, options: tuple[OptionEntry, ...]) -> str:
    lines = [f"    {option.name}: {option.default}" for option in options if option.default]
    return "\n".join([f"/// chart | {name}", *lines, "", "What the chart shows, in a sentence.", "///"])


def as_text(site: Site, entries: tuple[ChartEntry, ...]) -> str:
    """The list for a terminal."""
    parts = ["\n".join(_lines(entry)) for entry in entries]
    filters = f"  {', '.join(filters_of(site))}: filters of the question, each a value or a list of values."
    shared = "\n".join(["Every chart takes besides:", *map(_line, shared_options()), filters])
    return "\n\n".join([*parts, shared])


def _line(option: OptionEntry) -> str:
    default = f" Default: {option.default}." if option.default else ""
    return f"  {option.name:<12} {option.takes}: {option.about}.{default}".replace("`", "")


def _lines(entry: ChartEntry) -> Iterator[str]:
    yield f"{entry.name}{f' ({entry.file})' if entry.file else ''}"
    yield f"  {entry.about}"
    for option in entry.options:
        yield _line(option)
    yield ""
    yield from (f"    {line}".rstrip() for line in entry.block.splitlines())


def as_json(entries: tuple[ChartEntry, ...]) -> str:
    """The list for a program: an array of objects."""
    return json.dumps([dataclasses.asdict(entry) for entry in entries], ensure_ascii=False, indent=2)


def days(site: Site, start: dt.date | None, end: dt.date | None) -> Period | None:
    """The days to draw: an end that is not given is the record's; None for all of it. Raises ConfigurationError."""
    if start is None and end is None:
        return None
    try:
        first, last = start or site.desk.extent.start, end or site.desk.extent.end
    except QueryError as error:
        raise ConfigurationError(error.at(None)) from None
    if last < first:
        raise ConfigurationError(Problem("usage", f"pictures cannot end ({last}) before they start ({first})"))
    return Period(first, last)


def pictured(site: Site, entries: tuple[ChartEntry, ...], scope: Period | None = None) -> list[Pictured]:
    """A picture of each, drawn without options from the project's own record, over the days of `scope` or all there are.

    Raises ContentError with everything that the newsroom's own charts do wrong; a record that holds nothing for a chart is
    a reason why there is no picture.
    """
    problems: list[Problem] = []
    with Studio(
        site.record,
        site.desk,
        templates=template_directories(site.root),
        cache=site.root / CACHE if site.cached else None,
        registry=site.charts,
    ) as studio:
        made = [_picture(studio, entry, scope, problems) for entry in entries]
    if problems:
        raise ContentError(problems)
    return made


def _picture(studio: Studio, entry: ChartEntry, scope: Period | None, problems: list[Problem]) -> Pictured:
    order = FigureOrder(entry.name, {}, scope, "", "gallery")
    try:
        return Pictured(entry, studio.figure(studio.order(order)).file("svg"))
    except ChartCodeError as error:
        problems.append(error.at(None))
    except QueryError as error:
        return Pictured(entry, None, f"No picture {_FROM_RECORD}: {error.message}.")
    except ContentError as error:
        problems += error.problems
    return Pictured(entry, None)


def gallery_page(site: Site, charts: list[Pictured]) -> str:
    """A page that stands by itself, with every chart: what it shows, its picture, its options, a block to copy."""
    template = page_environment(template_directories(site.root)).get_template("partials/chart-gallery.html")
    return template.render(charts=charts, shared=shared_options(), filters=filters_of(site), name=site.record.dataset.title)


def write_gallery(site: Site, charts: list[Pictured]) -> Path:
    """Put the page where what can be made again is kept; gives its path."""
    path = site.root / CACHE / "charts" / "index.html"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(gallery_page(site, charts), encoding="utf-8")
    return path


def as_markdown(site: Site, charts: list[Pictured]) -> str:
    """The list for a document, with the pictures beside it."""
    parts = ["\n".join(_section(chart)) for chart in charts]
    return "\n\n".join([*parts, "### Options of every chart", "\n".join(_table(shared_options())), _filters_line(site)])


def _filters_line(site: Site) -> str:
    names = ", ".join(f"`{name}`" for name in filters_of(site))
    return f"And the filters of a question ({names}), each a value or a list of values."


def _section(chart: Pictured) -> Iterator[str]:
    entry = chart.entry
    yield f"### `{entry.name}`"
    yield ""
    yield entry.about
    yield ""
    yield f"![{_alt(entry)}]({PICTURES}/charts-{entry.name}.svg)" if chart.svg else chart.reason
    yield ""
    if entry.options:
        yield from _table(entry.options)
        yield ""
    yield from ("```text", entry.block, "```")


def _alt(entry: ChartEntry) -> str:
    return f"The chart {entry.name}: {entry.about.rstrip('.')}"


def _table(options: tuple[OptionEntry, ...]) -> Iterator[str]:
    yield "| option | takes | default | what it does |"
    yield "|---|---|---|---|"
    for option in options:
        default = f"`{option.default}`" if option.default else ""
        yield (
            " | ".join([f"| `{option.name}`", *(cell.replace("|", "\\|") for cell in (option.takes, default, option.about))])
            + " |"
        )


def write_list(site: Site, charts: list[Pictured], file: Path) -> None:
    """Write the list between its marks in a Markdown file, and the pictures beside it.

    Raises ConfigurationError where the file has no place for it, and ContentError where a link leads elsewhere.
    """
    folder = file.parent / PICTURES
    pictures = {folder / f"charts-{chart.entry.name}.svg": chart.svg for chart in charts if chart.svg}
    refuse_links(site.root, [file, *pictures])
    text = file.read_text(encoding="utf-8") if file.is_file() else ""
    before, mark, rest = text.partition(BEGIN)
    _, end, after = rest.partition(END)
    if not mark or not end:
        name = file.name
        raise ConfigurationError(
            Problem("no-marks", f"{name} has no place for the list", Spot(name), f"put these two lines into it:\n{BEGIN}\n{END}")
        )
    file.write_text(f"{before}{BEGIN}\n\n{as_markdown(site, charts)}\n\n{END}{after}", encoding="utf-8")
    folder.mkdir(exist_ok=True)
    for picture, svg in pictures.items():
        picture.write_bytes(svg)
