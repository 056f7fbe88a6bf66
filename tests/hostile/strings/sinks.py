"""How the places where texts come out are read: each by a parser of its own, pages by Chromium.

Here belong the readers, and noting what came back for docs/reliability.md. Which text is looked for where is said by the tests.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, BrowserContext, Dialog, Page

from benchmarks.reliability.facts import note
from dateline.cells import plain_cell
from tests.browser.serving import Handler, Watched, serving
from tests.hostile.strings.catalogue import ACCEPTED
from tests.hostile.strings.stuffed import NUMBERS, name_of

TEXTS = [one.read for one in ACCEPTED]
CANARY = "window.alert = (...said) => { (window.top.__ran ||= []).push(`${location.href}: ${said}`); };"
"""Texts that run call this, in whatever frame they are."""


def flat(text: str) -> str:
    """A text as a browser shows it: blanks, tabs and line ends are one blank."""
    return re.sub(r"[ \t\n]+", " ", text).strip()


def same(sink: str, reader: str, found: Sequence[str | None], wanted: Sequence[str] = TEXTS) -> None:
    """The texts came back, in their order."""
    assert len(found) == len(wanted), sink
    wrong = [(want, got) for want, got in zip(wanted, found, strict=True) if flat(got or "") != flat(want)]
    assert wrong == [], f"{sink}: {len(wrong)} texts are others"
    note("strings", sink, {"reader": reader, "texts": len(wanted)})


def among(found: Iterable[str | None], wanted: Sequence[str] = TEXTS) -> list[str | None]:
    """The texts that are among those found, in the order of the catalogue; None for each that is not."""
    shown = {flat(one or "") for one in found}
    return [text if flat(text) in shown else None for text in wanted]


def rows(table: str) -> list[dict[str, str]]:
    """A table in CSV, its cells as they were before they were kept from being formulas."""
    read = [dict(row) for row in csv.DictReader(io.StringIO(table, newline=""))]
    assert not [cell for row in read for cell in row.values() if cell.startswith(("=", "+", "@", "|", "%", "\t"))]
    return [{key: plain_cell(cell) for key, cell in row.items()} for row in read]


def by_id(entries: Iterable[dict[str, Any]], prefix: str, key: str) -> list[str]:
    """What the entries that are numbered as the texts have under `key`."""
    known = {entry["id"]: entry for entry in entries}
    return [known[f"{prefix}{name_of(number)}"][key] for number in NUMBERS]


class Words(HTMLParser):
    """The text of a piece of HTML, and its elements."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.text, self.tags = "", list[str]()
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)

    def handle_data(self, data: str) -> None:
        self.text += data


def as_html(html: str) -> str:
    """A text that a reader takes for HTML: it holds no element."""
    words = Words(html)
    assert words.tags == []
    return words.text


READ = r"""async ([addresses, wanted, hidden]) => {
  const value = (element, attribute) => attribute === null ? element.textContent : element.getAttribute(attribute);
  const shape = (element) => {
    const names = [...element.attributes].map((one) => one.name).sort().join(" ");
    return `${element.localName}[${names}](${[...element.children].map(shape).join("")})`;
  };
  const read = async (address) => {
    const answer = await fetch(address);
    if (!answer.ok) throw new Error(`${address}: ${answer.status}`);
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const found = Object.entries(wanted).map(([key, [selector, attribute]]) =>
      [key, [...page.querySelectorAll(selector)].map((element) => value(element, attribute))]);
    const told = [...page.querySelectorAll("script[type='application/ld+json']")].map((script) => JSON.parse(script.textContent));
    page.querySelectorAll(hidden).forEach((element) => element.remove());
    return {title: page.title, told, shape: shape(page.documentElement), ...Object.fromEntries(found)};
  };
  return Promise.all(addresses.map(read));
}"""
"""Pages as Chromium parses them: texts and attributes by selectors, JSON-LD, and all elements with the names of their attributes.

What differs from page to page with what is counted is left out of the last.
"""

Wanted = dict[str, tuple[str, str | None]]


class Bare(Handler):
    """Serves pages whose scripts and styles are empty: what a page itself runs or breaks shows, and loading it costs little."""

    framed = True
    ROOM = "room-for-frames.html"
    """A page of our own: those of the site let no frame be."""

    def do_GET(self) -> None:  # noqa: N802 - the library's name
        kind = {"js": "text/javascript", "css": "text/css", "woff2": "font/woff2"}.get(
            self.path.partition("?")[0].rpartition(".")[2]
        )
        empty = b""
        if self.path.endswith(self.ROOM):
            kind, empty = "text/html", b"<!doctype html><title>Frames</title><link rel=icon href='data:,'><body>"
        if kind is None:
            super().do_GET()
            return
        self.send_response(200)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(empty)))
        self.send_header("Cache-Control", "max-age=3600")
        self.end_headers()
        self.wfile.write(empty)


class Reader:
    """A browser that looks at the stuffed site, and listens for texts that run."""

    def __init__(self, context: BrowserContext, address: str) -> None:
        self.watched = Watched(context, address)
        self.page: Page = self.watched.page
        self.address = address
        self.dialogs: list[str] = []
        self.page.on("dialog", self._spoken)

    def _spoken(self, dialog: Dialog) -> None:
        self.dialogs.append(dialog.message)
        dialog.dismiss()

    def read(self, names: Iterable[str], wanted: Wanted, hidden: str = "none") -> list[dict[str, Any]]:
        """What stands in pages; see READ."""
        return list(self.page.evaluate(READ, [[self.address + name for name in names], wanted, hidden]))

    def opened(self, name: str) -> Page:
        """A page as a reader opens it, once it is quiet."""
        self.page.goto(self.address + name, wait_until="load")
        return self.page

    def quiet(self) -> None:
        """Nothing ran, nothing was complained of, nobody else was asked, and no page was left."""
        assert self.page.evaluate("window.__ran || []") == []
        assert (self.dialogs, self.watched.complaints, self.watched.elsewhere) == ([], [], [])


@contextmanager
def reading(folder: Path, browser: Browser, handler: type[Handler]) -> Iterator[Reader]:
    """The site as a reader finds it, served in a way."""
    with serving(folder, handler) as address:
        context = browser.new_context(accept_downloads=True)
        context.add_init_script(CANARY)
        reader = Reader(context, address)
        reader.opened("index.html")
        yield reader
        context.close()


def column(pages: Sequence[dict[str, Any]], key: str, number: int = 0) -> list[str | None]:
    """The nth match of `key` in each page."""
    return [page[key][number] if number < len(page[key]) else None for page in pages]


def its_own(pages: Sequence[dict[str, Any]], key: str, texts: Sequence[str] = TEXTS) -> list[str | None]:
    """Of all matches of `key` in each page that which is the text of the page."""
    return [next((got for got in page[key] if flat(got) == flat(text)), None) for page, text in zip(pages, texts, strict=True)]


def one_shape(pages: Sequence[dict[str, Any]], kind: str) -> None:
    """No text made an element or an attribute: pages of one kind have the same."""
    shapes = {page["shape"] for page in pages}
    assert len(shapes) == 1, f"{kind}: {len(shapes)} shapes"
    note("strings", f"{kind}: elements and attributes", {"reader": "Chromium", "texts": len(pages)})
