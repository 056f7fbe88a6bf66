"""What a reader of an article waits for. Run: `python -m benchmarks.reading [PAGE ...]`.

Prints the weight of the page, the bytes that have come by the time its charts are painted, how far anything on it moves, and
whether the charts are there without script. Measured in Chromium on a slow connection, on the built `site/`.
"""

from __future__ import annotations

import argparse
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page

from benchmarks.host import packed, serving
from benchmarks.pages import REPOSITORY
from tests.chromium import chromium

PAGES = ("articles/where-the-strikes-fell/",)
HTML_GOAL, PAINT_GOAL = 45_000, 120_000
SLOW = {"offline": False, "latency": 150, "downloadThroughput": 1_600_000 / 8, "uploadThroughput": 750_000 / 8}
"""The connection that Lighthouse calls a slow 4G: 150 ms there and back, 1.6 Mbit a second."""

WATCH = """() => {
  window.moved = 0;
  new PerformanceObserver(list => {
    for (const entry of list.getEntries()) if (!entry.hadRecentInput) window.moved += entry.value;
  }).observe({type: 'layout-shift', buffered: true});
  const look = () => {
    const painted = performance.getEntriesByName('first-contentful-paint').length && document.querySelector('footer');
    const figures = [...document.querySelectorAll('.dl-figure')];
    const shown = figure => [...figure.querySelectorAll('.dl-mark')].some(mark => mark.getBoundingClientRect().width > 0);
    if (painted && figures.length && figures.every(shown)) window.chartsPainted = performance.now();
    else requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
}"""
MARKS = """() => [...document.querySelectorAll('.dl-figure')].map(figure =>
  [...figure.querySelectorAll('.dl-mark')].filter(mark => mark.getBoundingClientRect().width > 0).length)"""
WIDE = 1280
PHONE = 360


@dataclass(frozen=True)
class Reading:
    """What one visit took: bytes, milliseconds, and the sum of layout shifts."""

    html: int
    figures: int
    painted: float
    before: dict[str, int]
    everything: int
    moved: float
    without_script: int


def main() -> int:
    """Print the figures of each page at two widths; 1 if a goal is missed."""
    options = _options()
    missed = False
    with chromium() as browser, serving(options.site, "repo/") as address:
        for page in options.pages or PAGES:
            html = len(packed((options.site / page / "index.html").read_bytes(), ".html"))
            for width in (PHONE, WIDE):
                missed |= _show(page, width, _read(browser, address + page, width, html))
    return int(missed)


class _Wire:
    """Every byte that came, with its time, as the browser's own network log tells it."""

    def __init__(self, page: Page) -> None:
        self._start = 0.0
        self._names: dict[str, str] = {}
        self._parts: list[tuple[float, str, int]] = []
        self._sent: dict[str, int] = {}
        session = page.context.new_cdp_session(page)
        session.on("Network.requestWillBeSent", self._asked)
        session.on("Network.dataReceived", self._received)
        session.on("Network.loadingFinished", self._finished)
        session.send("Network.enable")
        session.send("Network.emulateNetworkConditions", SLOW)

    def _asked(self, event: dict[str, Any]) -> None:
        self._start = self._start or event["timestamp"]
        self._names[event["requestId"]] = event["request"]["url"].rpartition("/repo/")[2] or "the page"

    def _received(self, event: dict[str, Any]) -> None:
        self._parts.append((event["timestamp"], event["requestId"], event["dataLength"]))

    def _finished(self, event: dict[str, Any]) -> None:
        self._sent[event["requestId"]] = round(event["encodedDataLength"])

    def until(self, milliseconds: float) -> dict[str, int]:
        """Compressed bytes by name that had come so many milliseconds after the page was asked for."""
        came = dict.fromkeys(self._sent, 0)
        whole = dict(came)
        for at, request, number in self._parts:
            if request in came:
                whole[request] += number
                came[request] += number if at <= self._start + milliseconds / 1000 else 0
        # The log counts what was unpacked as it came, and what was sent only at the end.
        parts = {self._names[name]: round(self._sent[name] * came[name] / whole[name]) for name in came if whole[name]}
        return {name: number for name, number in parts.items() if number}

    @property
    def everything(self) -> int:
        return sum(self._sent.values())


def _read(browser: Browser, url: str, width: int, html: int) -> Reading:
    page = browser.new_page(viewport={"width": width, "height": 800})
    wire = _Wire(page)
    page.add_init_script(f"({WATCH})()")
    page.goto(url, wait_until="networkidle")
    page.wait_for_function("window.chartsPainted")
    _scroll(page)
    painted, moved = page.evaluate("[window.chartsPainted, window.moved]")
    figures = len(page.evaluate(MARKS))
    page.close()
    return Reading(html, figures, painted, wire.until(painted), wire.everything, moved, _plain(browser, url, width))


def _scroll(page: Page) -> None:
    """To the end and back, as a reader does; what moves meanwhile counts."""
    for _ in range(30):
        page.mouse.wheel(0, 600)
        page.wait_for_timeout(30)
    page.wait_for_timeout(300)


def _plain(browser: Browser, url: str, width: int) -> int:
    """How many figures show marks with scripts off."""
    context = browser.new_context(java_script_enabled=False, viewport={"width": width, "height": 800})
    page = context.new_page()
    page.goto(url)
    marks: list[int] = page.evaluate(MARKS)
    context.close()
    return sum(number > 0 for number in marks)


def _show(page: str, width: int, found: Reading) -> bool:
    bytes_before = sum(found.before.values())
    print(f"{page} at {width} px, {found.figures} figures")
    print(f"   HTML {found.html:,} bytes compressed (goal {HTML_GOAL:,})")
    print(
        f"   {bytes_before:,} bytes under way before the charts were painted, after {found.painted:,.0f} ms (goal {PAINT_GOAL:,})"
    )
    for name, number in sorted(found.before.items(), key=lambda entry: -entry[1]):
        print(f"      {number:>8,}  {name}")
    print(f"   {found.everything:,} bytes in all; layout shift {found.moved:.4f} (goal 0)")
    print(f"   without script {found.without_script} of {found.figures} figures are shown")
    good = found.html <= HTML_GOAL and bytes_before <= PAINT_GOAL and found.moved == 0 and found.without_script == found.figures
    return not good


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.reading", description="What a reader of an article waits for.")
    parser.add_argument("pages", nargs="*", help="pages by their path in the site (default: an article with charts and a map)")
    parser.add_argument("--site", type=Path, default=REPOSITORY / "site", help="the built site (default: site/)")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
