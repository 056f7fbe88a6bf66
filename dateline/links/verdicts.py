"""What replies mean: dead links, links that moved, archived copies that are not what they were; each as a problem at its place.

A host that refuses to be asked by a program (401, 403, 429) may well serve people: that is a warning, as is what moved for good.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from dateline.errors import Problem
from dateline.links.addresses import Outgoing
from dateline.links.asking import Reply

_REFUSED = frozenset({401, 403, 429})


def verdicts(links: Iterable[Outgoing], replies: Mapping[str, Reply]) -> list[Problem]:
    """What is wrong with each address, at every place where it is written."""
    return [problem for link in links if link.url in replies for problem in _verdict(link, replies[link.url])]


def _verdict(link: Outgoing, reply: Reply) -> Iterator[Problem]:
    if reply.status is None:
        yield Problem("dead-address", f"{link.what}, {link.url}: {reply.failure}", link.spot, _way_out(link))
    elif reply.status in _REFUSED:
        message = f"{link.what}, {link.url}: the host refuses programs ({reply.status})"
        yield Problem("unasked-address", message, link.spot, "look at it in a browser", "warning")
    elif reply.status >= 400:
        yield Problem("dead-address", f"{link.what}, {link.url}: the host answers {reply.status}", link.spot, _way_out(link))
    else:
        yield from _of_answer(link, reply)


def _of_answer(link: Outgoing, reply: Reply) -> Iterator[Problem]:
    if reply.moved is not None:
        message = f"{link.what}, {link.url}: it has moved for good"
        yield Problem("moved-address", message, link.spot, f"write {reply.moved}", "warning")
    if reply.sha256 is not None and link.sha256 is not None and reply.sha256 != link.sha256.lower():
        message = f"{link.what}, {link.url}: its bytes have the SHA-256 {reply.sha256}, and not the one in `sha256`"
        yield Problem("changed-copy", message, link.spot, "compare it with a copy of your own before you change `sha256`")


def _way_out(link: Outgoing) -> str:
    if link.what.startswith("archived"):
        return "archive the document anew, and write the new address"
    return "look for its new address, or name an archived copy (`archived:`)"
