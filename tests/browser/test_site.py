"""The site itself in a browser, under a sub-path as project Pages are: on phones and desks, with script and without."""

from __future__ import annotations

import functools
import http.server
import json
import shutil
import threading
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page

from tests.chromium import chromium
from tests.projects import MKDOCS, ROOT, Project

PREFIX = "/repo/"
PAGES = (
    "",
    "articles/",
    "articles/nine-strikes-in-a-week/",
    "articles/the-record-by-week/",
    "articles/where-the-strikes-fell/",
    "articles/sums-that-do-not-add-up/",
    "methodology/",
    "about/",
)
WIDTHS = (360, 1280)
PLOTS = """() => [...document.querySelectorAll('.dl-figure')].map(figure => {
  const svg = [...figure.querySelectorAll('.dl-plot svg')].filter(svg => svg.checkVisibility());
  const marks = svg.flatMap(one => [...one.querySelectorAll('.dl-mark')]);
  return {id: figure.id, shown: svg.length, marks: marks.filter(mark => mark.getBoundingClientRect().height > 0).length};
})"""


class Handler(http.server.SimpleHTTPRequestHandler):
    """Serves a folder under /repo/, and nothing elsewhere."""

    def translate_path(self, path: str) -> str:
        clean = urlsplit(path).path
        return super().translate_path("/" + clean.removeprefix(PREFIX) if clean.startswith(PREFIX) else "/nothing-is-here")

    def log_message(self, format: str, *arguments: object) -> None:
        """Nobody reads it."""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The project's own site, built in a folder of its own."""
    root = tmp_path_factory.mktemp("own") / "project"
    root.mkdir()
    for name in ("content", "data", "templates"):
        shutil.copytree(ROOT / name, root / name)
    shutil.copy2(ROOT / "mkdocs.yml", root)
    project = Project(root)
    built = project.call(*MKDOCS, DATELINE_SITE_URL=f"https://example.org{PREFIX}")
    assert built.returncode == 0, built.stderr
    return project.site


@pytest.fixture(scope="module")
def address(site: Path) -> Iterator[str]:
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Handler, directory=str(site)))
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}{PREFIX}"
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as found:
        yield found


class Watched:
    """A page, with what it complained of and asked for elsewhere."""

    def __init__(self, context: BrowserContext, address: str) -> None:
        self.page: Page = context.new_page()
        self.complaints: list[str] = []
        self.elsewhere: list[str] = []
        self._address = address
        self.page.on("console", lambda message: self.complaints.append(message.text) if message.type == "error" else None)
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on("request", lambda request: self._requested(request.url))

    def _requested(self, url: str) -> None:
        if not url.startswith((self._address, "data:", "blob:")):
            self.elsewhere.append(url)


@pytest.mark.parametrize("script", [True, False], ids=["script", "no-script"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", WIDTHS)
def test_pages_are_whole(browser: Browser, address: str, width: int, scheme: str, script: bool) -> None:  # noqa: FBT001
    context = browser.new_context(
        viewport={"width": width, "height": 800},
        color_scheme="dark" if scheme == "dark" else "light",
        java_script_enabled=script,
    )
    watched = Watched(context, address)
    for path in PAGES:
        response = watched.page.goto(address + path)
        assert response is not None
        assert response.ok, path
        wide = watched.page.evaluate("() => document.documentElement.scrollWidth - window.innerWidth")
        assert wide <= 0, f"{path} scrolls sideways by {wide} px at {width}"
        for figure in watched.page.evaluate(PLOTS):
            assert figure["shown"] == 1, figure
            assert figure["marks"] > 0, figure
    assert watched.complaints == []
    assert watched.elsewhere == []
    context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_pages_are_accessible(browser: Browser, address: str, scheme: str) -> None:
    context = browser.new_context(viewport={"width": 1280, "height": 900}, color_scheme="dark" if scheme == "dark" else "light")
    page = context.new_page()
    rules = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}
    for path in (*PAGES, "404.html"):
        page.goto(address + path)
        for details in page.query_selector_all(".dl-data > summary"):
            details.click()
        page.evaluate("() => window.scrollTo(0, 0)")
        page.wait_for_timeout(500)  # the tabs fade back in
        found = Axe().run(page, options=rules).response["violations"]
        assert [(path, v["id"], [node["target"] for node in v["nodes"]][:3]) for v in found] == []
    context.close()


def test_axe_sees_what_is_wrong(browser: Browser) -> None:
    page = browser.new_page()
    page.set_content('<html lang="en"><title>t</title><img src="data:image/gif;base64,R0lGODlhAQABAAAAACw=">')
    assert [v["id"] for v in Axe().run(page, options={"runOnly": ["wcag2a"]}).response["violations"]] == ["image-alt"]
    page.close()


def test_the_chart_says_what_it_shows(browser: Browser, address: str) -> None:
    page = browser.new_page()
    page.goto(address + "articles/nine-strikes-in-a-week/")
    labels = page.eval_on_selector_all(".dl-plot-wide .dl-mark", "marks => marks.map(mark => mark.getAttribute('aria-label'))")
    assert "Week of 30 March to 5 April 2018, Iraq: 6 strikes" in labels
    assert "23 to 29 March 2018 (1 week): no report" in labels
    assert "Bayji, Iraq: 0 to 3 strikes" in labels
    page.close()


def test_data_of_a_chart_opens_and_downloads(browser: Browser, address: str, site: Path) -> None:
    page = browser.new_page()
    page.goto(address + "articles/nine-strikes-in-a-week/")
    table = page.locator(".dl-figure .dl-data").first
    assert not table.locator("table").is_visible()
    table.locator("summary").click()
    assert table.locator("table").is_visible()
    for link in page.locator(".dl-actions a").all():
        answer = page.request.get(str(link.evaluate("link => link.href")))
        assert answer.ok
        assert answer.body() == (site / "figures" / str(link.get_attribute("href")).rsplit("/", 1)[1]).read_bytes()
    page.close()


def test_search_finds_a_story(browser: Browser, address: str) -> None:
    page = browser.new_page()
    page.goto(address)
    page.click(".md-search__input")
    page.keyboard.type("Hajin")
    page.wait_for_selector(".md-search-result__item a")
    found = page.eval_on_selector_all(".md-search-result__item a", "links => links.map(link => link.getAttribute('href'))")
    assert any("where-the-strikes-fell" in link for link in found)
    page.close()


def test_paper_shows_the_charts(browser: Browser, address: str, tmp_path: Path) -> None:
    page = browser.new_page()
    page.goto(address + "articles/nine-strikes-in-a-week/")
    page.emulate_media(media="print")
    assert all(figure["shown"] == 1 for figure in page.evaluate(PLOTS))
    assert not page.locator(".md-header").is_visible()
    page.pdf(path=str(tmp_path / "page.pdf"))
    assert (tmp_path / "page.pdf").stat().st_size > 20_000
    page.close()


def test_titles_are_the_same_everywhere(browser: Browser, address: str, site: Path) -> None:
    page = browser.new_page()
    path = "articles/nine-strikes-in-a-week/"
    page.goto(address + path)
    title = page.locator("h1").inner_text().replace("\n", " ")
    assert title == "Nine strikes in a week"
    assert page.title() == f"{title} - Dateline"
    assert page.get_attribute("meta[property='og:title']", "content") == title
    page.goto(address + "articles/")
    assert title in page.locator(".dl-list-title").all_inner_texts()
    feed = json.loads((site / "feed_json_created.json").read_text(encoding="utf-8"))
    assert title in [item["title"] for item in feed["items"]]
    assert f"<title>{title}</title>" in (site / "feed_rss_created.xml").read_text(encoding="utf-8")
    page.close()
