"""The same project gives the same bytes, whoever builds it and wherever; another number gives another page, cached or not."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from benchmarks.reliability.facts import note
from tests.projects import ARTICLE, BUILD, MKDOCS, REPORT, SEED, Project, copy, difference, surroundings, tree


@pytest.fixture(scope="module")
def expected(warm_seed: Path) -> dict[str, bytes]:
    return tree(warm_seed / "site")


def test_python_build_py_from_scratch_elsewhere(expected: dict[str, bytes], tmp_path: Path) -> None:
    project = copy(SEED, tmp_path / "Ein anderer Ort")
    result = project.call(*BUILD, PYTHONHASHSEED="7", TZ="Asia/Kathmandu", LC_ALL="de_DE.UTF-8", LANG="tr_TR.UTF-8")
    assert result.returncode == 0, result.stderr
    assert result.stdout.startswith("Built 22 pages into site/")
    assert result.stderr == ""
    assert difference(project.files(), expected) == []


def test_mkdocs_build_from_another_folder(expected: dict[str, bytes], seed: Project) -> None:
    shutil.rmtree(seed.site)
    environment = surroundings(PYTHONHASHSEED="11", TZ="America/St_Johns", LC_ALL="C", SOURCE_DATE_EPOCH="86400")
    command = [*MKDOCS, "-f", str(seed.root / "mkdocs.yml")]
    result = subprocess.run(command, cwd="/", env=environment, capture_output=True, text=True, check=False, timeout=120)
    assert result.returncode == 0, result.stdout + result.stderr
    assert difference(seed.files(), expected) == []


@pytest.fixture(scope="module")
def locales(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Locales in which letters and digits are other than in English, made here: machines rarely have them."""
    folder = tmp_path_factory.mktemp("locales")
    tool = shutil.which("localedef")
    assert tool, "localedef is missing (Debian: apt-get install libc-bin locales)"
    for name in LOCALES[1:]:
        made = subprocess.run(
            [tool, "-i", name, "-f", "UTF-8", str(folder / f"{name}.UTF-8")], capture_output=True, text=True, check=False
        )
        assert (folder / f"{name}.UTF-8" / "LC_CTYPE").is_file(), f"{made.stderr}(Debian: apt-get install locales)"
    return folder


LOCALES = ("C", "tr_TR", "ar_IQ")
ZONES = ("UTC", "Asia/Baghdad", "America/New_York", "Pacific/Kiritimati")
NO_FONTS = (
    """<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd"><fontconfig><dir>nowhere</dir></fontconfig>"""
)


@pytest.mark.parametrize(
    ("zone", "locale", "workers", "fonts"),
    [
        (ZONES[0], LOCALES[1], 1, "fonts"),
        (ZONES[1], LOCALES[2], 2, "no fonts"),
        (ZONES[2], LOCALES[0], 3, "no fonts"),
        (ZONES[3], LOCALES[1], 1, "fonts"),
    ],
)
def test_wherever_and_however_it_is_built(
    expected: dict[str, bytes],
    locales: Path,
    tmp_path: Path,
    zone: str,
    locale: str,
    workers: int,
    fonts: str,
) -> None:
    """Other time zones, locales, seeds of hashes, numbers of drawing processes, paths, and a machine without fonts."""
    project = copy(SEED, tmp_path / zone.replace("/", "-") / "the project")
    project.edit("mkdocs.yml", "plugins: [search, dateline]", f"plugins: [search, dateline: {{workers: {workers}}}]")
    (tmp_path / "fonts.conf").write_text(NO_FONTS, encoding="utf-8")
    without = {} if fonts == "fonts" else {"FONTCONFIG_FILE": str(tmp_path / "fonts.conf"), "FONTCONFIG_PATH": str(tmp_path)}
    name = locale if locale == "C" else f"{locale}.UTF-8"
    around = {"LC_ALL": name, "LANGUAGE": name, "LOCPATH": str(locales), "TZ": zone, "PYTHONHASHSEED": str(workers)}
    result = project.call(*BUILD, **around, **without)
    assert result.returncode == 0, result.stderr
    assert difference(project.files(), expected) == []
    drawing = f"{workers} drawing process{'es' if workers > 1 else ''}"
    note("same-bytes", f"{zone}, {locale}, {drawing}, seed of hashes {workers}, {fonts}", {"files": len(expected)})


def test_nothing_changed(expected: dict[str, bytes], seed: Project) -> None:
    assert seed.run() == 0
    assert difference(seed.files(), expected) == []


def test_without_any_cache_in_this_process(expected: dict[str, bytes], seed: Project) -> None:
    shutil.rmtree(seed.root / ".cache")
    assert seed.run() == 0
    assert difference(seed.files(), expected) == []


def test_a_number_edited_in_the_data_changes_every_page_that_used_it(expected: dict[str, bytes], seed: Project) -> None:
    seed.edit(REPORT, "{strikes: 9}", "{strikes: 10}")
    seed.edit(REPORT, "{strikes: 6, country: iraq", "{strikes: 7, country: iraq")
    seed.edit(REPORT, "place: baghdad, strikes: 1", "place: baghdad, strikes: 2")
    assert seed.run() == 0
    changed = difference(seed.files(), expected)
    assert set(changed) >= {
        "index.html",
        "articles/index.html",
        "articles/a-week/index.html",
        "feed_rss_created.xml",
        "feed_rss_updated.xml",
        "feed_json_created.json",
        "search/search_index.json",
        "data/events.csv",
        "data/events.json",
        "data/events.parquet",
        "data/stated.csv",
        "data/SHA256SUMS",
        "data/index.html",
        "articles/a-week.md",
        "llms.txt",
        "weeks/2018-03-30/index.html",
        "places/baghdad/index.html",
        "reports/2018-04-06-cjtf-oir/index.html",
        *(f"figures/a-week-{chart}.{kind}" for chart in ("weekly", "places") for kind in ("csv", "svg", "json")),
    }
    page = seed.page()
    assert "Ten strikes in a week" in page
    assert "reported seven strikes in Iraq" in page
    assert "Nine" not in page
    assert re.search(r'href="[^"]*/evidence/#n-strikes"[^>]*>ten</a>', page)


@pytest.mark.parametrize(
    ("name", "old", "new", "page", "shown"),
    [
        ("data/places.yml", "name: Bayji", "name: Baiji town", "articles/a-week/index.html", "Baiji town"),
        (
            "data/sources.yml",
            "publisher: Long War Journal",
            "publisher: The Journal",
            "articles/a-week/index.html",
            "The Journal",
        ),
        (
            "data/dataset.yml",
            "name: The Dateline desk, desc",
            "name: The night desk, desc",
            "articles/a-week/index.html",
            "The night desk",
        ),
        ("data/dataset.yml", "iraq: Iraq", "iraq: Republic of Iraq", "articles/a-week/index.html", "Republic of Iraq"),
        (ARTICLE, "Near Bayji", "Around Bayji", "articles/a-week/index.html", "Around Bayji"),
        ("mkdocs.yml", "The seed week", "Another name", "index.html", "Another name"),
    ],
)
def test_whatever_is_edited_is_seen(seed: Project, name: str, old: str, new: str, page: str, shown: str) -> None:
    assert shown not in seed.page(page)
    seed.edit(name, old, new)
    assert seed.run() == 0
    assert shown in seed.page(page)


def test_a_template_of_the_project_comes_before_ours(seed: Project) -> None:
    """With a custom_dir in mkdocs.yml and without."""
    seed.write(
        "templates/articles.html",
        '{% extends "main.html" %}{% block content %}<h1>All</h1><p>All {{ dateline.articles | length }}.</p>{% endblock %}',
    )
    seed.write("templates/partials/figure-notes.html", "<p>Nothing to note on {{ drawing.title }}.</p>")
    assert seed.run() == 0
    assert "<p>All 1.</p>" in seed.page("articles/index.html")
    assert seed.page().count("<p>Nothing to note on") == 2
    before = seed.files()
    seed.edit("mkdocs.yml", "font: false", "font: false, custom_dir: templates")
    assert seed.run() == 0
    assert difference(seed.files(), before) == []


def test_a_template_that_the_templates_of_figures_use_is_seen(seed: Project) -> None:
    """A figure that was kept is not put together again: not even its source line."""
    partial = "templates/partials/source-link.html"
    seed.write(partial, "{% macro link(source) %}<cite>one</cite>{% endmacro %}")
    assert seed.run() == 0
    assert "<cite>one</cite>" in seed.page()
    seed.edit(partial, "one", "other")
    assert seed.run() == 0
    assert "<cite>one</cite>" not in seed.page()
    assert seed.page().count("<cite>other</cite>") >= 2


def test_a_page_that_is_gone_is_gone(seed: Project) -> None:
    seed.write("content/articles/b-week.md", seed.read(ARTICLE))
    assert seed.run() == 0
    assert (seed.site / "articles/b-week/index.html").is_file()
    (seed.root / "content/articles/b-week.md").unlink()
    assert seed.run() == 0
    assert not [name for name in seed.files() if "b-week" in name]
