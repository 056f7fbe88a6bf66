"""Asking hosts, with a host of our own on this machine: nothing here leaves it."""

from __future__ import annotations

import hashlib
import socket
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from dateline.errors import Spot
from dateline.links import asking
from dateline.links.addresses import Outgoing
from dateline.links.asking import Asker, Reply
from dateline.links.verdicts import verdicts
from tests.projects import ARTICLE, Project

BODY = b"an archived copy"
DIGEST = hashlib.sha256(BODY).hexdigest()


@dataclass
class Host:
    """A server that does what the path asks for, and remembers how it was asked."""

    address: str
    asked: list[tuple[str, str]] = field(default_factory=list)
    at_once: int = 0
    most_at_once: int = 0
    times: list[float] = field(default_factory=list)


@pytest.fixture
def host() -> Iterator[Host]:
    found = Host("")

    class Handler(BaseHTTPRequestHandler):
        def log_message(self, *_: object) -> None:
            """Quiet."""

        def do_HEAD(self) -> None:
            self.answer(body=False)

        def do_GET(self) -> None:
            self.answer(body=True)

        def answer(self, *, body: bool) -> None:
            found.asked.append((self.command, self.path))
            found.times.append(time.monotonic())
            found.at_once += 1
            found.most_at_once = max(found.most_at_once, found.at_once)
            name = self.path.strip("/").split("/")[0]
            if name == "slow":
                time.sleep(1.0)
            status, place = {
                "gone": (404, None),
                "no-head": (405 if not body else 200, None),
                "refused": (403, None),
                "broken": (500, None),
                "moved": (301, "/ok"),
                "elsewhere": (302, "/ok"),
                "circle": (302, "/circle"),
            }.get(name, (200, None))
            self.send_response(status)
            if place:
                self.send_header("Location", place)
            self.send_header("Content-Length", str(len(BODY)))
            self.end_headers()
            if body:
                self.wfile.write(BODY)
            found.at_once -= 1

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
    found.address = f"http://127.0.0.1:{server.server_port}"
    yield found
    server.shutdown()
    server.server_close()


def ask(host: Host, *names: str, hashed: tuple[str, ...] = (), pause: float = 0.0, timeout: float = 5.0) -> dict[str, Reply]:
    urls = [f"{host.address}/{name}" for name in names]
    replies = Asker(pause=pause, timeout=timeout, local=True).ask(urls, [f"{host.address}/{name}" for name in hashed])
    return {url.removeprefix(f"{host.address}/"): reply for url, reply in replies.items()}


def test_what_answers_is_well_and_was_asked_for_its_head_alone(host: Host) -> None:
    assert ask(host, "ok")["ok"].status == 200
    assert host.asked == [("HEAD", "/ok")]


def test_who_refuses_heads_is_asked_for_the_page(host: Host) -> None:
    assert ask(host, "no-head")["no-head"].status == 200
    assert host.asked == [("HEAD", "/no-head"), ("GET", "/no-head")]


def test_errors_and_redirects_are_told_apart(host: Host) -> None:
    found = ask(host, "gone", "broken", "moved", "elsewhere", "circle")
    assert (found["gone"].status, found["broken"].status) == (404, 500)
    assert found["moved"].moved == f"{host.address}/ok"
    assert found["elsewhere"].moved is None
    assert found["elsewhere"].status == 200
    assert (found["circle"].status, found["circle"].failure) == (None, "it redirects more than 10 times")


def test_what_does_not_answer_is_said_so(host: Host) -> None:
    assert ask(host, "slow", timeout=0.2)["slow"].failure == "no answer within 0.2 seconds"
    closed = Asker(pause=0, timeout=1, local=True).ask(["http://127.0.0.1:9/x", "http://[bad/x"])
    assert closed["http://127.0.0.1:9/x"].failure == "its host cannot be reached"
    assert closed["http://[bad/x"].status is None


def test_one_host_is_asked_one_thing_at_a_time_with_a_pause(host: Host) -> None:
    ask(host, *(f"ok/{number}" for number in range(4)), pause=0.1)
    assert host.most_at_once == 1
    gaps = [later - earlier for earlier, later in zip(host.times, host.times[1:], strict=False)]
    assert min(gaps) >= 0.1


def test_an_address_that_is_written_twice_is_asked_for_once(host: Host) -> None:
    ask(host, "ok", "ok")
    assert len(host.asked) == 1


def test_copies_are_read_and_hashed_only_on_request(host: Host) -> None:
    assert ask(host, "copy")["copy"].sha256 is None
    assert ask(host, "copy", hashed=("copy",))["copy"].sha256 == DIGEST
    assert host.asked[-1] == ("GET", "/copy")


def test_no_more_of_a_copy_is_read_than_a_limit(host: Host, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(asking, "MOST_BYTES", len(BODY) - 1)
    reply = ask(host, "copy", hashed=("copy",))["copy"]
    assert (reply.status, reply.sha256) == (200, None)


@pytest.mark.parametrize("command", ["build", "check"])
def test_nobody_is_asked_by_what_does_not_say_so(seed: Project, monkeypatch: pytest.MonkeyPatch, command: str) -> None:
    asked: list[object] = []
    monkeypatch.setattr(socket, "getaddrinfo", lambda *name, **_: asked.append(name))
    monkeypatch.setattr(socket.socket, "connect", lambda _, address: asked.append(address))
    seed.add(ARTICLE, "[a page](https://example.org/a) that is linked\n")
    assert seed.run(command) == 0
    assert asked == []


def verdict(reply: Reply, what: str = "url of source 'a'", sha256: str | None = None) -> list[tuple[str, str]]:
    link = Outgoing(reply.url, Spot("data/sources.yml", 4, 8), what, sha256)
    return [(problem.code, problem.severity) for problem in verdicts([link], {reply.url: reply})]


def test_each_reply_has_its_verdict() -> None:
    url = "https://example.org/a"
    assert verdict(Reply(url, 200)) == []
    assert verdict(Reply(url, 404)) == [("dead-address", "error")]
    assert verdict(Reply(url, None, "its host cannot be reached")) == [("dead-address", "error")]
    assert verdict(Reply(url, 403)) == [("unasked-address", "warning")]
    assert verdict(Reply(url, 200, moved="https://example.org/b")) == [("moved-address", "warning")]
    assert verdict(Reply(url, 200, sha256=DIGEST), sha256=DIGEST.upper()) == []
    assert verdict(Reply(url, 200, sha256=DIGEST), sha256="0" * 64) == [("changed-copy", "error")]
