"""What may lie in content/ and data/, by name and kind: everything in content/ is published as it is."""

from __future__ import annotations

import os
import socket
from pathlib import Path

import pytest

from dateline.errors import format_text
from dateline.load.names import check_names


def said(root: Path) -> list[tuple[str, str]]:
    return [(problem.code, str(problem.spot)) for problem in check_names(root)]


def put(root: Path, name: str, raw: bytes = b"x") -> Path:
    path = root / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(raw)
    return path


@pytest.mark.parametrize(
    "name",
    [
        "a.md",
        "A week in April.md",
        "مقال.md",
        "photo-1_2.JPG",
        "r\u00e9sum\u00e9.pdf",
        "data.csv",
        "it's & that.png",
        "con-flict.md",
    ],
)
def test_ordinary_names_are_fine(tmp_path: Path, name: str) -> None:
    put(tmp_path, f"content/articles/{name}")
    assert said(tmp_path) == []


@pytest.mark.parametrize(
    "name",
    [
        *("con.md", "NUL.md", "com1.md", "lpt9.txt", "aux", "prn.md"),
        *("-rf.md", "~x.md", " x.md", "x.md ", "x."),
        *("a\nb.md", "a\tb.md", "a\x07b.md", "a\u202eb.md", "a\u200bb.md", "a\u2066b.md", "a\ufeffb.md", "a\ufffeb.md"),
        *("100%.md", "a#b.md", "a?b.md", "a*b.md", 'a"b.md', "a<b>.md", "a|b.md", "a\\b.md", "a:b.md"),
        "re\u0301sume\u0301.md",
        "n" * 98 + ".md",
    ],
)
@pytest.mark.parametrize("folder", ["content/articles", "data/events"])
def test_hostile_names_are_refused_with_their_path(tmp_path: Path, name: str, folder: str) -> None:
    put(tmp_path, f"{folder}/{name}")
    (problem,) = check_names(tmp_path)
    assert problem.code == "bad-name"
    assert problem.help
    shown = format_text([problem], lambda *_: None)
    assert shown.startswith(f"{folder}/")
    assert all(c.isprintable() or c == "\n" for c in shown)
    assert len(shown) < 600


def test_a_name_that_is_no_text_is_refused(tmp_path: Path) -> None:
    folder = tmp_path / "content"
    folder.mkdir()
    (Path(os.fsdecode(os.fsencode(folder) + b"/\xff.md"))).write_bytes(b"x")
    (problem,) = check_names(tmp_path)
    assert problem.message == "the name of this file is not UTF-8"
    str(problem.spot).encode()


def test_names_that_differ_in_capitals_alone_clash(tmp_path: Path) -> None:
    put(tmp_path, "content/Week.md")
    put(tmp_path, "content/week.md")
    put(tmp_path, "content/other/week.md")
    assert said(tmp_path) == [("clashing-names", "content/week.md")]


def test_links_are_not_followed_wherever_they_lead(tmp_path: Path) -> None:
    root = tmp_path / "project"
    put(tmp_path, "secret/id_rsa")
    put(root, "content/a.png")
    (root / "content/b.png").symlink_to(root / "content/a.png")
    (root / "content/c.png").symlink_to(tmp_path / "secret/id_rsa")
    (root / "content/d").symlink_to(tmp_path / "secret")
    (root / "content/e.png").symlink_to(root / "content/e.png")
    (root / "content/f.png").symlink_to("/nowhere/at/all")
    assert said(root) == [
        ("linked-file", "content/b.png"),
        ("outside-project", "content/c.png"),
        ("linked-folder", "content/d"),
        ("linked-file", "content/e.png"),
        ("outside-project", "content/f.png"),
    ]


def test_a_folder_that_is_itself_a_link_is_refused(tmp_path: Path) -> None:
    put(tmp_path, "elsewhere/a.md")
    (tmp_path / "content").symlink_to(tmp_path / "elsewhere")
    assert said(tmp_path) == [("linked-folder", "content")]


def test_pipes_and_sockets_are_refused_and_not_waited_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "content").mkdir()
    os.mkfifo(tmp_path / "content/a.png")
    monkeypatch.chdir(tmp_path / "content")
    with socket.socket(socket.AF_UNIX) as here:
        here.bind("b.png")
        assert said(tmp_path) == [("unreadable-file", "content/a.png"), ("unreadable-file", "content/b.png")]


def test_a_file_that_may_not_be_read_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put(tmp_path, "content/a.png")
    monkeypatch.setattr(os, "access", lambda *_: False)
    assert said(tmp_path) == [("unreadable-file", "content/a.png")]


@pytest.mark.parametrize(
    "name", ["x.html", "x.HTM", "x.js", "x.mjs", "x.css", "x.xhtml", "x.xml", "x.svgz", "x.wasm", "x.php", "CNAME", "x.exe"]
)
def test_what_could_run_is_not_published_from_content(tmp_path: Path, name: str) -> None:
    put(tmp_path, f"content/{name}")
    put(tmp_path, f"data/{name}")
    assert said(tmp_path) == [("unsafe-file", f"content/{name}")]


PLAIN = (
    b'<svg xmlns="http://www.w3.org/2000/svg"><defs><path id="a" d="M0 0h9"/></defs>'
    b'<use href="#a" fill="url(#b)"/><style>.a{fill:red}</style></svg>'
)


def test_a_plain_svg_is_published(tmp_path: Path) -> None:
    put(tmp_path, "content/a.svg", PLAIN)
    assert said(tmp_path) == []


@pytest.mark.parametrize(
    ("inside", "message"),
    [
        (b"<script>alert(1)</script>", "<script>"),
        (b'<path onload="alert(1)"/>', "the handler 'onload'"),
        (b'<a href="javascript:alert(1)"/>', "a link to 'javascript:alert(1)'"),
        (
            b'<image xmlns:x="http://www.w3.org/1999/xlink" x:href="https://evil.example/x.png"/>',
            "a link to 'https://evil.example/x.png'",
        ),
        (b'<image href="data:image/svg+xml;base64,AAAA"/>', "a link to"),
        (b"<foreignObject/>", "<foreignObject>"),
        (b'<p xmlns="http://www.w3.org/1999/xhtml"/>', "<p>"),
        (b"<style>@import 'https://evil.example/x.css'</style>", "a style that loads something"),
        (b'<path style="fill:url(https://evil.example/x)"/>', "a 'style' that loads something"),
        (b"<style>/*<g/>*/@import 'https://evil.example/x.css'</style>", "a style that loads something"),
        (b"<style>@\\69mport 'https://evil.example/x.css'</style>", "a style that loads something"),
        (b"<style>a{b:u\\72l(https://evil.example/x)}</style>", "a style that loads something"),
        (b"<style>a{b:src('https://evil.example/x')}</style>", "a style that loads something"),
        (b'<path fill="u\\000072 l(https://evil.example/x)"/>', "a 'fill' that loads something"),
        (b"<rect style=\"background:-webkit-image-set('https://evil.example/x.png' 1x)\"/>", "a 'style' that loads something"),
        (b'<a ping="https://evil.example/"/>', "a link to 'https://evil.example/'"),
        (b'<?xml-stylesheet href="https://evil.example/x.css"?>', "a stylesheet of another file"),
        (b'<animate attributeName="href" values="javascript:alert(1)"/>', "<animate>"),
        (b'<set attributeName="onclick" to="alert(1)"/>', "<set>"),
    ],
)
def test_an_svg_that_runs_or_loads_something_is_refused(tmp_path: Path, inside: bytes, message: str) -> None:
    put(tmp_path, "content/a.svg", PLAIN.replace(b"<defs>", inside + b"<defs>"))
    (problem,) = check_names(tmp_path)
    assert problem.code == "unsafe-file"
    assert message in problem.message


def repeating(levels: int, inner: bytes = b'<use href="#a%d"/>') -> bytes:
    parts = [b'<g id="a%d">%s</g>' % (n, (inner % (n - 1)) * 10 if n else b"<path/>") for n in range(levels + 1)]
    return PLAIN.replace(b"<defs>", b"".join(parts) + b"<defs>")


@pytest.mark.parametrize(
    "raw",
    [
        repeating(12),
        repeating(12, b'<path style="fill: url(#a%d)"/>'),
        repeating(12, b"<path mask=\"url('#a%d')\"/>"),
        repeating(5_000),
        PLAIN.replace(b"<defs>", b'<g id="x"><use href="#x"/></g><defs>'),
        PLAIN.replace(b"<defs>", b'<g id="x"><use href="#y"/></g><g id="y"><use href="#x"/></g><defs>'),
    ],
)
def test_an_svg_that_repeats_itself_beyond_measure_is_refused(tmp_path: Path, raw: bytes) -> None:
    put(tmp_path, "content/a.svg", raw)
    assert said(tmp_path) == [("file-too-large", "content/a.svg")]


@pytest.mark.parametrize(
    "raw",
    [
        repeating(3),
        PLAIN.replace(b"<defs>", b'<use href="#a" clip-path="url(#a)"/>' * 20_000 + b"<defs>"),
        PLAIN.replace(b"<defs>", b'<a id="x" href="#x"/><g id="y"><a href="#y"/></g><defs>'),
        PLAIN.replace(b"<defs>", b"<g>" * 20_000 + b"</g>" * 20_000 + b"<defs>"),
    ],
)
def test_an_svg_may_repeat_its_parts(tmp_path: Path, raw: bytes) -> None:
    put(tmp_path, "content/a.svg", raw)
    assert said(tmp_path) == []


@pytest.mark.parametrize(
    "raw",
    [
        b'<!DOCTYPE svg [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;&a;">]><svg xmlns="http://www.w3.org/2000/svg">&b;</svg>',
        PLAIN.decode().encode("utf-16"),
        b"<svg",
        b"",
        b"<g>" * 100_000,
    ],
)
def test_an_svg_that_cannot_be_read_is_refused(tmp_path: Path, raw: bytes) -> None:
    put(tmp_path, "content/a.svg", raw)
    assert said(tmp_path) == [("unsafe-file", "content/a.svg")]
