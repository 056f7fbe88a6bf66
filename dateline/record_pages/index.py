"""The site's search index with what it cannot know by itself: the pages of the record, and the other names of places.

Here belongs the index file as Material's search plugin writes it: `{"config": ..., "docs": [{"location", "title", "text"}]}`, its
titles and texts HTML.
"""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterable, Mapping

from markupsafe import escape

from dateline.model import Place
from dateline.record_pages.found import Doc

_TAG = re.compile(r"<[^>]*>")


def with_record(index: bytes, docs: Iterable[Doc], places: Mapping[str, Place]) -> bytes:
    """The index with `docs` after its own entries, and with the aliases of the places that its own entries name.

    Raises ValueError if it is not such an index.
    """
    content = json.loads(index)
    if not isinstance(content, dict) or not isinstance(content.get("docs"), list):
        message = "the search index has no docs"
        raise ValueError(message)  # noqa: TRY004 - the caller asks whether the text is an index
    gazetteer = Aliases(places)
    for entry in content["docs"]:
        entry["text"] = gazetteer.added_to(entry["text"])
    content["docs"] += list(docs)
    return json.dumps(content, separators=(",", ":"), ensure_ascii=False).encode()


class Aliases:
    """The other names of places, by the names that texts use."""

    def __init__(self, places: Mapping[str, Place]) -> None:
        self._also = {place.name: place.aliases for place in places.values() if place.aliases}
        names = sorted(self._also, key=lambda name: (-len(name), name))
        self._pattern = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, names))})(?!\w)") if names else None

    def added_to(self, text: str) -> str:
        """A text of the index (HTML) with a last paragraph of the other names of the places that it names."""
        if self._pattern is None:
            return text
        named = dict.fromkeys(self._pattern.findall(html.unescape(_TAG.sub(" ", text))))
        also = "; ".join(f"{name}, also {', '.join(self._also[name])}" for name in sorted(named))
        return f"{text} <p>{escape(also)}.</p>" if also else text
