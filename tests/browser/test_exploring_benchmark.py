"""The benchmark of the explore page at its smallest: every figure is printed. How long anything took is not asserted."""

from __future__ import annotations

import re
from pathlib import Path

from playwright.sync_api import Browser

from benchmarks.exploring import CHANGES, lines, measure, prepare
from benchmarks.host import serving


def test_every_figure_is_measured_and_printed(browser: Browser, tmp_path: Path) -> None:
    site, data = prepare(tmp_path, 600)
    with serving(site) as address:
        found = measure(browser, address)
    assert [one.what for one in found] == ["first row", *CHANGES]
    printed = list(lines(600, data, found))
    assert re.fullmatch(r"600 events, 0\.\d\d MB of data \(\d+ kB gzipped\)", printed[0])
    assert all(re.search(r" +\d+ ms   (longest task \d+ ms|no task over 50 ms)$", line) for line in printed[1:])
