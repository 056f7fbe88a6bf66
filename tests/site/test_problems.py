"""What is wrong stops a build, all at once, with its place and its exit code; the site stays as it was."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.projects import ARTICLE, BUILD, MKDOCS, REPORT, TYPED, Project, difference, leftovers


@dataclass(frozen=True)
class Mistake:
    """A mistake, the exit code that it gives, and what is said: the place, the code, a part of the way out."""

    make: Callable[[Project], None]
    exit_code: int
    said: tuple[str, ...]


def edit(name: str, old: str, new: str) -> Callable[[Project], None]:
    return lambda project: project.edit(name, old, new)


def add(name: str, text: str) -> Callable[[Project], None]:
    return lambda project: project.add(name, text)


def new(name: str, text: str) -> Callable[[Project], None]:
    return lambda project: project.write(name, text)


def template(text: str) -> Callable[[Project], None]:
    """The article uses a template of its own, whose text this is."""

    def make(project: Project) -> None:
        project.write("templates/own.html", text)
        project.edit(ARTICLE, "authors: [desk]", "authors: [desk]\ntemplate: own.html")

    return make


HOOK = "from mkdocs.exceptions import PluginError\ndef on_page_content(html, **_):\n    raise PluginError('no luck today')\n"


def hook(project: Project) -> None:
    project.write("hook.py", HOOK)
    project.add("mkdocs.yml", "hooks: [hook.py]\n")


def site_in_a_file(project: Project) -> None:
    project.write("out", "")
    project.add("mkdocs.yml", "site_dir: out/site\n")


MISTAKES = {
    "wrong-number": Mistake(edit(REPORT, "{strikes: 9}", "{strikes: 8}"), 1, (f"{REPORT}:5:", "error[", "help:")),
    "unknown-place": Mistake(edit(REPORT, "qayyarah]", "qayarah]"), 1, (f"{REPORT}:9:", "[unknown-place]", "'qayyarah'?")),
    "unknown-filter": Mistake(
        edit(ARTICLE, 'country="iraq"', 'contry="iraq"'), 1, (f"{ARTICLE}:8:57: ", "did you mean 'country'?")
    ),
    "in-title": Mistake(edit(ARTICLE, "{{ strikes() | words |", "{{ strkes() | words |"), 1, (f"{ARTICLE}:2:8: ", "'strikes'?")),
    "typed-figure": Mistake(add(ARTICLE, TYPED), 1, (f"{ARTICLE}:22:6: ", "[typed-figure]", "quoted(")),
    "front-matter": Mistake(edit(ARTICLE, "title: ", "titel: "), 1, (f"{ARTICLE}:2:1: ", "did you mean 'title'?")),
    "front-matter-yaml": Mistake(edit(ARTICLE, "authors: [desk]", "authors: [desk"), 1, (f"{ARTICLE}:",)),
    "chart-option": Mistake(
        edit(ARTICLE, "chart | places", "chart | places\n    measre: strikes"), 1, (f"{ARTICLE}:18:", "did you mean 'measure'?")
    ),
    "unknown-chart": Mistake(edit(ARTICLE, "chart | weekly", "chart | wekly"), 1, (f"{ARTICLE}:12:", "did you mean 'weekly'?")),
    "dead-link": Mistake(add(ARTICLE, "[gone](../gone.md)\n"), 1, (f"{ARTICLE}:22:8: ", "[dead-link]", "'../gone.md'")),
    "dead-anchor": Mistake(
        add("content/index.md", "[there](articles/a-week.md#nowhere)\n"),
        1,
        ("site/index.html", "[dead-anchor]", "#nowhere' leads to no place"),
    ),
    "dead-raw-link": Mistake(add("content/index.md", "<p><a href='gone/'>x</a></p>\n"), 1, ("site/index.html", "'gone/' leads")),
    "link-out-of-the-site": Mistake(
        add("content/index.md", '<p><a href="../articles/">x</a></p>\n'), 1, ("site/index.html", "'../articles/' leads nowhere")
    ),
    "foreign-picture": Mistake(
        add(ARTICLE, "![x](https://example.com/x.png)\n"), 1, (f"{ARTICLE}:22:6: ", "[remote-image]", "save the picture beside")
    ),
    "script-address": Mistake(add(ARTICLE, "[x](javascript:alert(1))\n"), 1, (f"{ARTICLE}:22:5: ", "[bad-link]")),
    "unread-page": Mistake(new("content/note.markdown", "Some 12 strikes."), 1, ("content/note.markdown: ", "ends in .md")),
    "unknown-template": Mistake(
        edit(ARTICLE, "authors: [desk]", "authors: [desk]\ntemplate: artcle.html"), 1, (f"{ARTICLE}:6:11: ", "'article.html'?")
    ),
    "dead-link-in-template": Mistake(
        template('{% extends "article.html" %}{% block extrahead %}<link rel="next" href="gone/">{% endblock %}'),
        1,
        ("site/articles/a-week/index.html:", "[dead-link]", "'gone/' leads nowhere"),
    ),
    "template-syntax": Mistake(template("<p>\n{% if %}"), 2, ("templates/own.html:2: ", "error[template]", "cannot be read")),
    "template-name": Mistake(
        template("<p>\n\n{{ nobody.home }}"), 2, ("templates/own.html:3: ", "error[template]", "'nobody' is")
    ),
    "template-sum": Mistake(template("<p>\n{{ 1 + 'a' }}"), 2, ("templates/own.html:2: ", "error[template]")),
    "template-filter": Mistake(template("<p>\n{{ 3 | join }}"), 2, ("templates/own.html:2: ", "cannot be filled in")),
    "record-template-filter": Mistake(new("templates/author.html", "\n{{ view | round }}"), 2, ("templates/author.html:2: ",)),
    "embed-template-filter": Mistake(new("templates/figure.html", "\n{{ code | round }}"), 2, ("templates/figure.html:2: ",)),
    "template-missing-part": Mistake(
        template('\n{% include "no.html" %}'), 2, ("templates/own.html:2: ", "no template 'no.html'")
    ),
    "figure-template": Mistake(
        new("templates/partials/figure-notes.html", "{{ drawing.nope }}"), 2, ("templates/partials/figure-notes.html:1: ",)
    ),
    "config-yaml": Mistake(edit("mkdocs.yml", "[search, dateline]", "[search, dateline"), 2, ("mkdocs.yml:6:", "error[config]")),
    "config-no-mapping": Mistake(new("mkdocs.yml", "- a\n"), 2, ("mkdocs.yml: ", "error[config]")),
    "config-empty": Mistake(new("mkdocs.yml", ""), 2, ("mkdocs.yml: ", "site_name: Required")),
    "config-theme": Mistake(
        edit("mkdocs.yml", "name: material", "name: matter"), 2, ("mkdocs.yml:4:1: ", "theme name: 'matter'")
    ),
    "config-setting": Mistake(add("mkdocs.yml", "site_autor: me\n"), 2, ("mkdocs.yml", "did you mean 'site_author'?")),
    "config-option": Mistake(
        edit("mkdocs.yml", "search, dateline]", "search, {dateline: {wrkers: 2}}]"), 2, ("mkdocs.yml", "did you mean 'workers'?")
    ),
    "config-option-type": Mistake(
        edit("mkdocs.yml", "search, dateline]", "search, {dateline: {workers: all}}]"), 2, ("mkdocs.yml:5:1: ", "'workers'")
    ),
    "no-plugin": Mistake(edit("mkdocs.yml", "[search, dateline]", "[search]"), 2, ("mkdocs.yml", "[no-plugin]", "help: add")),
    "no-address": Mistake(
        edit("mkdocs.yml", "site_url: https://example.org/repo/", ""), 2, ("mkdocs.yml", "[site-url]", "set site_url")
    ),
    "docs-dir": Mistake(edit("mkdocs.yml", "docs_dir: content", "docs_dir: data"), 2, ("mkdocs.yml", "docs_dir: content")),
    "no-config": Mistake(lambda project: (project.root / "mkdocs.yml").unlink(), 2, ("mkdocs.yml: ", "[no-config]")),
    "another-plugin": Mistake(hook, 2, ("error[plugin]", "no luck today")),
    "parent-is-a-file": Mistake(
        site_in_a_file,
        3,
        ("site: error[disk]: cannot write site/", "help: "),
    ),
}
NOT_FOR_MKDOCS = {"no-plugin"}
"""Without the plugin MkDocs knows nothing of us."""


@pytest.mark.parametrize("name", MISTAKES)
def test_a_mistake_is_said_and_changes_nothing(name: str, seed: Project, capfd: pytest.CaptureFixture[str]) -> None:
    mistake, before = MISTAKES[name], seed.files()
    mistake.make(seed)
    assert seed.run() == mistake.exit_code
    out, err = capfd.readouterr()
    assert [part for part in mistake.said if part not in err] == []
    assert "Nothing was changed." in err
    assert "Traceback" not in out + err
    assert str(seed.root) not in err
    assert out == ""
    assert difference(seed.files(), before) == []
    assert leftovers(seed) == []


@pytest.mark.parametrize("form", ["json", "github"])
@pytest.mark.parametrize(
    "name", ["typed-figure", "unknown-place", "template-name", "config-yaml", "no-config", "parent-is-a-file"]
)
def test_a_mistake_is_said_to_programs(name: str, form: str, seed: Project, capfd: pytest.CaptureFixture[str]) -> None:
    mistake = MISTAKES[name]
    mistake.make(seed)
    assert seed.run("--format", form) == mistake.exit_code
    out, err = capfd.readouterr()
    assert err == ""
    if form == "json":
        (problem,) = [one for one in json.loads(out) if one["code"] != "unchecked-pages"]
        assert problem["severity"] == "error"
        assert f"{problem['file']}:{problem['line']}:" in mistake.said[0] or problem["line"] in (0, 1, 3, 6, 9, 22)
    else:
        (line,) = [one for one in out.splitlines() if "unchecked-pages" not in one]
        assert line.startswith("::error title=")


def many(project: Project) -> list[str]:
    """Several mistakes in several files, and what must be said of each."""
    project.add(ARTICLE, TYPED)
    project.edit(ARTICLE, 'place="bayji"', 'place="bayjy"')
    project.edit("content/articles/index.md", "title: Articles", "titel: Articles")
    project.write("content/articles/two.md", project.read(ARTICLE).replace("title: ", "date: 2018-01-01\ntitle: "))
    project.edit("content/index.md", "description: ", "description: '{{ nought() }}'\nkicker: ")
    return [
        "content/articles/a-week.md:8:",
        "content/articles/a-week.md:22:",
        "content/articles/index.md:2:",
        "content/articles/two.md:",
        "content/index.md:3:",
    ]


def test_all_mistakes_are_said_at_once(seed: Project, capfd: pytest.CaptureFixture[str]) -> None:
    expected = many(seed)
    assert seed.run() == 1
    built = capfd.readouterr().err
    assert [part for part in expected if part not in built] == []
    assert seed.run("check") == 1
    assert capfd.readouterr().err == built


def test_wrong_texts_and_dead_links_are_said_at_once(seed: Project, capfd: pytest.CaptureFixture[str]) -> None:
    seed.add(ARTICLE, TYPED)
    seed.add("content/index.md", "[gone](gone.md) and [gone](too.md)\n")
    assert seed.run() == 1
    err = capfd.readouterr().err
    assert err.count("error[") == 3
    assert all(part in err for part in (f"{ARTICLE}:22:6", "content/index.md:9:8", "content/index.md:9:28"))


@pytest.mark.parametrize(
    "name", ["typed-figure", "wrong-number", "dead-link", "dead-raw-link", "template-name", "parent-is-a-file"]
)
def test_mkdocs_build_fails_on_the_same(name: str, seed: Project) -> None:
    mistake, before = MISTAKES[name], seed.files()
    mistake.make(seed)
    result = seed.call(*MKDOCS)
    assert result.returncode == 1
    assert [part for part in mistake.said if part not in result.stdout + result.stderr] == []
    assert "Traceback" not in result.stdout + result.stderr
    assert difference(seed.files(), before) == []
    assert leftovers(seed) == []


def test_build_py_says_it_to_people_and_gives_its_exit_code(seed: Project) -> None:
    before = seed.files()
    expected = many(seed)
    result = seed.call(*BUILD)
    assert result.returncode == 1
    assert [part for part in expected if part not in result.stderr] == []
    assert result.stderr.endswith(" problems. Nothing was changed.\n")
    assert difference(seed.files(), before) == []


def test_a_mistake_mended_builds_again(seed: Project) -> None:
    before = seed.files()
    seed.add(ARTICLE, TYPED)
    assert seed.run() == 1
    seed.edit(ARTICLE, "\n" + TYPED, "")
    assert seed.run() == 0
    assert difference(seed.files(), before) == []


def test_a_record_that_cannot_be_read_does_not_hide_charts_and_base_map(seed: Project, capfd: pytest.CaptureFixture[str]) -> None:
    seed.edit("data/places.yml", "name: Bayji", "name: [1]")
    seed.write("charts/own.py", "def (:\n")
    seed.write("data/basemap/rivers.geojson", "{")
    assert seed.run("check") == 1
    said = capfd.readouterr().err
    assert "data/places.yml:2:9: error[bad-shape]" in said
    assert "charts/own.py:1:5: error[chart-code]" in said
    assert "data/basemap/rivers.geojson: error[bad-basemap]" in said
    assert "warning[unchecked-pages]" in said


@pytest.mark.parametrize(("to", "code"), [("project/other.yml", "linked-file"), ("other.yml", "outside-project")])
def test_a_configuration_that_is_a_link_builds_nothing_with_mkdocs_either(
    seed: Project, tmp_path: Path, to: str, code: str
) -> None:
    target = tmp_path / to
    (seed.root / "mkdocs.yml").rename(target)
    (seed.root / "mkdocs.yml").symlink_to(target)
    before = seed.files()
    result = seed.call(*MKDOCS)
    assert result.returncode == 1
    assert f"mkdocs.yml: error[{code}]" in result.stdout
    assert difference(before, seed.files()) == []
