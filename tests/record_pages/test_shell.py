"""The frame: gaps are filled once, escaped for where they are, and nothing put in is looked at again."""

from __future__ import annotations

import pytest
from markupsafe import Markup

from dateline.load.files import FORBIDDEN
from dateline.record_pages.shell import CONTENT, DESCRIPTION, TITLE, Shell, pretended
from tests.record_pages.cases import EVIL

HTML = (
    f'<title>{TITLE} - Site</title><meta name="description" content="{DESCRIPTION}">'
    f'<link rel="canonical" href="https://example.org/{pretended(2)}"><a href="../../about/">{TITLE}</a><main>{CONTENT}</main>'
)


def test_every_gap_is_filled() -> None:
    page = Shell.of(HTML, 2).filled("weeks/2018-03-30/", "A & B", 'say "no"', Markup("<p>x</p>"))
    assert page == (
        '<title>A &amp; B - Site</title><meta name="description" content="say &#34;no&#34;">'
        '<link rel="canonical" href="https://example.org/weeks/2018-03-30/">'
        '<a href="../../about/">A &amp; B</a><main><p>x</p></main>'
    )


def test_a_title_that_looks_like_a_gap_stays_a_title() -> None:
    page = Shell.of(HTML, 2).filled("places/x/", EVIL + CONTENT, TITLE, Markup("{}").format(DESCRIPTION))
    assert "<script>" not in page
    assert page.count(CONTENT) == 2  # the hostile title stands twice
    assert f'content="{TITLE}"' in page
    assert page.endswith(f"<main>{DESCRIPTION}</main>")


@pytest.mark.parametrize("gap", [TITLE, DESCRIPTION, CONTENT])
def test_no_name_in_a_frame_can_be_a_gap(gap: str) -> None:
    """The names of the site and of pages in the navigation stand in the frame: authors must not be able to write a gap."""
    assert FORBIDDEN.search(gap)


def test_frames_of_each_depth_pretend_to_lie_that_deep() -> None:
    assert [pretended(depth).count("/") for depth in (1, 2)] == [1, 2]
