"""The commands of fact-checkers and editors: factcheck, archives, links."""

from __future__ import annotations

import csv
import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from tests.projects import ARTICLE, SEED, Project, copy

Output = pytest.CaptureFixture[str]
SOURCES = "data/sources.yml"


@pytest.fixture
def fresh(tmp_path: Path) -> Project:
    return copy(SEED, tmp_path / "project")


@pytest.mark.parametrize("named", [ARTICLE, "articles/a-week.md", "articles/a-week", "a-week", "Nine strikes", "nine STRIKES in"])
def test_an_article_is_found_by_path_name_or_title(fresh: Project, capfd: Output, named: str) -> None:
    assert fresh.run("factcheck", named) == 0
    assert "Wrote 8 rows into factcheck/a-week.html and .csv." in capfd.readouterr().out
    rows = list(csv.DictReader((fresh.root / "factcheck" / "a-week.csv").read_text(encoding="utf-8-sig").splitlines()))
    assert [row["printed"] for row in rows][:3] == ["Nine", "six", "nine"]
    assert "<h1>Fact check: Nine strikes in a week</h1>" in fresh.read("factcheck/a-week.html")
    assert not fresh.site.exists()


def test_the_sheet_goes_where_it_is_asked_to(fresh: Project) -> None:
    assert fresh.run("factcheck", "a-week", "--write", "desk/sheets") == 0
    assert sorted(path.name for path in (fresh.root / "desk" / "sheets").iterdir()) == ["a-week.csv", "a-week.html"]


def test_an_article_that_is_none_gets_a_hint(fresh: Project, capfd: Output) -> None:
    assert fresh.run("factcheck", "a-wek") == 1
    said = capfd.readouterr().err
    assert "error[unknown-article]: no article 'a-wek'" in said
    assert "did you mean 'a-week'?" in said
    fresh.write("content/articles/b.md", fresh.read(ARTICLE))
    assert fresh.run("factcheck", "nine") == 1
    assert "write one of articles/a-week.md, articles/b.md" in capfd.readouterr().err


def test_an_article_with_a_mistake_has_no_sheet(fresh: Project, capfd: Output) -> None:
    fresh.add(ARTICLE, "Then {{ strkes() }}.\n")
    assert fresh.run("factcheck", "a-week") == 1
    assert "did you mean 'strikes'?" in capfd.readouterr().err
    assert not (fresh.root / "factcheck").exists()


def test_documents_without_a_copy_are_listed(fresh: Project, capfd: Output) -> None:
    fresh.write(SOURCES, fresh.read(SOURCES).replace("  archived:", "  # archived:"))
    assert fresh.run("archives") == 0
    said = capfd.readouterr().out
    assert said.splitlines()[0].split() == ["articles", "events", "id", "title", "address"]
    assert "documents have no archived copy." in said
    assert fresh.run("--format", "json", "archives") == 0
    lines = json.loads(capfd.readouterr().out)
    used = next(line for line in lines if line["events"])
    assert (used["articles"], used["events"], used["reports"]) == (1, 4, 1)
    assert fresh.run("archives", "--strict") == 1
    assert "error[not-archived]" in capfd.readouterr().err


@pytest.fixture
def host() -> Iterator[str]:
    class Handler(BaseHTTPRequestHandler):
        def log_message(self, *_: object) -> None:
            """Quiet."""

        def do_HEAD(self) -> None:
            gone, moved = self.path.startswith("/gone"), self.path.startswith("/moved")
            self.send_response(404 if gone else 301 if moved else 200)
            if moved:
                self.send_header("Location", "/new")
            self.send_header("Content-Length", "0")
            self.end_headers()

        def do_GET(self) -> None:
            self.do_HEAD()

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


def only(project: Project, host: str, *urls: str) -> None:
    """Leave no addresses in a project but these, in its article, and one at the host for its source."""
    lines = project.read(SOURCES).splitlines()
    kept = [line for line in lines if not line.strip().startswith(("archived:", "official:"))]
    kept = [f"  url: {host}/source" if line.strip().startswith("url:") else line for line in kept]
    project.write(SOURCES, "\n".join(kept) + "\n")
    project.add(ARTICLE, "\n".join(f"[a link]({url})\n" for url in urls))


def test_links_that_answer_are_well_and_others_are_named_at_their_lines(fresh: Project, capfd: Output, host: str) -> None:
    only(fresh, host, f"{host}/ok")
    assert fresh.run("links", "--local", "--pause", "0") == 0
    assert "All well: 2 addresses answer." in capfd.readouterr().out
    fresh.add(ARTICLE, f"[gone]({host}/gone)\n")
    assert fresh.run("links", "--local", "--pause", "0") == 1
    said = capfd.readouterr().err
    assert f"error[dead-address]: a link of the text, {host}/gone: the host answers 404" in said
    line = fresh.read(ARTICLE).splitlines().index(f"[gone]({host}/gone)") + 1
    assert f"{ARTICLE}:{line}:8" in said


def test_what_moved_is_a_warning(fresh: Project, capfd: Output, host: str) -> None:
    only(fresh, host, f"{host}/moved")
    assert fresh.run("links", "--local", "--pause", "0") == 0
    assert f"write {host}/new" in capfd.readouterr().out
    assert fresh.run("--format", "json", "links", "--local", "--pause", "0") == 0
    assert "moved-address" in capfd.readouterr().out


def test_a_build_and_a_check_ask_no_host(fresh: Project, host: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def ask(*_: object, **__: object) -> None:
        raise AssertionError

    only(fresh, host, f"{host}/gone")
    monkeypatch.setattr("requests.Session.request", ask)
    assert fresh.run("check") == 0
    assert fresh.run("factcheck", "a-week") == 0
