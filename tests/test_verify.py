"""`verify`: a published site is what the project gives, or the files are named that are not."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from dateline.sums import NAME, read_sums, sums_of, sums_text
from tests.projects import REPORT, Project

Output = pytest.CaptureFixture[str]


@pytest.fixture
def published(seed: Project) -> Project:
    """A project whose site was published."""
    (seed.root / "site").rename(seed.root / "public")
    return seed


@pytest.fixture
def served(published: Project) -> Iterator[str]:
    """The address at which the published site is served."""

    class Quiet(SimpleHTTPRequestHandler):
        def log_message(self, *_: object) -> None: ...

    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(published.root / "public")))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


def test_every_build_has_the_sums_of_all_its_files(seed: Project) -> None:
    stated = read_sums((seed.site / NAME).read_bytes())
    assert stated == sums_of(seed.site, but=(".dateline",))
    assert {"index.html", "data/events.csv", "sitemap.xml.gz"} <= stated.keys()


def test_a_site_is_what_the_project_gives_and_nothing_is_left_behind(published: Project, capfd: Output) -> None:
    assert published.run("verify", "public") == 0
    out, err = capfd.readouterr()
    assert out.startswith("All well: ")
    assert err == ""
    assert not published.site.exists()


def test_a_changed_a_missing_and_a_strange_file_are_named(published: Project, capfd: Output) -> None:
    public = published.root / "public"
    (public / "index.html").write_text("Ten strikes", encoding="utf-8")
    (public / "404.html").unlink()
    (public / "extra.js").write_text("alert(1)", encoding="utf-8")
    assert published.run("verify", "public") == 1
    _, err = capfd.readouterr()
    assert "404.html: error[tampered-file]: 404.html is named in SHA256SUMS and not there" in err
    assert "extra.js: error[tampered-file]: extra.js is not named in SHA256SUMS" in err
    assert "index.html: error[tampered-file]: index.html is not what SHA256SUMS says" in err
    assert "\n3 problems." in err


def test_a_site_of_other_data_is_not_what_the_project_gives(published: Project, capfd: Output) -> None:
    published.edit(REPORT, "place: baghdad, strikes: 1", "place: baghdad, strikes: 1, note: Seen.")
    assert published.run("verify", "public") == 1
    _, err = capfd.readouterr()
    assert "data/events.csv: error[other-bytes]: data/events.csv was published with other bytes" in err
    assert "tampered" not in err


def test_sums_that_were_changed_with_their_file_are_seen_by_the_rebuild(published: Project, capfd: Output) -> None:
    public = published.root / "public"
    (public / "index.html").write_text("Ten strikes", encoding="utf-8")
    (public / NAME).write_bytes(sums_text(sums_of(public, but=(".dateline",))))
    assert published.run("verify", "public") == 1
    assert "index.html: error[other-bytes]" in capfd.readouterr().err


def test_what_has_no_sums_or_is_not_there_is_said(published: Project, capfd: Output) -> None:
    (published.root / "public" / NAME).write_text("nonsense", encoding="utf-8")
    for target, code in (
        ("public", "bad-sums"),
        ("content", "no-sums"),
        ("nowhere", "no-sums"),
        ("http://127.0.0.1:9/", "unread"),
    ):
        assert published.run("verify", target) == 3
        assert f"error[{code}" in capfd.readouterr().err


def test_a_site_on_the_web(published: Project, served: str, capfd: Output) -> None:
    address = "https://example.org/repo/"
    assert published.run("verify", served, "--site-url", address) == 0
    assert capfd.readouterr().out.startswith("All well: ")
    page = Path(published.root / "public" / "articles" / "index.html")
    page.write_text(page.read_text(encoding="utf-8") + " ", encoding="utf-8")
    (published.root / "public" / "data" / "events.csv").unlink()
    assert published.run("verify", served, "--site-url", address) == 1
    _, err = capfd.readouterr()
    assert "articles/index.html is not what SHA256SUMS says" in err
    assert "data/events.csv is named in SHA256SUMS and not there" in err
    assert published.run("verify", served) == 1, "the address of a site is part of its bytes"
    assert "sitemap.xml was published with other bytes" in capfd.readouterr().err
