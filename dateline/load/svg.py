"""What an SVG file in content/ may hold.

It is a document that can hold scripts: opened by its address, it would run them as the site. It can also load files of other
hosts, and repeat its parts until no browser can draw it. Here it is read, and refused where it does any of that.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree as ET

from dateline.errors import Problem, Spot

LARGEST = 5_000_000
MOST_REPEATED = 50_000
"""Elements that are drawn because another one refers to them, each time that it does."""

_SVG = "{http://www.w3.org/2000/svg}"
_XHTML = "{http://www.w3.org/1999/xhtml}"
_RUNNING = frozenset(
    {"script", "foreignObject", "handler", "listener", "iframe", "animate", "set", "animateMotion", "animateTransform"}
)
_INLINE_IMAGE = re.compile(r"data:image/(?:png|jpeg|gif|webp);base64,")
_LOADS = re.compile(r"url\(\s*(?![\"']?#)|@import|expression\(|image-set\(|(?<![\w-])src\(", re.IGNORECASE)
_ESCAPE = re.compile(r"\\(?:([0-9a-fA-F]{1,6})\s?|(.))", re.DOTALL)
_REFERENCE = re.compile(r"url\(\s*[\"']?#([^\"')]+)", re.IGNORECASE)


def check_svg(path: Path, size: int, spot: Spot) -> Iterator[Problem]:
    """Every problem of an SVG file of `size` bytes. Raises OSError."""
    if size > LARGEST:
        message = f"this picture has {size / 1e6:.0f} MB; an SVG may have {LARGEST / 1e6:g}"
        yield Problem("file-too-large", message, spot, "save it as PNG")
        return
    raw = path.read_bytes()
    if b"<!DOCTYPE" in raw.upper() or b"<!ENTITY" in raw.upper() or b"\0" in raw:
        yield Problem("unsafe-file", "this SVG declares a document type, or is not UTF-8", spot, "save it anew, as plain SVG")
        return
    try:
        root = ET.fromstring(raw)  # noqa: S314 - without a document type there are no entities to expand
    except (ET.ParseError, ValueError, RecursionError) as error:
        yield Problem("unsafe-file", f"this is no SVG that can be read: {error}", spot, "save it anew")
        return
    faults = dict.fromkeys(fault for element in root.iter() for fault in _faults(element))
    if b"<?xml-stylesheet" in raw:
        faults["a stylesheet of another file"] = None
    for fault in faults:
        yield Problem("unsafe-file", f"this SVG holds {fault}", spot, "save it as plain SVG without it, or as PNG")
    if not faults and not _is_soon_drawn(root):
        message = f"parts of this SVG refer to each other in a circle, or more than {MOST_REPEATED:,} times"
        yield Problem("file-too-large", message, spot, "save it as plain SVG without references (<use>), or as PNG")


def _faults(element: ET.Element) -> Iterator[str]:
    tag = str(element.tag)
    name = tag.rpartition("}")[2]
    if tag.startswith(_XHTML) or name in _RUNNING:
        yield f"<{name}>"
    if name == "style" and _loads("".join([element.text or "", *(inner.tail or "" for inner in element)])):
        yield "a style that loads something"
    for attribute, value in element.items():
        local = attribute.rpartition("}")[2]
        if local.lower().startswith("on"):
            yield f"the handler '{local}'"
        elif local == "ping" or (local == "href" and not value.startswith("#") and not _INLINE_IMAGE.match(value)):
            yield f"a link to '{value[:60]}'"
        elif _loads(value) and local != "href":
            yield f"a '{local}' that loads something"


def _loads(style: str) -> bool:
    """Whether a style names a file to load, also by escapes."""
    return bool(_LOADS.search(style) or ("\\" in style and _LOADS.search(_ESCAPE.sub(_unescaped, style))))


def _unescaped(escape: re.Match[str]) -> str:
    number = int(escape[1] or "0", 16)
    return chr(number) if 0 < number < 0x110000 else escape[2] or ""


def _is_soon_drawn(root: ET.Element) -> bool:
    """Whether what its references repeat ends, and is not too much. Without recursion, since pictures may be nested deep."""
    named: dict[str, ET.Element] = {}
    elements = 0
    for element in root.iter():
        elements += 1
        named.setdefault(element.get("id", ""), element)
    drawn: dict[ET.Element, int | None] = {}  # with all that it repeats; None while it is counted
    waiting = [root]
    while waiting:
        element = waiting[-1]
        parts = [*element, *(named[name] for name in _references(element) if name in named)]
        if element not in drawn:
            drawn[element] = None
            if any(part in drawn and drawn[part] is None for part in parts):
                return False
            waiting += [part for part in parts if part not in drawn]
            continue
        waiting.pop()
        if drawn[element] is None:
            drawn[element] = 1 + sum(drawn[part] or 0 for part in parts)
            if (drawn[element] or 0) > elements + MOST_REPEATED:
                return False
    return True


def _references(element: ET.Element) -> Iterator[str]:
    """The ids of what is drawn with an element. A link draws nothing."""
    for attribute, value in element.items():
        if attribute.rpartition("}")[2] == "href" and value.startswith("#") and str(element.tag) != f"{_SVG}a":
            yield value[1:]
        elif "(" in value:
            yield from _REFERENCE.findall(_ESCAPE.sub(_unescaped, value))
