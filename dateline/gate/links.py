"""Where a page leads and what it loads: nothing dead, nothing from another host, no address that runs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import SplitResult, unquote

from dateline.errors import Problem
from dateline.gate.addresses import WEB, candidates, cleaned, lacks_host, refreshed_to, runs, split
from dateline.gate.document import Document, Tag, cut
from dateline.gate.faults import Fault
from dateline.gate.styles import STYLING, loaded
from dateline.gate.tree import Built

_LEADING = ("href", "xlink:href", "src", "poster", "action", "formaction", "background", "manifest", "data", "ping", "longdesc")
_SETS = ("srcset", "imagesrcset")
_MAY_LEAD = frozenset((*_LEADING, *_SETS, "http-equiv", "property"))
_SHARED = frozenset({"og:url", "og:image"})
"""What those are told of an address who share the page."""
_GOING = frozenset({"a", "area"})
"""Elements whose `href` waits for a reader; `link` is one only if all that it is for is to say what there is."""
_POINTING = frozenset(
    """canonical alternate author license prev next edit me nofollow noopener noreferrer external help search bookmark tag
    privacy-policy terms-of-service describedby shortlink self""".split()
)
_HARMLESS = frozenset("http https mailto tel geo urn doi ftp sms xmpp matrix magnet signal sgnl whatsapp tg threema".split())
_PICTURES = frozenset({"img", "image", "source", "video", "audio", "input", "link"})
"""Elements that may hold a picture or a sound in their address itself."""
_NO_ICON = "data:,"
_HELD = ("data:image/", "data:audio/", "data:video/", "data:font/")


@dataclass(frozen=True, slots=True)
class _Link:
    """An address in a page: the element it stands in, and whether a browser fetches it, or sends to it, by itself."""

    tag: Tag
    value: str
    loads: bool


def check_links(document: Document, built: Built) -> Iterator[Problem]:
    """Every address of a page, each once; every address in its styles."""
    seen = set()
    for tag in document.tags:
        for link in () if _MAY_LEAD.isdisjoint(tag.attributes) else _links(tag):
            key = (link.value, link.loads, tag.name in _PICTURES)
            if key not in seen:
                seen.add(key)
                yield from _check(document, link, built)
        for style in _styles(tag) if tag.attributes or tag.name == "style" else ():
            for address in loaded(style):
                yield from _of_style(document, tag, address, built)


def check_stylesheet(name: str, text: str, built: Built) -> Iterator[Fault]:
    """What a stylesheet loads from elsewhere, and what is not there."""
    for address in loaded(text):
        if is_foreign(address):
            yield Fault("foreign-resource", f"a stylesheet loads {cut(address)} from another host", _BRING_IN)
        elif not address.startswith(("#", "data:")) and built.file(name, unquote(split(address).path)) is None:
            yield Fault("dead-link", f"'{cut(address)}' leads nowhere", "correct the address or add the file")


def _of_style(document: Document, tag: Tag, address: str, built: Built) -> Iterator[Problem]:
    """What a style of a page, or an attribute of a drawing that is one, loads from elsewhere or names in vain."""
    if is_foreign(address):
        yield _foreign(document, tag, "a style", address)
    elif not address.lower().startswith(_HELD):
        yield from _check(document, _Link(tag, address, loads=True), built)


def is_foreign(address: str, *, held: bool = True) -> bool:
    """Whether an address lies on another host, or is one that only looks like an address. `held`: it may hold a picture."""
    try:
        parts = split(address)
    except ValueError:
        return True
    return bool(parts.netloc or parts.scheme) and not (held and address.lower().startswith(_HELD))


def _links(tag: Tag) -> Iterator[_Link]:
    attributes = tag.attributes
    if tag.name == "base":  # which is told by what looks for what runs
        return
    for name in _LEADING:
        value = attributes.get(name)
        if value is not None and (name != "data" or tag.name == "object"):
            if name == "ping":
                yield from (_Link(tag, address, loads=True) for address in value.split())
            elif not (name == "action" and not value.strip()):
                yield _Link(tag, value.strip(), _fetches(tag, name))
    for name in _SETS:
        if name in attributes:
            yield from (_Link(tag, address, loads=True) for address in candidates(attributes[name]))
    if tag.name == "meta":
        yield from _told(tag)


def _told(meta: Tag) -> Iterator[_Link]:
    """Where an element `meta` sends the browser, or those who share the page."""
    content = meta.attributes.get("content", "")
    if meta.attributes.get("http-equiv", "").strip().lower() == "refresh":
        address = refreshed_to(content)
        if address:
            yield _Link(meta, address, loads=True)
    if meta.attributes.get("property", "").strip().lower() in _SHARED:
        yield _Link(meta, content.strip(), loads=False)


def _fetches(tag: Tag, attribute: str) -> bool:
    if "href" not in attribute:
        return True
    if tag.name == "link":
        return not set(tag.attributes.get("rel", "").lower().split()) <= _POINTING or "rel" not in tag.attributes
    return tag.name not in _GOING


def _styles(tag: Tag) -> list[str]:
    found = [tag.element.text] if tag.name == "style" else []
    for name, value in tag.attributes.items():
        if name in STYLING and "(" in value:
            found.append(value)
    return found


def _check(document: Document, link: _Link, built: Built) -> Iterator[Problem]:
    where = _where(document.name, link.value)
    if where in built.known_good:
        return
    try:
        parts = split(link.value)
    except ValueError:
        yield document.problem(link.tag, "bad-link", f"'{cut(link.value)}' is not an address", _IN_FULL)
        return
    if not (link.loads and parts.scheme) and lacks_host(link.value, parts):  # what is loaded so is told as foreign
        message = f"'{cut(link.value)}' is no address of the web: it names no host that there can be"
        yield document.problem(link.tag, "bad-link", message, _IN_FULL)
        return
    path, full = built.path(parts), bool(parts.netloc or parts.scheme)
    if path is None:
        yield from _check_outward(document, link, parts)
        return
    if full and link.loads:
        message = f"<{link.tag.name}> loads {cut(link.value)} by the site's full address, which a mirror does not have"
        yield document.problem(link.tag, "foreign-resource", message, "write the address as it is from this page on: ../name.png")
        return
    file = built.file(document.name, path) if path else document.name
    anchor = unquote(parts.fragment.partition(":~:")[0])
    if file is None:
        yield document.problem(link.tag, "dead-link", f"'{cut(link.value)}' leads nowhere", "correct the link or add the page")
    elif anchor and anchor.lower() != "top" and not built.has_anchor(file, anchor):
        message = f"'{cut(link.value)}' leads to no place in {file}"
        yield document.problem(link.tag, "dead-anchor", message, "correct what follows the #")
    elif not full:
        built.known_good.add(where)


def _where(page: str, address: str) -> tuple[str, str]:
    """The folder that an address starts from, and the address: from the root, if it climbs there. Anchors start from the page."""
    if address.startswith(("#", "?")) or not address:
        return page, address
    depth = page.count("/")
    climb = "../" * depth
    return ("", address[len(climb) :]) if depth and address.startswith(climb) else (page.rpartition("/")[0], address)


def _check_outward(document: Document, link: _Link, parts: SplitResult) -> Iterator[Problem]:
    if runs(link.value):  # told by what looks for scripts
        return
    if link.loads:
        held = link.tag.name in _PICTURES and cleaned(link.value).lower().startswith(_HELD)
        held = held or (link.value == _NO_ICON and "icon" in link.tag.attributes.get("rel", "").lower().split())
        if parts.scheme and parts.scheme not in WEB and not held:
            message = f"<{link.tag.name}> holds what it loads in its address: '{cut(link.value)}'"
            yield document.problem(link.tag, "foreign-resource", message, _BRING_IN)
        elif not held:
            yield _foreign(document, link.tag, f"<{link.tag.name}>", link.value)
    elif parts.scheme and parts.scheme not in _HARMLESS:
        message = f"'{cut(link.value)}' is no address that a reader can go to"
        yield document.problem(link.tag, "bad-link", message, "link to an address that starts with https://")


_IN_FULL = "write it in full, https://example.org/page, or as the way from this page on"
_BRING_IN = "put the file into content/ or templates/assets/"


def _foreign(document: Document, tag: Tag, what: str, address: str) -> Problem:
    return document.problem(tag, "foreign-resource", f"{what} loads {cut(address)} from another host", _BRING_IN)
