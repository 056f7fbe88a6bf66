"""Addresses as browsers read them, which is more forgiving than any library: blanks within, backslashes, too many slashes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import SplitResult, unquote, urlsplit

WEB = frozenset(("http", "https"))
RUNNING = frozenset(("javascript", "vbscript"))
_AROUND = "".join(map(chr, range(0x21)))
_WITHIN = str.maketrans("", "", "\t\n\r")
_SCHEME = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]*:")
_NO_HOST = re.compile(r"[\x00-\x20\x7f\s#%/:<>?@\[\\\]^|]")
"""What no name of a host holds, by the URL standard."""
_CANDIDATE = re.compile(r"[\s,]*(\S+)")
_DESCRIPTORS = re.compile(r"(?:\([^)]*\)?|[^,(])*")
_REFRESH = re.compile(r"\s*[\d.]*\s*[;,\s]\s*(?:url\s*=\s*)?[\"']?([^\"']*)", re.IGNORECASE)


def cleaned(address: str) -> str:
    """An address without what browsers take out of it, its slashes the right way round."""
    bare = address.strip(_AROUND).translate(_WITHIN)
    scheme = _SCHEME.match(bare)
    if scheme and scheme[0].lower() not in ("http:", "https:"):
        return bare
    head, mark, rest = re.match(r"([^?#]*)([?#]?)(.*)", bare, re.DOTALL).groups()  # type: ignore[union-attr]
    return re.sub(r"^(https?:)?/{2,}", r"\1//", head.replace("\\", "/"), flags=re.IGNORECASE) + mark + rest


def split(address: str) -> SplitResult:
    """The parts of an address as browsers see them. Raises ValueError for one that is none."""
    return urlsplit(cleaned(address))


def lacks_host(address: str, parts: SplitResult) -> bool:
    """Whether an address of the web, `parts` once it is split, names no host, or none that there can be.

    Browsers take `https:a/` and `https:/a/` for ways within a site that is https itself, and `https://a b/` for no address.
    """
    if parts.scheme not in WEB and (parts.scheme or (parts.path and not parts.netloc) or not cleaned(address).startswith("//")):
        return False
    try:
        host, _ = parts.hostname or "", parts.port
    except ValueError:
        return True
    return not host or bool(_NO_HOST.search(unquote(host)) and "[" not in parts.netloc)


def runs(value: str) -> bool:
    """Whether a value would run as a script where a browser takes it for an address."""
    if ":" not in value:
        return False
    scheme = value.strip(_AROUND).translate(_WITHIN).partition(":")[0].lower()
    return scheme in RUNNING


def candidates(srcset: str) -> Iterator[str]:
    """The addresses of `a.png 1x, b.png 2x`, split as browsers split them."""
    position = 0
    while found := _CANDIDATE.match(srcset, position):
        address, position = found[1], found.end()
        if address.endswith(","):
            address = address.rstrip(",")
        else:
            position = _DESCRIPTORS.match(srcset, position).end()  # type: ignore[union-attr]
        if address:
            yield address


def refreshed_to(content: str) -> str:
    """Where `<meta http-equiv=refresh>` leads; "" for the page itself."""
    found = _REFRESH.match(content)
    return found[1].strip() if found else ""
