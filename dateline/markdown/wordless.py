"""Pictures and links that say nothing to whoever does not see them: alt texts and names that are missing or blank.

Here belongs what counts as words. In the tree of a page, pictures and links of Markdown are found; in its finished HTML also
those that were written as HTML, where `alt=""` marks an ornament.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.util import AMP_SUBSTITUTE, HTML_PLACEHOLDER_RE

from dateline.errors import is_blank
from dateline.markdown.html_rules import Fault, Tag, shortened, tags

_PICTURE = r"!\[[^\[\]]{0,99}\]\([^()\n]{0,999}\)"
_OPENED = re.compile(
    rf"(?P<sign>!?\[)(?=(?P<words>(?:[^\[\]!]|{_PICTURE}|!){{0,99}}\](?:\((?P<address>[^()\s]*)|(?P<reference>\[))))"
)
_SEEN = re.compile(r"!\[([^\[\]]*)\]\([^()\n]*\)|<[^<>]*>|\].*", re.DOTALL)
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_ALT_HELP = 'write ![what it shows](name.png); an ornament that shows nothing is <img src="name.png" alt="">'
_LINK_HELP = "write what it leads to: [the list of events](index.md); a picture in it needs an alt text"


def faults_of_tree(root: Element, md: Markdown, source: str) -> Iterator[Fault]:
    """Pictures and links of Markdown without words. `source` is the text of the article, where they are looked for."""
    places: dict[tuple[bool, str], str] | None = None
    for element in root.iter():
        is_picture = element.tag == "img"
        if not is_picture and not (element.tag == "a" and "href" in element.attrib):
            continue
        address = (element.get("src" if is_picture else "href") or "").replace(AMP_SUBSTITUTE, "&")
        if is_blank(_plain(element.get("alt") or "") if is_picture else _said(element, md)):
            places = _places(source) if places is None else places
            near = places.get((is_picture, address)) or places.get((is_picture, "")) or address
            yield _no_alt(address, near) if is_picture else _empty_link(address, near)


def faults_of_html(text: str) -> Iterator[Fault]:
    """Pictures without `alt`, or with blanks as such, and links without words, in finished HTML that has no other fault."""
    link, words, position = None, "", 0
    for tag in tags(text):
        if isinstance(tag, Fault):
            continue
        attributes = dict(tag.attributes)
        words += unescape(_COMMENT.sub("", text[position : tag.start]))
        position = tag.end
        if tag.name == "img" and attributes.get("alt") != "" and is_blank(attributes.get("alt", "")):
            yield _no_alt(attributes.get("src", ""), tag.written)
        if tag.name != "a":
            words += _spoken(attributes)
        elif not tag.ends:
            link, words = (tag if "href" in attributes else None), attributes.get("aria-label", "")
        elif link:
            if is_blank(words):
                yield _empty_link(dict(link.attributes)["href"], link.written)
            link = None


def _no_alt(address: str, near: str) -> Fault:
    return Fault(
        "no-alt", f"the picture '{shortened(address)}' does not say what it shows: it has no alt text", _ALT_HELP, near, ""
    )


def _empty_link(address: str, near: str) -> Fault:
    return Fault("empty-link", f"the link to '{shortened(address)}' has no words", _LINK_HELP, near, "")


def _places(source: str) -> dict[tuple[bool, str], str]:
    """How the wordless are written, by whether they are pictures and by their address: '' where it stands elsewhere."""
    found: dict[tuple[bool, str], str] = {}
    for one in _OPENED.finditer(source):
        if is_blank(unescape(_SEEN.sub(lambda seen: seen[1] or "", one["words"]))):
            address = (one["address"] or "").strip("<>")
            found.setdefault((one["sign"] == "![", address), one["sign"] + one["words"])
    return found


def _said(link: Element, md: Markdown) -> str:
    """The words of a link: its text, alt texts and labels in it, and the same of HTML that was put aside."""
    words = [link.get("aria-label") or ""]
    for element in link.iter():
        words += [element.text or "", "" if element is link else f"{_spoken(element.attrib)}{element.tail or ''}"]
    raw = md.htmlStash.rawHtmlBlocks
    return _plain(HTML_PLACEHOLDER_RE.sub(lambda found: _said_in_html(raw[int(found[1])]), "".join(words)))


def _said_in_html(raw: object) -> str:
    if not isinstance(raw, str):
        return ""
    labels = [_spoken(dict(tag.attributes)) for tag in tags(raw) if isinstance(tag, Tag)]
    return "".join([re.sub(r"<[^<>]*>", "", _COMMENT.sub("", raw)), *labels])


def _spoken(attributes: dict[str, str]) -> str:
    return "".join(attributes.get(name) or "" for name in ("alt", "aria-label", "title"))


def _plain(text: str) -> str:
    return unescape(text.replace(AMP_SUBSTITUTE, "&"))
