"""How long an author waits: an article is saved while `serve` runs, and its page asked for until the new words are there."""

from __future__ import annotations

import socket
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from pathlib import Path

from benchmarks.measuring import CommandFailed, environment, python
from benchmarks.pages import Story

PATIENCE = 120
"""Seconds after which a page that does not come is given up."""
BETWEEN_LOOKS = 0.01


def seconds_to_screen(root: Path, story: Story, edits: int) -> list[float]:
    """The seconds from each of so many saved edits of an article to its page with the new words."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        address = f"127.0.0.1:{probe.getsockname()[1]}"
    log = root / "serve.log"
    with log.open("w", encoding="utf-8") as output:
        command = python("build.py", "serve", "--address", address)
        process = subprocess.Popen(command, cwd=root, env=environment(), stdout=output, stderr=subprocess.STDOUT)
        try:
            url = f"http://{address}/articles/{story.name}/"
            _wait_for(url, story.name, lambda: _alive(process, log))
            return [_edited(root, story, url, number, lambda: _alive(process, log)) for number in range(edits)]
        finally:
            process.terminate()
            process.wait()
            (root / story.file).write_text(story.text(), encoding="utf-8")


def _edited(root: Path, story: Story, url: str, number: int, alive: Callable[[], None]) -> float:
    # An author does not save in step with the server, which looks at the files twice a second.
    time.sleep(1 + number * 0.13)
    word = f"edited-{number}-while-serving"
    started = time.perf_counter()
    (root / story.file).write_text(story.text(f"\nThis was {word}.\n"), encoding="utf-8")
    _wait_for(url, word, alive)
    return time.perf_counter() - started


def _wait_for(url: str, word: str, alive: Callable[[], None]) -> None:
    """Ask for a page until the word is in it. Raises CommandFailed when it does not come."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        alive()
        if word.encode() in _fetched(url):
            return
        time.sleep(BETWEEN_LOOKS)
    raise CommandFailed(f"{url} did not show '{word}' within {PATIENCE} seconds")


def _fetched(url: str) -> bytes:
    try:
        with urllib.request.urlopen(url, timeout=PATIENCE) as answer:  # noqa: S310 - our own server
            return bytes(answer.read())
    except (urllib.error.URLError, ConnectionError):
        return b""


def _alive(process: subprocess.Popen[bytes], log: Path) -> None:
    if process.poll() is not None:
        raise CommandFailed(f"serve ended with {process.returncode}:\n{log.read_text(encoding='utf-8')}")
