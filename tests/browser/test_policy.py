"""The policy of the pages in a browser: what is ours works, and what a hostile text might do does not.

That ours works is looked at in every other test here as well: the server is told of each offence (`serving.py`).
"""

from __future__ import annotations

import http.server
import os
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from benchmarks.reliability.facts import NOTES, note
from dateline.policy import policy_text
from tests.browser.kinds import KINDS
from tests.browser.serving import serving
from tests.comparing.test_diff import lower
from tests.projects import Project
from tests.repositories import Repository

ATTACKS = {
    "a script": "<script>window.ran = 1</script>",
    "a handler": "<img src=x: onerror='window.ran = 1'>",
    "a handler in a drawing": "<svg onload='window.ran = 1'></svg>",
    "an address that runs": "<iframe src='javascript:parent.ran = 1'></iframe>",
    "a page in an attribute": "<iframe srcdoc='<script>parent.ran = 1</script>'></iframe>",
    "a script in an address": "<script src='data:text/javascript,window.ran = 1'></script>",
    "a script from elsewhere": "<script src='ELSEWHERE'></script>",
    "a style": "<style>body { --ran: 1 }</style>",
    "a style in an attribute": "<script src=/style.js></script><p id=styled style='--ran: 1'>",
    "a style from elsewhere": "<link rel=stylesheet href='ELSEWHERE'>",
    "a picture from elsewhere": "<img src='ELSEWHERE'>",
    "a sound from elsewhere": "<audio src='ELSEWHERE' preload=auto></audio>",
    "a page from elsewhere": "<iframe src='ELSEWHERE'></iframe>",
    "a plugin from elsewhere": "<object data='ELSEWHERE'></object>",
    "another base": "<base href='ELSEWHERE'><img src=x>",
    "a form to elsewhere": "<form action='ELSEWHERE'><input name=a></form>",
    "a form to elsewhere in a frame": "<form target=sent action='ELSEWHERE'><input name=a></form><iframe name=sent></iframe>",
    "a worker from an address": "<script src=/worker.js></script>",
    "text that is run": "<script src=/eval.js></script>",
}
"""What might stand in a page if a text were not escaped. `.js` files are ours: they do what a careless script might."""
FILES = {
    "/worker.js": "new Worker(URL.createObjectURL(new Blob([`fetch('ELSEWHERE')`])))",
    "/eval.js": "try { eval('window.ran = 1') } catch {}",
    "/style.js": "",
}
RAN = """() => Boolean(window.ran) || [document.body, document.querySelector('#styled')]
    .some(element => element && getComputedStyle(element).getPropertyValue('--ran'))"""


class Host(http.server.BaseHTTPRequestHandler):
    """One server under two names: `pages` as 127.0.0.1, and somebody else as localhost, who notes what he is asked."""

    pages: dict[str, str]
    asked: set[str]

    def do_GET(self) -> None:
        path = self.path.partition("?")[0]
        if self.headers["Host"].startswith("localhost"):
            self.asked.add(path)
        self.send_response(200)
        self.send_header("Content-Type", "text/javascript" if path.endswith(".js") else "text/html")
        self.end_headers()
        self.wfile.write(self.pages.get(path, "").encode())

    def log_message(self, format: str, *arguments: object) -> None:
        """Nobody reads it."""


@pytest.fixture
def host() -> Iterator[tuple[type[Host], int]]:
    handler = type("Hosting", (Host,), {"pages": {}, "asked": set()})
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield handler, server.server_port
    server.shutdown()
    server.server_close()


def through(browser: Browser, host: tuple[type[Host], int], policy: str) -> set[str]:
    """The attacks that reach what they want on pages with a policy."""
    handler, port = host
    head = f'<!doctype html><meta http-equiv="Content-Security-Policy" content="{policy}">' if policy else "<!doctype html>"
    page = browser.new_page()
    found = set()
    for number, (name, attack) in enumerate(ATTACKS.items()):
        elsewhere = f"http://localhost:{port}/{number}/"
        handler.pages |= {path: code.replace("ELSEWHERE", elsewhere) for path, code in FILES.items()}
        handler.pages[f"/{number}.html"] = f"{head}<body>{attack.replace('ELSEWHERE', elsewhere)}"
        page.goto(f"http://127.0.0.1:{port}/{number}.html")
        if "<form" in attack:
            page.evaluate("document.forms[0].submit()")
        page.wait_for_timeout(150)
        if page.evaluate(RAN):
            found.add(name)
    page.close()
    return found | {name for number, name in enumerate(ATTACKS) if any(path.startswith(f"/{number}/") for path in handler.asked)}


def test_what_a_page_could_be_made_to_do_is_refused(browser: Browser, host: tuple[type[Host], int]) -> None:
    assert through(browser, host, "") == set(ATTACKS), "without a policy each of them works"
    host[0].asked.clear()
    assert through(browser, host, policy_text()) == set()
    for name in ATTACKS:
        note("browser", f"attack {name}", {"refused": True})


def test_pages_keep_to_their_policy(browser: Browser, address: str, site: Path) -> None:
    """One page of each kind and all figures; every page of the site where it is measured (`benchmarks.reliability`)."""
    figures = (f"figures/{folder.name}/" for folder in sorted((site / "figures").iterdir()) if folder.is_dir())
    pages = [*KINDS.values(), *figures]
    if NOTES in os.environ:
        pages = sorted(path.relative_to(site).as_posix().removesuffix("index.html") for path in site.rglob("index.html"))
    complaints: list[str] = []
    page = browser.new_page()
    page.on("console", lambda said: complaints.append(f"{page.url}: {said.text}") if said.type in ("error", "warning") else None)
    for path in pages:
        page.goto(address + path)
        assert page.evaluate("document.documentElement.classList.contains('js') || document.body.classList.contains('dl-alone')")
    assert complaints == []
    note("browser", "site", {"pages": len(pages)})
    page.close()


def test_figures_alone_may_be_framed_elsewhere(browser: Browser, site: Path, host: tuple[type[Host], int]) -> None:
    figure = min(folder.name for folder in (site / "figures").iterdir() if folder.is_dir())
    handler, port = host
    with serving(site) as address:
        frames = "".join(f"<iframe src='{address}{path}'></iframe>" for path in ("", "articles/", f"figures/{figure}/"))
        handler.pages["/host.html"] = f"<!doctype html>{frames}"
        page = browser.new_page()
        page.goto(f"http://localhost:{port}/host.html", wait_until="networkidle")
        shown = [frame.title() for frame in page.main_frame.child_frames if frame.title().endswith("– Dateline")]
        assert len(page.main_frame.child_frames) == 3
        assert len(shown) == 1
        page.close()


def test_pages_that_stand_alone_are_styled_and_quiet(browser: Browser, seed: Project) -> None:
    Repository.start(seed.root).release("v1.0")
    lower(seed)
    assert seed.run("diff", "v1.0", "--write", "compared") == seed.run("charts") == 0
    Repository(seed.root).git("checkout", "--quiet", ".")
    assert seed.run("factcheck", "a-week") == 0
    complaints: list[str] = []
    page = browser.new_page()
    page.on("console", lambda said: complaints.append(f"{page.url}: {said.text}") if said.type in ("error", "warning") else None)
    for name in ("factcheck/a-week.html", "compared/diff.html", ".cache/dateline/charts/index.html"):
        page.goto((seed.root / name).as_uri())
        policy = page.get_attribute("meta[http-equiv]", "content")
        assert policy
        assert policy.startswith("default-src 'none'; base-uri 'none'; form-action 'none'; style-src 'sha256-")
        assert "unsafe" not in policy
        assert page.get_attribute("meta[http-equiv] + meta", "content") == "no-referrer"
        widths = page.eval_on_selector_all("body, main", "parts => parts.map(part => getComputedStyle(part).maxWidth)")
        assert any(width != "none" for width in widths), f"{name} has no style"
    assert complaints == []
    page.close()
