"""Where numbers stand: their order, their sentences, and anchors that edits elsewhere do not move."""

from __future__ import annotations

import re

import pytest

from dateline.figure import BASE
from dateline.markdown.context import PageContext
from dateline.markdown.mentions import Mention, Shown, around, slug_of
from dateline.markdown.numbers import Links
from dateline.markdown.page import Rendered, render_page
from dateline.query import Desk
from tests.markdown.pages import EVIL, article, record, studio

EVIDENCE = "articles/a-week/evidence/"


def page(body: str, **front: object) -> Rendered:
    made = record()
    desk = Desk(made)
    with studio(made, desk) as drawing:
        links = Links(evidence=EVIDENCE)
        return render_page(PageContext(article(body, **front), made, desk, "a-week", drawing, links=links))


def entries(body: str, **front: object) -> list[Mention]:
    return [entry for entry in page(body, **front).entries if isinstance(entry, Mention)]


def told(mention: Mention) -> str:
    """Where it stands, and its sentence with the printed text marked."""
    return f"{mention.where}: {mention.before}[{mention.evaluated.text}]{mention.after}"


BODY = """
First there were {{ strikes() }}, he said. {{ strikes(country="iraq") | words | capitalize }} *of them* in Iraq,
{{ strikes(country="syria") }} in Syria! Then nothing.[^1]

## Near Bayji {{ strikes(place="bayji") }}

| Country | Strikes | More |
|---|---|---|
| Iraq | {{ strikes(country="iraq") }} | - |

![A plane, {{ strikes() | words }} times. Another.](plane.svg "T {{ strikes() }}")

/// chart | weekly
    title: "In all {{ strikes() }} strikes"

A caption with {{ strikes() }} in it.
///

- One item, {{ strikes() }}
- Another.

[^1]: A note on {{ strikes(country="iraq") }}.
"""


def test_numbers_come_in_the_order_of_the_page_each_in_its_sentence() -> None:
    found = page(BODY, title="{{ strikes() | words | capitalize }} in a week", description="Of {{ strikes() }} a few. More.")
    assert found.problems == ()
    assert [told(entry) if isinstance(entry, Mention) else f"figure: {entry.figure}" for entry in found.entries] == [
        "title: [Nine] in a week",
        "standfirst: Of [9] a few.",
        "text: First there were [9], he said.",
        "text: [Six] of them in Iraq, 3 in Syria!",
        "text: Six of them in Iraq, [3] in Syria!",
        "heading: Near Bayji [0 to 3]",
        "cell: [6]",
        "attribute: A plane, [nine] times.",
        "attribute: T [9]",
        "figure: a-week-weekly",
        "chart: In all [9] strikes",
        "caption: A caption with [9] in it.",
        "text: One item, [9]",
        "footnote: A note on [6].",
    ]
    cell = next(entry for entry in found.entries if isinstance(entry, Mention) and entry.where == "cell")
    assert cell.label == "Iraq, Strikes"
    assert [entry.figure for entry in found.entries if isinstance(entry, Mention) and entry.figure] == ["a-week-weekly"] * 2
    assert [entry.figure for entry in found.entries if isinstance(entry, Shown)] == ["a-week-weekly"]


def test_every_number_in_the_page_has_its_anchor_as_id_and_leads_to_it() -> None:
    found = page(BODY, title="{{ strikes() }}")
    mentions = [entry for entry in found.entries if isinstance(entry, Mention)]
    anchors = [mention.anchor for mention in mentions]
    assert len(anchors) == len(set(anchors))
    ids = re.findall(r'\sid="([^"]*)"', found.html)
    assert len(ids) == len(set(ids))
    for mention in mentions:
        assert (mention.anchor in ids) == mention.in_page
        link = f'href="{BASE}/{EVIDENCE}#{mention.anchor}"'
        assert (link in found.html) == (mention.in_page and mention.where != "heading")


def test_an_anchor_is_made_of_the_question_so_that_other_edits_do_not_move_it() -> None:
    before = entries('A {{ strikes() }}. B {{ strikes(country="iraq") | words }}.')
    after = entries(
        'New {{ strikes(place="bayji") }}. A {{ strikes() | words }}. B {{ strikes(country="iraq") }}.', title="{{ strikes() }}"
    )
    assert [mention.anchor for mention in before] == ["n-strikes", "n-strikes-country-iraq"]
    assert {mention.anchor for mention in before} < {mention.anchor for mention in after}


def test_anchors_keep_clear_of_each_other_and_of_the_ids_of_the_page() -> None:
    found = entries(
        '## N strikes\n\nA {{ strikes() }} and {{ strikes() }}.\n\n<i id="n-strikes-3">x</i>', title="{{ strikes() }}"
    )
    assert [mention.anchor for mention in found] == ["n-title-strikes", "n-strikes-2", "n-strikes-4"]


def test_an_author_may_link_to_the_evidence() -> None:
    found = page("See [all](evidence/), [one](evidence/#n-strikes) and [other](evidence.md).").html
    assert f'<a href="{BASE}/{EVIDENCE}">all</a>' in found
    assert f'<a href="{BASE}/{EVIDENCE}#n-strikes">one</a>' in found
    assert '<a href="evidence.md">other</a>' in found


def test_an_author_may_name_a_number() -> None:
    (mention,) = entries("A {{ strikes() }}{: #mine }.")
    assert mention.anchor == "mine"


@pytest.mark.parametrize(
    ("raw", "slug"),
    [
        ('strikes(country="iraq") | words | capitalize', "strikes-country-iraq"),
        ("(strikes().low / 2) | round(1)", "strikes-low-2"),
        ('quoted("a | b", source="x")', "quoted-a-b-source-x"),
        ('quoted("</a><script>", source="x")', "quoted-a-script-source-x"),
        ('typed("…", why="…")', "typed-why"),
        ("(1)", "1"),
        ("…", "number"),
        ('strikes(place="' + "a" * 200 + '")', "strikes-place-" + "a" * 46),
    ],
)
def test_a_slug_holds_nothing_but_letters_digits_and_hyphens(raw: str, slug: str) -> None:
    assert slug_of(raw) == slug
    assert re.fullmatch("[a-z0-9-]+", slug)


@pytest.mark.parametrize(
    ("before", "printed", "after", "said"),
    [
        ("It ended. On Nov. ", "10", " it began. Then.", ("On Nov. ", " it began. ")),
        ("It ended. ", "Nine", " fell! “So.”", ("", " fell! ")),
        ("He said “No.” Then\n  ", "9", " of the U.S. forces", ("Then ", " of the U.S. forces")),
        ("", "9", "", ("", "")),
        ("a " * 200, "9", " b" * 200, ("… " + "a " * 149, " b" * 149 + " …")),
    ],
)
def test_a_sentence_ends_where_the_next_begins(before: str, printed: str, after: str, said: tuple[str, str]) -> None:
    head, tail = around(before, printed, after)
    assert (head, tail.rstrip()) == (said[0], said[1].rstrip())


def test_hostile_names_stay_text() -> None:
    (mention,) = entries(f'At `<b>` &amp; {{{{ strikes(place="evil") }}}} &lt;i&gt; {EVIL[:8]}.')
    assert mention.before == "At & " or mention.before.startswith("At")
    assert "<i>" in mention.after  # as the reader sees it: it is escaped where it is put
