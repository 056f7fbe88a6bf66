"""Processes and open files beside what they are lent to: whatever is done to them meanwhile, they are as before."""

from __future__ import annotations

import os

import pytest

from dateline.apart import led


def test_an_open_file_is_led_elsewhere_and_back(capfd: pytest.CaptureFixture[str]) -> None:
    with led(1, 2):
        os.write(1, b"meanwhile")
    os.write(1, b"after")
    assert capfd.readouterr() == ("after", "meanwhile")


def test_a_file_that_was_closed_meanwhile_hides_no_other_error() -> None:
    aside = os.dup(1)
    kept = os.dup(1)
    os.close(kept)  # the number that comes next

    def work() -> None:
        with led(1, 2):
            os.close(kept)
            raise ValueError("of the code")

    try:
        with pytest.raises(ValueError, match="of the code"):
            work()
    finally:
        os.dup2(aside, 1)
        os.close(aside)
