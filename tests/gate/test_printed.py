"""A part of a page prints the numbers of its view, and where they belong, or the gate says which it does not."""

from __future__ import annotations

from pathlib import Path

import pytest

from dateline.gate import Part, Promise, Region, verify
from dateline.kept import Kept
from dateline.words import ViewRow, ViewWords
from tests.gate.trees import site

PAGE = "weeks/one/index.html"
SAID = ViewWords(
    ("9 strikes: 6 in Iraq and 3 in Syria.", "12 more events", "Week of 30 March", "at least 1,234 at 5 p.m."),
    ("2018", "30 March to 5 April 2018", "4.5%", "7", "23 to 29 March", "6 to 12 April"),
    (
        ViewRow("In all", ("9", "11"), under=(("Strikes", "Stated"), ("Killed", "Stated"))),
        ViewRow("Iraq", ("6", "8"), under=(("Strikes", "Stated"), ("Killed", "Stated"))),
        ViewRow("5 April", ("Bayji", "3 strikes", "2 trucks")),
        ViewRow("5 April", ("Qayyarah", "1 strike")),
        ViewRow("Certain", ("0",)),
        ViewRow("Open", ("none",)),
        ViewRow("Latest", ("at least", "13"), held=("at least",)),
        ViewRow("Changed", ("21", "20"), ordered=True),
    ),
    (("23 to 29 March", "weeks/zero/"), ("6 to 12 April", "weeks/two/"), ("6 to 12 April", "weeks/one/#x")),
)
CONTENT = """<h2>2018</h2>
<p class="dl-standfirst">9 strikes: 6 in Iraq and 3 in Syria. 12 more events.</p>
<p>In <b>30 March to 5 April 2018</b>: WEEK of 30
March, (at least 1,234 at 5 p.m.)</p>
<table><thead><tr><th rowspan="2">Of <i>7</i></th><th>Strikes</th><th>Killed</th></tr>
<tr><th colspan="2">Stated</th></tr></thead><tbody><tr><th>In all</th><td>9</td><td>11</td></tr>
<tr><th>Iraq</th><td>6</td><td>8</td></tr></tbody></table>
<ol><li><b>5 April</b> <a href="../../index.html">Bayji</a>: 3 strikes, 2 trucks <span aria-label="3 strikes"></span></li>
<li><b>5 April</b> <i>Qayyarah</i>: 1 strike</li></ol>
<dl><div><dt>Certain</dt><dd>0</dd></div><div><dt>Open</dt><dd>none</dd></div></dl>
<ul><li>Latest <i>at least</i> <b>13</b></li><li><b>13</b> <i>at least</i>: Latest</li>
<li>Changed: <b>21</b>, was <i>20</i></li></ul>
<p id="x"><a href="../zero/"><small>Before</small> 23 to 29 March</a> <a href="../two/index.html">6 to 12 April</a>
<a href="#x">6 to 12 April</a> <a href="../../index.html">23 to 29 March</a></p>
<p>UTF-8, SHA-256, <span class="dl-own">call <i>0800 12</i></span> e-2018-1</p>
"""


def said(folder: Path, old: str = "", new: str = "", promise: Promise | None = None) -> list[tuple[str, str, str]]:
    """What the gate says of the page where `new` stands for `old`, as (code, place, message)."""
    assert not old or CONTENT.count(old) == 1, old
    around = f'<p>99 outside</p>\n<div class="dl-record">\n{CONTENT.replace(old, new) if old else CONTENT}</div>'
    neighbours = {f"weeks/{name}/index.html": page("") for name in ("zero", "two")}
    tree = site(folder, "<p>5</p>", **neighbours, **{PAGE: page(around)})
    whole = promise or Promise("Week", regions=(Region((".dl-record", "main"), SAID),), whole=False)
    return [(one.code, str(one.spot).removeprefix("site/"), one.message) for one in verify(tree, "/", promised={PAGE: whole})]


def page(content: str) -> str:
    return (
        '<!doctype html>\n<html lang="en"><head><meta charset="utf-8"><title>Week</title></head>\n'
        f"<body><main>\n<h1>Week</h1>\n{content}\n</main></body></html>\n"
    )


def test_a_page_that_prints_its_view_passes(tmp_path: Path) -> None:
    assert said(tmp_path) == []


READ_ALOUD = ("aria-description", "aria-valuetext", "placeholder", "label", "value", "data-dl-tip", "abbr")
LINE = "the line of '5 April' says"


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("<h2>2018", "<h2>2019", "'2019' says 2019, which is not computed for this place of the page"),
        ("9 strikes: 6", "8 strikes: 6", "'8 strikes: 6 in Iraq and 3 in Syria. 12 more events.' says 8, which is not computed"),
        ("3 in Syria", "4 in Syria", "'9 strikes: 6 in Iraq and 4 in Syria. 12 more events.' says 9, which"),
        ("12 more", "112 more", "'9 strikes: 6 in Iraq and 3 in Syria. 112 more events.' says 112, which"),
        ("1,234 at", "1,235 at", "': WEEK of 30 March, (at least 1,235 at 5 p.m.)' says 1,235, which"),
        ("<b>30 March to 5", "<b>30 March to 6", "'30 March to 6 April 2018' says 30, which"),
        ("<p>In <b>", "<p>In 7 of <b>", "'In 7 of' says 7, which"),
        ("<td>6</td>", "<td>9</td>", "the line of 'Iraq' says '9 · 8', and 'Iraq · 6 · 8' was computed"),
        ("<td>6</td><td>8</td>", "<td>8</td><td>6</td>", "the line of 'Iraq' says '8 · 6', and 'Iraq · 6 · 8' was computed"),
        ("3 strikes, 2", "1 strike, 2", f"{LINE} '3 strikes · 5 April · 1 strike, 2 trucks', and '5 April · Bayji"),
        ("2 trucks <", "3 trucks <", f"{LINE} '3 strikes · 5 April · 3 strikes, 3 trucks', and '5 April · Bayji"),
        ('"3 strikes"', '"4 strikes"', f"{LINE} '4 strikes · 5 April · 3 strikes, 2 trucks', and '5 April · Bayji"),
        (": 1 strike<", ": 3 strikes<", f"{LINE} '5 April · 3 strikes', and '5 April · Qayyarah · 1 strike'"),
        (
            "<th>Strikes</th><th>Killed</th>",
            "<th>Killed</th><th>Strikes</th>",
            "'9' in the line of 'In all' stands below another heading than 'Strikes / Stated'",
        ),
        ("<dd>0", "<dd>7", "the line of 'Certain' says '7', and 'Certain · 0' was computed"),
        ("<dd>none", "<dd>7", "the line of 'Open' says '7', and 'Open · none' was computed"),
        ("Latest <i>at least</i>", "Latest", "the line of 'Latest' says '13', and 'Latest · at least · 13' was computed"),
        ("<b>13</b> <i>at least</i>: L", "<b>12</b>: L", "'12' says 12, which"),
        ("Latest <i>at least</i> <b>13", "Latest <i>at least</i> <b>−13", "the line of 'Latest' says '−13', and"),
        ("<b>21</b>, was <i>20</i>", "<b>20</b>, was <i>21</i>", "the line of 'Changed' says '20 · 21', and 'Changed · 21 · 20'"),
        (
            "Before</small> 23 to 29 March",
            "Before</small> 6 to 12 April",
            "'6 to 12 April' leads to /weeks/zero, which has another",
        ),
        ("../two/index.html", "../zero/#", "'6 to 12 April' leads to /weeks/zero, which has another name"),
        (
            '<a href="#x">6 to 12 April',
            '<a href="#x">23 to 29 March',
            "'23 to 29 March' leads to /weeks/one#x, which has another name",
        ),
        ("<td>9</td>", '<td title="10">9</td>', "the line of 'In all' says '10 · 9 · 11', and"),
        *(("<dd>none", f'<dd {name}="7">none', "the line of 'Open' says '7', and") for name in READ_ALOUD),
        ("<ol>", '<ol start="17">', "'17' says 17, which is not computed"),
        ("<dd>none", "<dd>\u246a", "the line of 'Open' says '\u246a', and"),
        ("<h2>2018", "<h2>\u216b strikes", "'\u216b strikes' says \u217b, which is not computed"),
        ("<h2>2018", "<h2>\u00bd of them", "'\u00bd of them' says \u00bd, which is not computed"),
        ("<td>11</td>", "<td><bdo dir=rtl>11</bdo></td>", "<bdo> crosses '11' out, or turns it round"),
        ("<td>11</td>", "<td><del>11</del></td>", "<del> crosses '11' out, or turns it round"),
        ('<span class="dl-own">', "<span>", "'0800 12' says 0800, which is not computed"),
    ],
)
def test_what_is_not_of_the_view_is_told(tmp_path: Path, old: str, new: str, message: str) -> None:
    (one,) = said(tmp_path, old, new)
    assert one[0] == "number-differs"
    assert one[1].startswith(f"{PAGE}:")
    assert one[2].startswith(message)


def test_a_template_may_name_columns_itself_and_leave_some_out(tmp_path: Path) -> None:
    assert said(tmp_path, "<th>Strikes</th><th>Killed</th>", "<th>Attacks</th><th>Dead</th>") == []
    without = (
        CONTENT.replace("<th>Strikes</th>", "").replace('colspan="2"', "").replace("<td>9</td>", "").replace("<td>6</td>", "")
    )
    assert said(tmp_path, CONTENT, without) == []
    assert len(said(tmp_path, CONTENT, without.replace("<th>Killed", "<th>Strikes"))) == 1


def test_cells_stand_by_themselves_below_a_head_of_the_template(tmp_path: Path) -> None:
    assert said(tmp_path, "<th>Iraq</th>", "<th>Elsewhere</th>") == []
    assert said(tmp_path, "<th>Iraq</th><td>6</td>", "<th>Elsewhere</th><td>5</td>") != []


def test_a_page_without_the_part_is_looked_at_whole(tmp_path: Path) -> None:
    found = said(tmp_path, promise=Promise("Week", regions=(Region((".gone", "main"), SAID),), whole=False))
    assert [message for _, _, message in found] == [
        "'99 outside' says 99, which is not computed for this place of the page, under 'Week'"
    ]


def test_a_part_that_is_not_there_says_nothing(tmp_path: Path) -> None:
    assert said(tmp_path, promise=Promise("Week", regions=(Region((".gone",), ViewWords()),), whole=False)) == []


def test_a_part_that_has_to_be_there_and_is_not(tmp_path: Path) -> None:
    parts = (Part(".dl-record", "the record"), Part("p.dl-numbers", "`dateline.glance`"))
    promise = Promise("Week", parts=parts, whole=False)
    message = "no element of the page is `p.dl-numbers`, in which `dateline.glance` has to stand"
    assert [(code, text) for code, _, text in said(tmp_path, promise=promise)] == [("missing-part", message)]
    assert said(tmp_path, "<p>UTF-8", '<p class="dl-numbers" hidden></p><p>UTF-8', promise) == []


def test_a_standfirst_may_be_left_out(tmp_path: Path) -> None:
    promise = Promise("Week", "9 strikes: 6 in Iraq and 3 in Syria.", whole=False)
    assert said(tmp_path, "9 strikes: 6 in Iraq and 3 in Syria. 12 more events.", "", promise) == []


def test_the_standfirst_begins_with_the_description(tmp_path: Path) -> None:
    promise = Promise("Week", "9 strikes: 6 in Iraq and 3 in Syria.", whole=False)
    assert said(tmp_path, promise=promise) == []
    found = said(tmp_path, "9 strikes: 6", "8 strikes: 6", promise)
    assert [(code, message[:34]) for code, _, message in found] == [("title-differs", "the standfirst says '8 strikes: 6 ")]


def test_a_verdict_knows_what_was_said(tmp_path: Path) -> None:
    tree = site(tmp_path, "<p></p>", **{PAGE: page('<div class="dl-record">9</div>')})
    kept = Kept(tmp_path / "kept")

    def of(number: str) -> int:
        region = Region((".dl-record",), ViewWords(alone=(number,)))
        return len(verify(tree, "/", kept, promised={PAGE: Promise("Week", regions=(region,), whole=False)}))

    assert (of("9"), of("8"), of("9")) == (0, 1, 0)
