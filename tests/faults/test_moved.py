"""Folders that come, move or go while a build works: what is not ours stays, and one problem says why."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from dateline.errors import EXIT_ENVIRONMENT
from tests.faults.bench import Bench, Ended
from tests.projects import difference, leftovers, tree


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


@pytest.mark.parametrize("before", ["no site", "a site of ours"])
@pytest.mark.parametrize("put", [put_file, put_folder, put_link])
def test_what_comes_while_a_build_works_stays(bench: Bench, put: Callable[[Path], None], before: str) -> None:
    site, kept = bench.project.site, bench.project.root.parent / "kept"
    if before == "no site":
        site.rename(kept)
    with bench.held("pages, third to be written") as held:
        if before == "a site of ours":
            site.rename(kept)
        put(site)
        ended = held.go()
    refused(ended, "foreign-site")
    assert (site if site.is_file() else site / "thesis.txt").read_bytes() == b"mine"
    assert site.is_symlink() == (put is put_link)
    assert leftovers(bench.project) == []
    shutil.rmtree(site) if site.is_dir() and not site.is_symlink() else site.unlink()
    assert difference(tree(kept), bench.old) == []
    assert bench.build().code == 0
    assert difference(bench.project.files(), bench.new) == []
