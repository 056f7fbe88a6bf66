"""`verify` of hosts that mean no good, or do odd things, on this machine: it ends, in little memory, and says what they did."""

from __future__ import annotations

import contextlib
import gzip
import signal
import subprocess
import threading
import time
import tracemalloc
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from dateline.errors import EnvironmentProblem
from dateline.published import read_listed, read_published, web
from dateline.published.body import read
from dateline.sums import NAME, digest, sums_text
from tests.projects import BUILD, Project, surroundings

Output = pytest.CaptureFixture[str]
Answer = Callable[[BaseHTTPRequestHandler], None]


@dataclass
class Host:
    """A host that has `files`, and answers with `odd` what it has under that name."""

    address: str = ""
    files: dict[str, bytes] = field(default_factory=dict)
    odd: dict[str, Answer] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)

    def has(self, **files: bytes) -> None:
        """These files, and the sums of them."""
        self.files = {name.replace("_", "."): content for name, content in files.items()}
        self.files[NAME] = sums_text({name: digest(content) for name, content in self.files.items()})


@pytest.fixture
def host() -> Iterator[Host]:
    found = Host()

    class Handler(BaseHTTPRequestHandler):
        def log_message(self, *_: object) -> None: ...

        def do_GET(self) -> None:
            name = self.path.lstrip("/")
            name = f"{name}index.html" if not name or name.endswith("/") else name
            found.asked.append(name)
            with contextlib.suppress(OSError):
                if name in found.odd:
                    found.odd[name](self)
                elif name in found.files:
                    send(self, found.files[name])
                else:
                    self.send_error(404)

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        server.daemon_threads = True
        found.address = f"http://127.0.0.1:{server.server_port}/"
        threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
        yield found
        server.shutdown()


def send(handler: BaseHTTPRequestHandler, content: bytes, **headers: str) -> None:
    handler.send_response(200)
    for name, value in {"Content-Length": str(len(content)), **headers}.items():
        handler.send_header(name.replace("_", "-"), value)
    handler.end_headers()
    handler.wfile.write(content)


def drip(handler: BaseHTTPRequestHandler) -> None:
    """A letter now and then, for ever."""
    handler.send_response(200)
    handler.end_headers()
    while True:
        handler.wfile.write(b"x")
        time.sleep(0.05)


def drip_heads(handler: BaseHTTPRequestHandler) -> None:
    handler.wfile.write(b"HTTP/1.1 200 OK\r\nX-Long: ")
    while True:
        handler.wfile.write(b"x")
        time.sleep(0.05)


def pour(handler: BaseHTTPRequestHandler) -> None:
    """As much as is taken, for ever."""
    handler.send_response(200)
    handler.end_headers()
    while True:
        handler.wfile.write(bytes(1 << 20))


def packed(content: bytes, encoding: str = "gzip") -> Answer:
    return lambda handler: send(handler, content, Content_Encoding=encoding)


def found_at(host: Host, sizes: dict[str, int] | None = None) -> dict[str, str]:
    return read_published(host.address, read_listed(host.address), sizes or {}).found


@pytest.mark.parametrize("answer", [drip, drip_heads])
@pytest.mark.parametrize("name", [NAME, "slow.txt"])
def test_a_host_that_drips_is_given_up(host: Host, monkeypatch: pytest.MonkeyPatch, name: str, answer: Answer) -> None:
    monkeypatch.setattr(web, "LONGEST", 0.5)
    host.has(a_txt=b"a", slow_txt=b"b", z_txt=b"c")
    host.odd[name] = answer
    begun = time.monotonic()
    with pytest.raises(EnvironmentProblem) as error:
        found_at(host)
    assert time.monotonic() - begun < 3
    (problem,) = error.value.problems
    assert (problem.code, problem.message) == (
        "unreadable-site",
        f"cannot fetch {host.address}{name}: no whole answer within 0.5 seconds",
    )


def test_no_more_files_are_asked_for_after_one_that_cannot_be_had(host: Host, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(web, "LONGEST", 0.3)
    host.has(**{f"f{number}_txt": b"a" for number in range(300)})
    host.odd = {f"f{number}.txt": drip for number in range(300)}
    with pytest.raises(EnvironmentProblem):
        found_at(host)
    time.sleep(0.3)
    assert len(host.asked) <= 1 + 2 * web.AT_ONCE


def test_a_host_that_takes_its_time_with_each_file_is_given_up(host: Host, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(web, "LONGEST_OF_ALL", 0.3)
    monkeypatch.setattr(web, "MORE_FOR_EACH", 0.01)
    host.has(**{f"f{number}_txt": b"a" for number in range(40)})

    def late(handler: BaseHTTPRequestHandler) -> None:
        time.sleep(0.3)
        send(handler, b"a")

    host.odd = {f"f{number}.txt": late for number in range(40)}
    begun = time.monotonic()
    with pytest.raises(EnvironmentProblem) as error:
        found_at(host)
    assert time.monotonic() - begun < 2
    assert error.value.problems[0].message == (f"cannot fetch {host.address}: not all of its 40 files came within 0.7 seconds")


def test_what_never_ends_is_read_up_to_the_size_that_it_should_have(host: Host) -> None:
    host.has(a_txt=b"a", b_txt=b"bb")
    host.odd["a.txt"] = pour
    found = found_at(host, {"a.txt": 1, "b.txt": 2})
    assert found["a.txt"] != digest(b"a")
    assert found["b.txt"] == digest(b"bb")


def test_what_never_ends_and_has_no_known_size_is_read_up_to_a_limit(host: Host, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(web, "LARGEST", 1_000_000)
    host.has(a_txt=b"a")
    host.odd["a.txt"] = pour
    with pytest.raises(EnvironmentProblem, match=r"a\.txt has more than 1,000,000 bytes"):
        found_at(host)


def test_sums_that_never_end_are_not_read_to_their_end(host: Host) -> None:
    host.odd[NAME] = pour
    with pytest.raises(EnvironmentProblem, match="cannot be read: it has more than 16,000,000 bytes"):
        read_listed(host.address)


def test_whole_files_do_not_pile_up_behind_a_slow_one(host: Host, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(web, "LONGEST", 2.0)
    content = bytes(4_000_000)
    host.has(a_txt=b"a", **{f"f{number}_txt": content for number in range(30)})
    host.odd["a.txt"] = drip
    listed = read_listed(host.address)
    tracemalloc.start()
    try:
        with pytest.raises(EnvironmentProblem, match="no whole answer within 2 seconds"):
            read_published(host.address, listed, {})
        assert len(host.asked) > 20
        assert tracemalloc.get_traced_memory()[1] < 20_000_000
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize("encoding", ["gzip", "x-gzip", "GZIP"])
def test_what_a_host_calls_packed_may_be_a_file_of_ours_or_hold_one(host: Host, encoding: str) -> None:
    archive, text, noise = gzip.compress(b"a map of the site" * 99), b"text" * 70_000, bytes(range(256)) * 3
    host.has(sitemap_xml_gz=archive, a_txt=text, noise_bin=noise, index_html=b'<link rel="canonical" href="https://a.example/">')
    sizes = {name: len(content) for name, content in host.files.items()}
    expected = {name: digest(content) for name, content in host.files.items() if name != NAME}
    sent = {name: content if name == "sitemap.xml.gz" else gzip.compress(content, 0) for name, content in host.files.items()}
    host.odd = {name: packed(content, encoding) for name, content in sent.items()}
    published = read_published(host.address, read_listed(host.address), sizes)
    assert published.found == expected
    assert published.address == "https://a.example/"
    assert found_at(host) == expected


BOMB = gzip.compress(bytes(50_000_000))


@pytest.mark.parametrize(
    "sent",
    [
        gzip.compress(b"text and more", mtime=0),
        gzip.compress(b"text", mtime=0)[:-1],
        gzip.compress(b"text", mtime=0) + b"more",
        gzip.compress(b"text", mtime=0) + gzip.compress(b"", mtime=0),
        gzip.compress(b"other", mtime=0),
        b"other",
        b"",
        BOMB,
    ],
)
def test_nothing_else_that_is_packed_passes_for_a_file_of_ours(sent: bytes) -> None:
    for size in (1, 5, 1 << 16):
        pieces = (sent[at : at + size] for at in range(0, min(len(sent), 1 << 18), size))
        assert digest(b"text") not in [body.digest for body in read(pieces, 4, 0, packed=True)]


def test_a_packed_file_is_the_same_however_it_is_cut() -> None:
    for content in (b"", b"text", bytes(1 << 16), bytes(3 << 16), bytes(range(256)) * 700):
        sent = gzip.compress(content)
        for size in (1, 7, 1 << 16):
            pieces = (sent[at : at + size] for at in range(0, len(sent), size))
            assert read(pieces, len(content), 0, packed=True)[0].digest == digest(content)


def test_a_longer_file_is_another_one_to_the_command(seed: Project, host: Host, capfd: Output) -> None:
    host.files = seed.files()
    host.odd = {"404.html": pour, "sitemap.xml.gz": packed(host.files["sitemap.xml.gz"], "x-gzip")}
    arguments = ("verify", host.address, "--site-url", "https://example.org/repo/")
    assert seed.run(*arguments) == 1
    err = capfd.readouterr().err
    assert "404.html: error[tampered-file]: 404.html is not what SHA256SUMS says" in err
    assert err.count("error[") == 1


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
@pytest.mark.parametrize("name", [NAME, "index.html"])
def test_who_has_enough_of_a_host_ends_it_at_once(seed: Project, host: Host, name: str, number: signal.Signals) -> None:
    host.files = seed.files()
    host.odd[name] = drip
    command = [*BUILD, "verify", host.address, "--site-url", "https://example.org/repo/"]
    with subprocess.Popen(
        command, cwd=seed.root, env=surroundings(), stdout=subprocess.PIPE, stderr=subprocess.STDOUT
    ) as process:
        end = time.monotonic() + 60
        while name not in host.asked and time.monotonic() < end:
            time.sleep(0.05)
        time.sleep(0.3)
        assert process.poll() is None
        process.send_signal(number)
        begun = time.monotonic()
        said, _ = process.communicate(timeout=20)
        assert time.monotonic() - begun < 3
    assert process.returncode == 130
    assert b"Traceback" not in said
