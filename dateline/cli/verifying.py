"""The command that compares a published site with what the project gives: verify."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import click

from dateline.cli.group import DatelineErrorOf, dateline, in_form, no_rubbish, progress, root, say_well
from dateline.errors import Problem, Spot
from dateline.publish import MARKER
from dateline.published import Published, is_address, read_published
from dateline.sums import compared, sums_of

MOST_NAMED = 50
"""So many files of a kind are named; the others are counted."""


@dateline.command()
@in_form
@click.argument("target", metavar="DIR-OR-URL")
@click.option("--site-url", help="The address that the site was built for; that of mkdocs.yml, or the URL given, otherwise.")
def verify(target: str, site_url: str | None) -> None:
    """Build the site anew, and compare a published one with it and with its own SHA256SUMS, byte for byte."""
    from dateline.plugin.host import rebuild_site  # noqa: PLC0415 - see build

    with progress("Reading"):
        published = read_published(target)
    with tempfile.TemporaryDirectory(prefix="dateline-verify-") as folder, progress("Building") as say, no_rubbish():
        rebuilt = Path(folder) / "site"
        rebuild_site(root(), rebuilt, site_url or (target if is_address(target) else None), say)
        expected = sums_of(rebuilt, but=(MARKER,))
    problems = [*_unlike_its_sums(published), *_unlike(published, expected)]
    if problems:
        raise DatelineErrorOf(problems)
    say_well(f"All well: {len(expected)} files of {target} are what this project gives.")


def _unlike_its_sums(published: Published) -> Iterator[Problem]:
    """Where the site is not what it says of itself: somebody changed it after it was built."""
    found = compared(published.found, published.stated)
    tampered = Problem("tampered-file", "", None, "the site was changed after it was built: publish it anew")
    yield from _named(found.changed, tampered, "is not what SHA256SUMS says")
    yield from _named(found.missing, tampered, "is named in SHA256SUMS and not there")
    yield from _named(found.added, tampered, "is not named in SHA256SUMS")


def _unlike(published: Published, expected: dict[str, str]) -> Iterator[Problem]:
    """Where the site is not what the project gives now."""
    found = compared(published.stated, expected)
    help_ = "it was built from another revision, by another version of Dateline, or for another address (--site-url)"
    other = Problem("other-bytes", "", None, help_)
    yield from _named(found.changed, other, "was published with other bytes than the project gives")
    yield from _named(found.missing, other, "is given by the project and was not published")
    yield from _named(found.added, other, "was published and is not given by the project")


def _named(names: tuple[str, ...], problem: Problem, what: str) -> Iterator[Problem]:
    """The problem for each file; beyond the first so many, for their number."""
    for name in names[:MOST_NAMED]:
        yield replace(problem, message=f"{name} {what}", spot=Spot(name))
    if len(names) > MOST_NAMED:
        yield replace(problem, message=f"{len(names) - MOST_NAMED} more files: each {what}")
