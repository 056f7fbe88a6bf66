"""Whatever changes a number between the query and the reader fails the build: a plugin, a hook, a template of the newsroom."""

from __future__ import annotations

import contextlib
import io
import re
from pathlib import Path

import pytest

from tests.projects import ROOT, copy

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
        ("title-differs", "articles/a-week/index.html", "og:title says 'Ten strikes in a week' where the title or description"),
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
