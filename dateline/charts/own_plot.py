"""Drawing a newsroom's own chart: its function is called with its rows, and what it gives is made to look and read like ours.

Here belongs what is done to the specification: the theme, the width, and which marks are data. The function itself is run by
`code`, possibly in another process than the one that read it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from dateline.apart import quiet
from dateline.charts import theme
from dateline.charts.code import ChartCode, ChartCodeError
from dateline.charts.options import Options
from dateline.charts.own_held import check_held
from dateline.charts.spec_fields import PARTS

_PLAIN = (str, int, float, bool, type(None))


@dataclass(frozen=True)
class OwnPlot:
    """All that the drawing needs, as plain data: the code itself, which chart of which file, its rows and its options.

    `beneath` stands for the libraries that the code uses; nothing is drawn from it, but what is drawn is kept under it as well.
    """

    code: ChartCode
    file: str
    name: str
    rows: tuple[dict[str, Any], ...]
    options: dict[str, Any]
    beneath: str = ""


@dataclass(frozen=True)
class Spec:
    """A finished specification, given the way Altair gives one."""

    spec: dict[str, Any]

    def to_dict(self) -> dict[str, Any]:
        return self.spec


def draw_own(plot: OwnPlot, width: int) -> Spec:
    """The chart, `width` px wide. Raises ChartCodeError, at the line of charts/*.py where drawing fails."""
    from dateline.charts.own import OwnChart  # noqa: PLC0415 - which prepares what is drawn here

    own = next(
        entry for entry in vars(plot.code.module(plot.file)).values() if isinstance(entry, OwnChart) and entry.name == plot.name
    )
    doing = f"chart '{plot.name}' cannot be drawn"
    with plot.code.watched(doing, own.spot), quiet(), plot.code.answering(doing, own.spot):
        made = own.draw([dict(row) for row in plot.rows], own.options(**plot.options), width)
        spec = made.to_dict() if hasattr(made, "to_dict") else None
    if not isinstance(spec, dict):
        message = f"{doing}: its function gives {type(made).__name__}, not an Altair chart"
        raise ChartCodeError.placed(message, "end it with `return alt.Chart(...)...`", own.spot)
    check_held(plot.code, (plot.file, plot.name, own.by), spec, plot.rows, own.spot)
    return Spec(finished(spec, width))


def finished(spec: dict[str, Any], width: int) -> dict[str, Any]:
    """The same chart in our theme, as wide as it may be, with only those marks speaking that are described."""
    looks = {**spec, "config": merged(theme.altair_config(), spec.get("config") or {})}
    if "width" not in spec and ("mark" in spec or "layer" in spec) and not _facets(spec):
        looks |= {"width": width, "autosize": {"type": "fit-x", "contains": "padding"}}
    return _speaking(looks, described=False)


def merged(ours: Mapping[str, Any], theirs: Mapping[str, Any]) -> dict[str, Any]:
    """Both configurations; where they differ, theirs."""
    both = {**ours, **theirs}
    for name in ours.keys() & theirs.keys():
        if isinstance(ours[name], Mapping) and isinstance(theirs[name], Mapping):
            both[name] = merged(ours[name], theirs[name])
    return {name: both[name] for name in sorted(both)}


def _facets(spec: Mapping[str, Any]) -> bool:
    return any(name in spec.get("encoding", {}) for name in ("row", "column", "facet"))


def _speaking(spec: dict[str, Any], *, described: bool) -> dict[str, Any]:
    """Vega describes every mark in its own words; those that the chart does not describe are decoration, and say nothing."""
    described = described or "description" in spec.get("encoding", {})
    result = dict(spec)
    if "mark" in spec:
        mark = spec["mark"] if isinstance(spec["mark"], dict) else {"type": spec["mark"]}
        result["mark"] = mark if described or "aria" in mark else {**mark, "aria": False}
    for part in PARTS:
        if part in spec:
            result[part] = [_speaking(inner, described=described) for inner in spec[part]]
    if isinstance(spec.get("spec"), dict):
        result["spec"] = _speaking(spec["spec"], described=described)
    return result


def plain_options(options: Options) -> Iterator[tuple[str, Any]]:
    """The options by the names of their fields. Raises ValueError, with the name, for one that is not plain data."""
    for name in options.__dataclass_fields__:
        value = getattr(options, name)
        if name not in ("start", "end") and not _is_plain(value):
            raise ValueError(name)
        yield name, value


def _is_plain(value: object) -> bool:
    if isinstance(value, Mapping):
        return all(isinstance(key, str) and _is_plain(entry) for key, entry in value.items())
    if isinstance(value, list | tuple):
        return all(map(_is_plain, value))
    return type(value) in _PLAIN
