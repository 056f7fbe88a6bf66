"""The browser that tests drive: the machine's own Chromium or Chrome, quiet and without a sandbox of its own."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Browser, sync_playwright

ARGUMENTS = (
    *("--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--no-first-run"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync", "--disable-quic"),
)
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


@contextmanager
def chromium() -> Iterator[Browser]:
    """A browser for as long as it is needed. Fails where there is none, and says what to install."""
    path = os.environ.get("DATELINE_BROWSER") or next(filter(None, map(shutil.which, NAMES)), None)
    assert path, "no browser found: install Chromium (Debian: apt-get install chromium) or set DATELINE_BROWSER"
    with sync_playwright() as playwright:
        # Figures drawn in this process hide the system's fonts from it, without which Chromium does not live long.
        surroundings: dict[str, str | float | bool] = {}
        surroundings |= {name: value for name, value in os.environ.items() if not name.startswith("FONTCONFIG")}
        browser = playwright.chromium.launch(executable_path=path, args=list(ARGUMENTS), env=surroundings)
        try:
            yield browser
        finally:
            browser.close()
