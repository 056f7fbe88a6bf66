"""Files that change while a build reads them: no site is ever made of two states of a project."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from dateline.errors import EXIT_ENVIRONMENT
from dateline.plugin.steady import check_steady, moment_of
from tests.faults.bench import Bench
from tests.faults.conftest import NEW, OLD, unedited
from tests.projects import ARTICLE, REPORT, Project


def touch(name: str) -> Callable[[Project], None]:
    return lambda project: project.write(name, project.read(name))


def there_and_back(project: Project) -> None:
    """Another text, and the old one again, with its old time: as if nothing had been."""
    path = project.root / REPORT
    status, text = path.stat(), project.read(REPORT)
    project.write(REPORT, text.replace("strikes: 9", "strikes: 8"))
    project.write(REPORT, text)
    os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns))


def taken_away(project: Project) -> None:
    project.write("content/note.txt", "a note")
    (project.root / "content/note.txt").unlink()
    (project.root / "charts").mkdir(exist_ok=True)
    project.write("charts/_unused.py", "")


CHANGES: dict[str, tuple[str, Callable[[Project], None], str]] = {
    "data, read already": ("loading, all read", touch(REPORT), REPORT),
    "configuration": ("loading, nothing read", touch("mkdocs.yml"), "mkdocs.yml"),
    "data, there and back": ("pages, first to be converted", there_and_back, REPORT),
    "a new file": ("pages, all converted", taken_away, "charts/_unused.py"),
    "an article at the last moment": ("gate, all looked over", touch(ARTICLE), ARTICLE),
}


@pytest.mark.parametrize("what", CHANGES)
def test_a_file_that_changes_in_the_middle(bench: Bench, what: str) -> None:
    point, change, name = CHANGES[what]
    with bench.held(point) as held:
        change(bench.project)
        ended = held.go()
    assert ended.code == EXIT_ENVIRONMENT
    assert f"{name}: error[changed-meanwhile]: this file was changed while the site was being built" in ended.err
    bench.survived(f"a file that changes: {what}", "old", ended)


def test_an_edit_in_the_middle_is_in_the_next_site_and_never_sealed(bench: Bench) -> None:
    """Held where all is read; what is saved then is not in this site, and the next build must not think that it is."""
    unedited(bench.project)
    with bench.held("loading, all read", "build", "--anew") as held:
        bench.project.edit(ARTICLE, OLD, NEW)
        ended = held.go()
    assert ended.code == EXIT_ENVIRONMENT
    bench.survived("a file that changes: an edit between two stages", "old", ended)


def test_an_edit_after_the_swap_is_not_sealed_over(bench: Bench) -> None:
    unedited(bench.project)
    with bench.held("seal, not yet", "build", "--anew") as held:
        bench.project.edit(ARTICLE, OLD, NEW)
        ended = held.go()
    assert ended.code == 0
    bench.survived("a file that changes: after the swap, before the seal", "old", ended)


def test_another_build_cannot_come_between_swap_and_seal(bench: Bench) -> None:
    with bench.held("seal, not yet") as held:
        second = bench.build()
        assert (second.code, "error[locked]" in second.err) == (EXIT_ENVIRONMENT, True)
        ended = held.go()
    bench.survived("two builds at once: between swap and seal", "new", ended)


def test_steady_is_steady(bench: Bench) -> None:
    began = moment_of(bench.project.root)
    check_steady(bench.project.root, began)
    assert {ARTICLE, REPORT, "mkdocs.yml"} <= began.keys()


def test_many_changes_are_said_shortly(tmp_path: Path) -> None:
    project = Project(tmp_path)
    began = moment_of(tmp_path)
    for number in range(12):
        project.write(f"data/{number:02}.yml", "")
    with pytest.raises(Exception, match="7 more files changed") as raised:
        check_steady(tmp_path, began)
    assert str(raised.value).count("this file was changed") == 5
