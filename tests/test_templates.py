"""The pages around the stories, as a build writes them: front page, articles, lists, and the page for what is not there."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest

from dateline.press import Press
from dateline.site import load_site
from tests.projects import ARTICLE, ROOT, Project, copy

STORY = "articles/a-week/index.html"
OURS = sorted((ROOT / "templates").rglob("*.html"))
DATES = ("2018-05-01", "2018-05-02", "2018-05-03")


class Outline(HTMLParser):
    """The headings, landmarks and links of a page, and where the text of each heading stands."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.levels: list[int] = []
        self.landmarks: list[str] = []
        self.inline: list[tuple[str, str]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if re.fullmatch("h[1-6]", tag):
            self.levels.append(int(tag[1]))
        if tag in ("main", "header", "footer"):
            self.landmarks.append(tag)
        self.inline += [(tag, name) for name, _ in attrs if name == "style" or name.startswith("on")]


def outline(page: str) -> Outline:
    parser = Outline()
    parser.feed(page)
    parser.close()
    return parser


def section(page: str, name: str) -> str:
    """The element of a page that has this class, from its start to its own end."""
    found = re.search(rf'<(section|footer|nav|form|ul|figure)\b[^>]*class="[^"]*\b{name}\b[^"]*".*?</\1>', page, re.DOTALL)
    assert found, name
    return found[0]


@pytest.fixture(scope="module")
def several(warm_seed: Path, tmp_path_factory: pytest.TempPathFactory) -> Project:
    """The seed project with three more stories: an older one that asks to lead, one about the same place, one long past."""
    project = copy(warm_seed, tmp_path_factory.mktemp("several") / "project")
    text = project.read(ARTICLE)
    project.write(ARTICLE, text.replace("authors: [desk]", 'authors: [desk]\nkicker: "A <kicker>"\ntags: ["one <tag>", two]'))
    for number, day in enumerate(DATES):
        other = text.replace("date: 2018-04-07", f"date: {day}").replace('title: "', f'title: "Story {number}: ')
        if number == 1:
            other = other.replace("authors: [desk]", "authors: [desk]\nlead: true")
        project.write(f"content/articles/story-{number}.md", other)
    assert project.run() == 0
    return project


def test_the_front_page_leads_with_the_story_that_asks_for_it(several: Project) -> None:
    page = several.page("index.html")
    lead = section(page, "dl-lead")
    assert "Story 1: Nine strikes in a week" in lead
    assert 'href="articles/story-1/"' in lead
    assert '<svg class="marks"' in lead or "<svg" in section(page, "dl-lead-figure")
    assert "dateline:" not in page, "a slot was left open"
    latest = re.findall(r'dl-list-title"><a href="([^"]+)"', section(page, "dl-latest"))
    assert latest == ["articles/story-2/", "articles/story-0/", "articles/a-week/"]


def test_the_chart_of_the_lead_is_known_before_its_story_is_converted(warm_seed: Path) -> None:
    press = Press.start(load_site(warm_seed), workers=0)
    try:
        assert press.figures_of("articles/a-week.md") == ["a-week-weekly", "a-week-places"]
        assert press.figures_of("index.md") == []
        assert "<svg" in press.finish("<!--dateline:a-week-weekly:plot-->", ".")
    finally:
        press.close()


def test_without_a_wish_the_newest_story_leads(warm_seed: Path) -> None:
    page = Project(warm_seed).page("index.html")
    assert 'href="articles/a-week/"' in section(page, "dl-lead")
    assert "dl-latest" not in page, "there is no other story"


def test_the_front_page_gives_numbers_with_their_days_and_links(several: Project) -> None:
    facts = section(several.page("index.html"), "dl-facts")
    texts = re.sub(r"<[^>]+>", " ", facts).split()
    days = "30 March to 5 April 2018"
    assert " ".join(texts) == f"Latest week 9 strikes {days} Iraq 6 strikes {days} Syria 3 strikes {days}"
    assert re.findall(r'href="([^"]+)"', facts) == ["weeks/2018-03-30/", "places/", "places/"]


def test_the_front_page_says_what_is_covered(several: Project) -> None:
    covered = section(several.page("index.html"), "dl-covered")
    assert covered.count("7 of 7 days covered, 0 without a report") == 2
    assert 'd="M0 0h7v10h-7z"' in covered
    assert "1 report, by way of 1 document." in covered


def test_a_gap_is_at_least_on_the_front_page(seed: Project) -> None:
    text = seed.read("data/events/2018/2018-04-06-cjtf-oir.yml")
    later = re.sub(r"(?m)^events:.*", "", text, flags=re.DOTALL)
    later = later.replace("2018-03-30/2018-04-05", "2018-04-13/2018-04-19")
    seed.write("data/events/2018/2018-04-20-cjtf-oir.yml", later)
    assert seed.run() == 0
    facts = re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", section(seed.page("index.html"), "dl-facts")))
    assert "On record in all at least 18 strikes 30 March to 19 April 2018" in facts
    assert "14 of 21 days covered, 7 without a report" in seed.page("index.html")


def test_countries_that_do_not_add_up_are_explained_on_the_front_page(seed: Project) -> None:
    assert seed.run() == 0
    assert "dl-facts-apart" not in seed.page("index.html")
    text = seed.read("data/events/2018/2018-04-06-cjtf-oir.yml")
    later = re.sub(r"(?m)^stated:.*", "stated:\n  - {strikes: 5}\n", text, flags=re.DOTALL)
    later = later.replace("2018-03-30/2018-04-05", "2018-04-13/2018-04-19")
    seed.write("data/events/2018/2018-04-20-cjtf-oir.yml", later)
    assert seed.run() == 0
    line = "For at least 5 of the strikes on record the reports do not say in which country."
    assert f'<p class="dl-facts-apart">{line}</p>' in seed.page("index.html")


def test_a_record_without_reports_makes_a_front_page_without_numbers(seed: Project) -> None:
    for path in (seed.root / "data/events").rglob("*.yml"):
        path.unlink()
    seed.write("content/index.md", "---\ntitle: Soon\ntemplate: home.html\n---\nNothing yet.\n")
    (seed.root / ARTICLE).unlink()
    assert seed.run() == 0
    page = seed.page("index.html")
    assert "Nothing yet." in page
    assert not re.search("dl-facts|dl-covered|dl-lead", page)


def test_an_article_lists_its_sources(several: Project) -> None:
    sources = section(several.page(STORY), "dl-page-sources")
    assert "come from one document." in sources
    assert '<a href="http://www.defenddemocracy.org/media-hit/' in sources
    assert '</a> (second-hand)<span class="dl-sources-day">, 6 April 2018</span> <a class="dl-sources-home" ' in sources


def test_an_article_names_what_to_read_next(several: Project) -> None:
    page = several.page(STORY)
    related = section(page, "dl-related")
    assert re.findall(r'dl-related-title"><a href="([^"]+)"', related) == ["../story-2/", "../story-1/", "../story-0/"]
    assert related.count("Also about Bayji") == 3
    turn = section(page, "dl-turn")
    assert re.findall(r'href="([^"]+)" rel="(\w+)"', turn) == [("../story-0/", "next")]
    newest = section(several.page("articles/story-2/index.html"), "dl-turn")
    assert re.findall(r'href="([^"]+)" rel="(\w+)"', newest) == [("../story-1/", "prev")]


def test_kicker_and_tags_are_texts(several: Project) -> None:
    page = several.page(STORY)
    assert '<p class="dl-kicker">A &lt;kicker&gt;</p>' in page
    assert re.findall("<li>(.*?)</li>", section(page, "dl-tags")) == ["one &lt;tag&gt;", "two"]


def test_a_byline_leads_to_its_author(several: Project) -> None:
    assert 'class="dl-author" href="../../authors/desk/" rel="author">The Dateline desk</a>' in several.page(STORY)
    assert (several.site / "authors/desk/index.html").is_file()


def test_many_articles_are_listed_by_year(seed: Project) -> None:
    text = seed.read(ARTICLE)
    for number in range(12):
        day = f"{2017 + number % 2}-05-{number + 1:02}"
        seed.write(f"content/articles/story-{number}.md", text.replace("date: 2018-04-07", f"date: {day}"))
    assert seed.run() == 0
    page = seed.page("articles/index.html")
    assert re.findall(r'<h2 id="articles-(\d+)">', page) == ["2018", "2017"]
    assert page.count('<h3 class="dl-list-title">') == 13


def test_few_articles_are_listed_in_one_go(several: Project) -> None:
    page = several.page("articles/index.html")
    assert "articles-2018" not in page
    assert page.count('<h2 class="dl-list-title">') == 4


def test_what_is_not_there_can_be_searched_for(several: Project) -> None:
    page = several.page("404.html")
    form = section(page, "dl-find")
    assert 'action="/repo/." method="get" role="search"' in form
    assert '<label for="dl-find">' in form
    assert 'href="/repo/articles/"' in page
    assert "<title>Page not found - The seed week</title>" in page


def test_headings_go_down_one_level_at_a_time(several: Project) -> None:
    for name in several.files():
        if not name.endswith(".html") or name.startswith("figures/"):
            continue
        found = outline(several.page(name))
        assert found.levels[0] == 1, name
        assert found.levels.count(1) == 1, name
        assert all(deeper <= level + 1 for level, deeper in zip(found.levels, found.levels[1:], strict=False)), (
            name,
            found.levels,
        )
        assert found.landmarks.count("main") == 1, name


def test_no_page_holds_styles_or_handlers_in_its_elements(several: Project) -> None:
    for name in several.files():
        if name.endswith(".html"):
            assert outline(several.page(name)).inline == [], name


def test_every_page_begins_with_a_way_past_its_head(several: Project) -> None:
    page = several.page(STORY)
    assert page.index('<a class="md-skip" href="#dl-content">') < page.index('<header class="md-header"')
    assert 'id="dl-content" tabindex="-1"' in page


def test_the_font_that_is_asked_for_early_is_there(several: Project) -> None:
    found = re.findall(r'<link rel="preload"[^>]* href="([^"]+)"', several.page(STORY))
    assert len(found) == 1
    assert (several.site / "articles/a-week" / found[0]).resolve().is_file()
    sheet = several.site / "assets/stylesheets/dateline.css"
    fonts = re.findall(r'url\("([^"]+)"\)', sheet.read_text(encoding="utf-8"))
    assert len(fonts) == 6
    assert all((sheet.parent / font).resolve().is_file() for font in fonts)


def test_a_long_page_lists_its_sections(seed: Project) -> None:
    seed.write("content/long.md", "---\ntitle: Long\n---\n## One\n\na\n\n## Two\n\nb\n\n## Three\n\nc\n\n## Four\n\nd\n")
    seed.write("content/short.md", "---\ntitle: Short\n---\n## One\n\na\n\n## Two\n\nb\n")
    seed.write("content/told.md", seed.read("content/long.md").replace("title: Long", "title: Told\nhide: [toc]"))
    seed.edit("mkdocs.yml", "not_in_nav: /articles/*", "not_in_nav: |\n  /articles/*\n  /*.md")
    assert seed.run() == 0
    assert re.findall(r'<li><a href="(#\w+)">', section(seed.page("long/index.html"), "dl-contents")) == [
        "#one",
        "#two",
        "#three",
        "#four",
    ]
    assert "dl-contents" not in seed.page("short/index.html")
    assert "dl-contents" not in seed.page("told/index.html")


@pytest.mark.parametrize("path", OURS, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_our_templates_say_what_they_are_for(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    if path.name != "feed.rss.html":
        assert text.startswith(("{#", "{% macro")), "begin with what the template is for"
    assert not re.search(r'\sstyle="|\son\w+="', text)


def test_names_of_sections_are_texts(seed: Project) -> None:
    seed.edit("mkdocs.yml", "  - articles/index.md", '  - "<b>All</b> & sundry": articles/index.md')
    assert seed.run() == 0
    page = seed.page()
    assert page.count("&lt;b&gt;All&lt;/b&gt; &amp; sundry</a>") == 2, "in the head and in the foot"
    assert "<b>All</b>" not in page
