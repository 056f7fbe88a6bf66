r"""The catalogue of bad input: files in, the command run, what a person is told out.

A case is one text file in cases/: a sentence, then sections, then `=== told` and what is printed, with the exit code. Sections:

    === PATH             the text of a file, put over the seed project
    === add PATH         a text put at the end of a file
    === edit PATH        a line that is taken out, `>>>`, what stands there instead
    === bytes PATH       a file written as in Python: `\xff\xfe`
    === link PATH        a link; the text is what it leads to
    === pipe PATH        a pipe
    === no PATH          a file or folder that is not there
    === variable NAME    a variable of the environment
    === command          other words than `check`, such as `build`

`python -m tests.hostile.cases` writes what is told anew; read the difference before it is committed.
"""

from __future__ import annotations

import contextlib
import io
import os
import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path

from tests.case_files import CaseFile
from tests.projects import SEED, Project, copy

CASES = Path(__file__).parent / "cases"
KINDS = ("chart", "configuration", "date", "environment", "file", "markdown", "reference", "table", "value", "yaml")
"""What the catalogue is about; the name of each case begins with one of them."""


class Case(CaseFile):
    def run(self, folder: Path, kept: Path | None = None) -> str:
        """What is printed for the seed project with the sections put over it, and the exit code.

        `kept`: a folder of figures that were drawn before, so that a build draws only what the case brings.
        """
        project = copy(SEED, folder / "project")
        if kept:
            shutil.copytree(kept, project.root / ".cache")
        command, variables = ["check"], {}
        for heading, text in self.sections:
            verb, _, name = heading.rpartition(" ")
            if name == "command":
                command = text.split()
            elif verb == "variable":
                variables[name] = text.rstrip("\n")
            else:
                put(project, verb, name, text)
        with environment(variables):
            code, printed = run(project, command)
        return f"{printed.replace(str(project.root), '.')}exit code {code}\n"


def put(project: Project, verb: str, name: str, text: str) -> None:
    """One section over a project."""
    path = project.root / name
    path.parent.mkdir(parents=True, exist_ok=True)
    if verb == "add":
        project.add(name, text)
    elif verb == "edit":
        old, new = text.split(">>>\n")
        project.edit(name, old, new)
    elif verb == "bytes":
        path.write_bytes(text.rstrip("\n").encode("ascii").decode("unicode_escape").encode("latin-1"))
    elif verb == "link":
        path.symlink_to(text.strip())
    elif verb == "pipe":
        os.mkfifo(path)
    elif verb == "no":
        shutil.rmtree(path) if path.is_dir() else path.unlink()
    else:
        assert not verb, f"no section '{verb}'"
        project.write(name, text)


def run(project: Project, command: list[str]) -> tuple[int, str]:
    """The exit code of a command of ours, run in this process, and all that it prints."""
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed), contextlib.redirect_stderr(printed):
        code = project.run(*command)
    return code, printed.getvalue()


@contextlib.contextmanager
def environment(variables: Mapping[str, str]) -> Iterator[None]:
    before = {name: os.environ.get(name) for name in variables}
    os.environ.update(variables)
    try:
        yield
    finally:
        for name, value in before.items():
            os.environ.pop(name) if value is None else os.environ.update({name: value})


if __name__ == "__main__":
    Case.write_all(CASES)
