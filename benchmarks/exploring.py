"""How the explore page bears a large record: `python -m benchmarks.exploring` prints times in a real browser.

The page is that of a small made-up project; its data file is the one that a record of 35,000 events gives. Times are those of
the browser on this machine, without throttling: from the start of the navigation to the first row, from a filter's change to
the frame that shows its rows, and the longest task meanwhile, during which the page does not answer.
"""

from __future__ import annotations

import argparse
import gzip
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, Page

from benchmarks.host import serving
from benchmarks.measuring import python, run
from benchmarks.pages import REPOSITORY
from benchmarks.world import World, write_world
from dateline.explore import explore_json
from dateline.load import load_record
from dateline.query import Desk
from tests.chromium import chromium

SMALL = 200
CONFIG = """\
site_name: A benchmark
site_url: https://example.org/
docs_dir: content
theme: {name: material, font: false}
plugins: [dateline]
nav: [index.md, explore.md]
"""
EXPLORE = "---\ntitle: Explore the events\ntemplate: explore.html\n---\n"
WATCH = """
window.longest = 0;
const observed = (list) => list.getEntries().forEach((entry) => { window.longest = Math.max(window.longest, entry.duration); });
new PerformanceObserver(observed).observe({entryTypes: ["longtask"]});
"""
FIRST_ROW = """() => new Promise((resolve) => {
  const look = () => document.querySelector(".tabulator-row") ? resolve(performance.now()) : requestAnimationFrame(look);
  look();
})"""
CHANGE = """([selector, value, event]) => new Promise((resolve) => {
  const control = document.querySelector(selector);
  const count = document.querySelector("[data-part=count]");
  const before = count.textContent;
  const start = performance.now();
  const look = () => count.textContent !== before
    ? requestAnimationFrame(() => requestAnimationFrame(() => resolve(performance.now() - start)))
    : requestAnimationFrame(look);
  window.longest = 0;
  control.value = value;
  control.dispatchEvent(new Event(event, {bubbles: true}));
  look();
})"""
CHANGES = {
    "one country": ("[name=country]", "iraq", "change"),
    "one kind of target": ("[name=targets]", "vehicle", "change"),
    "one place": ("[name=place]", "iraq-place-07", "change"),
    "all events again": ("[name=q]", "", "reset"),
    "first days": ("[name=to]", "2013-01-01", "change"),
    "words (180 ms of it waiting)": ("[name=q]", "place-12", "input"),
}


@dataclass(frozen=True)
class Timed:
    """One thing that a reader does: how long it took, and its longest task, in ms."""

    what: str
    taken: float
    longest: float


def prepare(folder: Path, events: int) -> tuple[Path, bytes]:
    """A built site whose explore page has the data of so many events; gives its folder and the data."""
    large = folder / "large"
    write_world(large, World(events))
    data = explore_json(Desk(load_record(large, None)))
    small = folder / "small"
    write_world(small, World(SMALL))
    (small / "content").mkdir()
    (small / "content" / "index.md").write_text("---\ntitle: A benchmark\n---\nMade up.\n", encoding="utf-8")
    (small / "content" / "explore.md").write_text(EXPLORE, encoding="utf-8")
    (small / "mkdocs.yml").write_text(CONFIG, encoding="utf-8")
    run(python(REPOSITORY / "build.py"), small)
    (small / "site" / "data" / "explore.json").write_bytes(data)
    return small / "site", data


def measure(browser: Browser, address: str) -> list[Timed]:
    """Open the page and change its filters one after another."""
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    page.add_init_script(WATCH)
    page.goto(f"{address}explore/", wait_until="commit")
    first = float(page.evaluate(FIRST_ROW))
    page.wait_for_selector(".dlx-app[data-ready]")
    found = [Timed("first row", first, _longest(page))]
    found += [_changed(page, what, *change) for what, change in CHANGES.items()]
    page.close()
    return found


def _changed(page: Page, what: str, selector: str, value: str, event: str) -> Timed:
    if event == "reset":
        selector, event = "[data-part=reset]", "click"
    taken = float(page.evaluate(CHANGE, [selector, value, event]))
    return Timed(what, taken, _longest(page))


def _longest(page: Page) -> float:
    page.wait_for_timeout(300)  # what is observed is told later
    return float(page.evaluate("window.longest"))


def lines(events: int, data: bytes, found: list[Timed]) -> Iterator[str]:
    """The figures as a person reads them."""
    yield f"{events:,} events, {len(data) / 1e6:.2f} MB of data ({len(gzip.compress(data, mtime=0)) / 1e3:.0f} kB gzipped)"
    for one in found:
        longest = f"longest task {one.longest:.0f} ms" if one.longest else "no task over 50 ms"
        yield f"{one.what:<32} {one.taken:6.0f} ms   {longest}"


def main() -> int:
    """Measure and print; gives the exit code."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.exploring", description="Times of the explore page in a browser.")
    parser.add_argument("--events", type=int, default=35_000, help="how many events (default: %(default)s)")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="dateline-exploring-") as temporary:
        site, data = prepare(Path(temporary), options.events)
        with serving(site) as address, chromium() as browser:
            found = measure(browser, address)
    print(*lines(options.events, data, found), sep="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
