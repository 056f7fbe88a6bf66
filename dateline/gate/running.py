"""What would run in a reader's browser, or style the page, without being known: scripts, styles, handlers, embedded documents."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from dateline.errors import Problem
from dateline.gate import referring
from dateline.gate.addresses import runs
from dateline.gate.document import Document, Tag, cut
from dateline.gate.faults import Fault
from dateline.gate.styles import loaded
from dateline.policy import hash_of

_DATA = frozenset({"application/json", "application/ld+json"})
_REFUSED = {
    "object": "it can run what it loads",
    "embed": "it can run what it loads",
    "applet": "it can run what it loads",
    "base": "it turns every address of the page into another one",
    "template": "browsers do not agree on what stands in it",
}
_LOOKED_AT = frozenset({"script", "style", *_REFUSED})
_MOVING = ("to", "from", "by", "values")
"""Of animations in a drawing, which may set an address."""
ADDRESSES = frozenset(
    {"href", "src", "srcset", "action", "formaction", "poster", "data", "ping", "background", "cite", "longdesc", "manifest"}
    | {"code", "codebase", "archive", "classid", "usemap", "icon", "dynsrc", "lowsrc", "profile", *_MOVING}
)
"""Attributes that are followed, loaded or run by some browser, whatever it takes for their element. Others are words."""
_REFUSED_FOR = {
    "srcdoc": "has a page of its own in `srcdoc`",
    "attributionsrc": "asks another host to take note of the reader",
}
_REFUSED_ATTRIBUTES = frozenset({"style", "attributename", referring.ATTRIBUTE, *_REFUSED_FOR})
_HELPS = {"base": "write addresses that are right without it", "template": "let a script make the elements"}
_INTO_FILE = "put it into a file, and name the file in `extra_javascript` of mkdocs.yml"
_INTO_SHEET = "give the element a class, and style the class in a file that `extra_css` of mkdocs.yml names"


def check_running(
    document: Document, scripts: Collection[str] | None, styles: Collection[str] | None, *, frozen: bool = False
) -> Iterator[Problem]:
    """Everything that runs or styles and is not known.

    `scripts` and `styles` are the sources of a policy (`sha256-…`) that inline ones may have; with None they are not looked at.
    Of a `frozen` page, which nobody can mend any more, styles of elements may stay, unless they load something.
    """
    for tag in document.tags:
        if tag.name in _LOOKED_AT:
            yield from _of_element(document, tag, scripts, styles)
        for written, value in tag.attributes.items():
            name = written.lower()  # in a drawing some have capitals
            if ":" in value or name.startswith("on") or name in _REFUSED_ATTRIBUTES:
                found = of_attribute(tag.name, name, value)
                if found and not (frozen and name == "style" and not any(loaded(value))):
                    yield document.problem(tag, found.code, found.message, found.help)


def _of_element(
    document: Document, tag: Tag, scripts: Collection[str] | None, styles: Collection[str] | None
) -> Iterator[Problem]:
    if tag.name == "script" and scripts is not None and executes(tag):
        if hash_of(tag.element.text) not in scripts:
            message = f"an inline script that is not known: '{cut(tag.element.text)}'"
            yield document.problem(tag, "unknown-script", message, _INTO_FILE)
    elif tag.name == "style" and styles is not None:
        text = tag.element.text
        if text.strip() and hash_of(text) not in styles:
            yield document.problem(tag, "unknown-style", f"an inline style that is not known: '{cut(text)}'", _INTO_SHEET)
    elif tag.name in _REFUSED:
        message = f"<{tag.name}> may stand in no page: {_REFUSED[tag.name]}"
        yield document.problem(tag, "refused-element", message, _HELPS.get(tag.name, "use <img>, <video>, <audio> or a link"))


def executes(tag: Tag) -> bool:
    """Whether an element `script` has a text of its own that is not plainly data. What is in doubt runs, whatever it loads."""
    kind = tag.attributes.get("type", "").strip().lower()
    return bool(tag.element.text.strip()) and kind not in _DATA and not kind.endswith("+json")


def of_attribute(tag: str, name: str, value: str) -> Fault | None:  # noqa: PLR0911 - one for each fault
    """What is wrong with an attribute that runs, styles or embeds."""
    if name.startswith("on"):
        message = f"<{tag}> has a handler, {name}: '{cut(value)}'"
        return Fault("inline-handler", message, f"{_INTO_FILE}; it can add the handler")
    if name == "style":
        return Fault("style-attribute", f"<{tag}> has a style of its own: '{cut(value)}'", _INTO_SHEET)
    if name in _REFUSED_FOR:
        return Fault("refused-attribute", f"<{tag}> {_REFUSED_FOR[name]}", "take it out")
    if name == referring.ATTRIBUTE:
        return referring.of_attribute(tag, value)
    if name == "attributename" and value.strip().lower().endswith("href"):
        return Fault("running-address", f"<{tag}> sets an address, which may be a script's", "take it out")
    parts = value.split(";") if name in _MOVING else (value,)
    if name.rpartition(":")[2] in ADDRESSES and any(map(runs, parts)):
        return Fault("running-address", f"'{cut(value)}' in {name} of <{tag}> is a script, not an address", _INTO_FILE)
    return None
