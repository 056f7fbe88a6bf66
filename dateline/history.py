"""What git knows of a project: its revisions, its release tags, its files as they were. The one module that runs git.

Here belongs reading a history, never changing one. Git is started without a shell, without the user's settings, hooks and
networks, and only with commands that look: what stands in a repository's own settings is not run. Files are read as they
were committed (no filters, no attributes of an archive), and links and submodules among them are left out.
"""

from __future__ import annotations

import functools
import os
import re
import subprocess
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from dateline.errors import ConfigurationError, EnvironmentProblem, Problem, did_you_mean

SECONDS = 60
"""How long git may take to answer."""
PARTS = ("mkdocs.yml", "data", "content", "charts", "templates")
"""What of a project its pages are made from."""
FETCH = "git fetch --unshallow --tags"
"""What brings the whole history of a shallow clone."""
_COMMIT = re.compile(r"[0-9a-f]{40}(?:[0-9a-f]{24})?")
_REGULAR = ("100644", "100755")
_SETTINGS = (
    *("-c", "safe.directory=*"),  # only settings of the command line and the user may say so, and the user's are not read
    *("-c", "core.fsmonitor=false", "-c", "core.hooksPath=/dev/null", "-c", "core.quotePath=false"),
    *("-c", "protocol.allow=never"),  # a partial clone would fetch what it lacks
)


@dataclass(frozen=True, slots=True)
class Release:
    """A release tag and the commit that it stands on."""

    tag: str
    commit: str


@dataclass(frozen=True, slots=True)
class Blob:
    """A file of a revision: its path relative to the project, and the id of what it holds."""

    path: str
    id: str


@dataclass(frozen=True)
class History:
    """The history of the project in `root`, which may be a folder of a larger repository."""

    root: Path

    @classmethod
    def of(cls, root: Path) -> History:
        """The history of a project. Raises EnvironmentProblem without git, ConfigurationError where there is none."""
        history = cls(root)
        if history.try_run("rev-parse", "--git-dir") is None:
            message = "this project is not in a git repository, so there is no history to look at"
            raise ConfigurationError(Problem("no-history", message, None, "run this in a clone of the project: git clone ..."))
        return history

    def commit(self, revision: str) -> str:
        """The commit that a branch, a tag, a commit or an expression such as `HEAD~1` names. Raises ConfigurationError."""
        if revision and not revision.startswith("-") and not any(ord(sign) < 32 for sign in revision):
            found = self.try_run("rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}")
            if found and _COMMIT.fullmatch(found.strip()):
                return found.strip()
        help_ = did_you_mean(revision, self._names())
        if self.is_shallow:
            help_ = f"this clone holds only the newest commits; get the others: {FETCH}"
        message = f"no branch, tag or commit '{revision}' in this repository"
        raise ConfigurationError(Problem("unknown-revision", message, None, help_))

    def _names(self) -> list[str]:
        listed = self.try_run("for-each-ref", "--format=%(refname:strip=2)", "refs/heads", "refs/tags", "refs/remotes")
        return [name for name in (listed or "").splitlines() if name]

    @functools.cached_property
    def is_shallow(self) -> bool:
        """Whether this clone lacks the beginning of the history."""
        return (self.try_run("rev-parse", "--is-shallow-repository") or "").strip() == "true"

    def releases(self, pattern: str) -> tuple[Release, ...]:
        """The tags that match a pattern (`v*`) and that HEAD builds upon, the newest first; none before the first commit."""
        form = "--format=%(refname:strip=2)%00%(objectname)%00%(*objectname)"
        order = ("--sort=-version:refname", "--sort=-creatordate")  # git goes by the last first
        listed = self.try_run("for-each-ref", "--merged=HEAD", *order, form, f"refs/tags/{pattern}")
        rows = [line.split("\0") for line in (listed or "").splitlines()]
        return tuple(Release(tag, peeled or plain) for tag, plain, peeled in rows)

    def files(self, commit: str, *parts: str) -> tuple[Blob, ...]:
        """The regular files of a commit below `parts` (all that a project is made of), by path. Raises EnvironmentProblem."""
        wanted = parts or PARTS
        listed = self._run("ls-tree", "-r", "-z", commit, "--", *wanted)
        return tuple(sorted(_blobs(listed), key=lambda blob: blob.path))

    def contents(self, blobs: Iterable[Blob]) -> Iterator[tuple[str, bytes]]:
        """What some files hold, as (path, content). Raises EnvironmentProblem."""
        wanted = list(blobs)
        if not wanted:
            return
        asked = "".join(f"{blob.id}\n" for blob in wanted).encode()
        answer, position = self._output(("cat-file", "--batch"), asked), 0
        for blob in wanted:
            end = answer.find(b"\n", position)
            words = answer[position:end].split()
            if len(words) != 3 or words[1] != b"blob":
                message = f"git does not have the content of {blob.path}"
                raise EnvironmentProblem(Problem("history-incomplete", message, None, f"get it: {FETCH}"))
            size = int(words[2])
            yield blob.path, answer[end + 1 : end + 1 + size]
            position = end + 1 + size + 1

    def export(self, commit: str, folder: Path) -> None:
        """Write the project as it was at a commit into an empty folder. Raises EnvironmentProblem."""
        for path, content in self.contents(self.files(commit)):
            target = folder / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(content)

    def try_run(self, *arguments: str) -> str | None:
        """What git answers, None where it refuses. Raises EnvironmentProblem where there is no git or it takes too long."""
        done = self._call(arguments, b"")
        return done.stdout.decode("utf-8", "replace") if done.returncode == 0 else None

    def _run(self, *arguments: str) -> str:
        return self._output(arguments, b"").decode("utf-8", "surrogateescape")

    def _output(self, arguments: tuple[str, ...], given: bytes) -> bytes:
        done = self._call(arguments, given)
        if done.returncode != 0:
            said = done.stderr.decode("utf-8", "replace").strip().partition("\n")[0]
            message = f"git {arguments[0]} failed: {said or f'it ended with {done.returncode}'}"
            raise EnvironmentProblem(Problem("git-failed", message, None, "see whether `git fsck` finds the repository whole"))
        return done.stdout

    def _call(self, arguments: tuple[str, ...], given: bytes) -> subprocess.CompletedProcess[bytes]:
        command = ("git", "--no-pager", "--no-replace-objects", *_SETTINGS, "-C", str(self.root), *arguments)
        try:
            return subprocess.run(  # noqa: S603 - a list, no shell, and every argument is ours or behind --end-of-options
                command, input=given, capture_output=True, check=False, timeout=SECONDS, env=_environment()
            )
        except FileNotFoundError:
            message = "git is not installed, and only git knows the history of a project"
            raise EnvironmentProblem(Problem("no-git", message, None, "install git: https://git-scm.com/downloads")) from None
        except subprocess.TimeoutExpired:
            message = f"git {arguments[0]} did not answer within {SECONDS} seconds"
            raise EnvironmentProblem(
                Problem("git-failed", message, None, "see whether the disk or the repository is ill")
            ) from None
        except OSError as error:
            message = f"git cannot be started: {error.strerror or error}"
            raise EnvironmentProblem(Problem("no-git", message, None, "see whether `git --version` runs")) from None


def _environment() -> dict[str, str]:
    """Without the variables of a hook that we may run in, and without the user's settings."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    own = {
        "GIT_CONFIG_NOSYSTEM": "1",
        "GIT_CONFIG_GLOBAL": os.devnull,
        "GIT_OPTIONAL_LOCKS": "0",
        "GIT_TERMINAL_PROMPT": "0",
        "GIT_NO_LAZY_FETCH": "1",
        "LC_ALL": "C",
    }
    return kept | own


def _blobs(listed: str) -> Iterator[Blob]:
    for line in listed.split("\0"):
        about, tab, path = line.partition("\t")
        mode, kind, name = about.split() if tab else ("", "", "")
        if kind == "blob" and mode in _REGULAR and _is_safe(path):
            yield Blob(path, name)


def _is_safe(path: str) -> bool:
    """Whether a path stays in the folder that it is written into, on any system."""
    parts = path.split("/")
    return not path.startswith("/") and not any(part in ("", ".", "..") or "\\" in part or ":" in part for part in parts)
