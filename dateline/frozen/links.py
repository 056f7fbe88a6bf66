"""Links of a page that is opened from a folder: no server turns `weeks/` into `weeks/index.html` there.

Pure functions over the HTML of a page. What leads to something that the edition does without leads to the site instead.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Collection
from urllib.parse import unquote, urljoin, urlsplit

_APART = re.compile(r"(<!--.*?-->|<script\b[^>]*>.*?</script\s*>)", re.IGNORECASE | re.DOTALL)
_TAG = re.compile(r"<(?P<name>[a-zA-Z][\w:-]*)(?=\s)(?:[^<>\"']|\"[^\"]*\"|'[^']*')*>")
_ATTRIBUTE = re.compile(r"(?P<head>\s(?P<name>[^\s\"'>/=]+)\s*=\s*)(?:\"(?P<a>[^\"]*)\"|'(?P<b>[^']*)'|(?P<c>[^\s\"'>]+))")
_LEADING = ("a", "area", "link")


def standing_alone(text: str, page: str, files: Collection[str], away: Callable[[str], bool], site_url: str) -> str:
    """A page (its path below the root is `page`) whose links lead to `files`, also where no server answers.

    `away(path)`: whether an address below the root is one that the edition does without, and the site at `site_url` has.
    """

    def address(found: re.Match[str]) -> str:
        if found["name"].lower() != "href":
            return found[0]
        value = html.unescape(found["a"] or found["b"] or found["c"] or "")
        return f'{found["head"]}"{html.escape(_alone(value, page, files, away, site_url))}"'

    def tag(found: re.Match[str]) -> str:
        return _ATTRIBUTE.sub(address, found[0]) if found["name"].lower() in _LEADING else found[0]

    parts = _APART.split(text)
    return "".join(part if number % 2 else _TAG.sub(tag, part) for number, part in enumerate(parts))


def _alone(value: str, page: str, files: Collection[str], away: Callable[[str], bool], site_url: str) -> str:
    try:
        parts = urlsplit(value)
    except ValueError:
        return value
    if parts.scheme or parts.netloc or not parts.path or parts.path.startswith("/"):
        return value
    folder = page.rpartition("/")[0]
    address = urljoin(f"https://x/{folder}/" if folder else "https://x/", parts.path).removeprefix("https://x/")
    name = unquote(address)
    rest = (f"?{parts.query}" if parts.query else "") + (f"#{parts.fragment}" if parts.fragment else "")
    if name in files:
        return value
    within = f"{name.rstrip('/')}/index.html".lstrip("/")
    if within in files:
        return f"{parts.path.rstrip('/')}/index.html{rest}"
    return f"{site_url}{address}{rest}" if away(name) else value
