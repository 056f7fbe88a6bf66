"""Inputs made by chance give results or problems, and nothing else. Always the same few here; many more by `benchmarks.fuzz`."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from tests.hostile.fuzzing import TARGETS, harmless
from tests.hostile.throwing import Target, sound


@pytest.mark.parametrize("target", TARGETS.values(), ids=TARGETS)
def test_whatever_comes_is_read_or_refused(target: Target) -> None:
    @settings(deadline=None, max_examples=target.few, suppress_health_check=list(HealthCheck))
    @given(target.inputs)
    def holds(given_: object) -> None:
        target.check(given_)

    holds()


@pytest.mark.parametrize(
    "page",
    [
        "<script>",
        "<b onclick=x>",
        '<a href="java&#115;cript:x">',
        '<p style="x">',
        '<img src="//evil.example/x">',
        '<p id="__config">',
    ],
)
def test_what_runs_would_be_seen(page: str) -> None:
    with pytest.raises(AssertionError):
        harmless(page)


@given(st.just([]))
@example([])
def test_no_problems_are_sound(problems: list[object]) -> None:
    sound(problems)  # type: ignore[arg-type]
