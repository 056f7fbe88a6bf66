"""The extension in its hosts: plain Python-Markdown, a host that defers, other extensions beside it."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from markdown import Markdown
from msgspec.structs import replace

from dateline.errors import ConfigurationError, ContentError
from dateline.markdown import DatelineExtension, PageContext, check_page, evaluate_text, makeExtension, render_page
from dateline.model import Record
from dateline.query import Desk
from tests import factories
from tests.markdown.pages import BODY_LINE, EVIL, FILE, ROOT, article, page, problems, record, studio

SEED = ROOT / "tests" / "sites" / "seed"
NINE = '<data class="dl-number" data-dl-tip="Strikes, 30 March to 5 April 2018: 9. Counted from 1 report." value="9">nine</data>'
CHART = "/// chart | weekly\n\nBy week.\n///\n"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project with the data of the seed week and the templates that come with Dateline."""
    shutil.copytree(SEED / "data", tmp_path / "data")
    return tmp_path


def context(body: str, **changes: object) -> PageContext:
    made = record()
    return PageContext(article(body), made, Desk(made), "a-week", **changes)  # type: ignore[arg-type]


def test_plain_python_markdown_needs_only_a_project(project: Path) -> None:
    md = Markdown(extensions=[DatelineExtension(root=str(project), scope_from="2018-03-30", scope_to="2018-04-05")])
    assert md.convert("{{ strikes() | words }}") == f"<p>{NINE}</p>"
    assert md.reset().convert("{{ strikes() }}") == f"<p>{NINE.replace('nine', '9')}</p>"


def test_plain_python_markdown_draws_the_charts(project: Path) -> None:
    md = Markdown(extensions=["dateline.markdown"], extension_configs={"dateline.markdown": {"root": str(project)}})
    html = md.convert(CHART)
    assert '<figure class="dl-figure" id="page-weekly">' in html
    assert "<svg" in html
    assert "<table" in html
    assert "dateline:" not in html
    assert "\x02" not in html
    assert 'href="./figures/page-weekly.csv"' in html
    assert md.reset().convert(CHART) == html, "a page can be converted again"


def test_plain_python_markdown_raises_all_problems_at_once(project: Path) -> None:
    md = Markdown(extensions=[makeExtension(root=str(project))])
    with pytest.raises(ContentError) as caught:
        md.convert("# {{ strkes() }}\n\nNine strikes.\n\n{{ oops\n")
    assert [(problem.code, problem.spot.line) for problem in caught.value.problems if problem.spot] == [
        ("unknown-name", 1),
        ("typed-figure", 3),
        ("unclosed-expression", 5),
    ]


def test_a_scope_that_is_no_period_is_a_mistake_of_the_configuration(project: Path) -> None:
    md = Markdown(extensions=[DatelineExtension(root=str(project), scope_from="2018-04-05", scope_to="2018-03-30")])
    with pytest.raises(ConfigurationError, match="cannot end"):
        md.convert("text")


def test_a_host_that_defers_gets_slots_and_problems() -> None:
    made = record()
    desk = Desk(made)
    with studio(made, desk) as drawing:
        given = PageContext(article(CHART), made, desk, "a-week", drawing, defer=True)
        html = Markdown(extensions=[DatelineExtension(context=given)]).convert(CHART + "\nnine strikes {{ strikes() }}\n")
    assert "<!--dateline:a-week-weekly:plot-->" in html
    assert given.findings.figures == ["a-week-weekly"]
    assert [problem.code for problem in given.findings.problems] == ["typed-figure"]
    assert [number.evaluated.text for number in given.findings.numbers] == ["9"]


def test_a_context_may_be_made_for_each_page() -> None:
    pages = iter([context("{{ strikes() }}"), context("{{ strikes() | words }}")])
    md = Markdown(extensions=[DatelineExtension(context=lambda: next(pages))])
    assert ">9<" in md.convert("{{ strikes() }}")
    assert ">nine<" in md.reset().convert("{{ strikes() | words }}")


def test_an_excerpt_keeps_the_lines_of_its_article() -> None:
    body = "First.\n\n{{ strkes() }}\n\nMore {{ strkes() }}."
    given = context(body, defer=True)
    Markdown(extensions=[DatelineExtension(context=given)]).convert("More {{ strkes() }}.")
    assert [str(problem.spot) for problem in given.findings.problems] == [f"{FILE}:{BODY_LINE + 4}:6"]


def test_without_a_studio_charts_are_checked_and_left_out() -> None:
    rendered = render_page(context("Before.\n\n" + CHART + "\nAfter."))
    assert rendered.html == "<p>Before.</p>\n<p>After.</p>"
    assert [problem.code for problem in render_page(context(CHART.replace("weekly", "wekly"))).problems] == ["unknown-chart"]


@pytest.mark.parametrize("toc", [{"permalink": True}, {"anchorlink": True}, {"permalink": "#", "permalink_leading": True}])
def test_headings_stay_text_with_every_kind_of_link(toc: dict[str, object]) -> None:
    given = context('# {{ strikes(week="2018-04-06").top("place", 1)[0] }}', defer=True)
    md = Markdown(extensions=["toc", DatelineExtension(context=given)], extension_configs={"toc": toc})
    html = md.convert(given.article.body)
    assert "<script" not in html
    assert "&lt;script&gt;" in html
    assert "<script" not in md.toc  # type: ignore[attr-defined]
    assert md.toc_tokens[0]["name"].startswith("&lt;/title&gt;&lt;script&gt;")  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    "extensions", [["smarty"], ["sane_lists"], ["nl2br"], ["codehilite"], ["fenced_code"], ["pymdownx.extra"]]
)
def test_it_gets_on_with_other_extensions(extensions: list[str]) -> None:
    given = context("")
    body = "| a |\n|---|\n| {{ strikes() | words }} |\n\n    {{ code | x }}\n"
    html = Markdown(extensions=["tables", *extensions, DatelineExtension(context=given)]).convert(body)
    assert NINE in html
    assert "dlpipe" not in html
    assert "strikes" not in html


def test_braces_in_a_name_are_no_expression_in_an_attribute() -> None:
    base = factories.record(factories.seed_report())
    made = Record(
        base.dataset, {**base.places, "bayji": replace(base.places["bayji"], name="{{ x }}")}, base.sources, base.reports
    )
    named = '{{ strikes(place="bayji").by("place").rows[0] }}'
    told = render_page(PageContext(article(f'![Near {named}](a.png "At {named}")'), made, Desk(made), "a-week"))
    assert told.problems == ()
    assert 'alt="Near {{ x }}"' in told.html
    assert 'title="At {{ x }}"' in told.html
    unread = render_page(PageContext(article('![x](a.png "{{ x }} {{ strikes() }}")'), made, Desk(made), "a-week"))
    assert unread.problems != ()


def test_titles_are_plain_text_for_the_host_to_escape() -> None:
    given = context("")
    assert evaluate_text("{{ strikes() | words | capitalize }} strikes & \\{{ more", given) == "Nine strikes & {{ more"
    assert evaluate_text('{{ strikes(week="2018-04-06").top("place", 1)[0] }}', given) == EVIL
    assert given.findings.problems == []


def test_a_title_that_fails_is_reported_at_its_line() -> None:
    lines = ["---", "title: '{{ strkes() }}'", "description: 45 %", "---", "Text."]
    made = record()
    found = check_page(
        article("Text.", title="{{ strkes() }}", description="45 %"),
        made,
        Desk(made),
        read_line=lambda _, number: lines[number - 1],
    )
    assert [str(problem.spot) for problem in found] == [f"{FILE}:2:8", f"{FILE}:3:14"]


def test_check_draws_nothing_and_finds_what_a_build_finds() -> None:
    body = "Nine strikes {{ strkes() }}.\n\n/// chart | wekly\n///\n\n/// chart | weekly\n    colur: x\n///\n"
    made = record()
    checked = sorted(check_page(article(body), made, Desk(made)), key=lambda problem: problem.sort_key)
    assert [(str(problem.spot), problem.code) for problem in checked] == problems(body)
    assert len(checked) == 4


def test_numbers_carry_their_place_their_query_and_their_quotation() -> None:
    rendered = page('A {{ strikes() }} b\n{{ quoted("304 percent", source="lwj-2018-04-06") }}.')
    first, second = rendered.numbers
    assert (str(first.spot), first.evaluated.number) == (f"{FILE}:5:3", 9)
    assert [answer.in_words() for answer in first.evaluated.used] == ["strikes, 30 March to 5 April 2018"]
    assert (str(second.spot), second.evaluated.number) == (f"{FILE}:6:1", None)
    assert str(second.evaluated.quotation) == "304 percent"


@pytest.mark.parametrize("write", [str, lambda body: body.replace("\n", "\r\n")])
def test_line_ends_do_not_move_places(write: Callable[[str], str]) -> None:
    assert problems(write("a\n\nb {{ strkes() }}\n")) == [(f"{FILE}:7:3", "unknown-name")]


def test_the_week_of_the_tests_is_the_seed_week() -> None:
    assert article("").scope is not None
    assert str(article("").scope) == factories.WEEK
