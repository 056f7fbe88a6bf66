"""Links, pipes and devices in what maintainers keep: they are refused with their path, and nothing is read through them."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from dateline.load.maintained import check_maintained


def said(root: Path) -> list[tuple[str, str]]:
    return [(problem.code, str(problem.spot)) for problem in check_maintained(root)]


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A project with a file in each of its folders, and something outside it."""
    root = tmp_path / "project"
    for name in ("mkdocs.yml", "templates/partials/a.html", "charts/own.py", "editions/2018-04-20/index.html"):
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch()
    (tmp_path / "secret").mkdir()
    (tmp_path / "secret" / "id_rsa").touch()
    return root


def test_files_and_folders_are_fine_and_need_not_be_there(root: Path, tmp_path: Path) -> None:
    assert said(root) == []
    assert said(tmp_path / "secret") == []


@pytest.mark.parametrize("folder", ["templates", "templates/partials", "charts", "editions/2018-04-20"])
def test_a_link_is_refused_wherever_it_leads(root: Path, folder: str) -> None:
    for name, target in (
        ("b", root / "mkdocs.yml"),
        ("c", root.parent / "secret" / "id_rsa"),
        ("d", root.parent / "secret"),
        ("e", root / folder / "e"),
        ("f", Path("/nowhere/at/all")),
    ):
        (root / folder / name).symlink_to(target)
    assert said(root) == [
        ("linked-file", f"{folder}/b"),
        ("outside-project", f"{folder}/c"),
        ("linked-folder", f"{folder}/d"),
        ("linked-file", f"{folder}/e"),
        ("outside-project", f"{folder}/f"),
    ]


@pytest.mark.parametrize("name", ["templates", "charts", "editions"])
def test_a_folder_that_is_a_link_is_told_once_and_not_entered(root: Path, name: str) -> None:
    (root / name).rename(root.parent / "elsewhere")
    (root.parent / "elsewhere" / "link").symlink_to("/etc/passwd")
    (root / name).symlink_to(root.parent / "elsewhere")
    assert said(root) == [("linked-folder", name)]


def test_a_configuration_that_is_a_link_is_told(root: Path) -> None:
    (root / "mkdocs.yml").rename(root / "other.yml")
    (root / "mkdocs.yml").symlink_to("other.yml")
    assert said(root) == [("linked-file", "mkdocs.yml")]


def test_pipes_and_devices_are_told(root: Path) -> None:
    os.mkfifo(root / "templates" / "pipe.html")
    os.mkfifo(root / "editions" / "2018-04-20" / "pipe")
    assert said(root) == [("unreadable-file", "templates/pipe.html"), ("unreadable-file", "editions/2018-04-20/pipe")]


def test_what_editors_leave_is_left_alone(root: Path) -> None:
    (root / "templates" / ".#a.html").symlink_to("somebody@somewhere.1234:5678")
    assert said(root) == []
