"""Saved web pages: no figure is made of two, and what a reader does not see as part of a sentence is not read with it."""

from __future__ import annotations

import re
import time

import pytest

from dateline.ingest import text_of_page
from tests.ingest.reader import drafted

HEADING = "<h2>Strikes in Iraq</h2>\n"


@pytest.mark.parametrize(
    ("page", "text"),
    [
        ("<p>a <b>b</b>\n<i>c</i></p>\r\n<p>d\r\ne</p>", "a b c\n\nd e"),
        ("<b>1</b>&nbsp;<b>2</b> <b>3</b>", "1\xa02 3"),
        ("<b>2</b><b>4</b>", "24"),
        ("<tr><td>1</td><td>3</td></tr><dl><dt>1</dt><dd>3</dd></dl>", "1\n\n3\n\n1\n\n3"),
        ("1<img src=x>3<br>4 <br> 5<select><option>6<option>7</select>", "1 3\n4\n5\n\n6\n\n7"),
        ("<span style='DISPLAY: block'>1</span>3", "1\n\n3"),
        ("3<sup>1</sup> <del>two</del> <ins>a b</ins>", "3~1~ ~two~ ~a~ ~b~"),
        ("<sup><a href=x>[1]</a></sup>2", "~[1]~2"),
        ("31<sup>st</sup> 31<sup>th </sup>, 3<sup>rd1</sup>, 3<del><sup>rd</sup></del>", "31st 31th , 3~rd1~, 3~rd~"),
        ("1<span style='display: none'>0</span>1<i hidden>0<i>0</i>0</i>1<del/>2", "1~0~1~0~~0~~0~1~2~"),
        ("<span style='opacity:0.5;font-size:0.8em'>a</span><span style='opacity:0'>b</span>", "a~b~"),
        ("<p><s>a</p><p>b</s></p>", "~a~\n\n~b~"),
        ("a<![if !x]>b<![x]>c<![ x]]>d<![endif]>", "abcd"),
        ("a <b title='x>b</b> <p>3</p>", "a ~<b~ ~title='x>b</b>~ ~<p>3</p>~"),
        ("a & b", "a & b"),
        ("a<!-->b<!--->c<!-- -- > x -->d<!-- x --!>e<!-- <!--> f", "abcde f"),
        ("<script>x</script y>a<style>x</style\n/>b<svg/>c", "abc"),
        ("<head><title>x</title><body>a<template>x</svg>x</template></svg>b<noscript>x</noscript>", "ab"),
    ],
)
def test_what_a_reader_sees(page: str, text: str) -> None:
    assert re.sub("\n{3,}", "\n\n", text_of_page(page)) == text + "\n"


@pytest.mark.parametrize(
    "line",
    [
        "Near Bayji, on Aug. 29 2<sup>1</sup> strikes destroyed a cave.",
        "Near Bayji, on Aug. 30 <b>1</b>&nbsp;<b>2 strikes</b> destroyed a cave.",
        "Near Bayji, on Aug. 30 <b>1</b>&nbsp;<b>2</b> strikes destroyed a cave.",
        "Near Bayji, <b>2</b> <b>4</b> strikes destroyed a cave.",
        "Near Bayji, <b>2</b>\n<b>4</b> strikes destroyed a cave.",
        "Near Bayji, 1<span style='display:none'>0</span> strikes destroyed a cave.",
        "Near Bayji, <del>two</del> <ins>three</ins> strikes destroyed a cave.",
        "Near Bayji, <del>two </del>strikes destroyed a cave.",
        "<s>Near Bayji, two strikes destroyed a cave. Near Hajin, three strikes hit a cave. Near Hit, a strike took place.</s>",
        "Near Bayji, <sub>1</sub>2 strikes destroyed a cave.",
        "Near Bayji, 1<img src='0.png'>2 strikes destroyed a cave.",
        "Near <del>Bayji</del> <ins>Hit</ins>, two strikes destroyed a cave.",
    ],
)
def test_a_figure_with_something_beside_it_is_not_read(line: str) -> None:
    draft = drafted(text_of_page(f"{HEADING}<ul><li>{line}</li></ul>"))
    assert draft.events == ()
    assert len(draft.reading.claims) == 0
    assert len(draft.reading.unread) == 1


def test_cells_and_totals() -> None:
    draft = drafted(
        text_of_page(f"{HEADING}<table><tr><td>Near Qayyarah, 1</td><td>3 strikes destroyed a cave</td></tr></table>")
    )
    assert [unread.sentence.text for unread in draft.reading.unread] == [
        "Near Qayyarah, 1",
        "3 strikes destroyed a cave",
    ]
    lead = "<p>Between Aug. 27-Sept. 2, coalition military forces conducted 3<sup>1</sup> strikes in Iraq and Syria.</p>"
    assert drafted(text_of_page(lead), lead="").reading.claims == ()


def test_a_footnote_of_a_target_leaves_the_count() -> None:
    draft = drafted(
        text_of_page(f"{HEADING}<p>Near Bayji, on Aug. 31<sup>st</sup> two strikes destroyed two<sup>1</sup> caves.</p>")
    )
    assert [(item.claim.strikes, item.entry.get("targets")) for item in draft.events] == [(2, None)]
    assert [(unread.kept, unread.sentence.text) for unread in draft.reading.unread] == [
        (True, "Near Bayji, on Aug. 31st two strikes destroyed two~1~ caves.")
    ]


@pytest.mark.parametrize(
    "piece",
    ["<!--", "<!", "<?", "</a", "<a ", "<a b='", "<![", "<![CDATA[", "<s>", "<b> </b>", "<!-- ", "</script", "<svg>", "<", "&#"],
)
def test_what_is_never_closed_is_looked_through_once(piece: str) -> None:
    started = time.process_time()
    text_of_page(piece * (480_000 // len(piece)))
    assert time.process_time() - started < 5
