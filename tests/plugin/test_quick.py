"""Which edits of a preview change nothing but the page that was edited."""

from __future__ import annotations

import pytest

from dateline.plugin.quick import Made, edited, stamps_of
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
    made = Made(load_site(seed.root), stamps_of(seed.root), {})
    seed.edit(ARTICLE, old, new)
    assert (edited(made) is not None) is alone
