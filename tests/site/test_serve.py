"""A preview follows every edit; when one is wrong, the last good page stays and the problems are shown on top of it."""

from __future__ import annotations

import contextlib
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.projects import ARTICLE, BUILD, REPORT, TYPED, Project, copy, surroundings

BOX = '<div id="dateline-problems" role="alert"'
STORY = "articles/a-week/"
SERVERS = {"build.py": [*BUILD, "serve", "--address"], "mkdocs": [sys.executable, "-m", "mkdocs", "serve", "-q", "-a"]}

CHART = """
import altair as alt
from dateline.charts.own import chart, colour

@chart("own", by="country", title=lambda story: "First words")
def own(rows, options, width):
    'Dots.'
    dots = alt.Chart(alt.InlineData(rows)).mark_circle(color=colour("c1"), opacity=1)
    return dots.encode(x="low:Q", y="name:N", description="words:N")
"""


@dataclass
class Preview:
    """A server of a project, and the project."""

    project: Project
    address: str
    process: subprocess.Popen[bytes]
    temporary: Path

    def page(self, name: str = STORY) -> str:
        try:
            with urllib.request.urlopen(self.address + name, timeout=30) as answer:  # noqa: S310 - our own server
                text: str = answer.read().decode()
                return text
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            return ""

    def until(self, holds: Callable[[str], bool], name: str = STORY) -> str:
        """The page, once it is as it should be."""
        deadline = time.monotonic() + 120
        while not holds(page := self.page(name)):
            assert self.process.poll() is None, "the server has ended"
            assert time.monotonic() < deadline, f"{name} never became what it should be:\n{page[:20000]}"
            time.sleep(0.05)
        return page

    def until_it_says(self, text: str, name: str = STORY) -> str:
        return self.until(lambda page: text in page, name)

    def until_the_box_says(self, text: str) -> str:
        """The page, once the problem is on top of it: a file may be seen half written before, which is another problem."""
        return self.until(lambda page: text in page.partition(BOX)[2])


@contextlib.contextmanager
def serving(program: str, project: Project, temporary: Path) -> Iterator[Preview]:
    with socket.create_server(("127.0.0.1", 0)) as found:
        port = found.getsockname()[1]
    temporary.mkdir()
    process = subprocess.Popen(
        [*SERVERS[program], f"127.0.0.1:{port}"],
        cwd=project.root,
        env=surroundings(TMPDIR=str(temporary)),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        yield Preview(project, f"http://127.0.0.1:{port}/repo/", process, temporary)
    finally:
        process.kill()
        process.wait(10)


@pytest.fixture(scope="module", params=SERVERS)
def preview(request: pytest.FixtureRequest, warm_seed: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Preview]:
    folder = tmp_path_factory.mktemp("preview")
    project = copy(warm_seed, folder / "project")
    project.write("charts/own.py", CHART)
    project.write("templates/partials/figure-notes.html", "<p>Notes.</p>")
    project.edit("mkdocs.yml", "[search, dateline]", "[search, dateline: {preview_names: [desk.workspace.example]}]")
    with serving(request.param, project, folder / "tmp") as server:
        server.until_it_says("Near Bayji")
        yield server


@pytest.fixture
def good(preview: Preview) -> Iterator[Preview]:
    """The server with nothing wrong, before and after a test."""
    kept = {
        name: preview.project.read(name)
        for name in (ARTICLE, REPORT, "content/index.md", "templates/partials/figure-notes.html", "charts/own.py")
    }
    yield preview
    (preview.project.root / "data/corrections.yml").unlink(missing_ok=True)
    for name, text in kept.items():
        if preview.project.read(name) != text:
            preview.project.write(name, text)
    preview.until(lambda page: "Near Bayji" in page and BOX not in page and "<p>Notes.</p>" in page and "nine</a>" in page)


@pytest.mark.parametrize(
    ("path", "host", "code"),
    [
        ("", "127.0.0.1", 200),
        ("", "evil.example", 403),
        ("", "desk.workspace.example", 200),
        ("../livereload/0/0", "evil.example", 403),
        ("%00", "127.0.0.1", 400),
        ("..%2f..%2f..%2f..%2f..%2fetc/passwd", "127.0.0.1", 404),
    ],
)
def test_nobody_else_reads_what_is_not_published(good: Preview, path: str, host: str, code: int) -> None:
    asked = urllib.request.Request(good.address + path, headers={"Host": host})  # noqa: S310 - our own server
    try:
        with urllib.request.urlopen(asked, timeout=30) as answer:  # noqa: S310
            found, said = answer.status, answer.read().decode()
    except urllib.error.HTTPError as error:
        found, said = error.code, error.read().decode()
    assert found == code
    assert "Near Bayji" not in said or code == 200


def test_an_edited_text_is_shown(good: Preview) -> None:
    good.project.edit(ARTICLE, "Near Bayji", "Close to Bayji")
    page = good.until_it_says("Close to Bayji")
    assert BOX not in page
    assert page.count("<p>Notes.</p>") == 2
    assert '<h1 id="top">Week of 30 March to 5 April 2018</h1>' in good.page("weeks/2018-03-30/")
    assert "/weeks/2018-03-30/</loc>" in good.page("sitemap.xml")
    assert "places/abu-kamal/" in good.page("search/search_index.json")


def test_an_edited_headline_is_shown_on_every_page(good: Preview) -> None:
    good.project.edit(ARTICLE, "strikes in a week", "strikes in seven days")
    for name in (STORY, "", "articles/"):
        good.until_it_says("Nine strikes in seven days", name)


def test_an_edited_number_is_shown_on_every_page(good: Preview) -> None:
    for old, new in (
        ("{strikes: 9}", "{strikes: 10}"),
        ("{strikes: 3, country", "{strikes: 4, country"),
        ("strikes: 3}\n", "strikes: 4}\n"),
    ):
        text = good.project.read(REPORT)
        head, _, tail = text.rpartition(old)
        good.project.write(REPORT, head + new + tail)
    good.until_it_says('id="n-strikes">ten</a>')
    good.until_it_says("Ten strikes, counted.", "")


def test_a_mistake_in_a_text_is_shown_over_the_last_good_page(good: Preview) -> None:
    good.project.add(ARTICLE, TYPED)
    page = good.until_the_box_says("7 strikes hit")
    assert "Near Bayji" in page
    assert "7 strikes hit" not in page.partition(BOX)[0]
    assert f"{ARTICLE}:22:6: error[typed-figure]: &#39;7 strikes&#39; is a figure typed by hand" in page
    assert BOX in good.page("")
    assert BOX in good.page("articles/")
    good.project.edit(ARTICLE, "\n" + TYPED, "")
    assert "Near Bayji" in good.until(lambda page: bool(page) and BOX not in page)


@pytest.mark.parametrize(
    ("name", "old", "new", "said"),
    [
        (ARTICLE, "title: ", "titel: ", f"{ARTICLE}:2:1: error[unknown-key]"),
        (REPORT, "qayyarah]", "qayarah]", f"{REPORT}:9:52: error[unknown-place]"),
        ("content/index.md", "(articles/a-week.md)", "(articles/gone.md)", "content/index.md:7:18: error[dead-link]"),
        (
            "templates/partials/figure-notes.html",
            "Notes.",
            "{{ nobody }}",
            "templates/partials/figure-notes.html:1: error[template]",
        ),
    ],
)
def test_any_mistake_is_shown_with_its_place(good: Preview, name: str, old: str, new: str, said: str) -> None:
    good.project.edit(name, old, new)
    page = good.until_the_box_says(said)
    assert "<script>alert" not in page
    assert "Near Bayji" in page


def test_a_mistake_is_not_markup(good: Preview) -> None:
    good.project.edit(ARTICLE, 'place="bayji"', 'place="</pre><script>alert(1)</script>"')
    page = good.until_the_box_says("&lt;/pre&gt;&lt;script&gt;alert(1)")
    assert "<script>alert(1)" not in page


def test_an_edited_correction_is_shown(good: Preview) -> None:
    entry = "vehicle: {on: 2018-06-01, event: 2018-04-06-baghdad, key: note, now: A note., why: It was left out.}\n"
    good.project.write("data/corrections.yml", entry)
    good.until_it_says("It was left out.", "weeks/2018-03-30/")
    good.project.edit("data/corrections.yml", "It was left out.", "It was forgotten.")
    good.until_it_says("It was forgotten.", "corrections/")
    good.project.edit("data/corrections.yml", "key: note, now", "key: note, was: Another., now")
    good.until_the_box_says(
        "data/corrections.yml:1:70: error[wrong-was]: nothing is given for &#39;events.2018-04-06-baghdad.note&#39;"
    )


def test_templates_are_watched(good: Preview) -> None:
    good.project.write("templates/partials/figure-notes.html", "<p>Other notes.</p>")
    assert good.until_it_says("<p>Other notes.</p>").count("<p>Other notes.</p>") == 2


@pytest.mark.parametrize("name", ["templates/assets/notes.txt", "templates/partials/figure-notes.html", "mkdocs.yml"])
def test_a_link_in_what_maintainers_keep_is_shown_and_not_followed(good: Preview, tmp_path: Path, name: str) -> None:
    path, outside = good.project.root / name, tmp_path / "outside"
    before = path.read_bytes() if path.exists() else None
    outside.write_bytes(before or b"A secret")
    path.parent.mkdir(exist_ok=True)
    (tmp_path / "link").symlink_to(outside)
    (tmp_path / "link").replace(path)
    page = good.until_the_box_says(f"{name}: error[outside-project]")
    assert "Near Bayji" in page.partition(BOX)[0]
    assert good.page("assets/notes.txt") != "A secret"
    path.unlink() if before is None else outside.replace(path)
    good.until(lambda page: bool(page) and BOX not in page)


def test_an_edited_chart_is_shown(good: Preview) -> None:
    good.project.add(ARTICLE, "\n/// chart | own\n\nBy country.\n///\n")
    good.until_it_says("First words")
    good.project.edit("charts/own.py", "First words", "Second words")
    assert "First words" not in good.until_it_says("Second words")
    good.project.edit("charts/own.py", "words:N", "name:N")
    good.until_it_says("no mark says")


def test_chart_code_that_ends_its_process_ends_no_preview(good: Preview) -> None:
    good.project.add(ARTICLE, "\n/// chart | own\n\nBy country.\n///\n")
    good.until_it_says("First words")
    whole = good.project.read("charts/own.py")
    good.project.write("charts/own.py", whole.replace("lambda story: ", "lambda story: __import__('os')._exit(3) or "))
    good.until_it_says("ends the process that runs it (exit code 3)")
    good.project.write("charts/own.py", whole.replace("    return ", "    __import__('os').abort()\n    return "))
    good.until_it_says("the process that drew it ended")


def test_a_preview_leaves_the_site_alone_and_nothing_behind(preview: Preview) -> None:
    """The last test of each server: it ends it."""
    before = preview.project.files()
    assert any(preview.temporary.iterdir())
    os.kill(preview.process.pid, signal.SIGINT)
    assert preview.process.wait(30) in {0, 130}
    assert list(preview.temporary.iterdir()) == []
    assert preview.project.files() == before
