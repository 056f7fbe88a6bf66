"""Which HTML an article may hold, and why the rest is refused. Pure functions over tags and addresses; nothing here knows pages.

An article is written by people who may not run anything on readers' machines. So tags are read by a grammar that is narrower
than what browsers forgive: whatever could be read in two ways is refused, and what is left is on a list. The list is for
what a newsroom needs in a text; the rest is a matter of templates/ and charts/, which maintainers write.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from urllib.parse import unquote, urlsplit

_SPACE = r"[ \t\n\f\r]"
_TAG = re.compile(
    rf"<(?P<end>/?)(?P<name>[a-zA-Z][a-zA-Z0-9-]*+)"
    rf"(?P<attributes>(?:{_SPACE}++[a-zA-Z_:][\w:.-]*+(?:{_SPACE}*+={_SPACE}*+(?:\"[^\"]*+\"|'[^']*+'|[^\s\"'=<>`]++))?+)*+)"
    rf"{_SPACE}*+/?+>",
    re.ASCII,
)
_ATTRIBUTE = re.compile(
    rf"(?P<name>[a-zA-Z_:][\w:.-]*+)(?:{_SPACE}*+={_SPACE}*+(?:\"(?P<double>[^\"]*+)\"|'(?P<single>[^']*+)'|(?P<bare>[^\s\"'=<>`]++)))?+",
    re.ASCII,
)
_COMMENT = re.compile(r"<!--(?!-?>)(?:(?!--!?>|<!--).)*+-->", re.DOTALL)
_MARKUP = re.compile(r"<[a-zA-Z/!?]")
_ODD = re.compile(r"<[^<>]{0,60}+>?")

PROSE = frozenset(
    """
    a abbr address article aside b bdi blockquote br caption cite code col colgroup dd del details dfn div dl dt em figcaption
    figure h1 h2 h3 h4 h5 h6 hr i img ins kbd li mark ol p pre q rp rt ruby s samp section small span strong sub summary sup
    table tbody td tfoot th thead time tr u ul var wbr
    """.split()
)
"""The elements that an author may write."""
MADE = PROSE | frozenset("data input label svg g path".split())
"""The elements that a page may hold: also those of Dateline, and of extensions of Markdown that a maintainer chose."""
_RAW_TEXT = frozenset("script style textarea title xmp iframe noembed noframes noscript plaintext template".split())
"""What stands in these is no markup: one complaint about the element is enough."""
_EVERYWHERE = frozenset("id class title lang dir aria-label markdown".split())
_OF: dict[str, frozenset[str]] = {
    "a": frozenset("href hreflang rel download data-toc-label".split()),
    "img": frozenset("src alt width height loading decoding".split()),
    "blockquote": frozenset({"cite"}),
    "q": frozenset({"cite"}),
    "col": frozenset({"span"}),
    "colgroup": frozenset({"span"}),
    "del": frozenset({"cite", "datetime"}),
    "ins": frozenset({"cite", "datetime"}),
    "details": frozenset({"open"}),
    "li": frozenset({"value"}),
    "ol": frozenset({"start", "reversed", "type"}),
    "td": frozenset({"colspan", "rowspan", "headers"}),
    "th": frozenset({"colspan", "rowspan", "headers", "scope", "abbr"}),
    "time": frozenset({"datetime"}),
    **dict.fromkeys(("h1", "h2", "h3", "h4", "h5", "h6"), frozenset({"data-toc-label"})),
}
_ADDRESSES = frozenset("href src cite action formaction poster data srcset xlink:href background ping".split())
_SCHEMES = frozenset({"http", "https", "mailto", "tel"})
_WRITTEN_IN_FULL = "write it in full, such as https://example.org/page, or write the way to a page or a file of the site"
_SCHEME = re.compile(r"([a-z][a-z0-9+.-]*):", re.IGNORECASE)
VOID = frozenset("area base br col embed hr img input link meta source track wbr path".split())
_MAY_STAY_OPEN = frozenset("p li dt dd tr td th thead tbody tfoot colgroup caption rt rp".split())

ELSEWHERE = "an article is text, links and pictures; what needs more is a template of templates/ or a chart of charts/"
_REFUSED_STYLE = "give it a class, and style the class in a file that `extra_css` of mkdocs.yml names"
_REFUSED_REMOTE = "save the picture beside the article, name whose it is in the caption, and write ![what it shows](name.png)"
_RESERVED_IDS = ("__", "dl-")
_RESERVED_CLASSES = ("dl-", "dlx-", "md-", "mermaid")
"""What the names begin with that pages, their styles and their scripts look for."""
_BUTTONS = frozenset({"md-button", "md-button--primary"})
"""Classes of Material's that only draw a link as a button; no script looks for them."""


@dataclass(frozen=True, slots=True)
class Fault:
    """Something that a page must not hold. `near` is the text to look for in the source, `within` the tag that it stands in."""

    code: str
    message: str
    help: str
    near: str
    within: str


@dataclass(frozen=True, slots=True)
class Tag:
    """A tag of a page as it is written; `name` in small letters. `attributes` have their character references resolved.

    `start` and `end` are where it stands.
    """

    written: str
    name: str
    ends: bool
    attributes: tuple[tuple[str, str], ...]
    start: int = field(default=0, compare=False)
    end: int = field(default=0, compare=False)


def tags(text: str) -> Iterator[Tag | Fault]:
    """The tags of some HTML in their order, and a fault wherever browsers might read something else than we do."""
    position = 0
    while (found := _MARKUP.search(text, position)) is not None:
        start = found.start()
        comment = _COMMENT.match(text, start)
        tag = None if comment else _TAG.match(text, start)
        if comment:
            position = comment.end()
        elif tag:
            yield _tag(tag)
            position = tag.end()
        else:
            odd = _ODD.match(text, start)
            written = odd[0] if odd else text[start : start + 2]
            message = f"'{shortened(written)}' is no HTML that every browser reads in the same way"
            way_out = "close each tag with >, put quotes around values, and write &lt; for the sign itself"
            yield Fault("bad-html", message, way_out, written, "")
            position = start + 2


def _tag(found: re.Match[str]) -> Tag:
    attributes = tuple(
        (one["name"].lower(), html.unescape(one["double"] or one["single"] or one["bare"] or ""))
        for one in _ATTRIBUTE.finditer(found["attributes"])
    )
    return Tag(found[0], found["name"].lower(), bool(found["end"]), attributes, found.start(), found.end())


def faults_of_authors(text: str) -> Iterator[Fault]:
    """What an author may not write in a piece of raw HTML. Whether ends belong to beginnings is for the whole page to say."""
    inside = ""
    for tag in tags(text):
        if isinstance(tag, Fault):
            if not inside:
                yield tag
        elif inside:
            inside = "" if tag.ends and tag.name == inside else inside
        elif not tag.ends:
            yield from element_faults(tag.name, tag.attributes, tag.written)
            inside = tag.name if tag.name in _RAW_TEXT else ""


def element_faults(name: str, attributes: Iterable[tuple[str, str]], written: str) -> Iterator[Fault]:
    """What an author may not write in the start tag `written`."""
    if name not in PROSE:
        yield _element(name, written)
        return
    for attribute, value in attributes:
        yield from attribute_faults(name, attribute, value, written)


def attribute_faults(name: str, attribute: str, value: str, written: str) -> Iterator[Fault]:
    """What an author may not give an element; `written` is where it stands."""
    if attribute not in _EVERYWHERE and attribute not in _OF.get(name, ()):
        yield _attribute(name, attribute, written)
    elif attribute == "id":
        yield from id_faults(value, written)
    elif attribute == "class":
        for word in value.split():
            if word.lower().startswith(_RESERVED_CLASSES) and not (name == "a" and word in _BUTTONS):
                message = f"this class is one that the page itself works with: '{shortened(word)}'"
                yield Fault("reserved-name", message, "choose another class", word, written)
    elif attribute in _ADDRESSES:
        yield from address_faults(name, attribute, value, written)


def id_faults(value: str, written: str) -> Iterator[Fault]:
    """An id that scripts of the page look for: an element of an article must not be taken for one of theirs."""
    if value.startswith(_RESERVED_IDS):
        message = f"the id '{shortened(value)}' is one that scripts of the page may look for"
        yield Fault("reserved-name", message, "choose one that begins neither with '__' nor with 'dl-'", value, written)


def address_faults(name: str, attribute: str, value: str, written: str, near: str = "") -> Iterator[Fault]:
    """An address that would run code, that no reader can follow, or that is loaded from another host unasked.

    `near` is how it is written, where that is not its value.
    """
    near = near or value
    address = _as_browsers_read(value)
    scheme = _SCHEME.match(address)
    if any(map(is_malformed, (value, near, address))):
        message = f"the address '{shortened(value)}' is none: its host or port cannot be read"
        yield Fault("bad-link", message, _WRITTEN_IN_FULL, near, written)
    elif scheme and scheme[1].lower() not in _SCHEMES:
        message = f"the address '{shortened(value)}' is none that a reader can follow: '{scheme[1].lower()}:' is not allowed"
        yield Fault("bad-link", message, "write https://, mailto:, or the way to a page or a file of the site", near, written)
    elif (scheme or address.startswith("//")) and (name in {"img", "input", "source"} or attribute in {"src", "srcset"}):
        message = f"the picture '{shortened(value)}' would be loaded from another host, which then learns who reads the page"
        yield Fault("remote-image", message, _REFUSED_REMOTE, near, written)
    elif address.startswith("//"):
        message = f"the address '{shortened(value)}' does not say whether it is http or https"
        yield Fault("bad-link", message, "write https:// before it", near, written)
    elif scheme and scheme[1].lower() in {"http", "https"} and not _names_host(address):
        message = f"the address '{shortened(value)}' names no host: '{scheme[0]}' needs '//' and a host after it"
        yield Fault("bad-link", message, _WRITTEN_IN_FULL, near, written)


def _names_host(address: str) -> bool:
    parts = urlsplit(address)
    return bool(parts.hostname) and re.search(r"[\s%<>^|]", unquote(parts.netloc)) is None


def is_malformed(address: str) -> bool:
    """Whether an address, as it is, is one that MkDocs and other programs cannot take apart."""
    try:
        _ = urlsplit(address).port
    except ValueError:
        return True
    return False


def _as_browsers_read(value: str) -> str:
    """An address without what browsers leave out of it, and with the slashes that they put in."""
    return re.sub(r"[\t\n\r]", "", value).strip("".join(map(chr, range(33)))).replace("\\", "/")


def _element(name: str, written: str) -> Fault:
    return Fault("html-element", f"the element <{shortened(name)}> does not belong in an article", ELSEWHERE, written, "")


def _attribute(name: str, attribute: str, written: str) -> Fault:
    message = f"the attribute '{shortened(attribute)}' of <{shortened(name)}> does not belong in an article"
    return Fault("html-attribute", message, _REFUSED_STYLE if attribute == "style" else ELSEWHERE, attribute, written)


def faults_of_pages(text: str) -> Iterator[Fault]:
    """What no finished article may hold, whoever wrote it: what runs, what styles, what loads, what breaks the page around it."""
    standing: list[Tag] = []
    for tag in tags(text):
        if isinstance(tag, Fault):
            yield tag
        elif tag.name not in MADE:
            yield _element(tag.name, tag.written)
        elif tag.ends:
            yield from _ended(tag, standing)
        else:
            yield from _page_faults(tag)
            if tag.name not in VOID and not (tag.written.endswith("/>") and tag.name in {"g", "path", "svg"}):
                standing.append(tag)
    for tag in standing:
        if tag.name not in _MAY_STAY_OPEN:
            yield _unbalanced(f"<{tag.name}> is never closed", f"end it with </{tag.name}>", tag)


def _page_faults(tag: Tag) -> Iterator[Fault]:
    for attribute, value in tag.attributes:
        if attribute in ("style", "srcdoc") or attribute.startswith("on"):
            yield _attribute(tag.name, attribute, tag.written)
        elif attribute in _ADDRESSES:
            yield from address_faults(tag.name, attribute, value, tag.written)


def _ended(tag: Tag, standing: list[Tag]) -> Iterator[Fault]:
    """An end tag closes the innermost element of its name; between the two may only stand what HTML closes by itself."""
    while standing and standing[-1].name != tag.name and standing[-1].name in _MAY_STAY_OPEN:
        standing.pop()
    if standing and standing[-1].name == tag.name:
        standing.pop()
    elif any(open_.name == tag.name for open_ in standing):
        inner = standing[-1]
        yield _unbalanced(f"<{inner.name}> is not closed before </{tag.name}>", f"end it with </{inner.name}>", inner)
        while standing.pop().name != tag.name:
            pass
    elif tag.name not in {"p", "br"}:
        yield _unbalanced(f"</{tag.name}> closes nothing", "delete it, or open the element before it", tag)


def _unbalanced(message: str, way_out: str, tag: Tag) -> Fault:
    return Fault("bad-html", message, way_out, tag.written, "")


def shortened(text: str, most: int = 60) -> str:
    """A text as a message can hold it."""
    text = " ".join("".join(c if c.isprintable() else " " for c in text).split())
    return text if len(text) <= most else text[: most - 1] + "…"
