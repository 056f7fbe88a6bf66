"""The command that compares a published site with what the project gives: verify."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import click

from dateline.cli.group import DatelineErrorOf, dateline, in_form, no_rubbish, progress, root, say_well
from dateline.errors import Problem, Spot
from dateline.published import Listed, Published, is_address, read_folder, read_listed, read_published
from dateline.sums import Sums, compared

MOST_NAMED = 50
"""So many files of a kind are named; the others are counted."""


@dateline.command()
@in_form
@click.argument("target", metavar="DIR-OR-URL")
@click.option(
    "--site-url",
    metavar="ADDRESS",
    help="The address that the site was built for, where that is not the URL given (a mirror) or, for a DIR, that of mkdocs.yml.",
)
def verify(target: str, site_url: str | None) -> None:
    """Build the site anew, and compare a published one with it and with its own SHA256SUMS, byte for byte.

    In a folder every file is looked at; a link, or what else is no file of its own, is a problem, and not opened. At a URL only
    those can be asked for that are known by name: files that only the host has are not seen.
    """
    from dateline.plugin.host import rebuild_site  # noqa: PLC0415 - see build

    with progress("Reading"):
        listed = read_listed(target)
    with tempfile.TemporaryDirectory(prefix="dateline-verify-") as folder, progress("Building") as say, no_rubbish():
        site = Path(folder) / "site"
        rebuild_site(root(), site, site_url or (target if is_address(target) else None), say)
        rebuilt = read_folder(site)
    with progress("Comparing"):
        published = read_published(target, listed, _known_sizes(listed, rebuilt))
    unseen = [_unseen(len(rebuilt.found))] if is_address(target) else []
    problems = [*_strange(published), *_unlike_its_sums(published), *_unlike(published, rebuilt)]
    if problems:
        raise DatelineErrorOf([*_for_another_address(published.address, rebuilt.address), *problems, *unseen])
    address = f" for {rebuilt.address}" if rebuilt.address else ""
    limits = " Files that only the host has are not seen at a URL." if unseen else ""
    say_well(f"All well: {len(rebuilt.found)} files of {target} are what this project gives{address}.{limits}")


def _known_sizes(listed: Listed, rebuilt: Published) -> dict[str, int]:
    """The sizes of those files that should have the bytes of the rebuild."""
    return {name: rebuilt.sizes[name] for name, found in rebuilt.found.items() if listed.sums.get(name) == found}


def _unseen(files: int) -> Problem:
    message = f"{files} files were compared, which the project gives; files that only the host has are not seen at a URL"
    return Problem("unseen-files", message, None, "compare the folder that the host serves to see them, too", "warning")


def _for_another_address(said: str | None, built_for: str | None) -> Iterator[Problem]:
    """The reason why nearly every page differs. A build for whatever a site says of itself would find all well with any."""
    if said and built_for and said != built_for:
        message = f"the site says that its address is {said}, and it was compared with a build for {built_for}"
        yield Problem(
            "other-address", message, None, f"if that is the address it was built for, add --site-url {said}", "warning"
        )


def _unlike_its_sums(published: Published) -> Iterator[Problem]:
    """Where the site is not what it says of itself: somebody changed it after it was built."""
    found = compared(published.found, published.stated)
    tampered = Problem("tampered-file", "", None, "the site was changed after it was built: publish it anew")
    yield from _named(found.changed, tampered, "is not what SHA256SUMS says")
    yield from _named(found.missing, tampered, "is named in SHA256SUMS and not there")
    yield from _named(found.added, tampered, "is not named in SHA256SUMS")


def _strange(published: Published) -> Iterator[Problem]:
    """What is neither followed nor opened here, and what many a host would serve."""
    strange = Problem("strange-file", "", None, "no build makes one: take it away, and publish the site anew")
    yield from _named(published.strange, strange, "is a link, or something else that is no file of its own: it was not opened")


def _unlike(published: Published, rebuilt: Published) -> Iterator[Problem]:
    """Where the site is not what the project gives now."""
    found = compared(*_with_the_unnamed(published, rebuilt))
    help_ = "it was built from another revision, by another version of Dateline, or for another address (--site-url)"
    other = Problem("other-bytes", "", None, help_)
    yield from _named(found.changed, other, "was published with other bytes than the project gives")
    yield from _named(found.missing, other, "is given by the project and was not published")
    yield from _named(found.added, other, "was published and is not given by the project")


def _with_the_unnamed(published: Published, rebuilt: Published) -> tuple[Sums, Sums]:
    """The sums of both, with those of files that no sums name and that were published: many hosts leave out hidden ones."""
    expected = {name: found for name, found in rebuilt.beside.items() if name in published.beside}
    return published.beside | published.stated, expected | rebuilt.found


def _named(names: tuple[str, ...], problem: Problem, what: str) -> Iterator[Problem]:
    """The problem for each file; beyond the first so many, for their number."""
    for name in names[:MOST_NAMED]:
        yield replace(problem, message=f"{name} {what}", spot=Spot(name))
    if len(names) > MOST_NAMED:
        yield replace(problem, message=f"{len(names) - MOST_NAMED} more files: each {what}")
