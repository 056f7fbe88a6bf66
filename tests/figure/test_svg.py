"""Trimming: less text, the same picture; classes for colours, own ids, marks counted."""

from __future__ import annotations

import re
from xml.etree import ElementTree as ET

import pytest

from dateline.charts import theme
from dateline.figure.renderer import DrawingError, render
from dateline.figure.svg import ID, height_of, trim, with_ids
from tests.figure.cases import bar_spec, seed


def parsed(svg: str) -> ET.Element:
    return ET.fromstring(svg)  # noqa: S314 -- our own


def drawn(chart: str = "weekly", width: int = 720) -> str:
    drawing = seed(chart)
    return render(drawing.draw(drawing.plot, width).to_dict())


def shell(*children: str) -> str:
    spaces = 'xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"'
    marks = f'<g class="mark-rect role-mark marks" role="graphics-object">{"".join(children)}</g>'
    return f'<svg {spaces} width="100" height="50"><rect width="100" height="50" fill="white"/>{marks}</svg>'


MARK = '<path role="graphics-symbol" aria-label="a" d="M1.23456,2h3" fill="#1a68ab"/>'


def test_marks_are_counted_in_what_is_drawn_and_not_in_axes() -> None:
    assert trim(drawn()).marks == seed().marks == 2
    assert trim(drawn("places")).marks == 7
    # An own chart with axes: one bar is one mark, axes and their labels are none.
    assert trim(render(bar_spec())).marks == 1
    hostile = bar_spec(a='role="graphics-symbol" aria-label="x" <path>')
    assert trim(render(hostile)).marks == 1


def test_a_mark_without_a_shape_is_refused() -> None:
    for shape in ("", "MNaN,2h3"):
        with pytest.raises(DrawingError, match="the mark 'a' has no shape"):
            trim(shell(MARK.replace("M1.23456,2h3", shape)))


@pytest.mark.parametrize("size", ["Infinity", "NaN", "inf", "wide"])
def test_a_drawing_without_a_size_is_refused(size: str) -> None:
    drawn = re.sub(r' width="[^"]*"', f' width="{size}"', shell(MARK), count=1)
    with pytest.raises(DrawingError, match=f"it is drawn '{size}' px large"):
        trim(drawn)


def test_what_is_no_svg_is_refused() -> None:
    with pytest.raises(DrawingError, match="no valid SVG"):
        trim("<svg><g></svg>")


def test_numbers_are_rounded_to_two_decimals_and_stay_apart() -> None:
    path = re.search(' d="(.*?)"', trim(shell(MARK)).text)
    assert path is not None
    assert path[1] == "M1.23,2h3"
    packed = trim(shell(MARK.replace("M1.23456,2h3", "M10-0.001L5.5-2.125"))).text
    assert 'd="M10 0L5.5-2.12"' in packed


def test_known_colours_get_classes_and_keep_their_attributes() -> None:
    text = trim(drawn()).text
    root = parsed(text)
    marks = [element for element in root.iter() if "dl-mark" in element.get("class", "").split()]
    assert [(mark.get("class"), mark.get("fill")) for mark in marks] == [
        ("dl-mark dl-c1", theme.colour("c1")),
        ("dl-mark dl-c2", theme.colour("c2")),
    ]
    assert "dl-s-axis" in text


def test_every_colour_of_our_own_charts_can_be_themed() -> None:
    for chart in ("weekly", "places"):
        for element in parsed(trim(drawn(chart)).text).iter():
            for attribute in ("fill", "stroke"):
                value = element.get(attribute, "none")
                assert value == "none" or value.startswith("url(") or value in theme.ROLES.values()


def test_nothing_that_runs_or_styles_is_left() -> None:
    text = trim(drawn("places")).text
    assert not re.search(r"<(script|style|foreignObject|image)|\son\w+=|\sstyle=|xmlns|javascript:", text)


@pytest.mark.parametrize("name", ["script", "style", "a", "image", "foreignObject", "set"])
def test_an_element_that_no_drawing_has_is_refused(name: str) -> None:
    with pytest.raises(DrawingError, match=f"gave <{name}>"):
        trim(shell(MARK, f'<{name} xlink:href="x">alert(1)</{name}>'))


@pytest.mark.parametrize(
    "attribute", ['onload="alert(1)"', 'style="fill:red"', 'href="//evil.example/x"', 'xlink:href="javascript:x"', 'tabindex="0"']
)
def test_of_attributes_only_known_ones_stay(attribute: str) -> None:
    assert trim(shell(f'<g {attribute} opacity="0.5">{MARK}</g>')) == trim(shell(f'<g opacity="0.5">{MARK}</g>'))


def test_ids_are_prefixed_wherever_they_are_used() -> None:
    clip = '<g clip-path="url(#clip1)"><use xlink:href="#a"/></g>' + MARK
    text = trim(shell('<defs><clipPath id="clip1"/></defs>', clip)).text
    assert f'id="{ID}clip1"' in text
    assert f"url(#{ID}clip1)" in text
    assert f'href="#{ID}a"' in text
    filled = with_ids(text, "week-wide")
    assert ID not in filled
    assert set(re.findall(r'\bid="([^"]*)"', filled)) == {"week-wide-clip1"}


def test_what_nobody_reported_is_hatched() -> None:
    text = trim(shell(MARK.replace(theme.colour("c1"), theme.colour("hatch")))).text
    assert f'<pattern id="{ID}hatch"' in text
    assert f'fill="url(#{ID}hatch)"' in text
    assert "pattern" not in trim(shell(MARK)).text


def test_labels_are_kept_and_escaped() -> None:
    name = "</text><script>alert(1)</script> & 'quotes\" "
    text = trim(render(bar_spec(a=name))).text
    assert "<script" not in text
    # A label of an axis loses the space at its end, as the renderer has it.
    shown = [element.text for element in parsed(text).iter("text")]
    assert any((entry or "").startswith("</text><script>") for entry in shown)


def test_it_is_much_smaller_and_the_same_every_time() -> None:
    raw = drawn("places")
    trimmed = trim(raw).text
    assert len(trimmed) < 0.65 * len(raw)
    assert trim(raw) == trim(drawn("places"))
    assert height_of(trimmed) == int(re.findall(r'height="(\d+)"', raw)[0])


def test_all_words_of_the_drawing_are_still_there() -> None:
    raw, trimmed = (parsed(text) for text in (drawn("places"), trim(drawn("places")).text))
    assert ["".join(e.itertext()) for e in trimmed.iter("text")] == [
        "".join(e.itertext()) for e in raw.iter("{http://www.w3.org/2000/svg}text")
    ]


def test_only_marks_are_named() -> None:
    axis = '<g class="mark-group role-axis" aria-label="Y-axis"><text fill="#22282e">Nov</text></g>'
    spec = f'<svg xmlns="http://www.w3.org/2000/svg" width="20" height="10"><g class="mark-rect role-mark">{MARK}</g>{axis}</svg>'
    assert trim(spec).text.count("aria-label") == 1
