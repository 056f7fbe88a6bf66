"""The scripts and styles that stand in templates, which maintainers wrote: what a browser may run on a page beside files.

Their hashes come from the templates, never from a finished page: whatever a hostile text smuggled into one would be allowed with
it. So code with a gap for a value has none; its values go into `data-` attributes.
"""

from __future__ import annotations

import base64
import hashlib
import os
import re
from collections.abc import Iterator, Sequence
from pathlib import Path

_CODE = re.compile(r"<(script|style)\b((?:[^<>\"']|\"[^\"]*\"|'[^']*')*)>(.*?)</\1\s*>", re.IGNORECASE | re.DOTALL)
_COMMENT = re.compile(r"\{#.*?#\}", re.DOTALL)
_GAP = re.compile(r"\{\{|\{%|\{#")
_TYPE = re.compile(r"\btype\s*=\s*[\"']?([^\"'\s>]*)", re.IGNORECASE)
_SOURCE = re.compile(r"\bsrc\s*=", re.IGNORECASE)
_RUN = frozenset(("", "module", "text/javascript", "application/javascript"))
"""Types of a script that a browser runs; others are data to it."""


def hash_of(code: str) -> str:
    """How a policy names a script or a style: `sha256-` and the hash of its text in base64 (CSP level 3, section 2.3.1)."""
    return f"sha256-{base64.b64encode(hashlib.sha256(code.encode()).digest()).decode()}"


def inline_in(folders: Sequence[Path]) -> tuple[dict[str, str], dict[str, str]]:
    """The scripts and the styles in all templates with their hashes. Of two with one name, that of the first folder is used."""
    found: dict[str, dict[str, str]] = {"script": {}, "style": {}}
    for template in _templates(folders):
        for tag, code in _codes(template.read_text(encoding="utf-8", errors="replace")):
            found[tag][code] = hash_of(code)
    return found["script"], found["style"]


def _templates(folders: Sequence[Path]) -> Iterator[Path]:
    seen: set[str] = set()
    for folder in folders:
        for parent, below, names in os.walk(folder):
            below[:] = sorted(name for name in below if not name.startswith("."))  # a theme has ten thousand icons there
            for name in sorted(names):
                path = Path(parent, name)
                template = path.relative_to(folder).as_posix()
                if name.endswith(".html") and template not in seen:
                    seen.add(template)
                    yield path


def _codes(template: str) -> Iterator[tuple[str, str]]:
    """Each script and style in a template as (tag, code), if it is the same on every page."""
    for tag, attributes, code in _CODE.findall(_COMMENT.sub("", template)):
        kind = _TYPE.search(attributes)
        runs = tag.lower() == "style" or ((kind[1].lower() if kind else "") in _RUN and not _SOURCE.search(attributes))
        if runs and code.strip() and not _GAP.search(code):
            yield tag.lower(), code
