"""Folders that come, move or go while a build works: what is not ours stays, and one problem says why."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from dateline.errors import EXIT_ENVIRONMENT
from tests.faults.bench import Bench, Ended
from tests.projects import Project, leftovers


def refused(ended: Ended, code: str) -> None:
    """The build ended with one problem of the environment."""
    assert ended.code == EXIT_ENVIRONMENT, ended
    assert f"error[{code}]" in ended.err
    assert "1 problem. Nothing was changed." in ended.err
    assert "Traceback" not in ended.err


def put_file(site: Path) -> None:
    site.write_bytes(b"mine")


def put_folder(site: Path) -> None:
    site.mkdir()
    (site / "thesis.txt").write_bytes(b"mine")


def put_link(site: Path) -> None:
    (site.parent.parent / "elsewhere").mkdir()
    (site.parent.parent / "elsewhere" / "thesis.txt").write_bytes(b"mine")
    site.symlink_to("../elsewhere")


BEFORE = ("no site", "a site of ours")
PUT = {"a file": put_file, "a folder of others": put_folder, "a link": put_link}


@pytest.mark.parametrize("before", BEFORE)
@pytest.mark.parametrize("what", PUT)
def test_what_comes_while_a_build_works_stays(bench: Bench, what: str, before: str) -> None:
    site, kept = bench.project.site, bench.project.root.parent / "kept"
    if before == "no site":
        site.rename(kept)
    with bench.held("pages, third to be written") as held:
        if before == "a site of ours":
            site.rename(kept)
        PUT[what](site)
        ended = held.go()
    refused(ended, "foreign-site")
    assert (site if site.is_file() else site / "thesis.txt").read_bytes() == b"mine"
    assert site.is_symlink() == (what == "a link")
    assert leftovers(bench.project) == []
    shutil.rmtree(site) if site.is_dir() and not site.is_symlink() else site.unlink()
    kept.rename(site)
    bench.survived(f"in the place of {before} meanwhile: {what}", "old", ended)


WHEN = ("loading, all read", "assets, third to be copied", "pages, third to be written", "gate, not yet looked", "swap, not yet")
GONE = ("moved", "deleted")


@pytest.mark.parametrize("when", WHEN)
@pytest.mark.parametrize("what", GONE)
def test_the_project_goes_while_it_is_built(bench: Bench, what: str, when: str) -> None:
    """The problem is not that pages and pictures are missing, and nothing is made where the project was."""
    root = bench.project.root
    elsewhere = root.with_name("elsewhere")
    with bench.held(when) as held:
        if what == "moved":
            root.rename(elsewhere)
        else:
            shutil.rmtree(root)
        ended = held.go()
    refused(ended, "changed-meanwhile")
    # What is kept for the next build may be written while nothing is looked at yet, by who reads the record.
    assert [path.name for path in root.glob("*")] == ([".cache"] if when == WHEN[0] else [])
    if what == "moved":
        there = Bench(Project(elsewhere), bench.old, bench.new, bench.marks)
        there.survived(f"the project moved: {when}", "old", ended, clean=False)  # what was begun moved, too
    else:
        bench.nothing_runs()
        bench.note(f"the project deleted: {when}", "none", ended.code, ended.said)


@pytest.mark.parametrize("when", WHEN[1:])
def test_the_folder_beside_the_site_is_deleted(bench: Bench, when: str) -> None:
    with bench.held(when) as held:
        shutil.rmtree(bench.project.root / ".site.dateline")
        ended = held.go()
    refused(ended, "changed-meanwhile")
    assert not (bench.project.root / ".site.dateline").exists()
    bench.survived(f"the folder beside site/ deleted: {when}", "old", ended)
