"""Pictures without alt texts and links without words are problems at their line; whatever says something passes."""

from __future__ import annotations

import pytest

from dateline.markdown.wordless import faults_of_html
from tests.markdown.pages import page, problems


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("[x](a.md)\n\n[](a.md)", [("7:1", "empty-link")]),
        ("[x](a.md)\n\n[![](x.png)](a.md)", [("7:1", "empty-link"), ("7:2", "no-alt")]),
        ("![x](x.png)\n![\u200b](x.png)", [("6:1", "no-alt")]),
        ("x[^1]\n\n[^1]: ![ ](x.png)", [("7:7", "no-alt")]),
        ("![][r]\n\n[][r]\n\n[r]: x.png", [("5:1", "no-alt"), ("7:1", "empty-link")]),
        ("/// chart | weekly\n\n![](y.png)\n///", [("7:1", "no-alt")]),
        ("## [&nbsp;](a.md)", [("5:4", "empty-link")]),
        ("[<!-- x -->](a.md)", [("5:1", "empty-link")]),
        ("[](a.md 'Title')", [("5:1", "empty-link")]),
        ("[]()", [("5:1", "empty-link")]),
        ("<p><img src=x.png></p>", [("5:4", "no-alt")]),
        ("<a href=x><b>\u2800</b></a>", [("5:1", "empty-link")]),
    ],
)
def test_what_has_no_words_is_refused_at_its_place(text: str, found: list[tuple[str, str]]) -> None:
    assert [(place.partition(":")[2], code) for place, code in problems(f"{text}\n")] == found


@pytest.mark.parametrize(
    "text",
    [
        *("[`x`](a.md)", "[\\*](a.md)", "[a&amp;](b.md)", "[<img src=a alt=b>](a.md)", "[![a][r]](a.md)\n\n[r]: x.png"),
        *("[{{ strikes() }}](a.md)", "![{{ strikes() }}](x.png)", "<desk@example.org>", "<https://example.org/>", "![*](x.png)"),
        *("<a id=x></a>", "<a href=x aria-label=y><img src=z alt=''></a>", "<img src=x.png alt=''>", "<a href=x><!-- a -->b</a>"),
    ],
)
def test_what_says_something_passes(text: str) -> None:
    assert page(f"{text}\n").problems == ()


def test_no_page_of_ours_has_links_without_words() -> None:
    text = "x[^1] {{ strikes() }}\n\n# Head\n\n[^1]: note\n"
    assert list(faults_of_html(page(text).html)) == []
