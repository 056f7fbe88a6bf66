"""Figures in a browser: what their marks say by pointer, touch and keyboard, the page of one alone, and frames elsewhere."""

from __future__ import annotations

import gzip
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Frame, Locator, Page, expect

from tests.browser.serving import Watched, serving
from tests.projects import ROOT

SCRIPT = ROOT / "templates/assets/javascripts/dateline.js"
MOST = 5000
"""So many bytes may our script have, gzipped."""
ARTICLE = "articles/a-week/"
CHARTS = ("a-week-weekly", "a-week-places")
PROSE = """<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Prose</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="icon" href="data:,"><link rel="stylesheet" href="assets/stylesheets/figure.css">
<script src="assets/javascripts/dateline.js" defer></script></head>
<body><main><h1>Prose</h1>
<p>The coalition reported <a href="index.html" id="linked" data-dl-tip="Strikes: <b>9</b>. From 1 report.">nine</a> strikes,
<data value="6" id="plain" data-dl-tip="Strikes in Iraq: 6.">six</data> in Iraq.</p>
<p id="else">Elsewhere.</p></main></body></html>"""
SHIFTS = """() => new Promise(resolve => {
  let sum = 0;
  new PerformanceObserver(list => { for (const entry of list.getEntries()) if (!entry.hadRecentInput) sum += entry.value; })
    .observe({type: 'layout-shift', buffered: true});
  setTimeout(() => resolve(sum), 300);
})"""
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}


@pytest.fixture(scope="module")
def folder(warm_seed: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of a small project, with a page that has words that say something."""
    folder = tmp_path_factory.mktemp("figures") / "site"
    shutil.copytree(warm_seed / "site", folder)
    (folder / "prose.html").write_text(PROSE, encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def address(folder: Path) -> Iterator[str]:
    with serving(folder) as found:
        yield found


@pytest.fixture
def article(browser: Browser, address: str) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    watched = Watched(context, address)
    watched.page.goto(address + ARTICLE)
    yield watched.page
    assert watched.complaints == []
    assert watched.elsewhere == []
    context.close()


def tip(page: Page | Frame) -> Locator:
    return page.locator(".dl-tip")


def marks(page: Page | Frame, figure: str = CHARTS[0]) -> Locator:
    return page.locator(f"#{figure} .dl-plot-wide .dl-mark")


def label(mark: Locator) -> str:
    found = mark.get_attribute("aria-label")
    assert found
    return found


def said(page: Page | Frame) -> str:
    return " ".join(tip(page).evaluate("tip => [...tip.childNodes].filter(n => n.nodeName != 'SMALL').map(n => n.textContent)"))


def middle(mark: Locator) -> tuple[float, float]:
    box = mark.bounding_box()
    assert box
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def test_the_script_is_small_and_runs_no_text() -> None:
    script = SCRIPT.read_bytes()
    assert len(gzip.compress(script, 9)) <= MOST
    assert not any(word in script for word in (b"innerHTML", b"eval(", b"Function(", b"http:", b"https:", b"setAttribute('style"))


def test_a_mark_says_its_label_under_the_pointer_and_the_pointer_may_go_there(article: Page) -> None:
    mark = marks(article).first
    mark.scroll_into_view_if_needed()
    article.mouse.move(*middle(mark))
    expect(tip(article)).to_be_visible()
    assert said(article) == label(mark)
    box = tip(article).bounding_box()
    assert box
    article.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2, steps=3)
    article.wait_for_timeout(500)
    expect(tip(article)).to_be_visible()
    article.mouse.move(5, 5)
    expect(tip(article)).to_be_hidden()


def test_escape_silences_what_the_pointer_is_on(article: Page) -> None:
    mark = marks(article).first
    mark.scroll_into_view_if_needed()
    x, y = middle(mark)
    article.mouse.move(x, y)
    expect(tip(article)).to_be_visible()
    article.keyboard.press("Escape")
    expect(tip(article)).to_be_hidden()
    article.mouse.move(x + 2, y + 2)
    expect(tip(article)).to_be_hidden()
    article.mouse.move(5, 5)
    article.mouse.move(x, y)
    expect(tip(article)).to_be_visible()


def test_a_tooltip_stays_within_the_window_and_moves_nothing(article: Page) -> None:
    before = article.evaluate("document.documentElement.scrollHeight")
    for width in (320, 1280):
        article.set_viewport_size({"width": width, "height": 700})
        shown = article.locator(".dl-plot svg:visible .dl-mark")
        for index in (0, shown.count() - 1):
            shown.nth(index).scroll_into_view_if_needed()
            article.mouse.move(*middle(shown.nth(index)))
            expect(tip(article)).to_be_visible()
            box = tip(article).bounding_box()
            assert box
            assert box["x"] >= 0
            assert box["x"] + box["width"] <= width
            assert article.evaluate("document.documentElement.scrollWidth") <= width
    assert article.evaluate("document.documentElement.scrollHeight") == before


@pytest.mark.parametrize("path", [ARTICLE, f"figures/{CHARTS[0]}/", "prose.html"])
@pytest.mark.parametrize("width", [360, 1280])
def test_the_script_shifts_nothing(browser: Browser, address: str, path: str, width: int) -> None:
    page = browser.new_page(viewport={"width": width, "height": 900})
    page.goto(address + path)
    for element in page.locator("svg:visible .dl-mark, [data-dl-tip]").all()[:3]:
        element.hover()
        expect(tip(page)).to_be_visible()
    assert page.evaluate(SHIFTS) == 0
    page.close()


def test_keys_walk_the_marks_of_a_figure_which_is_one_stop(article: Page) -> None:
    all_marks = marks(article)
    number = all_marks.count()
    assert number > 1
    focused = "document.activeElement.getAttribute('aria-label')"
    assert article.locator(f"#{CHARTS[0]} .dl-plot-wide [tabindex]").count() == 1
    all_marks.first.focus()
    article.keyboard.press("Shift+Tab")
    article.keyboard.press("Tab")
    assert article.evaluate(focused) == label(all_marks.first)
    assert said(article) == label(all_marks.first)
    for key, index in (
        ("ArrowRight", 1),
        ("ArrowLeft", 0),
        ("ArrowLeft", 0),
        ("End", number - 1),
        ("ArrowDown", number - 1),
        ("Home", 0),
        ("ArrowDown", 1),
    ):
        article.keyboard.press(key)
        assert article.evaluate(focused) == label(all_marks.nth(index)), key
        assert said(article) == label(all_marks.nth(index))
    assert article.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"
    assert article.locator(f"#{CHARTS[0]} .dl-plot-wide [tabindex]").count() == 1
    article.keyboard.press("Tab")
    assert article.evaluate("document.activeElement.closest('.dl-plot')") is None
    assert article.locator(".dl-active").count() == 0


def test_escape_leaves_the_marks(article: Page) -> None:
    marks(article).first.focus()
    article.keyboard.press("ArrowRight")
    expect(tip(article)).to_be_visible()
    article.keyboard.press("Escape")
    expect(tip(article)).to_be_hidden()
    assert article.evaluate("document.activeElement === document.body")


def test_what_has_the_focus_goes_on_speaking_when_the_pointer_leaves(article: Page) -> None:
    marks(article).first.focus()
    article.keyboard.press("ArrowRight")
    held = label(marks(article).nth(1))
    article.mouse.move(*middle(marks(article).first))
    assert said(article) == label(marks(article).first)
    article.mouse.move(5, 5)
    article.wait_for_timeout(500)
    assert said(article) == held


def test_fingers_need_not_be_exact(browser: Browser, address: str) -> None:
    context = browser.new_context(viewport={"width": 360, "height": 800}, has_touch=True)
    page = context.new_page()
    page.goto(address + ARTICLE)
    mark = page.locator(f"#{CHARTS[1]} .dl-plot-narrow .dl-mark").first
    mark.scroll_into_view_if_needed()
    box = mark.bounding_box()
    assert box
    page.touchscreen.tap(box["x"] + box["width"] / 2, box["y"] - 4)
    expect(tip(page)).to_be_visible()
    assert said(page) == label(mark)
    title = page.locator(f"#{CHARTS[1]} .dl-title")
    title.scroll_into_view_if_needed()
    page.touchscreen.tap(*middle(title))
    expect(tip(page)).to_be_hidden()
    context.close()


def test_words_say_what_they_count(browser: Browser, address: str) -> None:
    page = browser.new_page()
    page.goto(address + "prose.html")
    page.hover("#linked")
    assert said(page) == "Strikes: <b>9</b>. From 1 report."
    assert page.get_attribute("#linked", "aria-describedby") == "dl-tip"
    page.mouse.move(300, 300)
    expect(tip(page)).to_be_hidden()
    assert page.get_attribute("#linked", "aria-describedby") is None
    page.keyboard.press("Tab")
    assert said(page) == "Strikes: <b>9</b>. From 1 report."
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.id") == "plain"
    assert said(page) == "Strikes in Iraq: 6."
    page.keyboard.press("Escape")
    expect(tip(page)).to_be_hidden()
    assert page.evaluate("document.activeElement.id") == "plain"
    assert Axe().run(page, options=RULES).response["violations"] == []
    page.close()


def test_the_first_tap_shows_and_the_second_follows(browser: Browser, address: str) -> None:
    context = browser.new_context(viewport={"width": 360, "height": 800}, has_touch=True)
    page = context.new_page()
    page.goto(address + "prose.html")
    page.tap("#linked")
    expect(tip(page)).to_be_visible()
    expect(tip(page)).to_contain_text("Tap again")
    assert page.url.endswith("prose.html")
    page.tap("#plain")
    assert said(page) == "Strikes in Iraq: 6."
    page.tap("#else")
    expect(tip(page)).to_be_hidden()
    page.tap("#linked")
    page.tap("#linked")
    page.wait_for_url("**/index.html")
    context.close()


def test_nothing_is_missing_without_script(browser: Browser, address: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    for path in (ARTICLE, f"figures/{CHARTS[0]}/"):
        page.goto(address + path)
        figure = page.locator(f"#{CHARTS[0]}")
        assert figure.locator("svg:visible .dl-mark").count() > 1
        assert figure.locator(".dl-plot:visible").get_attribute("role") == "img"
        for link in figure.locator(".dl-actions a").all():
            assert page.request.get(str(link.evaluate("link => link.href"))).ok
    expect(page.locator("#embed-code")).to_be_visible()
    expect(page.locator("#citation")).to_be_visible()
    assert page.locator(".dl-copy:visible").count() == 0
    context.close()


def test_actions_lead_to_the_code_and_the_citation(article: Page) -> None:
    for name, anchor in (("Embed", "embed"), ("Cite", "cite")):
        article.locator(f"#{CHARTS[0]} .dl-actions a", has_text=name).click()
        article.wait_for_url(f"**/figures/{CHARTS[0]}/#{anchor}")
        expect(article.locator(f"#{anchor} h2")).to_be_in_viewport()
        article.go_back()


@pytest.mark.parametrize("width", [320, 768])
def test_actions_are_large_enough_for_a_finger(article: Page, width: int) -> None:
    article.set_viewport_size({"width": width, "height": 800})
    links = article.locator(".dl-actions a, .dl-data > summary").all()
    assert len(links) >= 2 * len(CHARTS)
    for link in links:
        box = link.bounding_box()
        assert box
        assert box["height"] >= 24
        assert box["width"] >= 24
        assert box["x"] + box["width"] <= width


def test_the_table_says_what_it_goes_by(article: Page) -> None:
    places = article.locator(f"#{CHARTS[1]} table")
    assert "Sorted by strikes, the highest certain number first" in str(places.locator("caption").text_content())
    assert places.locator("th[aria-sort=descending]").count() == 1
    weeks = article.locator(f"#{CHARTS[0]} table")
    assert [text.strip() for text in weeks.locator("thead th").all_text_contents()][1:3] == ["Iraq (strikes)", "Syria (strikes)"]


def test_copying(browser: Browser, address: str) -> None:
    context = browser.new_context(permissions=["clipboard-read", "clipboard-write"])
    page = context.new_page()
    page.goto(f"{address}figures/{CHARTS[0]}/")
    for name, field in (("Copy the code", "#embed-code"), ("Copy the citation", "#citation")):
        button = page.get_by_role("button", name=name)
        button.click()
        expect(page.locator(".dl-copying", has=button).get_by_role("status")).to_have_text("Copied")
        assert page.evaluate("navigator.clipboard.readText()") == page.locator(field).text_content()
    assert page.evaluate(SHIFTS) == 0
    context.close()


def test_what_cannot_be_copied_is_marked(browser: Browser, address: str) -> None:
    page = browser.new_page()
    page.goto(f"{address}figures/{CHARTS[0]}/")
    page.evaluate("() => { navigator.clipboard.writeText = () => Promise.reject(new Error('not here')) }")
    page.get_by_role("button", name="Copy the code").click()
    expect(page.locator("#embed").get_by_role("status")).to_contain_text("copy it with your keyboard")
    assert page.evaluate("String(getSelection())").strip() == page.locator("#embed-code").text_content()
    page.close()


# --- in a frame on another host ----------------------------------------------------------------------------------------

HOST = """<!doctype html><html lang="en"><head><title>Another paper</title><link rel="icon" href="data:,">
<style>body {{ margin: 0 }} iframe {{ display: block; border: 0 }}</style></head><body>
<script>window.told = []; addEventListener('message', event => told.push([event.origin, event.data]));</script>
{code}</body></html>"""


@pytest.fixture(scope="module")
def host(folder: Path, address: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Another paper's server, with a page for each figure that holds the code as it is given to be copied."""
    pages = tmp_path_factory.mktemp("host")
    for chart in CHARTS:
        text = (folder / "figures" / chart / "index.html").read_text(encoding="utf-8")
        code = text.partition('<code id="embed-code">')[2].partition("</code>")[0]
        for entity, character in (("&lt;", "<"), ("&gt;", ">"), ("&#34;", '"'), ("&#39;", "'"), ("&amp;", "&")):
            code = code.replace(entity, character)
        published, _, rest = code.partition("figures/")
        source = published.partition('src="')[0] + f'src="{address}figures/{rest}'
        (pages / f"{chart}.html").write_text(HOST.format(code=source), encoding="utf-8")
    with serving(pages) as found:
        yield found


def framed(page: Page, chart: str) -> Frame:
    frame = page.locator("iframe").element_handle().content_frame()
    assert frame
    frame.wait_for_url(f"**/figures/{chart}/")
    return frame


@pytest.mark.parametrize("script", [True, False], ids=["script", "no-script"])
@pytest.mark.parametrize("chart", CHARTS)
def test_nothing_is_cut_in_a_frame_of_any_width(
    browser: Browser,
    host: str,
    chart: str,
    script: bool,  # noqa: FBT001
) -> None:
    context = browser.new_context(java_script_enabled=script)
    page = context.new_page()
    page.goto(f"{host}{chart}.html")
    frame = framed(page, chart)
    given = int(page.locator("iframe").get_attribute("height") or 0)
    for width in (320, 400, 463, 500, 620, 642, 646, 700, 776, 1200):
        page.set_viewport_size({"width": width, "height": 900})
        needed = frame.locator(".dl-source").evaluate("line => line.getBoundingClientRect().bottom")
        assert needed <= given, width
        assert given - needed < 320, f"{given - needed} px are empty at {width}"
        assert frame.evaluate("document.documentElement.scrollWidth <= innerWidth")
        assert frame.locator("svg:visible .dl-mark").count() > 1
    context.close()


LISTENING = """
window.heard = [];
const listen = EventTarget.prototype.addEventListener;
EventTarget.prototype.addEventListener = function (kind, ...how) {
  window.heard.push(kind);
  return listen.call(this, kind, ...how);
};
"""
"""Notes all that a page listens for."""


def test_a_frame_tells_its_height_and_touches_nothing(browser: Browser, host: str, address: str) -> None:
    context = browser.new_context(viewport={"width": 700, "height": 900})
    context.add_init_script(LISTENING)
    page = context.new_page()
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.goto(f"{host}{CHARTS[0]}.html")
    frame = framed(page, CHARTS[0])
    page.wait_for_function("told.length > 0")
    origin, message = page.evaluate("told.at(-1)")
    assert address.startswith(origin)
    assert (message["type"], message["id"]) == ("dateline:height", CHARTS[0])
    assert message.keys() == {"type", "id", "height"}, "it says nothing else of itself or of who reads"
    heard, written = frame.evaluate("[window.heard, window.onmessage]")
    assert "click" in heard
    assert ("message" in heard, written) == (False, None), "nobody tells it anything"
    assert message["height"] == pytest.approx(
        frame.evaluate("document.querySelector('figure').getBoundingClientRect().bottom"), abs=1
    )
    page.set_viewport_size({"width": 340, "height": 900})
    page.wait_for_function("told.length > 1")
    page.evaluate("document.querySelector('iframe').height = told.at(-1)[1].height")
    assert frame.evaluate("document.documentElement.scrollHeight <= innerHeight + 1")
    assert (page.title(), page.evaluate("scrollY"), page.evaluate("document.body.className")) == ("Another paper", 0, "")
    expect(frame.locator("#embed")).to_be_hidden()
    assert frame.locator(".dl-home a").get_attribute("target") == "_blank"
    assert complaints == []
    context.close()


def test_marks_speak_in_a_frame(browser: Browser, host: str) -> None:
    page = browser.new_page(viewport={"width": 700, "height": 900})
    page.goto(f"{host}{CHARTS[0]}.html")
    frame = framed(page, CHARTS[0])
    mark = marks(frame).first
    mark.hover()
    expect(tip(frame)).to_be_visible()
    assert said(frame) == label(mark)
    mark.focus()
    page.keyboard.press("ArrowRight")
    assert said(frame) == label(marks(frame).nth(1))
    page.close()


# --- access and paper --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("path", [f"figures/{CHARTS[0]}/", f"figures/{CHARTS[1]}/"])
def test_the_page_of_a_figure_is_accessible(browser: Browser, address: str, path: str, scheme: Any) -> None:
    for width in (360, 1280):
        context = browser.new_context(viewport={"width": width, "height": 800}, color_scheme=scheme)
        page = context.new_page()
        page.goto(address + path)
        page.locator(".dl-data > summary").click()
        page.locator(".dl-plot:visible .dl-mark").first.hover()
        expect(tip(page)).to_be_visible()
        found = Axe().run(page, options=RULES).response["violations"]
        assert [(violation["id"], [node["target"] for node in violation["nodes"]][:3]) for violation in found] == []
        context.close()


def test_with_script_a_plot_is_a_group_of_named_marks(article: Page) -> None:
    tree = article.locator(f"#{CHARTS[0]} .dl-plot-wide").aria_snapshot()
    assert tree.startswith("- group ")
    assert label(marks(article).first) in tree
    assert "text:" not in tree


def test_paper_has_the_chart_and_the_address_of_its_source(article: Page, tmp_path: Path) -> None:
    marks(article).first.focus()
    article.keyboard.press("ArrowRight")
    article.emulate_media(media="print")
    figure = article.locator(f"#{CHARTS[0]}")
    expect(figure.locator("svg:visible .dl-mark").first).to_be_visible()
    for gone in (".dl-actions", ".dl-data"):
        expect(figure.locator(gone)).to_be_hidden()
    expect(tip(article)).to_be_hidden()
    shown = figure.locator(".dl-source a").first.evaluate(
        "link => [getComputedStyle(link, '::after').content, link.getAttribute('href')]"
    )
    assert shown[1] in shown[0]
    article.pdf(path=str(tmp_path / "page.pdf"))
    assert (tmp_path / "page.pdf").stat().st_size > 10_000
