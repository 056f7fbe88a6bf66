"""Which edits of a preview change nothing but the page that was edited."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

from dateline.plugin.quick import Made, changed, edited, keep_search, spread, stamps_of
from dateline.site import load_site
from tests.projects import ARTICLE, Project


@pytest.mark.parametrize(
    ("old", "new", "alone"),
    [
        ("Near Bayji", "Around Bayji", True),
        ("Where they fell.", "Where they all fell.", True),
        ("/// chart | weekly\n", "/// chart | weekly\n    title: Another title\n", False),
        ("/// chart | weekly\n", "/// chart | places\n    id: first\n", False),
        ("authors: [desk]", "authors: [desk]\nkicker: New", False),
    ],
)
def test_an_edit_that_other_pages_show_builds_them_all(seed: Project, old: str, new: str, *, alone: bool) -> None:
    """The front page shows the first chart of the story that leads it."""
    made = Made(load_site(seed.root), stamps_of(seed.root), frozenset(), {})
    seed.edit(ARTICLE, old, new)
    assert (edited(made) is not None) is alone


def test_an_edit_is_known_by_its_text(seed: Project) -> None:
    """A clock or a backup may have given it any time."""
    made = Made(load_site(seed.root), stamps_of(seed.root), frozenset(), {})
    seed.edit(ARTICLE, "Near Bayji", "Around Bayji")
    os.utime(seed.root / ARTICLE, (0, 0))
    site = edited(made)
    assert site is not None
    assert changed(made, site) == {"articles/a-week.md"}


@pytest.fixture
def shown(tmp_path: Path) -> Path:
    """A tree on show."""
    for name in ("index.html", "404.html", "search/index.json", "articles/search/index.html"):
        path = tmp_path / "shown" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(name.encode())
    return tmp_path / "shown"


def test_a_tree_is_shared_but_for_what_is_written_into(shown: Path, tmp_path: Path) -> None:
    """A page that is called search is a page; what is found by search comes afterwards, whole."""
    staging = tmp_path / "new"
    spread(shown, staging)
    links = {path.relative_to(staging).as_posix(): path.stat().st_nlink for path in staging.rglob("*") if path.is_file()}
    assert links == {"index.html": 2, "404.html": 1, "articles/search/index.html": 2}
    keep_search(shown, staging)
    assert (staging / "search/index.json").stat().st_nlink == 1


@pytest.mark.parametrize("put", [spread, keep_search])
def test_what_the_disk_refuses_is_said_once(shown: Path, tmp_path: Path, put: object, monkeypatch: pytest.MonkeyPatch) -> None:
    """With its number, by which it is known for what it is."""

    def refuse(source: str, _: str) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), source)

    monkeypatch.setattr(os, "link", refuse)
    monkeypatch.setattr("shutil.copy2", refuse)
    assert callable(put)
    with pytest.raises(OSError, match="No space left") as raised:
        put(shown, tmp_path / "new")
    assert raised.value.errno == errno.ENOSPC
