"""A preview answers to names that are this machine's own, and to no other."""

from __future__ import annotations

import socket
import struct
import threading
import time
from pathlib import Path

import pytest
from mkdocs.livereload import LiveReloadServer

from dateline.plugin.asking import own_names, refusal, stay_calm

LOCAL = "127.0.0.1"
ALL = "0.0.0.0"  # noqa: S104 - nothing is bound here


@pytest.mark.parametrize(
    ("host", "bound"),
    [
        *(("127.0.0.1:8000", LOCAL), ("localhost:8000", LOCAL), ("LOCALHOST", LOCAL), ("localhost.:8000", LOCAL)),
        *(("[::1]:8000", "::1"), ("[fe80::1]:8000", "::"), ("192.168.1.7:8000", ALL), ("news.localhost:8000", LOCAL)),
        *((f"{socket.gethostname()}:8000", ALL), (f"{socket.gethostname().removesuffix('.local')}.local:8000", ALL), ("", LOCAL)),
    ],
)
def test_names_of_this_machine_are_answered(host: str, bound: str) -> None:
    assert refusal({"HTTP_HOST": host, "PATH_INFO": "/"}, own_names(bound)) is None


def test_a_name_is_answered_once_the_configuration_has_it() -> None:
    asked = {"HTTP_HOST": "Desk-8000.workspace.example", "PATH_INFO": "/"}
    assert refusal(asked, own_names(LOCAL)) is not None
    assert refusal(asked, own_names(LOCAL) | {"desk-8000.workspace.example"}) is None


@pytest.mark.parametrize(
    "host",
    [
        *("evil.example", "evil.example:8000", "127.0.0.1.evil.example", "localhost.evil.example:8000", "evillocalhost"),
        *("[evil.example]:8000", "user@127.0.0.1", "127.0.0.1 evil.example", "127.0.0.1:x", "[::1", ":8000", "::1:evil"),
    ],
)
@pytest.mark.parametrize("bound", [LOCAL, ALL])
def test_names_that_others_may_lead_here_are_refused(host: str, bound: str) -> None:
    found = refusal({"HTTP_HOST": host, "PATH_INFO": "/"}, own_names(bound))
    assert found is not None
    assert found[0] == "403 Forbidden"


def test_an_address_with_a_null_is_refused() -> None:
    found = refusal({"HTTP_HOST": "localhost", "PATH_INFO": "/a\0b"}, own_names(LOCAL))
    assert found is not None
    assert found[0] == "400 Bad Request"


def test_broken_connections_and_odd_requests_leave_the_terminal_alone(
    tmp_path: Path, capfd: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    server = LiveReloadServer(lambda: None, LOCAL, 0, str(tmp_path))
    stay_calm(server)
    server.server_bind()
    server.server_activate()
    ended = threading.Event()
    server.shutdown_request = lambda request: (LiveReloadServer.shutdown_request(server, request), ended.set())  # type: ignore[method-assign,assignment,func-returns-value]
    server.serve_thread.start()
    try:
        for sent in (b"GET", b"GET /\x1b[31m\x9b HTTP/1.1\r\n\r\n"):
            ended.clear()
            with socket.create_connection((LOCAL, server.server_port)) as line:
                line.sendall(sent)
                if sent == b"GET":
                    time.sleep(0.1)  # until it is being read
                    line.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))  # ends it with a reset
                else:
                    assert line.makefile("rb").read().startswith(b"HTTP/1.0 404")  # all of it: what breaks off is not told
            assert ended.wait(10)
    finally:
        server.shutdown()
        server.serve_thread.join(10)
    assert "Traceback" not in "".join(capfd.readouterr())
    assert '"GET /?[31m? HTTP/1.1" code 404' in caplog.text
