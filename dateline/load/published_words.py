"""The words that corrections say an article once had: what was published is looked up in the newest release.

Here belongs the guard on `was` of corrections to articles. That of events and reports is in `amending`: their files keep what was
published, where an article is mended in its own text.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from dateline.errors import ContentError, Problem
from dateline.history import History, Release
from dateline.load.corrections import FILE
from dateline.load.files import read_source
from dateline.load.positions import Positions
from dateline.load.yaml_reader import Plain, read


def unsaid_words(root: Path, history: History, release: Release) -> Iterator[Problem]:
    """Every `was` that the article did not say in the release. Articles that were not in it were not published by it."""
    try:
        source = read_source(root, root / FILE)
        entries = read(source.text, source.file)
    except ContentError:
        return
    asked = {name: entry for name, entry in entries.items() if _asks(entry)} if isinstance(entries, dict) else {}
    paths = {name: f"content/{entry['article']}.md" for name, entry in asked.items()}
    texts = _texts(history, release, set(paths.values()))
    positions = Positions(source.text, FILE)
    for name, entry in asked.items():
        text = texts.get(paths[name])
        if text is not None and _one_line(entry["was"]) not in text:
            message = f"'{_short(entry['was'])}' did not stand in the article as {release.tag} published it"
            help_ = "copy the words from what was published; what readers never saw needs no correction"
            yield Problem("unsaid-words", message, positions.spot((name, "was")), help_)


def _asks(entry: Plain) -> bool:
    return isinstance(entry, dict) and isinstance(entry.get("article"), str) and isinstance(entry.get("was"), str)


def _texts(history: History, release: Release, paths: set[str]) -> Mapping[str, str]:
    if not paths:
        return {}
    blobs = [blob for blob in history.files(release.commit, "content") if blob.path in paths]
    return {path: _one_line(content.decode("utf-8", "replace")) for path, content in history.contents(blobs)}


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _short(text: str, most: int = 60) -> str:
    text = _one_line(text)
    return text if len(text) <= most else f"{text[: most - 1]}…"
