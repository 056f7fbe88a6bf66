"""The command line: what it says, what it gives back, and that nothing but a bug of ours shows a traceback."""

from __future__ import annotations

import contextlib
import errno
import json
import os
import pkgutil
import socket
import sys
from pathlib import Path

import click
import pytest

from dateline import __version__, cli
from dateline.cli import group, main
from dateline.load import files, lines, load_record, schemas
from tests.projects import ARTICLE, BUILD, REPORT, ROOT, SEED, TYPED, Project, copy, difference, tree

Output = pytest.CaptureFixture[str]


@pytest.fixture
def fresh(tmp_path: Path) -> Project:
    """The seed project as it is in the repository, never built."""
    return copy(SEED, tmp_path / "project")


def test_build_is_what_it_does_when_nothing_is_said(seed: Project, capfd: Output) -> None:
    assert seed.run() == 0
    assert seed.run("build", "--anew") == 0
    assert seed.run("build") == 0
    out, err = capfd.readouterr()
    assert [line.partition(" in ")[0] for line in out.splitlines()] == [
        *["Built 22 pages into site/"] * 2,
        "Nothing changed: site/ is what a build would give.",
    ]
    assert err == ""


def test_check_counts_and_writes_no_site(fresh: Project, capfd: Output) -> None:
    before = tree(fresh.root)
    assert fresh.run("check") == 0
    assert capfd.readouterr() == ("All well: 1 reports, 4 events, 3 pages.\n", "")
    assert {name: content for name, content in tree(fresh.root).items() if not name.startswith(".cache/")} == before


def test_check_draws_nothing(fresh: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    def draw(*_: object, **__: object) -> None:
        raise AssertionError

    monkeypatch.setattr("dateline.figure.renderer.render", draw)
    monkeypatch.setattr("dateline.figure.artist.render", draw)
    assert fresh.run("check") == 0
    fresh.edit(ARTICLE, "chart | weekly", "chart | weekly\n    from: 2018-13-01")
    assert fresh.run("check") == 1


def test_check_finds_what_a_build_finds(seed: Project, capfd: Output) -> None:
    before = seed.files()
    seed.add(ARTICLE, TYPED)
    seed.edit("content/index.md", "description: ", "description: '{{ nought() }}'\nkicker: ")
    assert seed.run("check") == 1
    checked = capfd.readouterr()
    assert seed.run() == 1
    assert capfd.readouterr() == checked
    assert checked.err.endswith("\n2 problems. Nothing was changed.\n")
    assert difference(seed.files(), before) == []


@pytest.mark.parametrize(("given", "shown"), [([], ""), (["--format", "json"], "[]\n"), (["--format=json"], "[]\n")])
def test_all_is_well_in_the_form_that_was_asked_for(seed: Project, capfd: Output, given: list[str], shown: str) -> None:
    for command in ("check", "build"):
        assert seed.run(*given, command) == 0
        out, err = capfd.readouterr()
        assert err == ""
        assert out == shown if shown else out.startswith(("All well", "Built"))


def test_problems_as_json(seed: Project, capfd: Output) -> None:
    seed.edit(REPORT, "qayyarah]", "qayarah]")
    assert seed.run("--format", "json", "check") == 1
    out, err = capfd.readouterr()
    assert err == ""
    warning, problem = json.loads(out)
    assert (warning["code"], warning["severity"], warning["file"]) == ("unchecked-pages", "warning", None)
    assert problem == {
        "code": "unknown-place",
        "severity": "error",
        "message": "no place 'qayarah' in data/places.yml",
        "help": "did you mean 'qayyarah'?",
        "file": REPORT,
        "line": 9,
        "column": 52,
        "length": 7,
    }


def test_problems_for_github(seed: Project, capfd: Output) -> None:
    seed.edit(REPORT, "qayyarah]", "qayarah]")
    assert seed.run("--format=github", "check") == 1
    place = f"title=unknown-place,file={REPORT},line=9,col=52"
    expected = f"::error {place}::no place 'qayarah' in data/places.yml%0Ahelp: did you mean 'qayyarah'?"
    out, err = capfd.readouterr()
    assert [line for line in out.splitlines() if line.startswith("::error")] == [expected]
    assert out.startswith("::warning title=unchecked-pages::")
    assert err == ""


@pytest.mark.parametrize("given", [["bild"], ["--formt", "json"], ["--format", "xml"], ["check", "now"], ["serve", "--address"]])
def test_a_line_that_cannot_be_understood(seed: Project, capfd: Output, given: list[str]) -> None:
    before = seed.files()
    assert seed.run(*given) == 2
    out, err = capfd.readouterr()
    assert out == ""
    assert "Error: " in err
    assert "Traceback" not in err
    assert difference(seed.files(), before) == []


def test_a_line_that_cannot_be_understood_is_said_to_programs(seed: Project, capfd: Output) -> None:
    assert seed.run("--format", "json", "bild") == 2
    out, err = capfd.readouterr()
    assert err == ""
    assert [problem["code"] for problem in json.loads(out)] == ["usage"]


def test_help_and_version(capfd: Output) -> None:
    assert main(["--help"]) == 0
    shown = capfd.readouterr().out
    assert all(f"  {name} " in shown for name in cli.dateline.all())
    assert all(main([name, "-h"]) == 0 for name in cli.dateline.all())
    capfd.readouterr()
    assert main(["--version"]) == 0
    assert capfd.readouterr().out == f"dateline, version {__version__}\n"


def test_every_module_of_commands_is_listed_with_its_own() -> None:
    """A command that is not in the list of its module cannot be called."""
    others = {"group", "running"}
    assert {module.name for module in pkgutil.iter_modules(cli.__path__)} - others == set(cli.FAMILIES)
    found = {name: command.callback.__module__ for name, command in cli.dateline.all().items() if command.callback}
    listed = {name: f"dateline.cli.{family}" for family, names in cli.FAMILIES.items() for name in names}
    assert found == listed
    assert set(cli.dateline.commands) == set(listed)


def test_a_build_imports_no_other_commands(seed: Project) -> None:
    code = "import sys; from dateline.cli import main; main([]); print(*sys.modules)"
    modules = seed.call(sys.executable, "-c", code).stdout.splitlines()[-1].split()
    found = {name for name in modules if name.startswith("dateline.cli.")}
    assert found == {f"dateline.cli.{name}" for name in ("group", "making", "running")}


def test_a_command_that_is_nearly_one_is_named(capfd: Output) -> None:
    assert main(["chekc"]) == 2
    assert "Did you mean 'check'?" in capfd.readouterr().err


def serve(project: Project, address: str) -> tuple[int, str]:
    """The exit code and the words of a server that cannot start: in a process of its own, since MkDocs leaves its socket open."""
    result = project.call(*BUILD, "serve", "--address", address)
    assert "Traceback" not in result.stderr
    return result.returncode, result.stderr


def test_an_address_that_is_none(seed: Project) -> None:
    code, said = serve(seed, "nowhere")
    assert code == 2
    assert "mkdocs.yml: error[config]: dev_addr: " in said


def test_an_address_that_is_taken(seed: Project) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        address = f"127.0.0.1:{taken.getsockname()[1]}"
        code, said = serve(seed, address)
    assert code == 3
    assert f"error[address]: cannot serve at {address}: " in said


def test_serving_what_is_wrong_from_the_start(seed: Project) -> None:
    seed.add(ARTICLE, TYPED)
    code, said = serve(seed, "127.0.0.1:0")
    assert code == 1
    assert f"{ARTICLE}:22:6: error[typed-figure]" in said


def test_serving_without_a_place_for_what_is_temporary(seed: Project, capfd: Output, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr("tempfile.TemporaryDirectory", refuse)
    assert seed.run("serve", "--address", "127.0.0.1:0") == 3
    assert "error[disk]: no temporary folder can be made: No space left on device" in capfd.readouterr().err


@pytest.mark.parametrize("command", ["build", "check", "serve", "schema"])
def test_a_folder_that_is_no_project(tmp_path: Path, capfd: Output, command: str) -> None:
    with contextlib.chdir(tmp_path):
        assert main([command]) in {1, 2}
    err = capfd.readouterr().err
    assert "error[" in err
    assert "Traceback" not in err
    assert {path.name for path in tmp_path.iterdir()} <= {".cache"}, "nothing is made in somebody's folder"


def test_a_bug_says_that_it_is_one(seed: Project, capfd: Output, monkeypatch: pytest.MonkeyPatch) -> None:
    def stumble(*_: object, **__: object) -> None:
        message = "never thought of that"
        raise RuntimeError(message)

    before = seed.files()
    monkeypatch.setattr("dateline.plugin.plugin.verify", stumble)
    assert seed.run() == 70
    err = capfd.readouterr().err
    assert "never thought of that" in err
    assert "This is a mistake of Dateline's own" in err
    assert difference(seed.files(), before) == []


@pytest.mark.parametrize("stop", [KeyboardInterrupt, click.Abort, BrokenPipeError])
def test_an_interruption(seed: Project, capfd: Output, monkeypatch: pytest.MonkeyPatch, stop: type[BaseException]) -> None:
    def interrupt(*_: object, **__: object) -> None:
        raise stop

    before = seed.files()
    monkeypatch.setattr("dateline.plugin.plugin.verify", interrupt)
    assert seed.run() == 130
    assert "Traceback" not in capfd.readouterr().err
    assert difference(seed.files(), before) == []
    monkeypatch.undo()
    assert seed.run() == 0


def test_schema_writes_what_editors_check_with(fresh: Project, capfd: Output) -> None:
    assert fresh.run("schema") == 0
    written = {path.name: path.read_text(encoding="utf-8") for path in (fresh.root / "data/schemas").iterdir()}
    assert written == dict(schemas(load_record(fresh.root)))
    assert len(written) >= 5
    assert all(json.loads(text)["$schema"].startswith("https://json-schema.org/") for text in written.values())
    assert sorted(capfd.readouterr().out.splitlines()) == sorted(f"Wrote data/schemas/{name}." for name in written)


def test_schema_on_a_disk_that_refuses(fresh: Project, capfd: Output, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise OSError(errno.EROFS, "Read-only file system", "data/schemas")

    monkeypatch.setattr(Path, "write_text", refuse)
    assert fresh.run("schema") == 3
    err = capfd.readouterr().err
    assert "error[disk]: the system refuses: Read-only file system (data/schemas)" in err
    assert "Traceback" not in err


def test_the_committed_schemas_are_current() -> None:
    folder = ROOT / "data" / "schemas"
    committed = {path.name: path.read_text(encoding="utf-8") for path in folder.iterdir()}
    assert committed == dict(schemas(load_record(ROOT))), "run `python build.py schema`"


def test_the_progress_of_long_work_is_for_terminals_only(seed: Project) -> None:
    result = seed.call(*BUILD, "check")
    assert (result.returncode, result.stderr) == (0, "")
    assert "\x1b" not in result.stdout


def test_progress_is_shown_to_who_watches(monkeypatch: pytest.MonkeyPatch, capfd: Output) -> None:
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.setenv("TERM", "xterm")
    with group.progress("Building") as say:
        say("a page with [markup] in its name\nand a second line")
    assert group._first_line("[red]x\ny") == "(red)x"
    assert "Building" in capfd.readouterr().err


def test_the_form_may_stand_after_the_command(seed: Project, capfd: Output) -> None:
    assert seed.run("check", "--format", "json") == 0
    assert json.loads(capfd.readouterr().out) == []
    seed.add(ARTICLE, TYPED)
    assert seed.run("check", "--format", "json") == 1
    assert [problem["code"] for problem in json.loads(capfd.readouterr().out)] == ["typed-figure"]


def test_a_record_that_cannot_be_read_says_that_the_pages_were_not_checked(seed: Project, capfd: Output) -> None:
    seed.edit(REPORT, "place: baghdad", "place: bagdad")
    seed.add(ARTICLE, TYPED)
    assert seed.run("check") == 1
    said = capfd.readouterr().err
    assert "error[unknown-place]" in said
    assert "warning[unchecked-pages]" in said


def test_a_typed_figure_in_a_kicker_or_a_tag_is_seen(seed: Project, capfd: Output) -> None:
    seed.edit(ARTICLE, "authors: [desk]", 'authors: [desk]\nkicker: 41 strikes\ntags: ["9 vehicles"]')
    assert seed.run("check") == 1
    said = capfd.readouterr().err
    assert "'41 strikes' is a figure typed by hand" in said
    assert "'9 vehicles' is a figure typed by hand" in said


def test_a_file_is_not_read_again_for_each_of_its_problems(
    fresh: Project, capfd: Output, monkeypatch: pytest.MonkeyPatch
) -> None:
    fresh.add(ARTICLE, TYPED * 30)
    bytes_of, read = files.read_bytes, list[str]()

    def counted(root: Path, path: Path, file: str) -> bytes:
        read.append(file)
        return bytes_of(root, path, file)

    monkeypatch.setattr(lines, "read_bytes", counted)
    assert fresh.run("check") == 1
    assert capfd.readouterr().err.count(TYPED) == 30
    assert read.count(ARTICLE) == 2, "once to check it, once to show it"
