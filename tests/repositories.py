"""Git repositories for tests, made in folders of their own with a fixed author and clock."""

from __future__ import annotations

import itertools
import os
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

GIT = shutil.which("git")
assert GIT, "the tests of the history need git: install it (apt-get install git, or https://git-scm.com/downloads)"
EPOCH = 1_546_300_800
"""The first minute of 2019."""
_MINUTES = itertools.count()


@dataclass
class Repository:
    """A repository in `root`; each commit is a minute later than the one before it."""

    root: Path

    @classmethod
    def start(cls, root: Path) -> Repository:
        root.mkdir(parents=True, exist_ok=True)
        repository = cls(root)
        repository.git("init", "--quiet", "--initial-branch=main")
        return repository

    def git(self, *arguments: str) -> str:
        day = f"{EPOCH + 60 * next(_MINUTES)} +0000"
        who = {f"GIT_{role}_{key}": value for role in ("AUTHOR", "COMMITTER") for key, value in (("NAME", "Desk"), ("DATE", day))}
        who |= {"GIT_AUTHOR_EMAIL": "desk@example.org", "GIT_COMMITTER_EMAIL": "desk@example.org"}
        alone = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}
        kept = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
        command = [str(GIT), "-C", str(self.root), *arguments]
        done = subprocess.run(command, capture_output=True, text=True, check=False, env=kept | who | alone, timeout=60)
        assert done.returncode == 0, done.stderr
        return done.stdout

    def write(self, name: str, text: str) -> None:
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")

    def commit(self, message: str = "Change") -> str:
        """Commit all that is there; gives the commit."""
        self.git("add", "--all")
        self.git("commit", "--quiet", "--allow-empty", "--message", message)
        return self.git("rev-parse", "HEAD").strip()

    def release(self, tag: str, *, annotated: bool = True) -> str:
        """Commit all that is there and tag it; gives the commit."""
        commit = self.commit(tag)
        self.git("tag", *(("--annotate", "--message", tag) if annotated else ()), tag)
        return commit
