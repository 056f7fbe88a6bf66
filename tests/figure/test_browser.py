"""Figures as a browser shows them: one drawing at a time, legible at every width, following the scheme, whole on paper."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from dateline.charts import theme
from dateline.figure import FigureOrder, Studio, fill, slot
from dateline.query import Desk
from dateline.render import template_directories
from dateline.site import load_site
from tests.charts.test_weekly import LENGTHS, ODD, long_record
from tests.factories import record, seed_report
from tests.figure.cases import TEMPLATES
from tests.projects import ROOT

CSS = (TEMPLATES / "assets/stylesheets/figure.css").read_text(encoding="utf-8")
LEGIBLE = 11
"""The smallest size of a letter as displayed, in px."""
MEASURE = """() => [...document.querySelectorAll('.dl-plot svg')].filter(svg => svg.checkVisibility()).map(svg => {
  const scale = svg.getBoundingClientRect().width / svg.viewBox.baseVal.width;
  const sizes = [...svg.querySelectorAll('text')].map(text => parseFloat(getComputedStyle(text).fontSize) * scale);
  return {figure: svg.closest('figure').id, smallest: Math.min(...sizes), width: svg.getBoundingClientRect().width,
          marks: [...svg.querySelectorAll('.dl-mark')].filter(mark => mark.getBBox().width > 0).length};
})"""


@pytest.fixture(scope="module")
def page_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A page with figures of every kind and nothing else but the style sheet."""
    figures = []
    for name, made in (("seed", record(seed_report())), ("odd", record(*ODD, *LENGTHS)), ("long", record(*long_record()))):
        studio = Studio(made, Desk(made), templates=[TEMPLATES], cache=None)
        for chart in ("weekly", "places") if name == "seed" else ("weekly",):
            found = studio.order(FigureOrder(chart, {}, None, f"content/{name}.md", name))
            html = f'<figure class="dl-figure" id="{found}">{slot(found, "plot")}{slot(found, "notes")}</figure>'
            figures.append(fill(html, studio))
    return write_page(tmp_path_factory.mktemp("figures"), "".join(figures))


def write_page(folder: Path, figures: str) -> Path:
    """A page in a folder with some figures, and nothing else but the style sheet."""
    path = folder / "page.html"
    style = f"<style>{CSS} body {{ margin: 0 16px }}</style>"
    head = f'<!doctype html><html lang="en"><meta charset="utf-8"><title>t</title>{style}'
    path.write_text(f'{head}<body data-md-color-scheme="default">{figures}</body></html>', encoding="utf-8")
    return path


@pytest.fixture
def page(browser: Browser, page_file: Path) -> Iterator[Page]:
    page = browser.new_page()
    page.goto(page_file.as_uri())
    yield page
    page.close()


@pytest.mark.parametrize("width", [320, 360, 640, 660, 768, 1280])
def test_one_drawing_of_each_figure_is_shown_legible_and_within_the_page(page: Page, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    page.evaluate("document.querySelectorAll('details').forEach(entry => { entry.open = true })")
    shown = page.evaluate(MEASURE)
    assert [entry["figure"] for entry in shown] == ["seed-weekly", "seed-places", "odd-weekly", "long-weekly"]
    assert all(entry["smallest"] >= LEGIBLE for entry in shown)
    assert all(entry["marks"] > 0 and entry["width"] <= width - 32 for entry in shown)
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_every_chart_is_legible_at_every_width(browser: Browser, tmp_path: Path) -> None:
    """All charts that the project's articles may name, over its own record."""
    site = load_site(ROOT)
    with Studio(
        site.record, site.desk, templates=template_directories(ROOT), cache=None, registry=site.charts, workers=0
    ) as studio:
        names = [studio.order(FigureOrder(chart, {}, None, "content/all.md", "all")) for chart in sorted(site.charts.charts)]
        figures = [f'<figure class="dl-figure" id="{name}">{slot(name, "plot")}{slot(name, "notes")}</figure>' for name in names]
        path = write_page(tmp_path, fill("".join(figures), studio))
    assert {"weekly", "places", "map", "matrix", "categories", "coverage"} <= set(site.charts.charts)
    page = browser.new_page()
    page.goto(path.as_uri())
    for width in (320, 360, 653, 768, 1280):
        page.set_viewport_size({"width": width, "height": 800})
        shown = page.evaluate(MEASURE)
        assert [entry["figure"] for entry in shown] == names
        assert [entry for entry in shown if entry["smallest"] < LEGIBLE or not entry["marks"]] == [], width
        assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.close()


def test_colours_follow_the_scheme_and_paper_is_light(page: Page) -> None:
    def fill_of(mark: str) -> str:
        return str(page.evaluate(f"getComputedStyle(document.querySelector('#seed-weekly .dl-plot-wide .{mark}')).fill"))

    light = fill_of("dl-c1")
    page.evaluate("document.body.dataset.mdColorScheme = 'slate'")
    assert fill_of("dl-c1") != light
    page.emulate_media(media="print")
    assert fill_of("dl-c1") == light
    assert page.locator("#seed-weekly .dl-actions").is_hidden()
    assert page.locator("#seed-weekly .dl-plot-wide svg").is_visible()


def test_pages_without_a_scheme_follow_the_system(page: Page) -> None:
    page.evaluate("delete document.body.dataset.mdColorScheme")
    colour = "getComputedStyle(document.querySelector('.dl-c1')).fill"
    page.emulate_media(color_scheme="light")
    light = page.evaluate(colour)
    page.emulate_media(color_scheme="dark")
    assert page.evaluate(colour) != light


def test_without_a_style_sheet_only_one_drawing_is_shown(page: Page) -> None:
    page.evaluate("document.querySelector('style').remove()")
    assert [entry["figure"] for entry in page.evaluate(MEASURE)] == ["seed-weekly", "seed-places", "odd-weekly", "long-weekly"]


def test_the_renderer_and_the_browser_agree_about_the_width_of_texts(page: Page) -> None:
    measured = page.evaluate("""() => [...document.querySelectorAll('.dl-plot-wide text')].filter(t => !t.querySelector('tspan'))
        .map(t => [t.textContent, getComputedStyle(t).fontWeight, t.getComputedTextLength()])""")
    assert len(measured) > 20
    for text, weight, width in measured:
        assert width <= theme.text_width(text, bold=weight == "700") * 1.03 + 0.5
