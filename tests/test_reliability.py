"""The page of reliability is what its recorded facts give, and lists every fault; `serve` stays well through edits."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks.edits import KINDS, Desk
from benchmarks.large import FILES, READINGS
from benchmarks.reliability import facts
from benchmarks.reliability.__main__ import MEASUREMENTS
from benchmarks.reliability.facts import NOTES, gathered, note, recorded
from benchmarks.reliability.sections import SECTIONS, page
from benchmarks.soak import Soaked, SoakFailed, soak
from tests.faults.catalogue import CATALOGUE
from tests.hostile.cases import CASES
from tests.hostile.fuzzing import TARGETS
from tests.hostile.strings.catalogue import ACCEPTED, REFUSED
from tests.hostile.strings.stuffed import SOURCES
from tests.projects import ROOT, SEED, copy

FLAT = 60_000
"""Bytes an edit by which the memory of the long run may rise: less than a tenth of what one kept page record would take."""


def test_the_page_is_what_was_recorded() -> None:
    assert (ROOT / "docs" / "reliability.md").read_text(encoding="utf-8") == page()


def test_every_section_is_measured_and_recorded() -> None:
    assert {section.name for section in SECTIONS} >= MEASUREMENTS.keys()
    assert [name for name in MEASUREMENTS if not recorded(name)] == []


def test_every_fault_of_the_catalogue_was_survived() -> None:
    survived = recorded("faults")["survived"]
    assert sorted(survived) == sorted(set(CATALOGUE))
    assert sum(name.startswith("kill -9") for name in survived) >= 20


def test_hostile_texts_went_everywhere() -> None:
    """What is recorded is of the catalogue as it is now, and of every sink that the tests name."""
    measured = recorded("strings")
    assert measured["texts"] == len(ACCEPTED) >= 60
    assert measured["sources"] == list(SOURCES)
    sinks = set(measured["sinks"])
    pages = ("HTML", "meta", "attribute", "JSON-LD", "SVG", "tooltip", "search index", "search results", "evidence")
    files = ("feed", "CSV", "JSON", "GeoJSON", "Parquet", "CITATION.cff", "Markdown twin", "llms.txt")
    for kind in (*pages, *files, "corrections", "embed page", "explore", "edition"):
        assert any(sink.startswith(kind) for sink in sinks), kind
    assert {source["texts"] for source in measured["refused"].values()} == {len(REFUSED) - 1}, "half a character is tried once"


def test_every_bad_input_of_the_catalogue_was_refused() -> None:
    refused = recorded("catalogue")["refused"]
    assert sorted(refused) == sorted(path.stem for path in CASES.glob("*.txt")), "measure anew: --only catalogue"
    assert {entry["exit"] for entry in refused.values()} <= {1, 2, 3}


def test_refusals_are_as_quick_and_small_as_is_meant() -> None:
    costs = recorded("refusals")
    assert [name for name, cost in costs["small"].items() if cost["mb"] > costs["most_mb"]] == []
    assert set(FILES) == set(costs["large"])
    assert set(READINGS) == set(costs["least"])
    assert [name for name, cost in costs["large"].items() if not cost["said"]] == []
    late = ("an alias", "no YAML", "a wrong value")
    early = {name: cost["mb"] for name, cost in costs["large"].items() if not name.startswith(late)}
    assert [name for name, megabytes in early.items() if megabytes > costs["most_mb"]] == []


def test_nearly_every_misprint_is_told() -> None:
    """What is left is what nobody computed, and days: see `python -m benchmarks.misprints --missed`."""
    kinds = recorded("misprints")["kinds"]
    assert {"weeks", "places", "reports", "articles", "evidence of articles", "figures by themselves"} < set(kinds)
    assert [kind for kind, entry in kinds.items() if entry["told"] < 0.85 * entry["changed"]] == []
    counts = [(entry["changed"], entry["told"]) for entry in kinds.values()]
    assert sum(told for _, told in counts) > 0.96 * sum(changed for changed, _ in counts)


def test_every_reader_was_thrown_at() -> None:
    inputs = recorded("fuzz")["inputs"]
    assert set(inputs) == set(TARGETS)
    assert min(inputs.values()) >= 1_000


def test_the_long_run_was_long_and_flat() -> None:
    run = recorded("soak")
    assert run["edits"] >= 500
    assert run["good"] + run["bad"] == run["edits"]
    assert set(KINDS) <= run["kinds"].keys()
    assert run["kb_an_edit"] * 1000 <= FLAT
    assert run["last_fifth_mb"] <= run["first_fifth_mb"] * 1.15


def test_notes_are_gathered(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(NOTES, raising=False)
    note("part", "one", {"a": 1})
    monkeypatch.setenv(NOTES, str(tmp_path))
    note("part", "site/ and more", {"a": 2})
    note("part", "another", {"a": 3})
    assert gathered("part", tmp_path) == {"site/ and more": {"a": 2}, "another": {"a": 3}}


def test_a_table_is_not_broken_by_what_was_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(facts, "MEASURED", tmp_path)
    survived = {"a | b": {"left": "old", "exit": 3, "said": "x: error[disk]:\n<b>"}}
    facts.record("faults", {"command": "c", "seconds": 1, "survived": survived})
    row = next(line for line in page().splitlines() if line.startswith("| a"))
    assert row == "| a \\| b | the old site, byte for byte | 3 | x: error\\[disk\\]: \\<b\\> |"


def test_edits_are_the_same_again(tmp_path: Path) -> None:
    kinds = []
    for name in ("one", "two"):
        desk = Desk.at(copy(SEED, tmp_path / name).root, 3)
        kinds.append([desk.edit() for _ in range(40)])
    assert kinds[0] == kinds[1]
    assert {edit.good for edit in kinds[0]} == {True, False}


def test_growth_is_seen() -> None:
    grown = Soaked(memory=[1000] * 50 + list(range(0, 5000, 100)))
    assert round(grown.growth()) == 100
    first, last = grown.level()
    assert last - first > 3000


def test_a_preview_through_edits(tmp_path: Path) -> None:
    """The short form of `python -m benchmarks.soak`: every answer whole, the newest state shown, no leap of memory."""
    soaked = soak(tmp_path, 16, seed=2)
    assert soaked.edits == 16
    assert 0 < soaked.boxes < soaked.pages
    assert soaked.memory[-1] < soaked.memory[7] * 1.25, soaked.memory
    assert list((tmp_path / "tmp").iterdir()) == [], "ended by SIGTERM, a preview leaves nothing behind"


def test_a_soak_notices_what_never_comes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("benchmarks.soak.PATIENCE", 8)
    monkeypatch.setattr("benchmarks.soak.LOOKS", 1)
    monkeypatch.setattr(Desk, "expected", lambda _: ("what no page says",))
    with pytest.raises(SoakFailed, match="lacks"):
        soak(tmp_path, 1)
