"""A draft as YAML text: comments that quote the release, one line for each claim, texts in double quotes.

Nothing of the release is trusted: a comment stays on its line, and a quoted text cannot end its quotes.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator

from dateline.ingest.clean import printable
from dateline.ingest.shapes import Draft, Item, Value, verbatim

_PLAIN = re.compile(r"[A-Za-z0-9][A-Za-z0-9/-]*")
_WIDTH = 126
_UNREAD = (
    "# Not understood, or in doubt. Turn each line into events or totals, or read it and delete it; the build stops until then."
)


def yaml_text(draft: Draft) -> str:
    """The draft as a file of data/events/."""
    return "\n".join(_lines(draft)) + "\n"


def _lines(draft: Draft) -> Iterator[str]:
    way = "Compare every line with its quotation, then delete the comments."
    yield f"# Draft of {printable(draft.file)}, read by `build.py ingest`. {way}"
    for key, value in draft.head.items():
        yield f"{key}: {yaml_value(value)}"
    if "period" not in draft.head:
        yield "# period: the release does not say which days it speaks of; give --period FIRST/LAST"
    for title, items in (("stated", draft.stated), ("events", draft.events)):
        if items:
            yield f"{title}:"
            for item in items:
                yield from _item(item)
    if draft.reading.unread:
        yield _UNREAD
        yield "unread:"
        for unread, text in zip(draft.reading.unread, draft.unread, strict=True):
            kept = "; its count stands above" if unread.kept else ""
            yield from _comment(f"line {unread.sentence.line}: {unread.why}{kept}", "  ")
            yield f"  - {yaml_value(text, quoted=True)}"
    if draft.reading.form:
        yield "# Passed over, as the form of a release:"
        for sentence in draft.reading.form:
            yield from _comment(f"line {sentence.line}: {verbatim(draft.reading, [sentence])}", "")


def _item(item: Item) -> Iterator[str]:
    for comment in item.comments:
        yield from _comment(comment, "  ")
    yield f"  - {yaml_value(item.entry)}"


def _comment(text: str, indent: str) -> Iterator[str]:
    """A comment over as many lines as it needs."""
    line = f"{indent}#"
    for word in printable(text).split():
        if len(line) + len(word) + 1 > _WIDTH and not line.endswith("#"):
            yield line
            line = f"{indent}#  "
        line += f" {word}"
    yield line


def yaml_value(value: Value, *, quoted: bool = False) -> str:
    """A value on one line."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key}: {yaml_value(each)}" for key, each in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(yaml_value, value)) + "]"
    if isinstance(value, int) or (not quoted and _PLAIN.fullmatch(value)):
        return str(value)
    return json.dumps(printable(value), ensure_ascii=False)


def source_yaml(identifier: str, entry: Iterable[tuple[str, Value]]) -> str:
    """An entry for data/sources.yml."""
    return f"{identifier}:\n" + "".join(f"  {key}: {yaml_value(value)}\n" for key, value in entry)
