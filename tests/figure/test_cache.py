"""What is kept is found again, what is damaged is not, and nothing stale is ever served."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path

import pytest

from dateline.charts import prepare
from dateline.figure import cache as cache_module
from dateline.figure import svg as svg_module
from dateline.figure.artist import Drawn
from dateline.figure.cache import FigureCache, Fingerprint
from dateline.query import Desk
from tests.factories import event, record, report
from tests.figure.cases import Made, draw_spec, seed

DRAWN = Drawn(
    {"narrow": "<svg>n</svg>", "wide": "<svg>é</svg>"}, {"narrow": 1, "wide": 1}, {"narrow": ("6",), "wide": ("6",)}, "{}"
)
KEY = "0" * 64


def test_what_is_written_is_read(tmp_path: Path) -> None:
    kept = FigureCache(tmp_path / "figures")
    assert (kept.is_empty, kept.read(KEY)) == (True, None)
    kept.write(KEY, DRAWN)
    assert (kept.is_empty, kept.read(KEY)) == (False, DRAWN)
    assert [path.name for path in (tmp_path / "figures").iterdir()] == [f"{KEY}.json"]


@pytest.mark.parametrize(
    "damage",
    [
        lambda _: b"",
        lambda content: content[:-3],
        lambda content: content.replace(b"<svg>n", b"<svg>m"),
        lambda content: content[:64],
        lambda content: b"\xff" + content,
    ],
    ids=["empty", "cut", "altered", "headless", "garbled"],
)
def test_a_damaged_entry_counts_as_missing(tmp_path: Path, damage: object) -> None:
    kept = FigureCache(tmp_path)
    kept.write(KEY, DRAWN)
    path = tmp_path / f"{KEY}.json"
    path.write_bytes(damage(path.read_bytes()))  # type: ignore[operator]
    assert kept.read(KEY) is None


def test_no_folder_keeps_nothing_and_one_that_cannot_be_written_is_no_failure(tmp_path: Path) -> None:
    nothing = FigureCache(None)
    nothing.write(KEY, DRAWN)
    assert nothing.read(KEY) is None
    (tmp_path / "file").write_text("in the way")
    FigureCache(tmp_path / "file").write(KEY, DRAWN)
    assert FigureCache(tmp_path / "file").read(KEY) is None


def test_the_key_is_the_same_for_the_same_drawing() -> None:
    assert Fingerprint().key(seed()) == Fingerprint().key(seed())
    assert Fingerprint().key(seed()) != Fingerprint().key(seed("places"))


def test_an_edited_event_changes_the_key() -> None:
    def key(strikes: int, day: str = "2018-04-06") -> str:
        changed = report("r", "2018-04-06/2018-04-12", events=[event("e", day, "baghdad", strikes=strikes)])
        return Fingerprint().key(prepare("weekly", {}, Desk(record(changed)), None))

    assert key(3) == key(3)
    assert key(3) != key(4)


def test_the_key_depends_on_code_and_libraries(monkeypatch: pytest.MonkeyPatch) -> None:
    before = Fingerprint().key(seed())
    monkeypatch.setattr(cache_module, "renderer_version", lambda: "0.0")
    assert Fingerprint().key(seed()) != before
    monkeypatch.undo()
    monkeypatch.setattr(svg_module, "VERSION", -1)
    assert Fingerprint().key(seed()) != before


def other_draw(plot: dict[str, object], width: int) -> Made:
    return draw_spec(plot, width)


def test_the_key_depends_on_who_draws() -> None:
    one = replace(seed(), draw=draw_spec, plot={"a": dt.date(2018, 4, 6)})
    assert Fingerprint().key(one) != Fingerprint().key(replace(one, draw=other_draw))


def test_a_plot_that_is_no_plain_data_has_no_key() -> None:
    with pytest.raises(TypeError):
        Fingerprint().key(replace(seed(), plot=object()))
