"""What may stand in no page or file is seen at the gate, however it is written, and said with its place and a way out."""

from __future__ import annotations

from pathlib import Path

import pytest

from dateline.gate import verify
from tests.gate.trees import CASES, Case, looked_at, site

ALL = sorted(CASES.glob("*.txt"))


@pytest.mark.parametrize("path", ALL, ids=lambda path: path.stem)
def test_what_is_wrong_is_told(path: Path, tmp_path: Path) -> None:
    case = Case.read(path)
    assert case.told, "write what is told with: python -m tests.gate.trees"
    assert case.run(tmp_path) == case.told


@pytest.mark.parametrize("path", ALL, ids=lambda path: path.stem)
def test_what_is_told_is_wrong(path: Path) -> None:
    """Said of the files themselves: a case that was written anew without being read must not pass."""
    case = Case.read(path)
    assert "error[" in case.told
    assert "harmless" not in case.told
    assert "Traceback" not in case.told


def test_a_tree_that_is_well_passes(tmp_path: Path) -> None:
    page = "<script>known()</script><style>.known {}</style><script type='application/json'>{}</script>"
    assert looked_at(site(tmp_path, page)) == []


def test_words_in_attributes_are_words(tmp_path: Path) -> None:
    words = "javascript:alert(1) }*{background:url(//evil.example/x)}"
    page = f'<p title="{words}" aria-label="{words}" data-dl-tip="{words}">x</p><svg aria-hidden="true" data-a="{words}"></svg>'
    drawing = f'<svg xmlns="http://www.w3.org/2000/svg" aria-label="{words}"></svg>'
    assert looked_at(site(tmp_path, page, **{"a.svg": drawing})) == []


def test_without_a_policy_inline_scripts_are_not_looked_at(tmp_path: Path) -> None:
    tree = site(tmp_path, "<script>anything()</script><style>.any {}</style><p style='x'>x</p>")
    assert [problem.code for problem in verify(tree, "/")] == ["style-attribute"]
    assert [problem.code for problem in looked_at(tree)] == ["unknown-script", "unknown-style", "style-attribute"]


def test_a_frozen_page_keeps_its_styles_unless_they_load_something(tmp_path: Path) -> None:
    """Nobody can mend it: one that was frozen when columns of tables were aligned by styles stays as it is."""
    tree = site(tmp_path, "<p style='text-align: center'>x</p><p style='background: url(//elsewhere.example/x)'>x</p>")
    codes = {problem.code for problem in verify(tree, "/", frozen=True)}
    assert codes == {"style-attribute", "foreign-resource"}
    tree = site(tmp_path, "<p style='text-align: center'>x</p>")
    assert verify(tree, "/", frozen=True) == []
