"""`verify`: a published site is what the project gives, or the files are named that are not."""

from __future__ import annotations

import contextlib
import errno
import os
import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from dateline.publish import MARKER
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


def test_a_host_that_redirects_without_end_is_left(published: Project, capfd: Output, monkeypatch: pytest.MonkeyPatch) -> None:
    class Endless(SimpleHTTPRequestHandler):
        def log_message(self, *_: object) -> None: ...

        def do_GET(self) -> None:
            self.send_response(302)
            self.send_header("Location", "/on" + self.path)
            self.end_headers()
            with contextlib.suppress(OSError):
                for _ in range(1_000):
                    self.wfile.write(bytes(1 << 20))

    monkeypatch.setattr("requests.Response.content", property(lambda _: pytest.fail("it was read whole")))
    with ThreadingHTTPServer(("127.0.0.1", 0), Endless) as server:
        threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
        address = f"http://127.0.0.1:{server.server_port}/"
        assert published.run("verify", address) == 3
        server.shutdown()
    assert f"cannot fetch {address}{NAME}: it redirects more than 10 times" in " ".join(capfd.readouterr().err.split())


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


@pytest.mark.parametrize("name", ["news", "articles/news"])
@pytest.mark.parametrize("kind", ["folder", "file", "nowhere", "pipe"])
def test_a_link_or_a_special_file_is_named_and_not_opened(
    published: Project, tmp_path: Path, capfd: Output, kind: str, name: str
) -> None:
    (tmp_path / "evil").mkdir()
    (tmp_path / "evil" / "index.html").write_text("Ten strikes", encoding="utf-8")
    strange = published.root / "public" / name
    if kind == "pipe":
        os.mkfifo(strange)
    else:
        strange.symlink_to(tmp_path / {"folder": "evil", "file": "evil/index.html", "nowhere": "none"}[kind])
    assert published.run("verify", "public") == 1
    _, err = capfd.readouterr()
    assert f"{name}: error[strange-file]: {name} is a link, or something else that is no file of its own" in err
    assert "\n1 problem." in err


def test_a_link_to_the_same_bytes_is_named(published: Project, tmp_path: Path, capfd: Output) -> None:
    public = published.root / "public"
    for name in ("index.html", "articles", ".dateline"):
        (public / name).rename(tmp_path / name)
        (public / name).symlink_to(tmp_path / name)
    assert published.run("verify", "public") == 1
    err = capfd.readouterr().err
    assert err.count("error[strange-file]") == 3
    assert "articles/a-week/index.html is named in SHA256SUMS and not there" in err


def test_sums_that_are_a_link_or_a_pipe_are_not_opened(published: Project, capfd: Output) -> None:
    sums = published.root / "public" / NAME
    sums.rename(published.root / "outside")
    for kind in ("link", "pipe"):
        if kind == "link":
            sums.symlink_to(published.root / "outside")
        else:
            os.mkfifo(sums)
        assert published.run("verify", "public") == 3
        assert f"{NAME} of public cannot be read: it is a link, or no file" in capfd.readouterr().err
        sums.unlink()


def test_a_folder_that_itself_is_a_link_is_a_site(published: Project) -> None:
    (published.root / "current").symlink_to("public")
    assert published.run("verify", "current") == 0


def test_a_folder_in_it_that_may_not_be_entered_is_said(
    published: Project, capfd: Output, monkeypatch: pytest.MonkeyPatch
) -> None:
    (published.root / "public" / "closed").mkdir()
    scan = os.scandir

    def refuse(path: str) -> object:
        if str(path).endswith("closed"):
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), path)
        return scan(path)

    monkeypatch.setattr(os, "scandir", refuse)
    assert published.run("verify", "public") == 3
    assert "error[unreadable-site]: cannot read public: Permission denied" in capfd.readouterr().err


def test_the_mark_of_a_site_is_the_one_that_a_build_writes(published: Project, capfd: Output) -> None:
    mark = published.root / "public" / MARKER
    mark.write_text("<script>alert(1)</script>", encoding="utf-8")
    assert published.run("verify", "public") == 1
    assert f"{MARKER}: error[other-bytes]: {MARKER} was published with other bytes" in capfd.readouterr().err
    mark.unlink()
    assert published.run("verify", "public") == 0, "many hosts leave out hidden files"


def test_sums_that_name_a_file_twice_are_refused(published: Project, capfd: Output) -> None:
    sums = published.root / "public" / NAME
    sums.write_bytes(b"0" * 64 + b"  index.html\n" + sums.read_bytes())
    assert published.run("verify", "public") == 3
    assert "error[bad-sums]" in (err := capfd.readouterr().err)
    assert "names index.html once more" in err


def test_sums_are_compared_byte_for_byte(published: Project, served: str, capfd: Output) -> None:
    sums = published.root / "public" / NAME
    first, rest = sums.read_bytes().split(b"\n", 1)
    sums.write_bytes(rest + first + b"\n")
    for arguments in (("public",), (served, "--site-url", "https://example.org/repo/")):
        assert published.run("verify", *arguments) == 1
        assert f"{NAME}: error[other-bytes]: {NAME} was published with other bytes than the project" in capfd.readouterr().err


def test_sums_that_are_too_long_are_not_read(published: Project, served: str, capfd: Output) -> None:
    sums = published.root / "public" / NAME
    with sums.open("ab") as file:
        file.truncate(100_000_000)
    for target in ("public", served):
        assert published.run("verify", target) == 3
        assert "cannot be read: it has more than 16,000,000 bytes" in capfd.readouterr().err


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


def test_no_more_of_a_file_is_read_than_a_limit(
    published: Project, served: str, capfd: Output, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("dateline.published.web.LARGEST", (published.root / "public" / NAME).stat().st_size)
    (published.root / "public" / "index.html").write_bytes(b" " * 1_000_000)
    assert published.run("verify", served) == 3
    assert "error[unreadable-site]" in capfd.readouterr().err


def test_a_mirror_is_told_with_the_way_out(published: Project, served: str, capfd: Output) -> None:
    assert published.run("verify", served) == 1, "the address of a site is part of its bytes"
    _, err = capfd.readouterr()
    assert "sitemap.xml was published with other bytes" in err
    assert (
        "warning[other-address]: the site says that its address is https://example.org/repo/, "
        f"and it was compared with a build for {served}/\n"
        "  help: if that is the address it was built for, add --site-url https://example.org/repo/\n"
    ) in err
    assert published.run("verify", served, "--site-url", "https://example.org/repo/") == 0
    out, err = capfd.readouterr()
    assert out.rstrip().endswith(
        "are what this project gives for https://example.org/repo/. Files that only the host has are not seen at a URL."
    )
    assert err == ""


def test_an_address_of_a_site_in_a_folder_is_told_in_the_same_way(published: Project, capfd: Output) -> None:
    assert published.run("verify", "public", "--site-url", "https://elsewhere.example/") == 1
    assert "add --site-url https://example.org/repo/" in capfd.readouterr().err
    assert published.run("verify", "public") == 0
    assert capfd.readouterr().out.rstrip().endswith("are what this project gives for https://example.org/repo/.")


@pytest.mark.parametrize(
    "address", ["https://x.example/$(id)/", "https://x.example/;id;/", "javascript:x/", "https://x.example/\x1b/"]
)
def test_no_address_is_proposed_that_a_shell_could_take_for_a_command(published: Project, capfd: Output, address: str) -> None:
    home = published.root / "public" / "index.html"
    text = home.read_text(encoding="utf-8")
    home.write_text(
        text.replace('"canonical" href="https://example.org/repo/"', f'"canonical" href="{address}"'), encoding="utf-8"
    )
    assert published.run("verify", "public") == 1
    _, err = capfd.readouterr()
    assert "index.html is not what SHA256SUMS says" in err
    assert "other-address" not in err


def test_what_a_url_does_not_show_is_said(published: Project, served: str, capfd: Output) -> None:
    (published.root / "public" / "extra.js").write_text("alert(1)", encoding="utf-8")
    assert published.run("verify", served, "--site-url", "https://example.org/repo/") == 0
    assert "Files that only the host has are not seen at a URL." in capfd.readouterr().out
    (published.root / "public" / "404.html").unlink()
    assert published.run("verify", served, "--site-url", "https://example.org/repo/") == 1
    files = len(read_sums((published.root / "public" / NAME).read_bytes()))
    assert (
        f"warning[unseen-files]: {files} files were compared, which the project gives; "
        "files that only the host has are not seen at a URL\n  help: compare the folder"
    ) in capfd.readouterr().err
    assert published.run("verify", "public") == 1
    _, err = capfd.readouterr()
    assert "extra.js is not named in SHA256SUMS" in err
    assert "unseen-files" not in err


def test_the_help_says_what_a_url_stands_for(published: Project, capfd: Output) -> None:
    assert published.run("verify", "--help") == 0
    said = " ".join(capfd.readouterr().out.split())
    assert "files that only the host has are not seen" in said
    assert "where that is not the URL given (a mirror)" in said
