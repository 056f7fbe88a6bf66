"""What templates ask for is noted as they get it, however they ask."""

from __future__ import annotations

from typing import Any, cast

import pytest
from jinja2 import Environment

from dateline.plugin.view import Asking, View


class Some:
    """Stands for a view."""

    nothing = ()
    lead = "a story"

    def sources(self, sheet: str) -> str:
        return f"those of {sheet}"


@pytest.mark.parametrize(
    ("asked", "noted"),
    [
        ("dateline.lead", {"lead": "a story"}),
        ("dateline.nothing", {}),
        ("dateline.sources('a')", {"sources": "those of a"}),
        ("dateline.sources(sheet='a')", {"sources": "those of a"}),
        ("dateline.nobody_has_this", {}),
    ],
)
def test_what_a_template_asks_for_and_gets_is_noted(asked: str, noted: dict[str, object]) -> None:
    found: dict[str, Any] = {}
    Environment(autoescape=True).from_string(f"{{{{ {asked} }}}}").render(dateline=Asking(cast("View", Some()), found))
    assert found == noted
