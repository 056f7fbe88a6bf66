"""Abbreviations are marked as Python-Markdown marks them, in a time that grows with the page."""

from __future__ import annotations

import time
from xml.etree.ElementTree import Element, SubElement

from hypothesis import given, settings
from hypothesis import strategies as st
from markdown import Markdown

from dateline.markdown.abbreviations import Abbreviations, take_over
from tests.markdown.pages import page

PIECES = st.sampled_from(
    "AB;ABC;A;B C;AB.;x;*AB*;`AB`;[AB](x);\n\n;- AB\n;# AB\n;**A *AB* B C**;*AB;\\AB;AB&amp;A; ;&".split(";")
)
DEFINED = "\n\n*[AB]: one\n\n*[A]: two <b>\n\n*[B C]: three\n\n*[ABC]: four\n\n*[ABC]: ''\n"


def html(text: str, *, ours: bool) -> str:
    md = Markdown(extensions=["abbr"])
    if ours:
        take_over(md)
    return md.convert(text)


@settings(deadline=None)
@given(st.lists(PIECES, max_size=20).map("".join))
def test_what_is_marked_is_the_same(text: str) -> None:
    assert html(text + DEFINED, ours=True) == html(text + DEFINED, ours=False)


def test_something_is_marked() -> None:
    assert (
        html("x AB y A\n" + DEFINED, ours=True) == '<p>x <abbr title="one">AB</abbr> y <abbr title="two &lt;b&gt;">A</abbr></p>'
    )


def test_many_siblings_and_a_long_text_take_no_time() -> None:
    root = Element("p")
    root.text = "a " * 90_000
    for _ in range(30_000):
        SubElement(root, "b").tail = " a "
    started = time.process_time()
    Abbreviations(None, {"a": "one"}).run(root)
    assert time.process_time() - started < 4, "half a minute in the way of Python-Markdown"
    assert len(root) == 90_000 + 2 * 30_000


def test_articles_have_them() -> None:
    assert '<abbr title="one">' in page("AB" + DEFINED).html


def test_nothing_is_taken_over_where_there_is_nothing() -> None:
    md = Markdown()
    take_over(md)
    assert "abbr" not in md.treeprocessors
    named = Markdown(extensions=["abbr"])
    take_over(named)
    take_over(named)
    assert isinstance(named.treeprocessors["abbr"], Abbreviations)
