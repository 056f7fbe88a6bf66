"""The site as project pages have it: below a path, on a server that knows nothing of it."""

from __future__ import annotations

import functools
import http.server
import threading
import urllib.error
import urllib.request
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import urldefrag, urljoin, urlsplit

import pytest

from tests.projects import Project, copy


class Addresses(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self.anchors: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found += [value for name, value in attrs if name in {"href", "src"} and value is not None]
        self.anchors |= {value for name, value in attrs if name == "id" and value}


class Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        """Nothing: the test tells what went wrong."""


@pytest.fixture(scope="module")
def address(warm_seed: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Where the seed's site is served, with nothing beside it."""
    folder = tmp_path_factory.mktemp("pages")
    copy(warm_seed / "site", folder / "repo")
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Quiet, directory=str(folder))) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}/repo/"
        server.shutdown()
        thread.join()


def fetch(address: str) -> tuple[int, str]:
    try:
        with urllib.request.urlopen(address, timeout=10) as answer:  # noqa: S310 - our own server
            return answer.status, answer.read().decode("utf-8", "replace")
    except urllib.error.HTTPError as error:
        with error:
            return error.code, ""


def test_every_link_of_every_page_leads_somewhere(address: str, warm_seed: Path) -> None:
    names = [path.relative_to(warm_seed / "site").as_posix() for path in sorted((warm_seed / "site").rglob("*.html"))]
    pages = {urljoin(address, name.removesuffix("index.html")): Addresses() for name in names}
    assert {"index.html", "404.html", "articles/a-week/index.html", "weeks/2018-03-30/index.html"} <= set(names)
    for page, parser in pages.items():
        status, text = fetch(page)
        assert status == 200
        parser.feed(text)
    links = {(page, urljoin(page, value)) for page, parser in pages.items() for value in parser.found}
    inside = sorted({link for _, link in links if urlsplit(link).netloc == urlsplit(address).netloc})
    assert len(inside) > 15
    assert {urldefrag(link)[0]: 200 for link in inside} == {urldefrag(link)[0]: fetch(urldefrag(link)[0])[0] for link in inside}
    anchored = [(urldefrag(link)[0], urldefrag(link)[1]) for link in inside if "#" in link]
    assert [pair for pair in anchored if pair[1] and pair[0] in pages and pair[1] not in pages[pair[0]].anchors] == []


def test_the_page_for_what_is_not_there_finds_its_styles_from_anywhere(address: str, warm_seed: Path) -> None:
    parser = Addresses()
    parser.feed((warm_seed / "site/404.html").read_text(encoding="utf-8"))
    own = [value for value in parser.found if not value.startswith(("#", "http"))]
    assert own
    assert all(value.startswith("/repo/") for value in own)
    assert {fetch(urljoin(address, value))[0] for value in own} == {200}


def test_the_gate_knows_the_path(seed: Project, capfd: pytest.CaptureFixture[str]) -> None:
    seed.add("content/index.md", '<p><a href="/repo/articles/">in</a></p>\n')
    assert seed.run() == 0
    seed.add("content/index.md", '<p><a href="/articles/">out</a></p>\n')
    assert seed.run() == 1
    assert "error[dead-link]: '/articles/' leads nowhere, under 'Latest numbers'" in capfd.readouterr().err
