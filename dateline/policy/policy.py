"""The Content-Security-Policy of a page: nothing from other hosts, nothing inline but what the templates brought to it."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from dateline.policy.inline import inline_in

GAP = "\x02dateline-policy\x03"
"""Stands for the policy in a page until all of it is there. It holds characters that no text may hold."""
_META = re.compile(rb"(<meta http-equiv=\"Content-Security-Policy\" content=\")([^\"]*)(\">)")


@dataclass(frozen=True, slots=True)
class Policy:
    """What the pages of a site may do. The scripts and styles that its templates bring, with their hashes (`sha256-…`)."""

    known_scripts: Mapping[str, str] = field(default_factory=dict)
    known_styles: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, templates: Sequence[Path]) -> Policy:
        """The policy of a site that is made with the templates in these folders, the first of which goes before the others."""
        return cls(*inline_in(templates))

    @property
    def scripts(self) -> frozenset[str]:
        """The hashes of the scripts that may stand in a page."""
        return frozenset(self.known_scripts.values())

    @property
    def styles(self) -> frozenset[str]:
        """The hashes of the styles that may."""
        return frozenset(self.known_styles.values())

    def put_into(self, page: str) -> str:
        """A page with its policy where the gap is. What is there and not from a template is not allowed."""
        return page.replace(GAP, self.text_for(page), 1)

    def text_for(self, page: str) -> str:
        """The policy of a page as a browser reads it, without signs that an attribute would have to escape."""
        return policy_text(_held(self.known_scripts, page), _held(self.known_styles, page))


def policy_text(scripts: Collection[str] = (), styles: Collection[str] = ()) -> str:
    """A policy that allows inline code with these hashes. What a `<meta>` cannot carry (`frame-ancestors`) is for headers."""
    directives = (
        ("default-src", "'none'"),
        ("script-src", "'self'", *_quoted(scripts)),
        ("style-src", "'self'", *_quoted(styles)),
        # The theme's icons are pictures within its style sheet.
        ("img-src", "'self'", "data:"),
        *((name, "'self'") for name in ("font-src", "media-src", "connect-src", "worker-src", "manifest-src", "form-action")),
        ("base-uri", "'none'"),
    )
    return "; ".join(" ".join(directive) for directive in directives)


def allowing(page: bytes, *, scripts: Iterable[str] = (), styles: Iterable[str] = ()) -> bytes:
    """A page that a preview adds code of its own to: its policy allows these hashes, too."""

    def widened(found: re.Match[bytes]) -> bytes:
        text = found[2].decode()
        for directive, hashes in (("script-src", scripts), ("style-src", styles)):
            text = text.replace(f"{directive} 'self'", " ".join((directive, "'self'", *_quoted(hashes))), 1)
        return found[1] + text.encode() + found[3]

    return _META.sub(widened, page, count=1)


def _held(known: Mapping[str, str], page: str) -> list[str]:
    return [hashed for code, hashed in known.items() if code in page]


def _quoted(hashes: Iterable[str]) -> tuple[str, ...]:
    return tuple(f"'{known}'" for known in sorted(hashes))
