"""Listening to other hosts, no longer than one means to.

Here belongs how many are listened to at once, and until when. What they are asked, and what a silence means, is for whoever asks.
"""

from __future__ import annotations

import itertools
import queue
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import TypeVar

Word = TypeVar("Word")


class _End:
    """What a line says last."""


def heard(lines: Mapping[str, Callable[[], Iterable[Word]]], at_once: int, longest: float) -> Iterator[tuple[str, Word | None]]:
    """What lines say, as it comes, each with the line's name. Each is in a thread of its own, `at_once` of them at a time.

    A line that says nothing for `longest` seconds is given up: None stands for all that it might say. What one raises is raised.
    """
    told, waiting, ends = queue.SimpleQueue[tuple[str, Word | Exception | _End]](), iter(lines), dict[str, float]()
    while True:
        for name in itertools.islice(waiting, at_once - len(ends)):
            # Nobody waits for these threads at the end: one may hang on a host that was given up.
            threading.Thread(target=_speak, args=(name, lines[name], told), daemon=True).start()
            ends[name] = time.monotonic() + longest
        if not ends:
            return
        try:
            name, word = told.get(timeout=max(0.0, min(ends.values()) - time.monotonic()))
        except queue.Empty:
            for name in [name for name, end in ends.items() if end <= time.monotonic()]:
                del ends[name]
                yield name, None
            continue
        if name not in ends:
            continue
        if isinstance(word, Exception):
            raise word
        if isinstance(word, _End):
            del ends[name]
        else:
            ends[name] = time.monotonic() + longest
            yield name, word


def _speak(name: str, line: Callable[[], Iterable[Word]], told: queue.SimpleQueue[tuple[str, Word | Exception | _End]]) -> None:
    try:
        for word in line():
            told.put((name, word))
        told.put((name, _End()))
    except Exception as error:  # noqa: BLE001 - it is raised where the words are waited for
        told.put((name, error))
