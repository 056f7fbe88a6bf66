"""Lines of files, shown beside what is wrong in them: found without a list of all lines."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.refusals import peak_of
from dateline.load import lines, read_line

pieces = st.sampled_from([b"\n", b"\r\n", b"\r", b"a", b"\xc3\xa9", b"\xff", b"\xef\xbb\xbf"])


@given(st.lists(pieces, max_size=30).map(b"".join), st.integers(1, 9))
def test_lines_are_those_of_the_text(raw: bytes, block: int) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(lines, "_BLOCK", block)
        found = lines._Lines(raw)
        expected = raw.decode("utf-8-sig", "replace").replace("\r\n", "\n").split("\n")
        assert [found.line(number) for number in range(1, len(expected) + 1)] == expected
        assert found.line(0) is None
        assert found.line(len(expected) + 1) is None


@pytest.mark.parametrize("line", [b"# c\n", b"\n"])
def test_millions_of_lines_take_no_more_than_their_bytes(line: bytes, tmp_path: Path) -> None:
    raw = line * 1_000_000
    (tmp_path / "x.yml").write_bytes(raw + b"end")
    line_of = read_line(tmp_path)
    assert peak_of(lambda: line_of("x.yml", 1_000_001)) < 1.5 * len(raw) + 1_000_000
    assert line_of("x.yml", 1_000_001) == "end"
