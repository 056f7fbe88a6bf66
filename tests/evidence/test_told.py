"""One answer told: the lines add up to it in any world, and nothing is left out without being said."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.counting.bounds import Count
from dateline.evidence import Teller, Told
from dateline.evidence.told import MOST_LINES, MOST_REPORTS
from dateline.kept import Kept
from dateline.query import Answer, Desk
from dateline.query.remembered import Remembered
from dateline.record_pages.archive import Archive
from tests.counting.worlds import World, questions, worlds
from tests.evidence.cases import large, seed


def told(answer: Answer) -> Told:
    return Teller(Archive(answer.desk)).told(answer)


@given(worlds(), questions(), st.sampled_from(["strikes", "targets"]))
def test_any_answer_can_be_told(world: World, asked: dict[str, Any], measure: str) -> None:
    answer = Desk(world.record).ask(measure, **asked)
    found = told(answer)
    assert found.count == answer.count
    assert bool(found.why) == (not answer.count.is_exact)
    assert found.telling <= found.speaking
    assert all(group.lines or group.sum for group in found.groups)
    assert set(found.sources) <= set(world.record.sources)
    if found.telling < found.speaking <= 6:
        assert len(found.silent) == found.speaking - found.telling


def test_of_a_large_answer_the_reports_that_give_most_are_listed_and_the_others_summed() -> None:
    answer = Desk(large()).ask("strikes", place="bayji", start="2016-01-01", end="2016-12-31")
    found = told(answer)
    assert MOST_LINES < 81
    assert len(found.groups) == MOST_REPORTS
    assert all(group.sum and not group.lines for group in found.groups)
    listed = sum(int(group.sum.split()[0]) for group in found.groups)
    assert found.more.startswith("Not listed: 20 reports that give least, ")
    assert listed + int(found.more.split(", ")[1].split()[0]) == answer.count.low
    assert found.more.endswith("1 report may hold strikes of these, and do not say so, or how many.")


def test_evidence_that_does_not_add_up_stops_the_build(monkeypatch: pytest.MonkeyPatch) -> None:
    answer = Desk(seed()).ask("strikes")
    monkeypatch.setitem(answer.__dict__, "count", Count(8))
    with pytest.raises(RuntimeError, match="adds up to"):
        told(answer)


def test_what_was_told_is_kept_between_builds_and_only_under_its_name(tmp_path: Any) -> None:
    answer = Desk(seed()).ask("strikes")
    kept = Kept(tmp_path)

    def told_with(name: str, made: list[str]) -> Told:
        known = Remembered(Told, kept, name)
        teller = Teller(Archive(answer.desk), known=known)

        def tell(asked: Answer) -> Told:
            made.append(name)
            return teller.told(asked)

        found = Remembered(Told, kept, f"{name}-outer").of(answer, tell)
        known.keep()
        return found

    first, second = list[str](), list[str]()
    assert told_with("a", first) == told_with("a", second)
    again = Remembered(Told, kept, "a")
    assert again.of(answer, lambda _: pytest.fail("it was kept")) == told(answer)
    other = Remembered(Told, kept, "b")
    with pytest.raises(pytest.fail.Exception):
        other.of(answer, lambda _: pytest.fail("nothing was kept under this name"))
    (tmp_path / "c").write_bytes(b"damaged")
    assert Remembered(Told, kept, "c").of(answer, told) == told(answer)
