"""The twin of an article in Markdown: the same numbers as the page, charts in words, whole links, and nothing that runs."""

from __future__ import annotations

import html
import re
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from dateline.export import Chart, Head, twin
from dateline.export.twin import escaped
from dateline.model import Source
from tests.factories import SOURCE
from tests.projects import ARTICLE, Project
from tests.record_pages.cases import EVIL

URL = "https://example.org/repo/articles/a/"
HEAD = Head("A title", "A description", ("By B.",), URL)
CHART = Chart(
    "9 strikes", "By week", "Nine in all.", ("Week", "Strikes"), (("One", "0 to 3"), ("Two", "9")), "Source: S.",
    "https://e.org/f/", "https://e.org/f.csv",
)  # fmt: skip
FIGURE = "<figure><!--dateline:f:plot--><figcaption><p>Caption.</p></figcaption><!--dateline:f:notes--></figure>"


def made(page: str, *sources: Source, head: Head = HEAD, chart: Chart = CHART) -> str:
    return twin(head, page, {"f": chart}, sources, "The foot.")


def test_an_article_reads_as_markdown() -> None:
    head = "<h2 id='x'>Head<a class='headerlink' href='#x'>#</a></h2>"
    page = f"{head}<p>Some <em>words</em> <code>a_b</code>.</p>{FIGURE}<ul><li>one</li></ul>"
    assert made(page, SOURCE) == (
        "# A title\n\n*A description*\n\nBy B.\n\n## Head\n\nSome *words* `a_b`.\n\n**Chart: 9 strikes**\n\nBy week\n\n"
        "Caption.\n\n"
        "Nine in all.\n\n| Week | Strikes |\n| --- | --- |\n| One | 0 to 3 |\n| Two | 9 |\n\n"
        "Source: S. [Chart](https://e.org/f/), [data as CSV](https://e.org/f.csv).\n\n- one\n\n## Sources\n\n"
        "- Long War Journal: [A week of strikes](https://example.org/a), 2018-04-06, not archived\n\n---\n\nThe foot.\n"
    )


@pytest.mark.parametrize(
    ("given_", "whole"),
    [
        ("../b/", "https://example.org/repo/articles/b/"),
        ("#there", f"{URL}#there"),
        ("/x", "https://example.org/x"),
        ("https://other.org/a b(c)", "https://other.org/a%20b%28c%29"),
        ("mailto:a@b.c", "mailto:a@b.c"),
    ],
)
def test_links_are_whole(given_: str, whole: str) -> None:
    assert f"[w]({whole})" in made(f'<p><a href="{given_}">w</a></p>')


@pytest.mark.parametrize("address", ["javascript:alert(1)", "data:text/html,x", " javascript:alert(1)", "http://[bad"])
def test_addresses_that_are_not_for_readers_go(address: str) -> None:
    text = made(f'<p><a href="{address}">w</a> <img src="{address}" alt="seen"></p>', Source("s", "T", "P", address.strip()))
    assert "alert" not in text
    assert "data:" not in text
    assert "w seen" in text


def test_a_quoted_number_says_whose_it_is() -> None:
    tip = "Quoted from DoD: “The” &quot;release&quot;"
    assert made(f'<p><a class="dl-quoted" href="https://e.org/" data-dl-tip="{tip}">304 percent</a></p>').count(
        '[304 percent](https://e.org/ "Quoted from DoD: “The” ”release”")'
    )
    assert "304 percent (quoted from DoD)" in made(
        '<h2><span class="dl-quoted" data-dl-tip="Quoted from DoD">304 percent</span></h2>'
    )
    assert "tip" not in made('<p><a class="dl-number" href="https://e.org/" data-dl-tip="A tip">9</a></p>')


class Elements(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.words: list[str] = []

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self.tags.add(tag)

    def handle_data(self, data: str) -> None:
        self.words.append(data)


def rendered(text: str) -> Elements:
    seen = Elements()
    seen.feed(MarkdownIt("commonmark").enable("table").render(text))
    return seen


HOSTILE = f"{EVIL} [x](javascript:alert(1)) `code` *b* _i_ | cell | ~~~ # h\n- li\n1. ol"


def test_hostile_texts_stay_texts() -> None:
    chart = Chart(HOSTILE, HOSTILE, HOSTILE, (HOSTILE, "B"), ((HOSTILE, HOSTILE),), HOSTILE, CHART.page, CHART.data)
    page = f"<p>{html.escape(HOSTILE)}</p><script>alert(2)</script><svg><a>x</a></svg>{FIGURE}"
    text = made(
        page, Source("s", HOSTILE, HOSTILE, "https://e.org/)<b>"), head=Head(HOSTILE, HOSTILE, (HOSTILE,), URL), chart=chart
    )
    seen = rendered(text)
    allowed = {"h1", "h2", "p", "em", "strong", "a", "ul", "li", "hr", "table", "thead", "tbody", "tr", "th", "td"}
    assert seen.tags <= allowed
    assert "alert(2)" not in text
    assert " ".join(seen.words).count("<script>") >= 8, "what was written is still to be read"


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=60))
def test_any_text_reads_as_it_is(text: str) -> None:
    seen = rendered(f"x {escaped(text)}")
    assert seen.tags <= {"p"}
    assert " ".join("".join(seen.words).split()) == f"x {' '.join(text.split())}".strip()


def numbers(text: str) -> list[str]:
    return re.findall(r"\d[\d,.]*\d|\d", text)


def page_text(page: str) -> str:
    """What a page says between its head and its sources, without drawings, tables' captions and controls."""
    body = re.search(r'<div class="dl-article">(.*?)<footer class="dl-article-foot">', page, re.DOTALL)
    assert body
    return html.unescape(re.sub("<[^>]*>", " ", body[1]))


def test_every_number_in_it_is_that_of_the_page(seed: Project) -> None:
    seed.add(
        ARTICLE,
        "\n| what | how many |\n|---|---|\n| all | {{ strikes() }} |\n\n"
        '{{ share(strikes(country="iraq"), strikes()) }} lay in Iraq, '
        '{{ strikes(place="qayyarah") }} near Qayyarah; a release says {{ quoted("304 percent", source="lwj-2018-04-06") }}.\n',
    )
    assert seed.run() == 0
    page, text = seed.page(), (seed.site / "articles/a-week.md").read_text(encoding="utf-8")
    shown = re.findall(r'class="dl-(?:number|value|quoted)"[^>]*>([^<]+)</(?:a|data|span)>', page)
    linked = re.findall(r"\[([^\]]+)\]\(https://example\.org/repo/(?:weeks|places|explore|reports|articles)[^)]*\)", text)
    assert len(shown) >= 8
    position = 0
    for number in map(html.unescape, shown):
        position = text.index(number, position) + len(number)
    assert len(linked) >= 6
    assert set(linked) <= {html.unescape(number) for number in shown}
    cells = [html.unescape(cell) for cell in re.findall(r"<td[^>]*>([^<]*)</td>", page_text_of_tables(page))]
    for cell in cells:
        assert f"| {escaped(cell)} |" in text or f" {escaped(cell)} |" in text
    assert "[304 percent](https://example.org/repo/articles/a-week/evidence/#" in text
    assert '"Quoted from Long War Journal: ' in text
    assert set(numbers(text.partition("## Sources")[0])) <= set(numbers(page + page_text(page)))


def page_text_of_tables(page: str) -> str:
    return "".join(re.findall(r"<table.*?</table>", page, re.DOTALL))


def test_it_changes_with_the_data_and_pages_lead_to_it(seed: Project) -> None:
    assert '<link rel="nofollow alternate" type="text/markdown"' in seed.page()
    assert 'href="../a-week.md"' in seed.page()
    assert "text/markdown" not in seed.page("index.html")
    listed = seed.read("site/llms.txt")
    assert listed.startswith("# The seed week\n\n> One week of the coalition's strikes")
    assert "- [Nine strikes in a week](https://example.org/repo/articles/a-week.md): The coalition reported six" in listed
    for address in re.findall(r"\]\(https://example\.org/repo/([^)]*)\)", listed):
        assert (seed.site / address).is_file() or (seed.site / address / "index.html").is_file(), address
    seed.edit("data/events/2018/2018-04-06-cjtf-oir.yml", "- {strikes: 9}", "- {strikes: 10}")
    seed.edit("data/events/2018/2018-04-06-cjtf-oir.yml", "{strikes: 6, country: iraq", "{strikes: 7, country: iraq")
    seed.edit("data/events/2018/2018-04-06-cjtf-oir.yml", "place: baghdad, strikes: 1", "place: baghdad, strikes: 2")
    assert seed.run() == 0
    assert "# Ten strikes in a week" in seed.read("site/articles/a-week.md")


def test_robots_are_told_only_where_they_ask(seed: Project) -> None:
    assert not (seed.site / "robots.txt").exists(), "the site lies below the root of its host"
    seed.edit("mkdocs.yml", "https://example.org/repo/", "https://example.org/")
    assert seed.run() == 0
    assert seed.read("site/robots.txt").endswith("Sitemap: https://example.org/sitemap.xml\n")
    seed.write("content/robots.txt", "User-agent: *\nDisallow: /x\n")
    assert seed.run() == 0
    assert seed.read("site/robots.txt") == "User-agent: *\nDisallow: /x\n"
