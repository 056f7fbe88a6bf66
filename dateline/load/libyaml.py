"""The C parser of PyYAML, and nothing else of it.

Only the event stream is used: constructing and composing are ours, so that no tag, alias or YAML 1.1 guess can get in. The
pure Python parser is no substitute: it is thirty times slower and differs in details.
"""

from __future__ import annotations

from typing import Any

import yaml  # type: ignore[import-untyped, unused-ignore]
from yaml import events  # type: ignore[import-untyped, unused-ignore]

from dateline.errors import EnvironmentProblem, Problem

YamlError: type[Exception] = yaml.YAMLError
AliasEvent: Any = events.AliasEvent
DocumentStart: Any = events.DocumentStartEvent
DocumentEnd: Any = events.DocumentEndEvent
MappingStart: Any = events.MappingStartEvent
MappingEnd: Any = events.MappingEndEvent
Scalar: Any = events.ScalarEvent
SequenceStart: Any = events.SequenceStartEvent
SequenceEnd: Any = events.SequenceEndEvent
StreamStart: Any = events.StreamStartEvent
StreamEnd: Any = events.StreamEndEvent


MOST_BETWEEN = 1_000_000
"""Characters between two events: of one text, or of a comment."""


class TooLongError(Exception):
    """More was read than any value or comment may have, and no event came of it."""


class Source:
    """A text that the parser takes piece by piece, so that what is far too long is not read to its end.

    `since`: characters that were taken since whoever reads the events set it to 0.
    """

    __slots__ = ("_at", "_text", "since")

    def __init__(self, text: str) -> None:
        self._text, self._at, self.since = text, 0, 0

    def read(self, size: int = 0, /) -> str:
        """The next characters. Raises TooLongError."""
        piece = self._text[self._at : self._at + size]
        self._at += size
        self.since += len(piece)
        if self.since > MOST_BETWEEN:
            raise TooLongError
        return piece


def parser(source: Source) -> Any:
    """A parser over a text with `get_event()`. Raises EnvironmentProblem where PyYAML was built without libyaml."""
    try:
        from yaml._yaml import CParser  # type: ignore[import-untyped, unused-ignore]  # noqa: PLC0415 - may be missing
    except ImportError:
        message = "PyYAML was installed without its C parser (libyaml)"
        help_ = "install a wheel of PyYAML: pip install --force-reinstall --only-binary :all: pyyaml"
        raise EnvironmentProblem(Problem("no-libyaml", message, help=help_)) from None
    return CParser(source)
