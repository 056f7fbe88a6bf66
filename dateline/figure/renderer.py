"""From a Vega-Lite specification to SVG, by vl-convert. This module owns vl_convert.

What would abort the process or give an empty picture (control characters, values that are no number, fields that no row
has) is refused before. Nothing is fetched: no address is allowed.
"""

from __future__ import annotations

import functools
import json
import math
import os
import re
import signal
import sys
from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path
from typing import Any

import vl_convert

from dateline.charts.canvas import TEMPLATE
from dateline.charts.spec_fields import entries, unknown_fields

FONTS = Path(__file__).parent / "fonts" / "fonts.conf"

_UNDRAWABLE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef"
    + "".join(f"{chr(plane * 0x10000 + 0xFFFE)}{chr(plane * 0x10000 + 0xFFFF)}" for plane in range(17))
    + "]"
)
_EXPRESSIONS = ("calculate", "filter", "expr", "test", "labelExpr")
_ESCAPE = re.compile(r"\\(?:u([0-9a-fA-F]{4})|u\{([0-9a-fA-F]+)\}|x([0-9a-fA-F]{2})|(0)(?!\d))")
_SUSPICIOUS = re.compile(r"\\u|" + _UNDRAWABLE.pattern)


class DrawingError(ValueError):
    """A specification that cannot be drawn, in a sentence. Can be pickled, since it may come from another process."""


def renderer_version() -> str:
    """What cached drawings depend on."""
    return version("vl-convert-python")


@functools.cache
def without_system_fonts() -> None:
    """Hide the machine's fonts from the renderer; must run before the first conversion of the process.

    That makes charts the same bytes everywhere, and three times as fast.
    """
    os.environ["FONTCONFIG_FILE"] = str(FONTS)


def warm() -> None:
    """Draw something once, so that the first real chart of a process does not wait for the engine to start."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    row = {"a": 1, "t": "a"}
    encoding = {"x": {"field": "a", "type": "quantitative"}, "text": {"field": "t", "type": "nominal"}}
    render({"data": {"values": [row]}, "mark": "text", "encoding": encoding})


def render(spec: dict[str, Any]) -> str:
    """The SVG of a specification. Raises DrawingError with what is wrong with it."""
    without_system_fonts()
    for message in refused(spec):
        raise DrawingError(message)
    try:
        if TEMPLATE in (spec.get("usermeta") or {}):
            return vl_convert.vega_to_svg(_filled(spec), allowed_base_urls=[])
        return vl_convert.vegalite_to_svg(spec, allowed_base_urls=[])
    except ValueError as error:
        raise DrawingError(_reason(str(error))) from None


def paint(svg: str, scale: float) -> bytes:
    """A complete SVG file as PNG, `scale` times as large. Raises DrawingError with what is wrong with it.

    Letters are those that come with the renderer, as in the SVG; whoever sets the text names a font that it has.
    """
    without_system_fonts()
    found = undrawable(svg)
    if found:
        message = f"it holds the character {found}"
        raise DrawingError(message)
    try:
        return vl_convert.svg_to_png(svg, scale=scale)
    except (ValueError, RuntimeError) as error:
        raise DrawingError(_reason(str(error))) from None


def _filled(spec: dict[str, Any]) -> dict[str, Any]:
    """The Vega specification of a template: compiled once, then filled. Compiling takes as long as drawing."""
    values = {param["name"]: param["value"] for param in spec["params"]}
    empty: dict[str, list[Any]] = {name: [] for name in spec["datasets"]}
    blank = {"width": 1, "height": 1, "padding": 0, "params": [{"name": name, "value": 0} for name in values], "datasets": empty}
    vega = _compiled(json.dumps(spec | blank))
    data = [{**entry, "values": spec["datasets"][entry["name"]]} if entry["name"] in empty else entry for entry in vega["data"]]
    signals = [{**entry, "value": values[entry["name"]]} if entry["name"] in values else entry for entry in vega["signals"]]
    return {
        **vega,
        "width": spec["width"],
        "height": spec["height"],
        "padding": spec["padding"],
        "data": data,
        "signals": signals,
    }


@functools.cache
def _compiled(template: str) -> dict[str, Any]:
    return dict(vl_convert.vegalite_to_vega(json.loads(template)))


def _reason(text: str) -> str:
    """What the renderer says is wrong: its first line, and the next where that only announces it. The rest is its own code."""
    said = [line.strip() for line in text.splitlines() if line.strip()]
    return " ".join(said[: 2 if said and said[0].endswith(":") else 1]) or "the renderer failed"


def undrawable(text: str) -> str | None:
    """The first character of a text that no chart or page can hold, as `U+0007`; None if there is none."""
    found = _UNDRAWABLE.search(text)
    return f"U+{ord(found.group()):04X}" if found else None


def refused(spec: dict[str, Any]) -> Iterator[str]:
    """Why a specification cannot be drawn: undrawable characters, values that are no number, unknown fields, no rows."""
    if not _plainly_drawable(spec):
        yield from _values(spec, "the chart")
    yield from _escapes(spec)
    yield from _addresses(spec)
    yield from (f"no row has a field '{name}', which the chart draws" for name, _ in unknown_fields(spec))


def _escapes(spec: dict[str, Any]) -> Iterator[str]:
    """Expressions that would make such a character. Halves of a pair are none by themselves."""
    for name, value in entries(spec):
        if name in _EXPRESSIONS and isinstance(value, str):
            for digits in filter(None, (group for found in _ESCAPE.findall(value) for group in found)):
                code = int(digits, 16)
                found = undrawable(chr(code)) if code <= sys.maxunicode and not 0xD800 <= code <= 0xDFFF else None
                if found:
                    yield f"its expression `{value[:80]}` makes the character {found}, which cannot be drawn"


def _addresses(value: object) -> Iterator[str]:
    """Data and pictures that would be fetched while drawing: the renderer leaves out what it may not fetch, without a word."""
    if isinstance(value, dict):
        data = value.get("data")
        if isinstance(data, dict) and "url" in data:
            yield f"its data are to be read from '{str(data['url'])[:80]}', and a chart draws the rows that it is given"
        if value.get("type") == "image" or value.get("mark") == "image":
            yield "it draws pictures (mark 'image'), which would have to be fetched"
        for name, entry in value.items():
            if name not in {"datasets", "values"}:
                yield from _addresses(entry)
    elif isinstance(value, list | tuple):
        for entry in value:
            yield from _addresses(entry)


def _plainly_drawable(spec: dict[str, Any]) -> bool:
    """Whether a quick look at the whole text finds nothing suspicious; the slow look then need not search every value."""
    try:
        text = json.dumps(spec, ensure_ascii=False, allow_nan=False)
    except ValueError:
        return False
    return _SUSPICIOUS.search(text) is None


def _values(value: object, where: str) -> Iterator[str]:
    if isinstance(value, str):
        found = undrawable(value)
        if found:
            yield f"{where} holds the character {found}, which cannot be drawn"
    elif isinstance(value, float) and not math.isfinite(value):
        yield f"{where} is not a number ({value})"
    elif isinstance(value, dict):
        for name, entry in value.items():
            yield from _values(name, f"a name in {where}")
            yield from _values(entry, f"'{name}'" if _plain(name) else where)
    elif isinstance(value, list | tuple):
        for entry in value:
            yield from _values(entry, where)


def _plain(name: object) -> bool:
    return isinstance(name, str) and undrawable(name) is None
