"""A page says what was computed for it, or the gate says where it does not."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from dateline.errors import Spot
from dateline.gate import Drawn, Promise, Said, verify
from dateline.kept import Kept
from dateline.policy import Policy
from dateline.words import ViewWords
from tests.gate.trees import site

PAGE = "one/index.html"
ASKED = Spot("content/one.md", 8, 3)
NINE = Said("dl-number", "nine", " strikes() | words ", ASKED, tip="Strikes: 9.", anchor="n-strikes")
RANGE = Said("dl-number", "0 to 3", "strikes(place='a')", ASKED)
SIX = Said("dl-number", "6", "strikes(country='b')", ASKED, value="6")
QUOTED = Said("dl-quoted", "93 & more", "quoted('93 & more', source='c')", ASKED)
FIGURE = """<figure id="figure-a"><p class="dl-title">Strikes</p><p class="dl-subtitle">By week</p>
<div class="dl-plot" aria-hidden="true"><svg><path d="M0,0h6" aria-label="March: 6"></path><text> 6</text></svg></div>
<p class="dl-summary">9 in all.</p>
<table><thead><tr><th class="dl-number">Week</th><th>Strikes</th></tr></thead>
<tbody><tr><th>March</th><td class="dl-number">6</td></tr><tr><th>April</th><td>3</td></tr></tbody></table>
<figcaption><i title="5">An author</i> says 5.</figcaption></figure>
"""
LINKED = '<script type="application/ld+json">{"@graph": [{"headline": "A story", "description": "Nine & more."}]}</script>\n'
DRAWN = Drawn(
    "figure-a",
    "Strikes",
    "By week",
    "9 in all.",
    (("March", "6"), ("April", "3")),
    FIGURE.replace("> 6<", ">6<"),
    (("figures/a.csv", "2c26b46b68ffc68ff99b453c1d30413413422d706483bfa0f98a5e886266e7ae"),),
    ("Week", "Strikes"),
)
PROMISE = Promise(
    "A story",
    "Nine & more.",
    (NINE, RANGE, SIX, QUOTED),
    (DRAWN,),
    article=True,
    url="https://a.example/one/",
    twin="one.md",
    metas=(("og:image:alt", "4 bars"), ("article:published_time", "2018-04-05")),
    entries=(("https://a.example/corrections/#a", ("Corrected: a", "3, not 4.")),),
)
NUMBERS = """<meta name="description" content="Nine &amp; more."><meta property="og:image:alt" content="4 bars">
<p><a class="dl-number" id="n-strikes" data-dl-tip="Strikes: 9." href="../two/">nine</a> and
<span class="dl-number x">0
to 3</span></p>
<h2>Of <data class="dl-number" value="6">6</data></h2>
<p><span class="dl-quoted">93 &amp; more</span></p>
"""
TWIN = "# A story\n\n*Nine \\& more.*\n\nBy a desk\n\n[nine](x) and 0 to 3\n\n## Of 6\n\n93 \\& more\n"
RSS = (
    "<rss><channel><item><title>A story</title><link>https://a.example/one/</link>"
    "<description>Nine &amp;amp; more.</description></item></channel></rss>"
)
CORRECTED = (
    "<rss><channel><item><title>Corrected: a</title><link>https://a.example/corrections/#a</link>"
    "<description>3, not 4.</description></item></channel></rss>"
)
JSON_FEED = '{"version": "https://jsonfeed.org/version/1.1", "items": [{"url": "https://a.example/one/", "title": "A story"}]}'


def said(folder: Path, promise: Promise = PROMISE, old: str = "", new: str = "") -> list[tuple[str, str, str]]:
    """What the gate says of the page where `new` stands for `old`, as (code, place, message)."""
    files = {
        PAGE: NUMBERS + FIGURE + LINKED,
        "one.md": TWIN,
        "feed.xml": RSS,
        "corrected.xml": CORRECTED,
        "feed.json": JSON_FEED,
        "figures/a.csv": "foo",
    }
    assert not old or sum(text.count(old) for text in files.values()) == 1, old
    files = {name: text.replace(old, new) if old else text for name, text in files.items()}
    tree = site(folder, files.pop(PAGE), **files)
    found = verify(tree, "/", promised={PAGE: promise})
    assert all(problem.help for problem in found)
    return [(problem.code, str(problem.spot).removeprefix("site/"), problem.message) for problem in found]


def test_a_page_that_says_what_was_computed_passes(tmp_path: Path) -> None:
    assert said(tmp_path) == []


@pytest.mark.parametrize(
    ("old", "new", "code", "place", "message"),
    [
        (">nine<", ">ten<", "number-differs", f"{PAGE}:6:4", "the page says 'ten' where {{ strikes() | words }} gives 'nine'"),
        (
            "0\nto 3",
            "1\nto 3",
            "number-differs",
            f"{PAGE}:7:1",
            "the page says '1 to 3' where {{ strikes(place='a') }} gives '0 to 3'",
        ),
        (
            'value="6"',
            'value="7"',
            "number-differs",
            f"{PAGE}:9:8",
            "`value` of '6' is '7' where {{ strikes(country='b') }} gives '6'",
        ),
        (' data-dl-tip="Strikes: 9."', "", "number-differs", f"{PAGE}:6:4", "`data-dl-tip` of 'nine' is '' where"),
        ('id="n-strikes"', 'id="n-other"', "number-differs", f"{PAGE}:6:4", "`id` of 'nine' is 'n-other' where"),
        ("dl-quoted", "dl-number", "number-differs", f"{PAGE}:10:4", "'93 & more' is not marked as {{ quoted("),
        ('<span class="dl-quoted">93 &amp; more</span>', "", "number-differs", f"{PAGE}:9:8", "'93 & more', which {{ quoted("),
        ("dl-number x", "x", "number-differs", f"{PAGE}:6:4", "'0 to 3', which {{ strikes(place='a') }} gives, is not where"),
        (
            "<h2>Of ",
            '<h2><span class="dl-number">5</span> of ',
            "number-differs",
            f"{PAGE}:9:5",
            "'5' stands as a computed number",
        ),
        ('content="Nine', 'content="Ten', "title-differs", f"{PAGE}:5:1", "description says 'Ten & more.' where the page has"),
        ('content="4 bars"', 'content="5 bars"', "title-differs", f"{PAGE}:5:53", "og:image:alt says '5 bars', and '4 bars' was"),
        (
            "<title>Corrected: a",
            "<title>Corrected: b",
            "title-differs",
            "corrected.xml:1",
            "the title of https://a.example/corrections/#a says 'Corrected: b', not 'Corrected: a'",
        ),
        ('"headline": "A', '"headline": "B', "title-differs", f"{PAGE}:17:1", "the headline of its JSON-LD says 'B story'"),
        ('"description": "Nine', '"description": "Ten', "title-differs", f"{PAGE}:17:1", "the description of its JSON-LD says"),
        (
            'dl-title">Strikes',
            'dl-title">Strike',
            "figure-differs",
            f"{PAGE}:11:23",
            "figure 'figure-a': its title says 'Strike', not",
        ),
        (
            'dl-summary">9',
            'dl-summary">8',
            "figure-differs",
            f"{PAGE}:13:1",
            "figure 'figure-a': its summary says '8 in all.', not",
        ),
        ('"dl-subtitle"', '"x"', "figure-differs", f"{PAGE}:11:1", "figure 'figure-a': its subtitle is not there"),
        ("March: 6", "March: 7", "figure-differs", f"{PAGE}:12:46", "figure 'figure-a': `aria-label` of <path> in its drawing"),
        (
            "M0,0h6",
            "M0,0h7",
            "figure-differs",
            f"{PAGE}:12:46",
            "figure 'figure-a': `d` of <path> in its drawing is 'M0,0h7', not",
        ),
        ("<text> 6<", "<text> 7<", "figure-differs", f"{PAGE}:12:92", "figure 'figure-a': its drawing says '7', not '6'"),
        (
            "<text> 6</text>",
            "",
            "figure-differs",
            f"{PAGE}:12:46",
            "figure 'figure-a': its drawings have 2 elements, 3 were drawn",
        ),
        (
            "<text> 6</text>",
            "<g/>",
            "figure-differs",
            f"{PAGE}:12:92",
            "figure 'figure-a': its drawing has <g> where <text> was drawn",
        ),
        (
            "<td>3<",
            '<td title="4">3<',
            "figure-differs",
            f"{PAGE}:15:77",
            "figure 'figure-a': it says '4'",
        ),
        (
            'class="dl-plot"',
            'class="dl-plot" aria-label="4"',
            "figure-differs",
            f"{PAGE}:12:1",
            "figure 'figure-a': it says '4'",
        ),
        (
            'class="dl-title"',
            'class="dl-title" title="4"',
            "figure-differs",
            f"{PAGE}:11:23",
            "figure 'figure-a': it says '4'",
        ),
        (
            '"headline"',
            '"datePublished": "2018-04-06", "headline"',
            "title-differs",
            f"{PAGE}:17:1",
            "the datePublished of its JSON-LD says '2018-04-06' where the page has",
        ),
        (
            "<td>3<",
            "<td>4<",
            "figure-differs",
            f"{PAGE}:15:59",
            "figure 'figure-a': row 2 of its table says 'April · 4', not 'April",
        ),
        (
            '<th class="dl-number">Week</th><th>Strikes</th>',
            '<th class="dl-number">Strikes</th><th>Week</th>',
            "figure-differs",
            f"{PAGE}:15:8",
            "figure 'figure-a': 'March' in row 1 of its table stands below another heading than 'Week'",
        ),
        (
            "<tr><th>April</th><td>3</td></tr>",
            "",
            "figure-differs",
            f"{PAGE}:15:8",
            "figure 'figure-a': its table has 1 rows, 2 were",
        ),
        ('"figure-a"', '"figure-b"', "figure-differs", f"{PAGE}:2:1", "figure 'figure-a' is not on the page"),
        ("foo", "bar", "figure-differs", f"{PAGE}:11:1", "figure 'figure-a': figures/a.csv is not the file that was made for it"),
        ("# A story", "# B story", "title-differs", "one.md:1", "its headline says 'B story', not 'A story'"),
        ("*Nine", "*Ten", "title-differs", "one.md:3", "its standfirst says"),
        ("[nine]", "[ten]", "number-differs", "one.md", "'nine', which {{ strikes() | words }} gives, does not follow on ''"),
        ("## Of 6", "## Of 7", "number-differs", "one.md", "'6', which {{ strikes(country='b') }} gives, does not follow on"),
        (
            "<title>A story</title>",
            "<title>B</title>",
            "title-differs",
            "feed.xml:1",
            "the title of https://a.example/one/ says 'B'",
        ),
        (
            "<description>Nine",
            "<description>Ten",
            "title-differs",
            "feed.xml:1",
            "the description of https://a.example/one/ says",
        ),
        (
            '"title": "A story"',
            '"title": "B"',
            "title-differs",
            "feed.json:1",
            "the title of https://a.example/one/ says 'B', not",
        ),
    ],
)
def test_what_differs_is_told(old: str, new: str, code: str, place: str, message: str, tmp_path: Path) -> None:
    ((found, where, text),) = said(tmp_path, PROMISE, old, new)
    assert (found, where) == (code, place)
    assert text.startswith(message)


def test_two_numbers_that_changed_places(tmp_path: Path) -> None:
    first, second = replace(NINE, tip=None, anchor=None, text="one"), replace(NINE, tip=None, anchor=None, text="two")
    page = '<p><b class="x"><span class="dl-number">two</span></b> <span class="dl-number">one</span></p>'
    found = verify(site(tmp_path, page), "/", promised={PAGE: Promise("A story", said=(first, second))})
    assert [problem.code for problem in found] == ["number-differs", "number-differs"]


def test_what_is_hidden_where_scripts_run_is_seen(tmp_path: Path) -> None:
    page = NUMBERS.replace("<p><a", '<noscript><p title="</noscript><span class=dl-number>7</span>"></noscript><p><a')
    found = verify(site(tmp_path, page), "/", promised={PAGE: replace(PROMISE, figures=(), twin=None)})
    assert ("number-differs", "'7' stands as a computed number") in [(p.code, p.message[:31]) for p in found]


def test_a_page_that_was_taken_away(tmp_path: Path) -> None:
    (problem,) = verify(site(tmp_path, ""), "/", promised={"gone/index.html": PROMISE})
    assert (problem.code, problem.spot) == ("missing-page", Spot("site/gone/index.html"))


def test_a_headline_is_told_where_it_is_wrong(tmp_path: Path) -> None:
    found = verify(site(tmp_path, ""), "/", promised={PAGE: Promise("Another story", article=True)})
    assert [(problem.code, str(problem.spot)) for problem in found] == [
        ("title-differs", f"site/{PAGE}:3:1"),
        ("title-differs", f"site/{PAGE}:4:1"),
    ]


def test_a_verdict_holds_for_the_same_promises_only(tmp_path: Path) -> None:
    tree, kept = site(tmp_path / "tree", '<span class="dl-number">6</span>'), Kept(tmp_path / "kept")
    promise = Promise("A story", said=(replace(RANGE, text="6"),))
    assert verify(tree, "/", kept, promised={PAGE: promise}) == []
    assert verify(tree, "/", kept, promised={PAGE: promise}) == []
    assert verify(tree, "/", kept, promised={PAGE: replace(promise, said=(RANGE,))}) != []
    assert verify(tree, "/", kept, policy=Policy(), promised={PAGE: promise}) == []


def test_what_a_template_leaves_out_of_a_figure_may_be_missing(tmp_path: Path) -> None:
    page = '<figure id="figure-a"><table><tbody><tr><td>6</td></tr><tr><td>3</td></tr></tbody></table></figure>'
    promise = Promise("A story", figures=(replace(DRAWN, html=page, files=()),))
    assert verify(site(tmp_path, page), "/", promised={PAGE: promise}) == []
    (problem,) = verify(site(tmp_path, page.replace("3", "March")), "/", promised={PAGE: promise})
    assert "row 2 of its table says 'March', not 'April · 3'" in problem.message


def test_a_list_of_the_contents_may_repeat_a_number(tmp_path: Path) -> None:
    heading = 'Of <span class="dl-number">0 to 3</span>'
    page = f'<nav><a href="#a">{heading}</a></nav><h2 id="a">{heading}</h2>'
    promise = {PAGE: Promise("A story", said=(RANGE,))}
    assert verify(site(tmp_path, page), "/", promised=promise) == []
    alone = page.replace('<span class="dl-number">0 to 3</span></h2>', "0 to 3</h2>")
    assert [problem.code for problem in verify(site(tmp_path, alone), "/", promised=promise)] == ["number-differs"]


def test_the_byline_of_an_article_in_a_list(tmp_path: Path) -> None:
    byline = '<p class="dl-byline"><time datetime="2018-04-05">5 April 2018</time> <span>2 min read</span></p>'
    page = f'<ul><li><h2 class="dl-list-title"><a href="">A story</a></h2>{byline}</li></ul>'
    said = ViewWords(texts=("2 min read",), alone=("2018-04-05", "5 April 2018"))
    promise = {PAGE: Promise("A story", article=True, byline=said)}
    assert verify(site(tmp_path, page), "/", promised=promise) == []
    (problem,) = verify(site(tmp_path, page.replace("2 min", "3 min")), "/", promised=promise)
    assert problem.message.startswith("'3 min read' says 3, which is not computed")


@pytest.mark.parametrize("items", ["null", '["x"]', '[{"url": 5, "title": 5}]', "{}"])
def test_a_feed_of_another_shape_is_no_traceback(tmp_path: Path, items: str) -> None:
    feed = f'{{"version": "https://jsonfeed.org/version/1.1", "items": {items}}}'
    promise = Promise("A story", article=True, url="https://a.example/one/")
    assert verify(site(tmp_path, "", **{"feed.json": feed}), "/", promised={PAGE: promise}) == []
