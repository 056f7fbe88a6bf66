"""Whether a page is whole for those who cannot see it: one of each id, texts for pictures, a language, a title, one headline."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from turbohtml import Element

from dateline.errors import Problem, unseen
from dateline.gate.document import Document, Tag, cut

_REFERRING = frozenset(
    """for list form headers aria-labelledby aria-describedby aria-controls aria-owns aria-details aria-activedescendant
    aria-errormessage aria-flowto popovertarget commandfor interestfor itemref""".split()
)
_UTF_8 = frozenset({"utf-8", "utf8"})
_HIDING = {
    "duplicate-attribute": "an attribute stands twice in one element: browsers pass over the second",
    "unexpected-null-character": "the page holds a null character",
    "eof-in-comment": "a comment is never closed",
    "eof-in-tag": "a tag is never closed",
    "eof-in-cdata": "a CDATA section is never closed",
    "eof-in-script-html-comment-like-text": "a script is never closed",
    "incorrectly-closed-comment": "a comment is closed in a way that some readers do not know",
    "nested-comment": "a comment stands within a comment",
}
"""Errors of markup that hide something from one reader that another sees."""


def check_markup(document: Document) -> Iterator[Problem]:
    """Everything that is wrong with the page as a whole, and with single elements."""
    yield from _encoding(document)
    yield from _whole(document)
    yield from _ids(document)
    yield from _alternatives(document)
    yield from _drawings(document)
    yield from _hidden(document)


def _whole(document: Document) -> Iterator[Problem]:
    for tag in document.named("html"):
        if not tag.holds("lang"):
            yield document.problem(tag, "no-language", "the page does not say its language", 'write <html lang="en">, say')
    page = document.tags[0]
    titles = [tag for tag in document.named("title") if tag.element.namespace.value == "html"]
    if not any(tag.text for tag in titles):
        yield document.problem(page, "no-title", "the page has no title", "give it a <title>")
    headlines = list(document.named("h1"))
    if not headlines:
        yield document.problem(page, "headline", "the page has no headline, <h1>", "give it one, and only one")
    for tag in headlines[1:]:
        message = f"the page has a second headline, <h1>: '{tag.text}'"
        yield document.problem(tag, "headline", message, "make it a heading of the second level (## in Markdown)")


def _encoding(document: Document) -> Iterator[Problem]:
    """A page is UTF-8, and says nothing else of itself: browsers would believe it, and read other characters."""
    for tag in document.named("meta"):
        said = tag.attributes.get("charset")
        if said is None and tag.attributes.get("http-equiv", "").strip().lower() == "content-type":
            said = tag.attributes.get("content", "").lower().partition("charset=")[2]
        if said and said.strip(" \t\n\f\r\"';").lower() not in _UTF_8:
            message = f"the page says that it is written in {cut(said)}, and it is in UTF-8"
            yield document.problem(tag, "broken-markup", message, 'write <meta charset="utf-8">')


def _ids(document: Document) -> Iterator[Problem]:
    first: dict[str, Tag] = {}
    for tag in document.tags:
        name = tag.attributes.get("id")
        if name is None:
            continue
        if not name or name.split() != [name]:
            yield document.problem(tag, "bad-id", f"'{name}' cannot be an id", "write one word")
        elif name in first:
            message = f"<{tag.name}> has the id '{name}', which <{first[name].name}> in line {first[name].line} has"
            yield document.problem(tag, "duplicate-id", message, "give one of them another id")
        else:
            first[name] = tag
    yield from _references(document, first)
    yield from _maps(document)


def _references(document: Document, first: Collection[str]) -> Iterator[Problem]:
    for tag in document.tags:
        for attribute in sorted(tag.attributes.keys() & _REFERRING):
            for name in tag.attributes[attribute].split():
                if name not in first:
                    message = f"{attribute} of <{tag.name}> names the id '{name}', which no element has"
                    yield document.problem(tag, "dead-reference", message, "name the id of an element of this page")


def _maps(document: Document) -> Iterator[Problem]:
    """A picture with areas names its map, which has a name, not an id."""
    mapped = [tag for tag in document.tags if "usemap" in tag.attributes]
    maps = {f"#{tag.attributes.get('name')}" for tag in document.named("map")} if mapped else ()
    for tag in mapped:
        if tag.attributes["usemap"] not in maps:
            message = f"usemap of <{tag.name}> is '{cut(tag.attributes['usemap'])}', and no <map> has that name"
            yield document.problem(tag, "dead-reference", message, "write # and the name of a <map> of this page")


def _alternatives(document: Document) -> Iterator[Problem]:
    for tag in document.named("img", "area", "input"):
        button = tag.name == "input"
        if button and tag.attributes.get("type", "").strip().lower() != "image":
            continue
        alt = tag.attributes.get("alt")
        if alt is None or (alt and _is_blank(alt)) or (button and not tag.holds("alt", "aria-label", "aria-labelledby")):
            source = tag.holds("src", "href")
            message = f"<{tag.name}>{f' ({source})' if source else ''} does not say what it shows: it has no alt text"
            yield document.problem(tag, "no-alt", message, 'write ![what it shows](name.png), or alt="" for an ornament')


def _is_blank(text: str) -> bool:
    """Whether a text has nothing that anybody sees or hears."""
    hidden = unseen(text)
    return not (hidden[0] if hidden else text.strip())


def _drawings(document: Document) -> Iterator[Problem]:
    """A drawing in a figure is hidden, or it is one picture with a name, by itself or by what it stands in."""
    for tag in document.named("svg"):
        around = [one for one in tag.element.ancestors if isinstance(one, Element)]
        if any(one.tag == "svg" for one in around) or not any(one.tag == "figure" for one in around):
            continue
        if not any(_is_told(one) for one in (tag.element, *around)):
            message = "a drawing in a figure has no name, and is not hidden from those who cannot see it"
            yield document.problem(tag, "unnamed-drawing", message, 'write role="img" and aria-label, or aria-hidden="true"')


def _is_told(element: Element) -> bool:
    if element.attr("aria-hidden") == "true":
        return True
    named = bool((element.attr("aria-label") or element.attr("aria-labelledby") or "").strip())
    titled = any(isinstance(one, Element) and one.tag == "title" and one.text.strip() for one in element.children)
    return element.attr("role") == "img" and (named or titled)


def _hidden(document: Document) -> Iterator[Problem]:
    for error in document.errors:
        if error.code in _HIDING:
            yield document.problem_at(error.line, error.col + 1, "broken-markup", _HIDING[error.code], "mend the markup")
