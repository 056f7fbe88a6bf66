"""A computed number stands on the page as it was rendered: what stands around it cannot make it read otherwise."""

from __future__ import annotations

from pathlib import Path

import pytest

from dateline.errors import Spot
from dateline.gate import Promise, Said, verify
from tests.gate.trees import site

PAGE = "one/index.html"
ONE = Said("dl-number", "1", "strikes()", Spot("content/one.md", 8, 3))
ARTICLE = '<p>In all <em><a class="dl-number" href="evidence/#a">1</a></em> strike hit.</p>\n<p>And more.</p>\n'
FRAME = '<div class="md-content"><article>{}</article></div><nav><a href="">1</a></nav><a id="a" href="evidence/"></a>'
LINK = '<a class="dl-number" href="evidence/#a">1</a>'
AS_IT_WAS = {"one/evidence/index.html": '<!doctype html><html lang="en"><title>E</title><h1 id="a">E</h1><p id="b">'}


def told(folder: Path, old: str, new: str, article: str = ARTICLE, frame: str = FRAME) -> list[str]:
    """What the gate says of the page where `new` stands for `old`."""
    page = frame.format(article)
    assert old in page
    tree = site(folder, page.replace(old, new), **AS_IT_WAS)
    problems = verify(tree, "/", promised={PAGE: Promise("A story", said=(ONE,), html=article)})
    assert all(problem.help for problem in problems)
    assert {problem.code for problem in problems} <= {"number-differs"}
    return [problem.message for problem in problems]


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("<em><a", "<em>1<a", "'1' stands in 'In all 11 strike hit.', and was rendered in 'In all 1 strike hit.'"),
        ("<em><a", "1<em><a", "'1' stands in 'In all 11 strike hit.', and was rendered in"),
        ("<em><a", "<em><sup>1</sup><a", "'1' stands in 'In all 11 strike hit.'"),
        ("<em><a", "<em>\u0661<a", "'1' stands in 'In all \u06611 strike hit.'"),
        ("<em><a", '<em><img alt="1" src="../two/map.png"><a', "'1' stands in 'In all 11 strike hit.'"),
        ("<em><a", "<em>\u202e<a", "'1' stands in 'In all \ufffd1 strike hit.'"),
        ("In all", "\u202eIn all", "'1' stands in '\ufffdIn all 1 strike hit.'"),
        ("<p>In", "\u200f<p>In", None),
        ("</a></em>", "</a>,000</em>", "'1' stands in 'In all 1,000 strike hit.'"),
        ("</a></em>", "</a></em>,000", "'1' stands in 'In all 1,000 strike hit.'"),
        ("</em> strike", "</em> thousand strike", "'1' stands in 'In all 1 thousand strike hit.'"),
        ("<a class", '<a aria-label="99" class', "'1' has `aria-label` '99', and was rendered with no `aria-label`"),
        ("<a class", '<a title="99 strikes" class', "'1' has `title` '99 strikes', and was rendered with no `title`"),
        ("<a class", "<a hidden class", "'1' has `hidden` '', and was rendered with no `hidden`"),
        ("<a class", '<a dir="rtl" class', "'1' has `dir` 'rtl', and was rendered with no `dir`"),
        ("dl-number", "dl-number no", "'1' has `class` 'dl-number no', and was rendered with `class` 'dl-number'"),
        ("evidence/#a", "../two/", "'1' has `href` '../two/', and was rendered with `href` 'evidence/#a'"),
        (">1</a></em>", "><del>1</del></a></em>", "'1' holds other elements than it was rendered with"),
        (LINK, f"<del>{LINK}</del> <ins>99</ins>", "'1' stands within <del>, and was rendered within <em>"),
        (LINK, f'<bdo dir="rtl">{LINK}</bdo>', "'1' stands within <bdo>, and was rendered within <em>"),
        ("<em>", '<em aria-label="99">', "'1' stands within a <em> that has other attributes than it was rendered with"),
        ("<p>In", "<p hidden>In", "'1' stands within a <p> that has other attributes than it was rendered with"),
        ("<article>", "<article hidden>", "'1' stands within <article hidden>, in which it reads otherwise"),
        ("<article>", '<article dir="rtl">', "'1' stands within <article dir>, in which it reads otherwise"),
        ("<article>", '<article aria-hidden="true">', "'1' stands within <article aria-hidden>, in which it reads otherwise"),
    ],
)
def test_what_makes_a_number_read_otherwise_is_told(old: str, new: str, message: str | None, tmp_path: Path) -> None:
    found = told(tmp_path, old, new)
    assert len(found) == (message is not None), found
    assert all(one.startswith(message or "") for one in found)


@pytest.mark.parametrize("around", ["del", "s", "ruby", "bdo"])
def test_what_crosses_out_or_turns_the_article_is_told(around: str, tmp_path: Path) -> None:
    (found,) = told(tmp_path, "<article>", f"<article><{around}>")
    assert found.startswith(f"'1' stands within <{around}>, in which it reads otherwise")


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("<p>In", '<p class="wide" id="first" data-a="b">In'),
        ("In all ", "In\n all&nbsp;"),
        ("And more.", "And 11 more."),
        ("<em>", "<em><!-- 1 -->"),
        ("<article>", '<article class="x" aria-label="Story">'),
        ("</p>\n<p>", '</p><p class="aside">11 by a template.</p><p>'),
        ("1</a></em>", "&#49;</a></em>"),
    ],
)
def test_what_leaves_a_number_as_it_was_passes(old: str, new: str, tmp_path: Path) -> None:
    assert told(tmp_path, old, new) == []


@pytest.mark.parametrize(
    "article",
    [
        f'<p dir="rtl">{LINK}</p>',
        f"<p><del>{LINK}</del> 99</p>",
        f"<p>1{LINK},000</p>",
        f"<table><thead><tr><th>Strikes</th></tr></thead><tbody><tr><td>{LINK}</td></tr></tbody></table>",
        f"<ul><li>Of {LINK}<ul><li>more</li></ul></li></ul>",
        f"<details><summary>All</summary><p>{LINK}</p></details>",
    ],
)
def test_what_the_article_says_itself_passes(article: str, tmp_path: Path) -> None:
    assert told(tmp_path, "", "", article) == []


def test_a_figure_that_was_put_into_a_line_is_no_word_of_it(tmp_path: Path) -> None:
    article = f"<ul><li>Of {LINK}<!--dateline:a:plot--></li></ul>"
    assert told(tmp_path, "<!--dateline:a:plot-->", "<figure><p>1</p></figure>", article) == []


def test_an_article_that_is_not_known_is_not_compared(tmp_path: Path) -> None:
    tree = site(tmp_path, f"<p>1{LINK}</p>", **AS_IT_WAS)
    promise = Promise("A story", said=(ONE,))
    assert verify(tree, "/", promised={PAGE: promise}) == []
