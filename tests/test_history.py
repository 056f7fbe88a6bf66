"""What git knows of a project: revisions, tags, files, and what stands in the way of knowing."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from dateline.errors import ConfigurationError, DatelineError, EnvironmentProblem, Problem
from dateline.history import Blob, History, Release
from tests.repositories import Repository


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    made = Repository.start(tmp_path / "project")
    made.write("mkdocs.yml", "site_name: One\n")
    made.write("data/events/2018/a.yml", "period: 2018-04-01\n")
    made.write("content/index.md", "# Home\n")
    made.write("README.md", "not a part of the site\n")
    return made


def problem(error: pytest.ExceptionInfo[DatelineError]) -> Problem:
    (found,) = error.value.problems
    return found


def exported(repository: Repository, revision: str, folder: Path) -> dict[str, str]:
    history = History.of(repository.root)
    folder.mkdir()
    history.export(history.commit(revision), folder)
    return {path.relative_to(folder).as_posix(): path.read_text() for path in sorted(folder.rglob("*")) if path.is_file()}


def test_a_project_is_written_as_it_was(repository: Repository, tmp_path: Path) -> None:
    repository.commit()
    repository.write("content/index.md", "# Now\n")
    repository.write("content/new.md", "# New\n")
    repository.commit()
    expected = {
        "content/index.md": "# Home\n",
        "data/events/2018/a.yml": "period: 2018-04-01\n",
        "mkdocs.yml": "site_name: One\n",
    }
    assert exported(repository, "HEAD~1", tmp_path / "old") == expected
    assert exported(repository, "main", tmp_path / "new")["content/index.md"] == "# Now\n"


def test_attributes_and_filters_of_the_repository_change_nothing(repository: Repository, tmp_path: Path) -> None:
    repository.write(".gitattributes", "data/** export-ignore filter=loud\ncontent/** export-subst\n")
    repository.write("content/index.md", "$Format:%H$\n")
    repository.commit()
    repository.git("config", "filter.loud.smudge", "echo loud")
    found = exported(repository, "HEAD", tmp_path / "old")
    assert found["content/index.md"] == "$Format:%H$\n"
    assert found["data/events/2018/a.yml"] == "period: 2018-04-01\n"


def test_links_are_left_out(repository: Repository, tmp_path: Path) -> None:
    (repository.root / "data" / "outside.yml").symlink_to("/etc/passwd")
    repository.commit()
    assert "data/outside.yml" not in exported(repository, "HEAD", tmp_path / "old")


def test_a_project_may_lie_within_a_larger_repository(tmp_path: Path) -> None:
    repository = Repository.start(tmp_path / "all")
    repository.write("sites/war/mkdocs.yml", "site_name: War\n")
    repository.write("sites/war/data/ä b.yml", "a: 1\n")
    repository.write("data/other.yml", "b: 2\n")
    commit = repository.commit()
    history = History.of(repository.root / "sites" / "war")
    assert [blob.path for blob in history.files(commit)] == ["data/ä b.yml", "mkdocs.yml"]
    assert dict(history.contents(history.files(commit, "data"))) == {"data/ä b.yml": b"a: 1\n"}


def test_binary_and_empty_files_come_back_as_they_were(repository: Repository) -> None:
    content = bytes(range(256)) + b"\n\n"
    (repository.root / "data" / "photo.bin").write_bytes(content)
    (repository.root / "data" / "empty.txt").write_bytes(b"")
    history = History.of(repository.root)
    found = dict(history.contents(history.files(repository.commit(), "data")))
    assert found["data/photo.bin"] == content
    assert found["data/empty.txt"] == b""


@pytest.mark.parametrize("annotated", [True, False])
def test_releases_are_those_that_head_builds_upon_the_newest_first(repository: Repository, *, annotated: bool) -> None:
    first = repository.release("v1.0", annotated=annotated)
    repository.release("draft-2", annotated=annotated)
    second = repository.release("v1.10", annotated=annotated)
    repository.git("checkout", "--quiet", "-b", "aside")
    repository.release("v3.0", annotated=annotated)
    repository.git("checkout", "--quiet", "main")
    assert History.of(repository.root).releases("v*") == (Release("v1.10", second), Release("v1.0", first))
    assert History.of(repository.root).releases("w*") == ()


def test_before_the_first_commit_there_is_no_release(tmp_path: Path) -> None:
    assert History.of(Repository.start(tmp_path / "empty").root).releases("v*") == ()


def test_an_unknown_revision_says_what_may_be_meant(repository: Repository) -> None:
    repository.release("v1.0")
    with pytest.raises(ConfigurationError) as error:
        History.of(repository.root).commit("mian")
    assert problem(error).code == "unknown-revision"
    assert problem(error).help == "did you mean 'main'?"


@pytest.mark.parametrize("revision", ["", "--output=/tmp/x", "HEAD:mkdocs.yml", "a\nb", "HEAD..HEAD~1", "^HEAD", "HEAD\0"])
def test_what_is_no_commit_is_refused(repository: Repository, revision: str) -> None:
    repository.commit()
    with pytest.raises(ConfigurationError) as error:
        History.of(repository.root).commit(revision)
    assert problem(error).code == "unknown-revision"


def test_a_shallow_clone_says_how_to_get_the_rest(repository: Repository, tmp_path: Path) -> None:
    repository.commit()
    old = repository.git("rev-parse", "HEAD").strip()
    repository.commit()
    clone = tmp_path / "clone"
    repository.git("clone", "--quiet", "--depth=1", f"file://{repository.root}", str(clone))
    history = History.of(clone)
    assert history.is_shallow
    with pytest.raises(ConfigurationError) as error:
        history.commit(old)
    assert "git fetch --unshallow" in str(problem(error).help)


def test_without_a_repository_there_is_no_history(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError) as error:
        History.of(tmp_path)
    assert problem(error).code == "no-history"


def test_without_git_there_is_a_way_out(repository: Repository, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "/nowhere")
    with pytest.raises(EnvironmentProblem) as error:
        History.of(repository.root)
    assert problem(error).code == "no-git"
    assert "install git" in str(problem(error).help)


def test_the_variables_of_a_hook_do_not_mislead(repository: Repository, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    commit = repository.commit()
    monkeypatch.setenv("GIT_DIR", str(tmp_path / "nowhere"))
    monkeypatch.setenv("GIT_INDEX_FILE", str(tmp_path / "index"))
    assert History.of(repository.root).commit("HEAD") == commit


def test_what_a_repository_would_run_is_not_run(repository: Repository, tmp_path: Path) -> None:
    flag = tmp_path / "ran"
    repository.git("config", "core.fsmonitor", f"touch {flag}")
    repository.git("config", "core.pager", f"touch {flag}")
    history = History.of(repository.root)
    assert history.files(repository.commit())
    os.utime(repository.root)
    flag.unlink(missing_ok=True)  # git itself ran it as it committed
    assert list(history.contents(history.files(history.commit("HEAD"))))
    assert not flag.exists()


def test_a_command_that_would_run_something_does_not(repository: Repository, tmp_path: Path) -> None:
    """None that is used here asks for the state of the files; were one to, what the settings name would not be run for it."""
    flag = tmp_path / "ran"
    repository.commit()
    repository.git("config", "core.fsmonitor", f"touch {flag}")
    assert History(repository.root).try_run("status", "--short") == ""
    assert not flag.exists()


def test_settings_of_the_user_are_not_read(repository: Repository, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / ".gitconfig").write_text("[core]\n\tpager = touch ran\n", encoding="utf-8")
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.delenv("XDG_CONFIG_HOME", raising=False)
    assert History(repository.root).try_run("config", "--get", "core.pager") is None


def test_what_a_partial_clone_lacks_is_not_fetched(repository: Repository, tmp_path: Path) -> None:
    repository.commit()
    repository.git("config", "uploadpack.allowFilter", "true")
    clone = tmp_path / "clone"
    repository.git("clone", "--quiet", "--no-checkout", "--filter=blob:none", repository.root.as_uri(), str(clone))
    history = History.of(clone)
    with pytest.raises(EnvironmentProblem) as error:
        list(history.contents(history.files(history.commit("HEAD"))))
    assert problem(error).code in {"history-incomplete", "git-failed"}
    assert Repository(clone).git("count-objects", "-v").startswith("count: 0\n"), "nothing came"


def test_paths_that_mean_something_else_elsewhere_are_left_out(repository: Repository) -> None:
    repository.write("data/events/c:a.yml", "x: y\n")
    repository.write("data/events/..\\b.yml", "x: y\n")
    commit = repository.commit()
    found = [blob.path for blob in History(repository.root).files(commit, "data")]
    assert found == ["data/events/2018/a.yml"]


def test_a_file_that_git_has_lost_is_said(repository: Repository) -> None:
    repository.commit()
    with pytest.raises(EnvironmentProblem) as error:
        list(History.of(repository.root).contents([Blob("data/a.yml", "0" * 40)]))
    assert problem(error).code == "history-incomplete"
