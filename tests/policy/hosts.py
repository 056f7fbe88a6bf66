"""A host that reads `_headers`, as Cloudflare Pages does: every rule that fits an address is followed."""

from __future__ import annotations

import re


def sent(headers: str, path: str) -> list[tuple[str, str]]:
    """What is sent for a path (percent-encoded), by the text of a `_headers` file."""
    found: list[tuple[str, str]] = []
    fits = False
    for line in headers.splitlines():
        if line.startswith("/"):
            pattern = re.sub(r":\w+", "[^/]+", re.escape(line).replace(r"\*", ".*"))
            fits = re.fullmatch(pattern, path) is not None
        elif fits:
            name, value = line.strip().split(": ", 1)
            found.append((name, value))
    return found
