"""Building and serving through MkDocs for our own command line."""

from __future__ import annotations

import contextlib
import datetime as dt
import itertools
import logging
import re
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from mkdocs.commands.build import build
from mkdocs.commands.serve import serve
from mkdocs.config import load_config
from mkdocs.exceptions import MkDocsException

from dateline.errors import ConfigurationError, EnvironmentProblem, Problem, Spot
from dateline.hindsight import LeftOut
from dateline.load import empty_files, read_line, state_of_published
from dateline.load.files import link_problem
from dateline.markdown.html_rules import is_malformed
from dateline.plugin.notices import FindText, Notices, text_finder
from dateline.plugin.plugin import DatelinePlugin
from dateline.plugin.seal import Seal
from dateline.plugin.steady import moment_of
from dateline.plugin.stopping import Stopped

CONFIG = "mkdocs.yml"
_OPTION = re.compile(r"Config value '([^']*)': ([^\n]*)")
_ADDRESS = re.compile(r"(?P<option>\w+_ur[il]): *[\"']?(?P<address>[^\s\"']+)")
_YAML_PLACE = re.compile(r'in "[^"]*", line (\d+), column (\d+)')


@dataclass(frozen=True)
class Built:
    """The folder of a site, and whether it was built now or found to be what a build would give.

    `warnings`: what a person should know, and nothing failed because of.
    """

    site: Path
    now: bool
    warnings: tuple[Problem, ...] = ()


def build_site(root: Path, progress: Callable[[str], None], *, anew: bool = False) -> Built:
    """Build the site of the project in `root`, unless nothing changed since. Raises DatelineError, with all problems.

    `progress` is told what the build is at: one line for each page and stage. `anew`: build whatever there is.
    """
    began = moment_of(root)
    config = _config(root, "build")
    target = Path(config.site_dir)
    seal = Seal.of(config)
    if not anew and seal.holds():
        return Built(target, now=False, warnings=(*state_of_published(root)[1], *empty_files(root)))
    key, plugin = seal.key(), _plugin(config)
    plugin.announces, plugin.began, plugin.published = False, began, lambda: seal.set(key)
    try:
        _build(config, progress)
    finally:
        plugin.began = plugin.published = None  # MkDocs keeps one plugin for all builds of a process
    return Built(target, now=True, warnings=plugin.warnings)


def build_edition(root: Path, day: dt.date, target: Path, progress: Callable[[str], None]) -> tuple[LeftOut, ...]:
    """Build the site as it was known on a day into `target`; gives the pages that it lacks. Raises DatelineError."""
    config = _config(root, "build", site_dir=str(target))
    plugin = _plugin(config)
    plugin.announces, plugin.as_of = False, day
    try:
        _build(config, progress)
    finally:
        plugin.as_of = None  # see build_site
    return plugin.left_out


def _build(config: Any, progress: Callable[[str], None]) -> None:
    """Build. Raises DatelineError."""
    with _Listening(progress):
        try:
            build(config)
        except Stopped as stop:
            raise stop.error from None
        except MkDocsException as error:
            raise ConfigurationError(Problem("mkdocs", str(error), Spot(CONFIG))) from None
        finally:
            config.plugins.on_shutdown()


def rebuild_site(root: Path, target: Path, address: str | None, progress: Callable[[str], None]) -> None:
    """Build the site of the project in `root` once more, into `target`, to compare it with one that was built elsewhere.

    `address` is the site's, where it is not that of mkdocs.yml. Nothing is sealed. Raises DatelineError, with all problems.
    """
    options = {"site_dir": str(target), **({"site_url": address} if address else {})}
    _build(_config(root, "build", **options), progress)


def serve_site(root: Path, address: str | None = None) -> None:
    """Serve the project in `root` with live reload, until interrupted. Raises DatelineError if the first build fails."""
    options: dict[str, Any] = {"dev_addr": address} if address else {}
    host, port = _config(root, "serve", **options).dev_addr
    try:
        with _own_temporary_folder():
            serve(str(root / CONFIG), **options)
    except Stopped as stop:
        raise stop.error from None
    except (OSError, OverflowError) as error:
        message = f"cannot serve at {host}:{port}: {getattr(error, 'strerror', None) or error}"
        raise EnvironmentProblem(Problem("address", message, None, "free the address, or give another one: --address")) from None


@contextlib.contextmanager
def _own_temporary_folder() -> Iterator[None]:
    """One folder for all that is temporary, gone in the end. MkDocs leaves its own behind if it is interrupted early.

    Raises EnvironmentProblem.
    """
    try:
        folder = tempfile.TemporaryDirectory(prefix="dateline_", ignore_cleanup_errors=True)
    except OSError as error:
        message = f"no temporary folder can be made: {error.strerror or error}"
        problem = Problem("disk", message, None, "check the disk's space and permissions, or set TMPDIR")
        raise EnvironmentProblem(problem) from None
    before = tempfile.tempdir
    with folder as name:
        tempfile.tempdir = name
        try:
            yield
        finally:
            tempfile.tempdir = before


def _config(root: Path, command: str, **options: Any) -> Any:
    """MkDocs' configuration, with the plugins told what is coming. Raises ConfigurationError."""
    path = root / CONFIG
    if path.is_symlink():
        raise ConfigurationError(link_problem(root, path))
    if not path.is_file():
        raise ConfigurationError(
            Problem("no-config", f"there is no {CONFIG} here", Spot(CONFIG), "run this in a project's folder")
        )
    notices = Notices()
    notices.attach()
    try:
        config = load_config(str(path), **options)
    except (MkDocsException, OSError) as error:
        raise ConfigurationError(_config_problems(error, notices.messages, text_finder(read_line(root)))) from None
    except ValueError as error:  # MkDocs takes addresses apart, and raises what Python raises
        raise ConfigurationError(_address_problem(error, read_line(root))) from None
    finally:
        notices.detach()
    _plugin(config)
    if command == "build":
        config.plugins.on_startup(command="build", dirty=False)
    return config


def _plugin(config: Any) -> DatelinePlugin:
    """Our own plugin among those of a configuration. Raises ConfigurationError where it is not there."""
    found = next((plugin for plugin in config.plugins.values() if isinstance(plugin, DatelinePlugin)), None)
    if found is None:
        raise ConfigurationError(
            Problem("no-plugin", "mkdocs.yml does not use the plugin dateline", Spot(CONFIG), "add `dateline` to `plugins:`")
        )
    return found


def _config_problems(error: Exception, messages: list[str], find: FindText) -> list[Problem]:
    """What MkDocs said of mkdocs.yml, in its log or else in what it raised."""
    named = [found for found in map(_OPTION.match, messages) if found]
    if named:
        return [Problem("config", f"{found[1]}: {found[2].strip()}", find(CONFIG, f"{found[1]}:")) for found in named]
    lines = [line.strip() for line in str(error).splitlines() if not _YAML_PLACE.search(line)]
    place = _YAML_PLACE.findall(str(error))[-1:]
    return [Problem("config", " ".join(lines).strip(), Spot(CONFIG, *map(int, place[0])) if place else Spot(CONFIG))]


def _address_problem(error: ValueError, read: Callable[[str, int], str | None]) -> Problem:
    """An address of mkdocs.yml that cannot be taken apart; where it comes from a variable, the file as a whole."""
    for number in itertools.count(1):
        line = read(CONFIG, number)
        if line is None:
            break
        found = _ADDRESS.match(line)
        if found and is_malformed(found["address"]):
            spot = Spot(CONFIG, number, found.start("address") + 1, len(found["address"]))
            message = f"{found['option']}: '{found['address']}' is no address: its host or port cannot be read"
            return Problem("config", message, spot, "write it in full, such as https://example.org/")
    way_out = "look at its addresses, such as site_url, and at variables that they are taken from"
    return Problem("config", f"an address cannot be read: {error}", Spot(CONFIG), way_out)


class _Listening(logging.Handler):
    """Passes on what MkDocs says it is doing, and keeps its log lines from the terminal."""

    def __init__(self, progress: Callable[[str], None]) -> None:
        super().__init__(logging.DEBUG)
        self._progress = progress

    def emit(self, record: logging.LogRecord) -> None:
        if record.levelno <= logging.INFO:
            self._progress(record.getMessage())

    def __enter__(self) -> None:
        logger = logging.getLogger("mkdocs")
        logger.setLevel(logging.DEBUG)
        logger.propagate = False
        logger.addHandler(self)

    def __exit__(self, *_: object) -> None:
        logger = logging.getLogger("mkdocs")
        logger.removeHandler(self)
        logger.propagate = True
