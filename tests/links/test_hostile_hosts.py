"""Hosts that mean no good, on this machine: answers that never end, that lead elsewhere, that want the desk's passwords."""

from __future__ import annotations

import gzip
import socket
import socketserver
import threading
import time
import tracemalloc
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from dateline import going
from dateline.links.asking import Asker, Reply

BOMB = gzip.compress(bytes(50_000_000))
_REFUSES_HEADS = b"HTTP/1.1 405 No\r\nContent-Length: 0\r\n\r\n"
_SENT = {
    "ok": b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok",
    "to-a-file": b"HTTP/1.1 302 Found\r\nLocation: file:///etc/passwd\r\nContent-Length: 0\r\n\r\n",
    "to-nowhere": b"HTTP/1.1 302 Found\r\nLocation: http://[\r\nContent-Length: 0\r\n\r\n",
    "long-head": b"HTTP/1.1 200 OK\r\nX-Long: " + b"x" * 1_000_000 + b"\r\n\r\n",
    "many-heads": b"HTTP/1.1 200 OK\r\n" + b"X-Short: x\r\n" * 100_000 + b"\r\n",
    "bomb": b"HTTP/1.1 302 Found\r\nLocation: /ok\r\nContent-Encoding: gzip\r\nContent-Length: %d\r\n\r\n" % len(BOMB) + BOMB,
    "endless": b"HTTP/1.1 200 OK\r\n\r\n",
    "endless-redirect": b"HTTP/1.1 302 Found\r\nLocation: /ok\r\n\r\n",
    "dripping": b"HTTP/1.1 200 OK\r\nX-Long: ",
}


@dataclass
class Host:
    """A server that sends what the path asks for. `heads` is all that it was sent."""

    port: int = 0
    heads: list[str] = field(default_factory=list)

    def url(self, name: str, name_of_host: str = "127.0.0.1") -> str:
        return f"http://{name_of_host}:{self.port}/{name}"


class _Handler(socketserver.StreamRequestHandler):
    def handle(self) -> None:
        head = b""
        while (line := self.rfile.readline()).strip():
            head += line
        if not head:
            return
        assert isinstance(self.server, _Server)
        self.server.host.heads.append(head.decode("latin-1"))
        method, path, _ = head.decode("latin-1").split(" ", 2)
        name = path.strip("/")
        try:
            self._send(name, _REFUSES_HEADS if method == "HEAD" and name != "ok" else _SENT.get(name, _SENT["ok"]))
        except OSError:
            """Whoever asked went away."""

    def _send(self, name: str, sent: bytes) -> None:
        if name.startswith("on/"):
            sent = f"HTTP/1.1 302 Found\r\nLocation: /on/{int(name[3:]) + 1}\r\nContent-Length: 0\r\n\r\n".encode()
        if name.startswith("to-other"):
            port = self.connection.getsockname()[1]
            sent = f"HTTP/1.1 302 Found\r\nLocation: http://127.0.0.2:{port}/ok\r\n\r\n".encode()
        self.wfile.write(sent)
        while name.startswith("endless") and sent.startswith(_SENT[name]):
            self.wfile.write(bytes(1 << 16))
        while name == "dripping" and sent.startswith(_SENT[name]):
            self.wfile.write(b"x")
            time.sleep(0.05)


class _Server(socketserver.ThreadingTCPServer):
    daemon_threads = True
    allow_reuse_address = True
    host: Host


@pytest.fixture
def host() -> Iterator[Host]:
    with _Server(("0.0.0.0", 0), _Handler) as server:  # noqa: S104 - it is asked at several numbers of this machine
        server.host = Host(server.server_address[1])
        threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
        yield server.host
        server.shutdown()


def ask(url: str, *, hashed: bool = False, local: bool = True, longest: float = 10) -> Reply:
    asker = Asker(pause=0, timeout=2, local=local, longest=longest)
    return asker.ask([url], [url] if hashed else [])[url]


@pytest.mark.parametrize(
    ("name", "status", "failure"),
    [
        ("to-a-file", None, "it redirects to what is not on the web"),
        ("to-nowhere", None, "it is no address, or redirects to none"),
        ("long-head", None, "its host cannot be reached"),
        ("many-heads", None, "its host cannot be reached"),
        ("on/0", None, "it redirects more than 10 times"),
        ("bomb", 200, ""),
        ("endless", 200, ""),
        ("endless-redirect", 200, ""),
        ("dripping", None, "no whole answer within 1 seconds"),
    ],
)
def test_no_answer_keeps_the_command_or_fills_its_memory(host: Host, name: str, status: int | None, failure: str) -> None:
    tracemalloc.start()
    try:
        begun = time.monotonic()
        reply = ask(host.url(name), longest=1 if name == "dripping" else 10)
        assert (reply.status, reply.failure) == (status, failure)
        assert time.monotonic() - begun < 5
        assert tracemalloc.get_traced_memory()[1] < 20_000_000
    finally:
        tracemalloc.stop()


def test_a_copy_that_never_ends_is_read_up_to_a_limit(host: Host, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("dateline.links.asking.MOST_BYTES", 1_000_000)
    reply = ask(host.url("endless"), hashed=True)
    assert (reply.status, reply.sha256) == (200, None)


def test_a_host_that_keeps_us_waiting_is_given_up_with_all_that_was_to_be_asked_of_it(host: Host) -> None:
    dripping = [host.url("dripping"), host.url("ok")]
    others = [host.url("ok", f"127.0.0.{number}") for number in range(2, 5)]
    begun = time.monotonic()
    found = Asker(pause=0, timeout=2, local=True, longest=1, hosts=1).ask([*dripping, *others])
    assert [found[url].status for url in others] == [200, 200, 200]
    assert [found[url].failure for url in dripping] == [
        "no whole answer within 1 seconds",
        "it was not asked for, as its host does not come to an end with another address",
    ]
    assert time.monotonic() - begun < 4


@pytest.mark.parametrize(
    "name", ["127.0.0.1", "localhost", "0", "127.1", "2130706433", "0x7f000001", "[::ffff:127.0.0.1]", socket.gethostname()]
)
def test_this_machine_is_not_asked_for_what_somebody_wrote(host: Host, name: str) -> None:
    reply = ask(host.url("ok", name), local=False)
    assert reply.status is None
    assert reply.failure == "it leads to this machine or its own network, which only --local asks"
    assert host.heads == []


@pytest.mark.parametrize(
    ("address", "public"),
    [
        *(("93.184.215.14", True), ("2606:2800:21f:cb07:6820:80da:af6b:8b2c", True), ("::ffff:93.184.215.14", True)),
        *(("10.0.0.1", False), ("172.16.0.1", False), ("192.168.1.1", False), ("169.254.169.254", False), ("100.64.0.1", False)),
        *(("::1", False), ("fe80::1%eth0", False), ("fd00::1", False), ("::ffff:10.0.0.1", False), ("0.1.2.3", False)),
        *(("224.0.0.1", False), ("ff02::1", False), ("64:ff9b::7f00:1", False), ("2002:7f00:1::", False)),
    ],
)
def test_which_addresses_are_of_the_public_network(address: str, public: bool) -> None:  # noqa: FBT001 - a table
    assert going.is_public(address) is public


def test_nobody_redirects_us_to_this_machine(host: Host, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(going, "is_public", lambda address: address != "127.0.0.2")
    assert ask(host.url("ok"), local=False).status == 200
    reply = ask(host.url("to-other"), local=False)
    assert reply.failure == "it leads to this machine or its own network, which only --local asks"
    assert not any("127.0.0.2" in head for head in host.heads)


def test_no_host_is_told_a_password(host: Host, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    kept = tmp_path / "netrc"
    kept.write_text("default login desk password secret\n", encoding="utf-8")
    monkeypatch.setenv("NETRC", str(kept))
    for name in ("ok", "to-other"):
        assert ask(host.url(name)).status == 200
    assert len(host.heads) >= 3
    assert not [head for head in host.heads if "authorization" in head.lower()]


def test_nor_is_it_asked_under_https(host: Host) -> None:
    reply = ask(host.url("ok").replace("http:", "https:"), local=False)
    assert reply.failure == "it leads to this machine or its own network, which only --local asks"
    assert ask(host.url("ok").replace("http:", "https:")).failure != reply.failure
