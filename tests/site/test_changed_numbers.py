"""Whatever changes a number between the query and the reader fails the build: a plugin, a hook, a template of the newsroom."""

from __future__ import annotations

import contextlib
import io
import re
from pathlib import Path
from unittest.mock import ANY

import pytest

from tests.projects import ROOT, copy
from tests.site.test_corrections import ENTRY

HOOK = r"""
import re
from mkdocs.plugins import event_priority

CHANGES = (
    (r'(<a class="dl-number"[^>]*>)nine(</a>)', r"\1ten\2"),
    (r'(<a class="dl-number"[^>]*?: )0 to 3(?=\.)', r"\g<1>1 to 3"),
    (r'(<meta property="og:title" content=")Nine', r"\1Ten"),
    (r'(<meta name="description" content="The coalition reported )six', r"\1seven"),
    (r'("headline":\s*")Nine', r"\1Ten"),
    (r'(<h1[^>]*>)Nine', r"\1Ten"),
    (r'(<title>)Nine', r"\1Ten"),
    (r'(<td class="dl-number">)6(</td>)', r"\g<1>7\2"),
    (r'(aria-label="[^"]*: )6( strikes" d=)', r"\g<1>7\2"),
)


@event_priority(-200)
def on_post_page(output, page, config):
    if page.url == "articles/a-week/":
        for pattern, new in CHANGES:
            output = re.sub(pattern, new, output, count=1)
    if page.url == "articles/":
        output = output.replace('href="a-week/">Nine', 'href="a-week/">Ten').replace("reported six", "reported 7")
        output = output.replace("</main>", "<p onclick='x()'><a href='gone/'>x</a></p></main>")
    return output
"""
EVERYWHERE = """---
title: Numbers everywhere
description: In every kind of element.
authors: [desk]
date: 2018-04-08
dateline: {from: 2018-03-30, to: 2018-04-05}
---
## In Iraq {{ strikes(country="iraq") }} of {{ strikes() }}

First[^one] then {{ strikes(country="syria") }}, a [link of {{ strikes() | words }}](../index.md){: .big #named }.

| Place | Strikes |
|:------|--------:|
| Bayji | {{ strikes(place="bayji") }} |
| Baghdad | {{ strikes(place="baghdad") }}[^two] |

!!! note "A note of {{ strikes() }}"
    In it {{ strikes() }} and {{ strikes(place="rutbah") }}.

??? info "Closed"
    Also {{ strikes(place="baghdad") | words }}.

<div markdown="1">
In a div {{ strikes() | words }} of {{ quoted("304", source="lwj-2018-04-06") }}.
</div>

Term
:   Means {{ strikes(place="baghdad") }}.

> Quoted {{ strikes() }} & *emphasis {{ strikes() }}*

1. One {{ strikes() }}
2. Two **{{ strikes(country="syria") }}**{: .strong }

[^one]: A note with {{ strikes(country="iraq") }} in it.
[^two]: Another with {{ strikes() | words }} & {{ strikes(place="bayji") }}.
"""
"""Numbers in every kind of element, which nobody changes."""
PLUS = (("partials/feed.rss.html", "<title>{{ entry.title }}", "<title>{{ entry.title | replace('Nine', 'Ten') }}"),)


@pytest.fixture(scope="module")
def told(warm_seed: Path, tmp_path_factory: pytest.TempPathFactory) -> str:
    """What a build says whose hook and template change every kind of number."""
    project = copy(warm_seed, tmp_path_factory.mktemp("changed") / "project")
    before = project.files()
    project.write("hooks.py", HOOK)
    project.add("mkdocs.yml", "hooks: [hooks.py]\n")
    project.write("content/articles/everywhere.md", EVERYWHERE)
    project.edit("mkdocs.yml", "tables, dateline", "tables, def_list, admonition, md_in_html, pymdownx.details, dateline")
    for name, old, new in PLUS:
        project.write(f"templates/{name}", (ROOT / "templates" / name).read_text("utf-8"))
        project.edit(f"templates/{name}", old, new)
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed), contextlib.redirect_stderr(printed):
        assert project.run() == 1
    assert project.files() == before
    return printed.getvalue()


@pytest.mark.parametrize(
    ("code", "where", "what"),
    [
        ("number-differs", "articles/a-week/index.html", "the page says 'ten' where {{ strikes() | words }} gives 'nine'"),
        ("number-differs", "articles/a-week/index.html", "`data-dl-tip` of '0 to 3' is 'Strikes recorded for Bayji, 30"),
        ("title-differs", "articles/a-week/index.html", "og:title says 'Ten strikes in a week' where the page has"),
        ("title-differs", "articles/a-week/index.html", "description says 'The coalition reported seven strikes in Iraq.'"),
        ("title-differs", "articles/a-week/index.html", "the headline of its JSON-LD says 'Ten strikes in a week'"),
        ("title-differs", "articles/a-week/index.html", "<h1> says 'Ten strikes in a week'"),
        ("title-differs", "articles/a-week/index.html", "<title> says 'Ten strikes in a week - The seed week'"),
        ("figure-differs", "articles/a-week/index.html", "figure 'a-week-weekly': row 1 of its table says '30 March to 5 Apr"),
        ("figure-differs", "articles/a-week/index.html", "figure 'a-week-weekly': `aria-label` of <path> in its drawing is"),
        ("title-differs", "feed_rss_created.xml", "the title of https://example.org/repo/articles/a-week/ says 'Ten str"),
        ("title-differs", "feed_rss_updated.xml", "the title of https://example.org/repo/articles/a-week/ says 'Ten str"),
        ("title-differs", "articles/index.html", "a list says 'Ten strikes in a week' of an article whose title is 'Nine"),
        ("title-differs", "articles/index.html", "a list says 'The coalition reported 7 strikes in Iraq.' of an article"),
        ("inline-handler", "articles/index.html", "<p> has a handler, onclick: 'x()'"),
        ("dead-link", "articles/index.html", "'gone/' leads nowhere"),
    ],
)
def test_what_was_changed_is_told_with_its_page_and_its_place(told: str, code: str, where: str, what: str) -> None:
    assert re.search(rf"^site/{re.escape(where)}:[0-9:]+: error\[{code}\]: {re.escape(what)}", told, re.MULTILINE)


def test_nothing_else_is_told(told: str) -> None:
    assert "15 problems. Nothing was changed." in told
    assert "  help: it is asked for at content/articles/a-week.md:8:24; a template of templates/, or another plugin" in told


VIEWS = (
    (
        "partials/record-parts.html",
        '{% for cell in row.cells %}<td class="dl-number">',
        "{% for cell in table.rows[0].cells %}<td>",
    ),
    ("partials/record-parts.html", "{{ event.counts }}", "{{ event.counts | replace('2 ', '3 ') }}"),
    ("partials/record-parts.html", "{% if entry.words %} <span>{{ entry.words }}", "{% if entry.words %} <span>7 strikes"),
    ("report.html", "{{ pair.stated }}", "{{ pair.lines }}"),
    ("report.html", "<dd>{{ view.published }}</dd>", "<dd>{{ view.period }}</dd>"),
    ("partials/lead.html", '{% include "partials/byline.html" %}', '<p class="dl-byline">9 min read</p>'),
    ("place.html", '{{ view.bounds | join("; ") }}', '{{ view.bounds | join("; ") | replace("0 to ", "") }}'),
    ("evidence.html", "{{ row.cells[0] }}", "{{ told.count.low + 7 }}"),
    ("evidence.html", "{{ told.heard }}", "{{ told.speaking }} reports"),
    ("partials/numbers.html", "{{ fact.figure }}", "{{ fact.certain + 1 }}"),
    ("partials/covered.html", "{{ country.words }}", "{{ country.days }} of {{ country.total }} days covered"),
    ("explore.html", "{{ week.count }}", "{{ week.count | replace('1', '2') }}"),
    ("partials/corrections.html", "{{ notice(one,", "11 {{ notice(one,"),
    ("article.html", "cover <span>{{ sheet.dateline }}", "cover <span>1 {{ sheet.dateline }}"),
    ("partials/sources.html", "{{ behind.words }}", "12 documents"),
    ("sources-list.html", "{{ view.summary }}", "{{ view.summary | replace('1', '2') }}"),
    ("data.html", "{{ view.holds }}", "{{ view.holds | replace('1 ', '2 ') }}"),
)
PARTS = (
    ("partials/numbers.html", 'class="dl-numbers"', 'class="numbers"'),
    ("partials/covered.html", 'class="dl-covered"', 'class="covered"'),
    ("partials/lead.html", 'class="dl-lead-title"', ""),
    ("partials/lead.html", 'data-dl-figure="{{ dateline.lead_figure }}"', ""),
    ("partials/byline.html", 'class="dl-byline"', 'class="byline"'),
    ("partials/sources.html", "dl-page-sources", "page-sources"),
    ("partials/corrected.html", "dl-corrected", "corrected"),
    ("partials/corrections.html", "dl-corrections", "corrections"),
    ("article.html", "dl-standfirst", "standfirst"),
    ("article.html", "dl-dateline dl-evidence-link", "dl-evidence-link"),
    ("partials/article-list.html", "dl-list-title", "list-title"),
    ("explore.html", "dlx-covers", "covers"),
    ("explore.html", "dlx-plain", "plain"),
)
"""The parts of pages of content/, none of which is what it was."""
LEFT_OUT = (
    ("home.html", '{% if dateline.glance %}{% include "partials/numbers.html" %}{% endif %}', ""),
    ("home.html", '{% if dateline.glance %}{% include "partials/covered.html" %}{% endif %}', ""),
    ("article.html", '{% include "partials/sources.html" %}', ""),
    ("article.html", '{% include "partials/corrected.html" %}', '<p class="dl-corrected" hidden></p>'),
    ("article.html", '{% include "partials/byline.html" %}', '<p class="dl-byline"></p>'),
    ("article.html", '<p class="dl-standfirst">{{ sheet.description }}</p>', '<p class="dl-standfirst"></p>'),
    ("articles.html", '{% include "partials/article-list.html" %}', '<p class="dl-list-title"></p>'),
)
"""The same left out, as authoring.md says."""
MISSING = r"^site/(\S*?)index.html:[0-9:]*: error\[missing-part\]: no element of the page is `(.*?)`, in which"
LEAD = """
import re
from mkdocs.plugins import event_priority

@event_priority(-200)
def on_post_page(output, page, config):
    return re.sub("(<text[^>]*>)10(</text>)", r"\\g<1>11\\2", output, count=1) if page.url in ("", ".", "./") else output
"""


@pytest.fixture(scope="module")
def printed(warm_seed: Path, tmp_path_factory: pytest.TempPathFactory) -> str:
    """What a build says whose templates print other numbers than their views say, on every kind of page."""
    project = copy(warm_seed, tmp_path_factory.mktemp("printed") / "project")
    before = project.files()
    project.write("content/explore.md", "---\ntitle: Explore\ntemplate: explore.html\n---\n")
    project.write("data/corrections.yml", ENTRY)
    project.write("hooks.py", LEAD)
    project.add("mkdocs.yml", "hooks: [hooks.py]\n")
    for name, old, new in VIEWS:
        if not (project.root / "templates" / name).exists():
            project.write(f"templates/{name}", (ROOT / "templates" / name).read_text("utf-8"))
        project.edit(f"templates/{name}", old, new)
    shown = io.StringIO()
    with contextlib.redirect_stdout(shown), contextlib.redirect_stderr(shown):
        assert project.run() == 1
    assert project.files() == before
    return shown.getvalue()


@pytest.mark.parametrize(
    ("where", "what"),
    [
        ("weeks/2018-03-30", "the line of 'Iraq' says '10', and 'Iraq · 7' was computed"),
        (
            "weeks/2018-03-30",
            "the line of '30 March to 5 April 2018 (day not stated)' says '30 March to 5 April 2018 (day not stated · 3 st",
        ),
        (
            "weeks",
            "the line of 'Week of 30 March to 5 April 2018' says 'Week of 30 March to 5 April 2018 · 7 strikes'",
        ),
        ("reports/2018-04-06-cjtf-oir", "the line of 'Iraq' says '6 · 6', and 'Iraq · 7 · 6"),
        ("reports/2018-04-06-cjtf-oir", "the line of 'Published' says '30 March to 5 April 2018', and 'Published"),
        (".", "'9 min read' says 9, which is not computed for this place of the page"),
        (
            "places/bayji",
            "': 3 strikes, or more.' says 3, which is not computed for this place of the page",
        ),
        ("places/bayji", "the line of 'Qayyarah' says '7 strikes', and 'Qayyarah · 98 km, Ninawa, Iraq' was computed"),
        ("articles/a-week/evidence", "the line of 'Certain' says '7', and 'Certain · 0' was computed"),
        ("articles/a-week/evidence", "'1 reports' says 1, which is not computed"),
        ("articles/a-week", "'1 30 March to 5 April 2018' says 1, which is not computed"),
        ("articles/a-week", "'11' says 11, which is not computed"),
        ("articles/a-week", "'12 documents' says 12, which is not computed for this place of the page, under 'Sources'"),
        (".", "the line of 'Latest week' says '11 · 30 March to 5 April 2018', and 'Latest week · 10 · strikes"),
        (".", "the line of 'Iraq' says '7 of 7 days covered', and 'Iraq · 7 of 7 days covered, 0 without a report'"),
        ("explore", "the line of '30 March to 5 April 2018' says '30 March to 5 April 2018 · 20 strikes', and '30 March to 5"),
        ("sources", "'2 document that the record rests on, by who published them. None"),
        ("data", "'2 report, 3 stated totals"),
    ],
)
def test_a_number_of_a_view_that_is_printed_otherwise_is_told(printed: str, where: str, what: str) -> None:
    page = "index.html" if where == "." else f"{where}/index.html"
    assert re.search(rf"^site/{re.escape(page)}:[0-9:]+: error\[number-differs\]: {re.escape(what)}", printed, re.MULTILINE)


def test_the_figure_of_the_front_page_is_held_to_the_one_of_its_story(printed: str) -> None:
    told = r"error\[figure-differs\]: figure 'a-week-weekly': its drawing says '11', not '10'"
    assert re.search(rf"^site/index.html:[0-9:]+: {told}", printed, re.MULTILINE)


def test_the_way_out_is_told(printed: str) -> None:
    assert "  help: print a text of the view whole, as it was computed, and what is but a number or a day in an" in printed


def without(warm_seed: Path, folder: Path, changes: tuple[tuple[str, str, str], ...]) -> tuple[int, str]:
    """What a build of the seed project gives and says, with a correction, the explore page and changed templates."""
    project = copy(warm_seed, folder / "project")
    project.write("content/explore.md", "---\ntitle: Explore\ntemplate: explore.html\n---\n")
    project.write("data/corrections.yml", ENTRY)
    for name, old, new in changes:
        if not (project.root / "templates" / name).exists():
            project.write(f"templates/{name}", (ROOT / "templates" / name).read_text("utf-8"))
        project.edit(f"templates/{name}", old, new)
    shown = io.StringIO()
    with contextlib.redirect_stdout(shown), contextlib.redirect_stderr(shown):
        code = project.run()
    return code, shown.getvalue()


def test_a_part_that_a_template_names_otherwise_is_told(warm_seed: Path, tmp_path: Path) -> None:
    code, told = without(warm_seed, tmp_path, PARTS)
    missing = re.findall(MISSING, told, re.MULTILINE)
    assert (code, sorted(missing)) == (
        1,
        [
            ("", ".dl-covered"),
            ("", ".dl-lead-title"),
            ("", ".dl-numbers"),
            ("", '[data-dl-figure="a-week-weekly"]'),
            ("articles/", ".dl-list-title"),
            ("articles/a-week/", ".dl-article-head .dl-byline"),
            ("articles/a-week/", ".dl-corrected"),
            ("articles/a-week/", ".dl-corrections"),
            ("articles/a-week/", ".dl-dateline"),
            ("articles/a-week/", ".dl-page-sources"),
            ("articles/a-week/", ".dl-standfirst, .dl-home-standfirst"),
            ("explore/", ".dlx-covers"),
            ("explore/", ".dlx-plain"),
        ],
    )


def test_a_template_may_leave_parts_out(warm_seed: Path, tmp_path: Path) -> None:
    assert without(warm_seed, tmp_path, LEFT_OUT)[0] == 0


OWN_WORDS = (
    ("partials/byline.html", "{{ sheet.minutes }} min read", "<b>{{ sheet.minutes }}</b> Min. Lesezeit"),
    ("partials/byline.html", "Updated", "Aktualisiert"),
    ("report.html", ">Total for<", ">Summe für<"),
)
"""What a template says in another language."""


def test_a_template_may_have_words_of_its_own_around_numbers(warm_seed: Path, tmp_path: Path) -> None:
    assert without(warm_seed, tmp_path, OWN_WORDS) == (0, ANY)


def test_a_feed_of_corrections_that_says_otherwise_is_told(warm_seed: Path, tmp_path: Path) -> None:
    feed = ("partials/feed.rss.html", "<title>{{ entry.title }}", "<title>Mended: {{ entry.title }}")
    code, told = without(warm_seed, tmp_path, (feed,))
    assert code == 1
    assert re.search(
        r"^site/feed_rss_corrections\.xml:[0-9]+: error\[title-differs\]: the title of \S+ says 'Mended: ", told, re.MULTILINE
    )


STANDING = r"""
import re
from mkdocs.plugins import event_priority

CHANGES = (
    (r'(<a class="dl-number")', r"1\1"),
    (r'(<a class="dl-number")', r"<sup>1</sup>\1"),
    (r'(<a class="dl-number")', "\u0661\\1"),
    (r'(<a class="dl-number"[^>]*>1</a>)', r"\1,000"),
    (r'(<a class="dl-number"[^>]*>1</a>)', r"\1 thousand"),
    (r'(<a class="dl-number")', r'\1 aria-label="99" title="99 strikes"'),
    (r'(<a class="dl-number"[^>]*>1</a>)', r"<del>\1</del> <ins>99</ins>"),
    (r'(<a class="dl-number"[^>]*>1</a>)', r'<bdo dir="rtl">\1</bdo>'),
    (r'(<a class="dl-number")', "\u202e\\1"),
    (r'(<a class="dl-number")', r"\1 hidden"),
    (r'(<a class="dl-number"[^>]*href=")[^"]*', r"\1../../weeks/"),
)


@event_priority(-50)
def on_post_page(output, page, config):
    for number, (pattern, new) in enumerate(CHANGES):
        if page.url == f"articles/standing-{number}/":
            output = re.sub(pattern, new, output, count=1)
    return output


@event_priority(200)
def on_page_content(html, page, config, files):
    return html.replace(" hit.", ",000 hit.") if page.url == "articles/standing-11/" else html
"""
STORY = """---
title: A number
description: In a sentence.
authors: [desk]
date: 2018-04-08
dateline: {from: 2018-03-30, to: 2018-04-05}
---
In all {{ strikes(place="baghdad") }} hit.
"""


def test_a_number_that_is_made_to_read_otherwise_by_what_stands_around_it(warm_seed: Path, tmp_path: Path) -> None:
    project = copy(warm_seed, tmp_path / "project")
    project.write("hooks.py", STANDING)
    project.add("mkdocs.yml", "hooks: [hooks.py]\n")
    for number in range(13):  # the last is left as it is
        project.write(f"content/articles/standing-{number}.md", STORY)
    shown = io.StringIO()
    with contextlib.redirect_stdout(shown), contextlib.redirect_stderr(shown):
        assert project.run() == 1
    told = re.findall(
        r"^site/articles/standing-(\d+)/index.html:[0-9:]+: error\[number-differs\]", shown.getvalue(), re.MULTILINE
    )
    assert sorted(map(int, told)) == list(range(12)), shown.getvalue()
