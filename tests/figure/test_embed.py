"""The page of a figure alone, the code to embed it, its citation, and the card that a page is shared with."""

from __future__ import annotations

import datetime as dt
import html
from dataclasses import replace
from xml.etree import ElementTree as ET

import msgspec
import pytest

from dateline.figure import Embeds, Figure, Home, social_alt, social_card
from dateline.figure.artist import Picture, painted
from dateline.figure.embed import citation, embed_code, frame_height
from dateline.figure.png import size_of
from dateline.figure.social import MOST_ALT
from dateline.policy import Policy
from tests.factories import SOURCE, event, record, report
from tests.figure.cases import TEMPLATES
from tests.figure.test_studio import Outline, a_figure, hostile

HOME = Home(
    site_name="The Wire",
    site_url="https://example.org/repo/",
    publisher="The desk",
    page_url="articles/week/",
    page_title="Nine strikes in a week",
    published=dt.date(2018, 4, 7),
)
SOURCES = [SOURCE, msgspec.structs.replace(SOURCE, id="other", title="</li><script>", url="javascript:alert(1)")]
NASTY = "</title></text><script>alert('x')</script>\"' onload=\"alert(1)"


def page(figure: Figure, home: Home = HOME) -> str:
    return Embeds([TEMPLATES], Policy()).page(figure, home, SOURCES).decode()


def test_all_sources_are_listed_and_only_web_addresses_are_links() -> None:
    listed = page(a_figure()).partition('<ol class="dl-sources">')[2].partition("</ol>")[0]
    assert listed.count("<li>") == len(SOURCES)
    assert f'<a href="{SOURCE.url}">{html.escape(SOURCE.title)}</a>' in listed
    assert "&lt;/li&gt;&lt;script&gt;" in listed
    assert "javascript:" not in listed


def test_the_page_leads_home_and_stands_alone() -> None:
    text = page(a_figure())
    outline = Outline(text.replace("<!doctype html>", ""))
    links = {link["href"] for link in outline.all("a")}
    assert "../../articles/week/#week-weekly" in links
    assert "../../figures/week-weekly.png" in links
    assert {"data:,", "../../assets/stylesheets/figure.css", "https://example.org/repo/articles/week/"} == {
        link["href"] for link in outline.all("link")
    }
    (script,) = outline.all("script")
    assert script == {"src": "../../assets/javascripts/dateline.js", "defer": None}
    assert "\x02" not in text
    assert 'style="' not in text
    assert '<html lang="en">' in text
    assert {"embed", "cite", "week-weekly"} <= {attributes.get("id") for _, attributes in outline.tags}


def test_the_code_is_shown_to_be_copied_as_it_is() -> None:
    figure = a_figure()
    code = embed_code(figure, HOME)
    (frame,) = Outline(code).all("iframe")
    assert frame["src"] == "https://example.org/repo/figures/week-weekly/"
    assert frame["title"] == figure.title
    assert (frame["width"], frame["loading"]) == ("100%", "lazy")
    assert int(frame["height"] or 0) == frame_height(figure) > 300
    assert f'<code id="embed-code">{html.escape(code)}</code>'.replace("&quot;", "&#34;") in page(figure)


def test_the_citation_names_who_what_where_when() -> None:
    figure = a_figure()
    assert citation(figure, HOME) == (
        f"The desk: “{figure.title}”. The Wire, 7 April 2018. Data as of 6 April 2018."
        " https://example.org/repo/figures/week-weekly/"
    )
    assert citation(figure, replace(HOME, publisher="The Wire", published=None)).startswith("“")
    assert html.escape(citation(figure, HOME)) in page(figure)


def test_hostile_words_stay_text() -> None:
    figure = a_figure("places", hostile(), title=NASTY)
    home = replace(HOME, site_name=NASTY, page_title=NASTY, publisher=NASTY)
    outline = Outline(page(figure, home).replace("<!doctype html>", ""))
    assert len(outline.all("script")) == 1
    assert not any(name.startswith("on") for _, attributes in outline.tags for name in attributes)
    assert not any("javascript:" in (link.get("href") or "") for link in outline.all("a"))
    card = social_card(NASTY, figure.finished, NASTY)
    assert not {"script", "title"} & {element.tag.rpartition("}")[2] for element in ET.fromstring(card).iter()}  # noqa: S314 -- our own


@pytest.mark.parametrize("chart", ["weekly", "places"])
@pytest.mark.parametrize(
    "headline", ["Nine", "The coalition reported nine strikes in a week, a third of them where no release says how many fell"]
)
def test_the_card_has_the_size_that_networks_want_and_holds_all(chart: str, headline: str) -> None:
    figure = a_figure(chart)
    card = social_card(headline, figure.finished, "The Wire")
    assert size_of(painted(Picture(card.decode(), 1))) == (1200, 630)
    texts = ["".join(element.itertext()) for element in ET.fromstring(card).iter("{http://www.w3.org/2000/svg}text")]  # noqa: S314 -- our own
    assert headline in " ".join(texts)
    assert "The Wire" in texts
    assert any(text.startswith("Source: Long War Journal") for text in texts)
    assert b"\x02" not in card


def test_what_a_card_shows_is_said_in_few_words() -> None:
    figure = a_figure("places")
    alt = social_alt(figure.finished)
    assert alt.startswith(figure.title)
    assert len(alt) <= MOST_ALT
    long = social_alt(a_figure("places", title="Word " * 200).finished)
    assert len(long) <= MOST_ALT
    assert long.endswith(("Word…", "d…"))


def test_a_card_says_less_rather_than_writing_over_its_foot() -> None:
    figure = a_figure("places", title="T")
    key = tuple(
        replace(entry, label=f"{entry.label}, which is a long label that needs a row of its own") for entry in figure.finished.key
    )
    crowded = msgspec.structs.replace(figure.finished, subtitle="What is measured, " * 30, key=key * 2)
    for headline in ("Nine", "A headline that goes on and on, " * 5):
        card = ET.fromstring(social_card(headline, crowded, "The Wire"))  # noqa: S314 -- our own
        words = [text for text in card.iter("{http://www.w3.org/2000/svg}text") if text.get("x") == "56"]
        foot = max(words, key=lambda text: float(text.get("y", 0)))
        assert (foot.text or "").startswith("Source")
        assert all(float(text.get("y", 0)) < 566 for text in words if text is not foot)


def test_sources_are_named_as_far_as_there_is_room_and_the_others_counted() -> None:
    finished = msgspec.structs.replace(
        a_figure().finished, credit=f"Source: {'A very long publisher, ' * 9}B. Counted by The desk."
    )
    card = ET.fromstring(social_card("Nine", finished, "The Wire"))  # noqa: S314 -- our own
    texts = [text.text or "" for text in card.iter("{http://www.w3.org/2000/svg}text")]
    (foot,) = [text for text in texts if text.startswith("Source: ")]
    assert foot.endswith(" and others")


def publisher_record(number: int, *, dated: bool) -> Figure:
    day = dt.date(2018, 4, 20) if dated else None
    sources = [msgspec.structs.replace(SOURCE, id=f"s{i}", publisher=f"P{i}", published=day) for i in range(number)]
    starts = [dt.date(2018, 3, 30) + dt.timedelta(7 * i) for i in range(number)]
    reports = [
        report(
            f"r{i}",
            f"{start}/{start + dt.timedelta(6)}",
            source=f"s{i}",
            events=[event(f"e{i}", str(start), "baghdad", strikes=1)],
        )
        for i, start in enumerate(starts)
    ]
    return a_figure(made=record(*reports, sources=sources))


@pytest.mark.parametrize(
    ("number", "dated", "words"),
    [
        (1, True, "As of 20 April 2018, when it was published."),
        (2, True, "As of 20 April 2018, when the newest of these sources was published."),
        (1, False, "As of 5 April 2018, the last day that it covers."),
        (6, True, "As of 10 May 2018, the last day that these sources cover."),
    ],
)
def test_as_of_is_the_newest_day_that_is_known_of(number: int, dated: bool, words: str) -> None:  # noqa: FBT001
    assert words in publisher_record(number, dated=dated).notes_html


def test_publishers_beyond_a_few_are_counted() -> None:
    assert publisher_record(6, dated=True).finished.credit == "Source: P0, P1, P2, P3 and 2 more. Counted by The desk."
    assert publisher_record(4, dated=True).finished.credit == "Source: P0, P1, P2, P3. Counted by The desk."
