"""A build that says where its time goes. The steps of a build are wrapped in clocks, from outside: the generator has none.

Usage: python -m benchmarks.stages STARTED, in a project's folder; STARTED is the time (seconds since 1970) at which the
process was asked for. Prints JSON: seconds by stage, each without the stages that it calls.
"""

from __future__ import annotations

import functools
import importlib
import json
import sys
import time
from collections.abc import Callable
from typing import Any

from dateline.cli import main

STAGES = (
    ("start", "dateline.plugin.host", "_config"),
    ("load", "dateline.site", "load_project"),
    ("add up", "dateline.plugin.plugin", "load_site"),
    ("pages", "mkdocs.commands.build", "_populate_page"),
    ("pages", "dateline.press.pages", "evaluate_front"),
    ("charts", "dateline.figure.studio", "Studio.order"),
    ("figures", "dateline.press", "Press.check"),
    ("templates", "mkdocs.commands.build", "_build_page"),
    ("templates", "mkdocs.commands.build", "_build_template"),
    ("fill", "dateline.press", "Press.finish"),
    ("search", "material.plugins.search.plugin", "SearchPlugin.on_post_build"),
    ("write", "dateline.plugin.plugin", "write"),
    ("verify", "dateline.plugin.plugin", "verify"),
    ("publish", "dateline.publish", "Workplace.publish"),
)
"""Stage, module, and the name in the module where the host or the plugin finds the function."""
ABOUT = {
    "start": "Python, imports, configuration",
    "load": "YAML and front matter to the record, or from the cache",
    "add up": "sums, overlaps, discrepancies",
    "pages": "Markdown, numbers, lint",
    "charts": "rows, words, specifications; kept drawings read",
    "figures": "drawings waited for, checked, their tables",
    "templates": "the theme's pages, written",
    "fill": "figures put into pages",
    "search": "the search index",
    "write": "data, pictures, feeds",
    "verify": "links, anchors, leftovers of the built tree",
    "publish": "the swap",
    "rest": "all else of MkDocs: files, navigation, the theme's assets",
}


class Clocks:
    """Seconds by stage. One stage at a time is on the clock: what a stage calls is not counted for it."""

    def __init__(self, stage: str, since: float) -> None:
        self.seconds = dict.fromkeys(ABOUT, 0.0)
        self._stage = stage
        self._since = since

    def switch(self, stage: str) -> str:
        """Stop the clock of the stage that runs, start that of another; gives the one that ran."""
        now, before = time.time(), self._stage
        self.seconds[before] += now - self._since
        self._stage, self._since = stage, now
        return before

    def wrap(self, stage: str, function: Callable[..., Any]) -> Callable[..., Any]:
        @functools.wraps(function)
        def timed(*arguments: Any, **options: Any) -> Any:
            before = self.switch(stage)
            try:
                return function(*arguments, **options)
            finally:
                self.switch(before)

        return timed


def attach(clocks: Clocks) -> None:
    """Put a clock around every step. Raises AttributeError when a step is no longer where STAGES says."""
    for stage, module, path in STAGES:
        holder: Any = importlib.import_module(module)
        *outer, name = path.split(".")
        for part in outer:
            holder = getattr(holder, part)
        setattr(holder, name, clocks.wrap(stage, getattr(holder, name)))


def timed_build(started: float) -> int:
    """Build the project in the current folder; gives the exit code."""
    clocks = Clocks("start", started)
    attach(clocks)
    clocks.switch("rest")
    code = main(["build", "--anew"])
    clocks.switch("rest")
    print(json.dumps(clocks.seconds))
    return code


if __name__ == "__main__":
    sys.exit(timed_build(float(sys.argv[1])))
