"""Dates are those of the record, whatever zone the reader's clock is in: in marks, tips, tables, files and explored figures."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, expect

from benchmarks.reliability.facts import note
from tests.browser.serving import Watched, serving
from tests.projects import ARTICLE, BUILD, copy

ZONES = ("UTC", "Asia/Baghdad", "America/New_York", "Pacific/Kiritimati")
FIGURE = "a-week-weekly"


@pytest.fixture(scope="module")
def site(warm_seed: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The seed project with a figure that can be explored."""
    project = copy(warm_seed, tmp_path_factory.mktemp("zones") / "project")
    project.write("content/explore.md", "---\ntitle: Explore\ndescription: All.\ntemplate: explore.html\n---\n")
    project.edit("mkdocs.yml", "  - articles/index.md\n", "  - articles/index.md\n  - explore.md\n")
    project.edit(ARTICLE, "/// chart | weekly\n", "/// chart | weekly\n    explore: true\n")
    built = project.call(*BUILD)
    assert built.returncode == 0, built.stderr
    return project.site


@pytest.fixture(scope="module")
def address(site: Path) -> Iterator[str]:
    with serving(site) as found:
        yield found


def seen(browser: Browser, address: str, zone: str) -> dict[str, Any]:
    """What a reader in a zone sees of the dates: each is a list of texts in the order of the page."""
    context = browser.new_context(timezone_id=zone, locale="ar-IQ", viewport={"width": 1280, "height": 900})
    watched = Watched(context, address)
    page = watched.page
    page.goto(f"{address}articles/a-week/")
    figure = page.locator(f"#{FIGURE}")
    marks = figure.locator(".dl-plot-wide .dl-mark")
    found: dict[str, Any] = {
        "marks": marks.evaluate_all("marks => marks.map(mark => mark.getAttribute('aria-label'))"),
        "texts": figure.locator(".dl-plot-wide text").all_text_contents(),
        "table": figure.locator("table").locator("th, td").all_text_contents(),
    }
    tips = []
    for number in range(marks.count()):
        marks.nth(number).hover(force=True)
        expect(page.locator(".dl-tip")).to_be_visible()
        tips.append(page.locator(".dl-tip").inner_text())
    found["tips"] = tips
    figure.get_by_role("button", name="Explore in place").click()
    expect(figure.locator(".dlx-drawing svg").first).to_be_visible(timeout=20_000)
    page.wait_for_load_state("networkidle")
    found["explored"] = figure.locator(".dlx-drawing text").all_text_contents()
    page.goto(f"{address}explore/?from=2018-03-30&to=2018-04-05")
    row = page.locator(".tabulator-row").first
    expect(row).to_be_visible()
    found["rows"] = page.locator(".tabulator-row").all_inner_texts()
    assert watched.complaints == []
    context.close()
    return found


def test_every_reader_sees_the_same_dates(browser: Browser, address: str, site: Path) -> None:
    everywhere = {zone: seen(browser, address, zone) for zone in ZONES}
    first = everywhere["UTC"]
    assert all(first.values()), {name: len(texts) for name, texts in first.items()}
    for zone, found in everywhere.items():
        assert json.dumps(found) == json.dumps(first), zone
        note("browser", f"zone {zone}", {name: len(texts) for name, texts in found.items()})
    rows = list(csv.DictReader(io.StringIO((site / f"figures/{FIGURE}.csv").read_text(encoding="utf-8"))))
    assert [row["start"] for row in rows] == ["2018-03-30"]
    for part in ("marks", "tips", "table", "rows"):
        assert any("30" in text and "Mar" in text for text in first[part]), part
