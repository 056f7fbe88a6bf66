"""Compiled templates in memory: one text of each, however often it is edited."""

from __future__ import annotations

import sys

from jinja2 import DictLoader, Environment

from dateline.render import CompiledOnce


def rendered(cache: CompiledOnce, text: str) -> str:
    """The text of a template in an environment of its own, as each build makes one."""
    environment = Environment(loader=DictLoader({"a.html": text}), bytecode_cache=cache, autoescape=True)
    return environment.get_template("a.html").render()


def test_an_edited_template_is_compiled_anew() -> None:
    cache = CompiledOnce()
    assert [rendered(cache, text) for text in ("one", "two", "two", "one")] == ["one", "two", "two", "one"]


def test_the_memory_does_not_grow_with_edits() -> None:
    cache = CompiledOnce()
    rendered(cache, "x" * 10)
    before = len(cache._code)
    for number in range(50):
        rendered(cache, f"{number:010}")
    assert len(cache._code) == before
    assert sum(sys.getsizeof(code) for _, code in cache._code.values()) < 5000
