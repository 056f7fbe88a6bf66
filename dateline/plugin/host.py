"""Building and serving through MkDocs for our own command line."""

from __future__ import annotations

import logging
from collections.abc import Callable
from pathlib import Path
from typing import Any

from mkdocs.commands.build import build
from mkdocs.commands.serve import serve
from mkdocs.config import load_config
from mkdocs.exceptions import ConfigurationError as MkDocsConfigurationError

from dateline.errors import ConfigurationError, Problem, Spot
from dateline.plugin.plugin import DatelinePlugin, Stopped

CONFIG = "mkdocs.yml"


def build_site(root: Path, progress: Callable[[str], None]) -> Path:
    """Build the site of the project in `root`; gives the folder it is in. Raises DatelineError, with all problems.

    `progress` is told what the build is at: one line for each page and stage.
    """
    config = _config(root, "build")
    target = Path(config.site_dir)
    with _Listening(progress):
        try:
            build(config)
        except Stopped as stop:
            raise stop.error from None
        finally:
            config.plugins.on_shutdown()
    return target


def serve_site(root: Path, address: str | None = None) -> None:
    """Serve the project in `root` with live reload, until interrupted. Raises DatelineError if the first build fails."""
    _config(root, "serve")
    options: dict[str, Any] = {"dev_addr": address} if address else {}
    try:
        serve(str(root / CONFIG), **options)
    except Stopped as stop:
        raise stop.error from None


def _config(root: Path, command: str) -> Any:
    """MkDocs' configuration, with the plugins told what is coming. Raises ConfigurationError."""
    path = root / CONFIG
    if not path.is_file():
        raise ConfigurationError(Problem("no-config", f"there is no {CONFIG} here", Spot(CONFIG), "run this in a project's folder"))
    try:
        config = load_config(str(path))
    except MkDocsConfigurationError as error:
        raise ConfigurationError(Problem("config", str(error).strip() or f"{CONFIG} cannot be used", Spot(CONFIG))) from None
    if not any(isinstance(plugin, DatelinePlugin) for plugin in config.plugins.values()):
        raise ConfigurationError(
            Problem("no-plugin", "mkdocs.yml does not use the plugin dateline", Spot(CONFIG), "add `dateline` to `plugins:`")
        )
    if command == "build":
        config.plugins.on_startup(command="build", dirty=False)
    return config


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


