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
StreamEnd: Any = events.StreamEndEvent


def parser(text: str) -> Any:
    """A parser over `text` with `get_event()`. Raises EnvironmentProblem where PyYAML was built without libyaml."""
    try:
        from yaml._yaml import CParser  # type: ignore[import-untyped, unused-ignore]  # noqa: PLC0415 - may be missing
    except ImportError:
        message = "PyYAML was installed without its C parser (libyaml)"
        help_ = "install a wheel of PyYAML: pip install --force-reinstall --only-binary :all: pyyaml"
        raise EnvironmentProblem(Problem("no-libyaml", message, help=help_)) from None
    return CParser(text)
