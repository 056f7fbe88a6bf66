"""Code that templates bring is known by its hash; code with a gap for a value is not."""

from __future__ import annotations

from pathlib import Path

import pytest

from dateline.policy import Policy, hash_of


def policy(folder: Path, **templates: str) -> Policy:
    for name, text in templates.items():
        (folder / f"{name}.html").write_text(text, encoding="utf-8")
    return Policy.of([folder])


def test_a_hash_is_the_one_that_browsers_compute() -> None:
    # The example of CSP level 3, section 8.3.
    assert hash_of("alert('Hello, world.');") == "sha256-qznLcsROx4GACP2dm0UCKCzCG+HiZ1guq6ZZDob/Tng="


@pytest.mark.parametrize(
    "template",
    [
        "<script>run()</script>",
        "<SCRIPT data-at='{{ a > b }}'>run()</SCRIPT >",
        "<script>{# a note #}run()</script>",
        '<script type="module">run()</script>',
        "{% if a %}<script type=text/javascript>run()</script>{% endif %}",
    ],
)
def test_code_that_is_the_same_on_every_page_is_known(tmp_path: Path, template: str) -> None:
    assert policy(tmp_path, page=template).scripts == {hash_of("run()")}


@pytest.mark.parametrize(
    "template",
    [
        "<script>run({{ value }})</script>",
        "<script>{% if a %}run(){% endif %}</script>",
        '<script type="application/json">{"a": 1}</script>',
        '<script src="run.js">run()</script>',
        "{# <script>run()</script> #}",
        "<script> </script>",
    ],
)
def test_code_with_a_gap_data_and_files_are_not(tmp_path: Path, template: str) -> None:
    assert policy(tmp_path, page=template).scripts == set()


def test_styles_are_known_as_scripts_are(tmp_path: Path) -> None:
    found = policy(tmp_path, page="<style>p { margin: 0 }</style><style>p { margin: {{ margin }} }</style>")
    assert not found.scripts
    assert found.styles == {hash_of("p { margin: 0 }")}


def test_a_template_of_the_newsroom_stands_for_the_one_below(tmp_path: Path) -> None:
    ours, theirs = tmp_path / "ours", tmp_path / "theirs"
    for folder, code in ((ours, "ours()"), (theirs, "theirs()")):
        (folder / "partials").mkdir(parents=True)
        (folder / "partials" / "a.html").write_text(f"<script>{code}</script>", encoding="utf-8")
    (theirs / "b.html").write_text("<script>both()</script>", encoding="utf-8")
    (theirs / ".icons").mkdir()
    (theirs / ".icons" / "c.html").write_text("<script>icon()</script>", encoding="utf-8")
    assert Policy.of([ours, theirs]).scripts == {hash_of("ours()"), hash_of("both()")}
