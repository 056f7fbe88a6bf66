"""What articles may hold is the same to Chromium as to us: nothing else is in its document, nothing runs, no page is broken."""

from __future__ import annotations

from typing import Any

from hypothesis import HealthCheck, given, settings
from playwright.sync_api import Browser, Route

from dateline.markdown import PageContext, render_page
from dateline.markdown.html_rules import faults_of_pages
from tests.hostile.fuzzing import BODIES, DESK, RECORD
from tests.markdown.pages import article
from tests.markdown.test_html import FINE

HOST = "http://article.test/"
BODIES_TRIED = 250
SEEN = """() => {
  const parts = [...document.querySelectorAll("body > section")];
  return {
    parts: parts.map(part => part.dataset.number),
    shallow: parts.map(part => [...part.querySelectorAll("*")].map(one => one.cloneNode(false).outerHTML)),
    elsewhere: document.head.children.length + document.body.children.length - parts.length,
    ran: window.ran === true,
  };
}"""


def accepted() -> list[str]:
    """The HTML of what is accepted: texts that a newsroom needs, and texts made by chance, always the same."""
    found = [_rendered(f"{text}\n") for text in FINE]
    assert None not in found

    @settings(derandomize=True, database=None, deadline=None, max_examples=BODIES_TRIED, suppress_health_check=list(HealthCheck))
    @given(BODIES)
    def collect(body: str) -> None:
        found.append(_rendered(body.replace("alert(1)", "ran=true")))

    collect()
    return [html for html in found if html and html.strip()]


def _rendered(body: str) -> str | None:
    rendered = render_page(PageContext(article(body), RECORD, DESK, "fuzz"))
    return None if rendered.problems else rendered.html


def test_chromium_sees_what_is_allowed_and_nothing_runs(browser: Browser) -> None:
    fragments = accepted()
    assert len(fragments) > 60
    sections = "".join(f'<section data-number="{number}">{html}</section>' for number, html in enumerate(fragments))
    seen, asked = _seen(browser, sections)
    assert seen["parts"] == [str(number) for number in range(len(fragments))], "a text breaks out of its place"
    assert seen["elsewhere"] == 0
    assert not seen["ran"]
    assert all(address.startswith(HOST) for address in asked), asked
    for number, elements in enumerate(seen["shallow"]):
        assert list(faults_of_pages("\n".join(elements))) == [], fragments[number]


def test_what_would_run_or_break_out_is_seen(browser: Browser) -> None:
    """The test above can fail."""
    bad = '<img src="//evil.example/x.png" onerror="ran=true"></section><b onclick=x>'
    seen, asked = _seen(browser, f'<section data-number="0">{bad}</section>')
    assert (seen["ran"], seen["elsewhere"]) == (True, 1)
    assert "http://evil.example/x.png" in asked
    assert [fault.code for fault in faults_of_pages("\n".join(seen["shallow"][0]))] != []


def _seen(browser: Browser, body: str) -> tuple[dict[str, Any], list[str]]:
    """What is in the document, and every address that was asked for."""
    asked: list[str] = []
    page = browser.new_page()

    def answer(route: Route) -> None:
        asked.append(route.request.url)
        if route.request.url == HOST:
            route.fulfill(
                body=f"<!DOCTYPE html><html><head></head><body>{body}</body></html>", content_type="text/html; charset=utf-8"
            )
        else:
            route.abort()

    page.route("**/*", answer)
    page.goto(HOST, wait_until="load")
    found = dict(page.evaluate(SEEN))
    page.close()
    return found, asked
