"""How Lighthouse scores pages of the built site under its mobile throttling. Run: `python -m benchmarks.lighthouse_scores`.

Lighthouse is installed from npm at the locked versions, the browser is the machine's own. Needs Node and a built `site/`.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from benchmarks.host import serving
from benchmarks.pages import REPOSITORY

LOCK = Path(__file__).parent / "lighthouse"
INSTALLED = REPOSITORY / ".cache" / "lighthouse"
PAGES = ("articles/where-the-strikes-fell/", "articles/the-record-by-week/", "")
CATEGORIES = ("performance", "accessibility", "best-practices", "seo")
GOAL = 95
TIMES = {
    "first-contentful-paint": "first paint",
    "largest-contentful-paint": "largest paint",
    "total-blocking-time": "blocked",
    "cumulative-layout-shift": "layout shift",
    "total-byte-weight": "all bytes",
}
FLAGS = "--headless=new --no-sandbox --disable-gpu --disable-dev-shm-usage --disable-quic --disable-background-networking"
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def main() -> int:
    """Score each page so many times and print the medians; 1 if any category misses the goal."""
    options = _options()
    browser = os.environ.get("DATELINE_BROWSER") or next(filter(None, map(shutil.which, BROWSERS)), None)
    if browser is None or shutil.which("npm") is None or not (options.site / "index.html").is_file():
        print(
            "Lighthouse needs Node with npm, Chromium (or DATELINE_BROWSER) and a built site: run `make site` first",
            file=sys.stderr,
        )
        return 3
    install()
    missed = False
    with serving(options.site, "repo/") as address:
        for page in options.pages or PAGES:
            results = [score(address + page, browser) for _ in range(options.rounds)]
            missed |= _show(page or "(front page)", results)
    return int(missed)


def install() -> None:
    """Put the locked versions into the cache, if they are not there."""
    lock = (LOCK / "package-lock.json").read_bytes()
    done = INSTALLED / "package-lock.json"
    if done.is_file() and done.read_bytes() == lock and (INSTALLED / "node_modules" / "lighthouse").is_dir():
        return
    INSTALLED.mkdir(parents=True, exist_ok=True)
    for name in ("package.json", "package-lock.json"):
        shutil.copy2(LOCK / name, INSTALLED / name)
    subprocess.run(("npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"), cwd=INSTALLED, check=True)  # noqa: S607 - npm is looked up as for a person


def score(url: str, browser: str) -> dict[str, Any]:
    """One run of Lighthouse: what it reports, as JSON."""
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "report.json"
        command = ["node", str(INSTALLED / "node_modules/lighthouse/cli/index.js"), url, "--quiet", "--output=json"]
        command += [f"--output-path={report}", f"--only-categories={','.join(CATEGORIES)}", f"--chrome-flags={FLAGS}"]
        surroundings = {**os.environ, "CHROME_PATH": browser}
        subprocess.run(command, check=True, env=surroundings, stdout=subprocess.DEVNULL, timeout=300)
        return dict(json.loads(report.read_bytes()))


def _show(page: str, results: list[dict[str, Any]]) -> bool:
    scores = {name: statistics.median(100 * run["categories"][name]["score"] for run in results) for name in CATEGORIES}
    print(f"{page}: {', '.join(f'{name} {value:.0f}' for name, value in scores.items())} (goal {GOAL} each)")
    audits = results[0]["audits"]
    print("   " + ", ".join(f"{label} {audits[name]['displayValue']}" for name, label in TIMES.items()))
    for name, audit in sorted(audits.items()):
        if (
            audit.get("score") is not None
            and audit["score"] < 0.9
            and audit.get("scoreDisplayMode") in ("binary", "metricSavings")
        ):
            print(f"   below 90: {name}: {audit['title']} {audit.get('displayValue', '')}".rstrip())
    return any(value < GOAL for value in scores.values())


def _options() -> argparse.Namespace:
    about = "Lighthouse on pages of the built site."
    parser = argparse.ArgumentParser(prog="python -m benchmarks.lighthouse_scores", description=about)
    parser.add_argument("pages", nargs="*", help="pages by their path in the site (default: two articles and the front page)")
    parser.add_argument("--site", type=Path, default=REPOSITORY / "site", help="the built site (default: site/)")
    parser.add_argument("--rounds", type=int, default=3, help="how often each page is scored (default: %(default)s)")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
