"""Whether a page says to the browser what it may do: the policy that was made for it, before anything is loaded or run."""

from __future__ import annotations

from collections.abc import Iterator

from dateline.errors import Problem
from dateline.gate.document import Document, Tag
from dateline.policy import Policy

_LOADING = frozenset({"script", "style", "link"})
_LINE = '<meta http-equiv="Content-Security-Policy" content="{{ dateline.policy }}">'
_HELP = f"a template of templates/ leaves out {_LINE}, right after the charset (in figure.html: {{{{ policy }}}})"


def check_policy(document: Document, policy: Policy, source: str) -> Iterator[Problem]:
    """What is wrong with the policy of a page. `source` is its text, which says what it has to allow."""
    tags = document.tags
    at = next((number for number, tag in enumerate(tags) if _is_policy(tag)), None)
    if at is None:
        yield document.problem(tags[0], "no-policy", "the head of this page has no Content-Security-Policy", _HELP)
        return
    if tags[at].attributes.get("content", "") != policy.text_for(source):
        message = "the Content-Security-Policy of this page is not the one that was made for it"
        yield document.problem(tags[at], "no-policy", message, _HELP)
    early = next((tag for tag in tags[:at] if tag.name in _LOADING), None)
    if early is not None:
        message = f"<{early.name}> stands before the Content-Security-Policy, which does not hold for it"
        yield document.problem(early, "no-policy", message, "move the policy up, right after the charset")


def _is_policy(tag: Tag) -> bool:
    """Whether a browser takes it for a policy: it does so in the head only."""
    named = tag.name == "meta" and tag.attributes.get("http-equiv", "").strip().lower() == "content-security-policy"
    parent = tag.element.parent
    return named and getattr(parent, "tag", "") == "head"
