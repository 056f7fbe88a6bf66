"""Nothing gets to change a site after it was looked over: who would run after that is refused before anything is built."""

from __future__ import annotations

import sys

import pytest

from dateline.errors import EXIT_CONFIGURATION
from tests.projects import BUILD, MKDOCS, Project, difference, leftovers

HOOK = """
from pathlib import Path
from mkdocs.plugins import event_priority

@event_priority({priority})
def on_post_build(config):
    page = Path(config.site_dir, "index.html")
    page.write_text(page.read_text("utf-8").replace("</main>", "<p>eleven</p></main>"), "utf-8")
"""
COMBINED = """
from mkdocs.plugins import CombinedEvent, event_priority

@event_priority(0)
def early(config):
    pass

@event_priority(-300)
def late(config):
    pass

on_post_build = CombinedEvent(early, late)
"""
AFTERWARDS = """
def on_env(env, config, files):
    config.plugins.events["post_build"].append(lambda config: None)
"""
MESSAGE = "mkdocs.yml:11:9: error[late-handler]: 'on_post_build' of hook.py runs when the site is"
HELP = "  help: give it a priority above -100: `@event_priority(0)`"


def with_hook(project: Project, text: str) -> Project:
    project.write("hook.py", text)
    project.write("mkdocs.yml", project.read("mkdocs.yml").rstrip("\n") + "\nhooks: [hook.py]\n")
    return project


COMMANDS = {
    "build": BUILD,
    "serve": (*BUILD, "serve", "--address", "127.0.0.1:0"),
    "mkdocs build": MKDOCS,
    "mkdocs serve": (sys.executable, "-m", "mkdocs", "serve", "-a", "127.0.0.1:0"),
}


@pytest.mark.parametrize("command", COMMANDS.values(), ids=COMMANDS)
def test_a_hook_that_would_change_the_site_afterwards(seed: Project, command: tuple[str, ...]) -> None:
    before = seed.files()
    ended = with_hook(seed, HOOK.format(priority=-200)).call(*command)
    assert ended.returncode == (1 if "mkdocs" in command else EXIT_CONFIGURATION)
    said = ended.stdout + ended.stderr
    assert (MESSAGE in said, HELP in said, "Traceback" in said) == (True, True, False), said
    assert difference(seed.files(), before) == []
    assert leftovers(seed) == []


@pytest.mark.parametrize("text", [HOOK.format(priority=-100), COMBINED])
def test_a_hook_of_the_same_priority_and_one_of_two_parts(seed: Project, text: str, capfd: pytest.CaptureFixture[str]) -> None:
    assert with_hook(seed, text).run() == EXIT_CONFIGURATION
    assert capfd.readouterr().err.count("error[late-handler]") == 1


def test_a_handler_that_comes_in_the_middle_of_a_build(seed: Project, capfd: pytest.CaptureFixture[str]) -> None:
    before = seed.files()
    assert with_hook(seed, AFTERWARDS).run() == EXIT_CONFIGURATION
    assert "error[late-handler]: 'on_post_build' of hook.py runs when" in capfd.readouterr().err
    assert difference(seed.files(), before) == []


def test_a_plugin_of_our_own_priority_stands_before_ours(seed: Project, capfd: pytest.CaptureFixture[str]) -> None:
    """Such as Material's for reading without a server."""
    seed.edit("mkdocs.yml", "[search, dateline]", "[search, dateline, offline]")
    assert seed.run() == EXIT_CONFIGURATION
    err = capfd.readouterr().err
    assert "mkdocs.yml:5:29: error[late-handler]: 'on_post_build' of material/offline runs" in err
    assert "  help: name it before `dateline` under `plugins`" in err


@pytest.mark.parametrize("priority", [-99, 0, 50])
def test_a_hook_that_runs_before_we_look_may_stay(seed: Project, priority: int) -> None:
    assert with_hook(seed, HOOK.format(priority=priority).replace("eleven", "all well")).run() == 0
    assert "<p>all well</p></main>" in seed.page("index.html")
