"""Every kind of page held against WCAG 2.2 AA by axe, with everything opened that opens, and of long lists the beginning."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser

from tests.browser.kinds import KINDS

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
MORE_OF_THE_SAME = [[f"main {part}:nth-of-type(n+13)"] for part in ("tr", "li", "dd", "details")]
"""Left out, as it is made as what stands before it: the twelve first rows of a table of a hundred stand for all."""
DENSE = ("front page", "article over time", "article with a map", "explore", "report")
"""Looked at in every width and scheme; the others once narrow and dark, once wide and light."""


@pytest.mark.parametrize(
    ("width", "scheme", "kinds"),
    [(360, "dark", tuple(KINDS)), (1280, "light", tuple(KINDS)), (360, "light", DENSE), (1280, "dark", DENSE)],
    ids=["narrow-dark", "wide-light", "narrow-light", "wide-dark"],
)
def test_pages_are_accessible(browser: Browser, address: str, width: int, scheme: str, kinds: tuple[str, ...]) -> None:
    context = browser.new_context(
        viewport={"width": width, "height": 900}, color_scheme="dark" if scheme == "dark" else "light", reduced_motion="reduce"
    )
    page = context.new_page()
    for kind in kinds:
        page.goto(address + KINDS[kind])
        page.evaluate("() => document.querySelectorAll('details').forEach(details => { details.open = true; })")
        page.wait_for_timeout(200)  # what opens, or fades in, is there
        found = (
            Axe()
            .run(page, context={"exclude": MORE_OF_THE_SAME}, options={"runOnly": RULES, "resultTypes": ["violations"]})
            .response["violations"]
        )
        assert [(kind, v["id"], [node["target"] for node in v["nodes"]][:3]) for v in found] == []
    context.close()


def test_axe_sees_what_is_wrong(browser: Browser) -> None:
    page = browser.new_page()
    page.set_content('<html lang="en"><title>t</title><img src="data:image/gif;base64,R0lGODlhAQABAAAAACw=">')
    assert [v["id"] for v in Axe().run(page, options={"runOnly": ["wcag2a"]}).response["violations"]] == ["image-alt"]
    page.close()
