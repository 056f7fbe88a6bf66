"""What a release held is changed by a correction, not by an edit; what is added, moved or formatted anew is no edit."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from dateline.errors import Problem
from dateline.load import check_published, load_record, state_of_published
from dateline.site import load_site
from tests.projects import REPORT, SEED, Project, copy
from tests.repositories import Repository

RULE = "\npublished: {edits: need-correction}\n"
DATASET = "data/dataset.yml"


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """The seed with the rule on and a release."""
    made = copy(SEED, tmp_path / "seed")
    made.add(DATASET, RULE)
    Repository.start(made.root).release("v1.0")
    return made


def found(project: Project) -> list[Problem]:
    return sorted(check_published(project.root), key=lambda problem: problem.sort_key)


def codes(project: Project) -> list[str]:
    return [problem.code for problem in found(project)]


def test_a_release_that_nobody_edited_is_well(project: Project) -> None:
    assert found(project) == []


def test_an_edited_event_is_shown_with_the_correction_to_write(project: Project) -> None:
    project.edit(REPORT, "place: baghdad, strikes: 1", "place: baghdad, strikes: 2")
    (problem,) = found(project)
    assert problem.code == "edited-published"
    assert problem.message == "'strikes' of the event '2018-04-06-baghdad' was 1 in v1.0 and is 2 here"
    assert problem.spot is not None
    assert (problem.spot.file, problem.spot.length) == (REPORT, 1)
    assert "strikes: 2" in project.read(REPORT).splitlines()[problem.spot.line - 1]
    entry = "2018-04-06-baghdad-strikes: {on: YYYY-MM-DD, event: 2018-04-06-baghdad, key: strikes, was: 1, now: 2, why: "
    assert entry in str(problem.help)


@pytest.mark.parametrize("left", ["", "# all of it was wrong\n"])
def test_a_report_that_was_emptied_is_one_that_vanished(project: Project, left: str) -> None:
    project.write(REPORT, left)
    assert codes(project) == ["vanished-id"]


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("strikes: 9", "strikes: 10", "'stated.1.strikes' of the report '2018-04-06-cjtf-oir' was 9 in v1.0 and is 10 here"),
        ("period: 2018-03-30/2018-04-05", "period: 2018-03-30/2018-04-06", "'period' of the report"),
        ("place: baghdad, strikes: 1", "place: baghdad, strikes: 1, retracted: true", "'retracted' of the event"),
        (
            "place: baghdad, strikes: 1",
            "country: iraq, strikes: 1",
            "'place' of the event '2018-04-06-baghdad' was baghdad in v1.0 and is gone",
        ),
    ],
)
def test_every_key_counts(project: Project, old: str, new: str, message: str) -> None:
    project.edit(REPORT, old, new)
    assert any(message in problem.message for problem in found(project))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("place: baghdad, strikes: 1", "strikes: 1,   place: 'baghdad'"),
        ("place: baghdad, strikes: 1", "place: baghdad, strikes: 1, note: A word more"),
        ("events:\n", "events:\n  - {id: 2018-04-06-late, place: baghdad, strikes: 1}\n"),
        ("actor: cjtf-oir\n", "# who\nactor: cjtf-oir\nnote: Read again\n"),
    ],
)
def test_formatting_notes_and_additions_are_no_edits(project: Project, old: str, new: str) -> None:
    project.edit(REPORT, old, new)
    assert found(project) == []


def test_a_note_that_was_published_is_not_rewritten(project: Project) -> None:
    project.edit(REPORT, "actor: cjtf-oir\n", "actor: cjtf-oir\nnote: Read again\n")
    Repository(project.root).release("v1.1")
    project.edit(REPORT, "note: Read again", "note: Read once")
    assert codes(project) == ["edited-published"]


def test_a_report_may_move_to_another_folder(project: Project) -> None:
    target = project.root / "data/events/moved/2018-04-06-cjtf-oir.yml"
    target.parent.mkdir()
    (project.root / REPORT).rename(target)
    assert found(project) == []


def test_a_published_id_never_vanishes(project: Project) -> None:
    text = project.read(REPORT)
    line = next(line for line in text.splitlines(keepends=True) if "2018-04-06-baghdad" in line)
    project.write(REPORT, text.replace(line, ""))
    (problem,) = found(project)
    assert problem.code == "vanished-id"
    assert "event: 2018-04-06-baghdad, key: retracted, now: true" in str(problem.help)
    (project.root / REPORT).unlink()
    (problem,) = found(project)
    assert (problem.code, problem.spot and problem.spot.file) == ("vanished-id", REPORT)


def test_an_event_in_another_report_has_left_its_own(project: Project) -> None:
    text = project.read(REPORT)
    line = next(line for line in text.splitlines(keepends=True) if "2018-04-06-baghdad" in line)
    project.write(REPORT, text.replace(line, ""))
    project.write("data/events/2018/2018-05-01-cjtf-oir.yml", text.split("stated:")[0] + "events:\n" + line)
    (problem,) = found(project)
    assert problem.message.endswith("stands in data/events/2018/2018-05-01-cjtf-oir.yml now")


def test_a_total_that_is_taken_away_is_an_edit(project: Project) -> None:
    lines = project.read(REPORT).splitlines(keepends=True)
    last = next(line for line in lines if "country: syria" in line)
    project.write(REPORT, "".join(line for line in lines if line is not last))
    (problem,) = found(project)
    assert problem.message.startswith("'stated.3' of the report")


def test_only_the_newest_release_that_head_builds_upon_counts(project: Project) -> None:
    repository = Repository(project.root)
    repository.git("checkout", "--quiet", "-b", "aside")
    project.edit(REPORT, "place: baghdad, strikes: 1", "place: baghdad, strikes: 2")
    repository.release("v2.0")
    assert found(project) == []
    repository.git("checkout", "--quiet", "main")
    assert found(project) == []


def test_the_rule_waits_for_a_release_and_for_being_turned_on(tmp_path: Path) -> None:
    project = copy(SEED, tmp_path / "seed")
    repository = Repository.start(project.root)
    repository.release("v1.0")
    project.edit(REPORT, "place: baghdad, strikes: 1", "place: baghdad, strikes: 2")
    assert found(project) == []
    project.add(DATASET, "\npublished: {edits: free}\n")
    assert found(project) == []
    project.edit(DATASET, "{edits: free}", '{edits: need-correction, tags: "data-*"}')
    assert found(project) == []
    project.edit(DATASET, '"data-*"', '"v*"')
    assert codes(project) == ["edited-published"]


def test_without_git_or_history_a_warning_says_so_and_nothing_fails(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    project = copy(SEED, tmp_path / "seed")
    project.add(DATASET, RULE)
    (problem,) = found(project)
    assert (problem.code, problem.severity) == ("unchecked-published", "warning")
    assert load_site(project.root).warnings == (problem,)
    assert project.run("check") == 0
    told = capsys.readouterr()
    assert "warning[unchecked-published]" in told.err
    assert "All well" in told.out
    assert project.run("--format", "json", "check") == 0
    assert json.loads(capsys.readouterr().out)[0]["code"] == "unchecked-published"
    monkeypatch.setenv("PATH", "/nowhere")
    assert "git is not installed" in found(project)[0].message


def test_a_shallow_clone_says_what_to_fetch(project: Project, tmp_path: Path) -> None:
    Repository(project.root).commit()
    clone = tmp_path / "clone"
    Repository(project.root).git("clone", "--quiet", "--depth=1", "--no-tags", f"file://{project.root}", str(clone))
    (problem,) = check_published(clone)
    assert problem.code == "unchecked-published"
    assert "git fetch --unshallow --tags" in str(problem.help)


CORRECTION = (
    "baghdad-strikes: {on: 2018-05-01, event: 2018-04-06-baghdad, key: place, was: baghdad, now: bayji, why: Read again}\n"
)


def test_a_correction_is_the_way(project: Project) -> None:
    project.write("data/corrections.yml", CORRECTION)
    assert found(project) == []
    record = load_site(project.root).record
    (event,) = (event for event in record.reports["2018-04-06-cjtf-oir"].events if event.id == "2018-04-06-baghdad")
    assert event.places == ("bayji",)


def test_a_published_correction_stays(project: Project) -> None:
    project.write("data/corrections.yml", CORRECTION)
    Repository(project.root).release("v1.1")
    project.edit("data/corrections.yml", "Read again", "Read once more")
    assert found(project) == []
    project.edit("data/corrections.yml", "now: bayji", "now: qayyarah")
    (problem,) = found(project)
    assert problem.code == "edited-published"
    assert problem.spot is not None
    assert (problem.spot.file, problem.spot.line) == ("data/corrections.yml", 1)
    project.write("data/corrections.yml", CORRECTION.replace("baghdad-strikes", "another"))
    assert codes(project) == ["vanished-id"]
    (project.root / "data/corrections.yml").unlink()
    assert codes(project) == ["vanished-id"]


def test_check_and_build_fail_on_an_edit_together_with_all_else(project: Project, capsys: pytest.CaptureFixture[str]) -> None:
    project.edit(REPORT, "place: baghdad, strikes: 1", "place: baghdad, strikes: 2")
    assert project.run("check") == 1
    told = capsys.readouterr().err
    assert "error[edited-published]" in told
    assert "error[discrepancy]" in told
    project.edit(REPORT, "place: baghdad, strikes: 2", "place: bagdad, strikes: 2")
    assert project.run("check") == 1
    told = capsys.readouterr().err
    assert "error[edited-published]" in told
    assert "error[unknown-place]" in told


def test_what_a_seal_depends_on_changes_with_the_release(project: Project) -> None:
    before = state_of_published(project.root)
    Repository(project.root).release("v1.1")
    assert state_of_published(project.root) != before
    assert before[1] == ()


def test_a_report_that_was_broken_in_the_release_is_said(tmp_path: Path) -> None:
    project = copy(SEED, tmp_path / "seed")
    project.add(DATASET, RULE)
    whole = project.read(REPORT)
    project.write(REPORT, "source: [")
    Repository.start(project.root).release("v1.0")
    project.write(REPORT, whole)
    (problem,) = found(project)
    assert (problem.code, problem.severity) == ("unchecked-published", "warning")
    assert load_record(project.root).dataset.published is not None


def test_words_that_an_article_never_said_cannot_be_corrected(project: Project) -> None:
    project.edit("content/articles/a-week.md", "The coalition reported", "The coalition announced")
    entry = (
        "words:\n  on: 2018-05-01\n  article: articles/a-week\n  was: The coalition {}\n"
        "  now: The coalition announced\n  why: It did.\n"
    )
    project.write("data/corrections.yml", entry.format("reported"))
    assert codes(project) == []
    project.write("data/corrections.yml", entry.format("invented"))
    (problem,) = found(project)
    assert problem.code == "unsaid-words"
    assert problem.message == "'The coalition invented' did not stand in the article as v1.0 published it"
    assert problem.spot is not None
    assert (problem.spot.file, problem.spot.line) == ("data/corrections.yml", 4)


def test_an_article_that_no_release_held_was_not_published_by_it(project: Project) -> None:
    project.write("content/articles/new.md", project.read("content/articles/a-week.md"))
    entry = "words: {on: 2018-05-01, article: articles/new, was: Whatever it was., why: It did.}\n"
    project.write("data/corrections.yml", entry)
    assert codes(project) == []
