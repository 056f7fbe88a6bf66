"""A comparison as a comment for GitHub and for a terminal: as it was read once, escaped, and never too long."""

from __future__ import annotations

import html
import re
from html.parser import HTMLParser

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from dateline.comparing import Comparison, markdown, text
from dateline.comparing.as_markdown import LIMIT, code, plain
from dateline.comparing.changes import EntryChange, NumberChange, PageChange, ValueChange
from tests.comparing.cases import GOLDEN, HOSTILE, everything, forms

GITHUB = MarkdownIt("commonmark").enable("table").enable("strikethrough")
"""Markdown as GitHub reads it, but for what it makes of names and addresses afterwards."""
EMPTY = Comparison("main", "f" * 40, (), (), 9, 31, 4)


@pytest.mark.parametrize("name", sorted(forms()))
def test_it_reads_as_it_was_read_once(name: str) -> None:
    assert forms()[name] == (GOLDEN / name).read_text(encoding="utf-8"), "python -m tests.comparing.cases writes it anew"


def test_no_change_is_said() -> None:
    assert "Nothing that a reader sees differs" in markdown(EMPTY)
    assert "Nothing that a reader sees differs" in text(EMPTY)


class Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.add(tag)


def tags(page: str) -> set[str]:
    parser = Tags()
    parser.feed(page)
    return parser.found


def test_hostile_text_brings_no_tags_links_or_mentions() -> None:
    found = markdown(everything())
    assert tags(GITHUB.render(found)) <= {
        "h2",
        "h3",
        "p",
        "ul",
        "li",
        "table",
        "thead",
        "tbody",
        "tr",
        "th",
        "td",
        "code",
        "strong",
        "em",
    }
    outside = re.sub(r"(`+).+?\1(?!`)", "", found)
    assert not re.search(r"@\w|#\d|https?://", outside)


@given(st.text(max_size=80))
def test_any_text_is_read_as_it_stands(given_text: str) -> None:
    shown = GITHUB.render(f"x {plain(given_text)} x")
    assert re.sub(r"</?p>", "", shown).count("<") == 0
    wanted = " ".join("".join(sign if sign.isprintable() else " " for sign in " ".join(given_text.split())).split())
    assert " ".join(html.unescape(re.sub("<[^>]*>", "", shown)).replace("\u2060", "").split()) == f"x {wanted} x".replace(
        "\u2060", ""
    ).replace("  ", " ")


@given(st.text(alphabet="`| a<", min_size=1, max_size=20))
def test_any_text_stands_in_one_code_span(given_text: str) -> None:
    shown = GITHUB.render(f"| x |\n|---|\n| {code(given_text)} |\n")
    assert tags(shown) <= {"table", "thead", "tbody", "tr", "th", "td", "code"}
    assert (shown.count("<code>"), shown.count("<td>")) == (1, 1)


def large(pages: int, numbers: int, entries: int, words: str) -> Comparison:
    changes = tuple(NumberChange(f"strikes(n={n})", "1", "2", words, words, n) for n in range(numbers))
    listed = tuple(PageChange(f"content/{n}.md", words, "changed", changes) for n in range(pages))
    events = tuple(EntryChange("event", f"e-{n}", "changed", "r", (ValueChange("note", words, "x"),)) for n in range(entries))
    return Comparison("v1", "a" * 40, events, listed, 0, 0, 0)


@pytest.mark.parametrize(("pages", "numbers", "entries"), [(3, 40, 10), (400, 30, 0), (1, 5000, 0), (0, 0, 9000), (300, 2, 300)])
def test_a_comment_is_never_too_long_and_says_what_it_leaves_out(pages: int, numbers: int, entries: int) -> None:
    whole = large(pages, numbers, entries, f"{HOSTILE} " * 4)
    found = markdown(whole)
    assert len(found.encode()) <= LIMIT
    assert "Left out here" in found
    assert f"{entries:,} changed" in found or not entries


def test_what_fits_is_whole() -> None:
    assert "Left out" not in markdown(large(3, 3, 3, "A word"))


def test_even_a_comparison_of_titles_alone_has_an_end() -> None:
    assert len(markdown(msgspec.structs.replace(EMPTY, before="b" * 300_000, problems=("p",)), 500).encode()) <= 1000


def test_a_terminal_is_not_moved() -> None:
    changes = (EntryChange("report", "r", "changed", None, (ValueChange("note", None, "\x1b[2J\r\nroot"),)),)
    assert "\x1b" not in text(msgspec.structs.replace(EMPTY, entries=changes))
