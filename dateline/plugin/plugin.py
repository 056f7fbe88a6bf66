"""The events of MkDocs, each a call or two into what works without MkDocs."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any, Literal

from jinja2 import Environment
from mkdocs.config.base import Config
from mkdocs.config.config_options import Type
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort
from mkdocs.livereload import LiveReloadServer
from mkdocs.plugins import BasePlugin, event_priority
from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page

from dateline.errors import ContentError, DatelineError, format_text
from dateline.gate import verify
from dateline.load import read_line
from dateline.plugin import pages
from dateline.plugin.notices import Notices
from dateline.plugin.preview import Preview
from dateline.press import Press
from dateline.publish import Workplace, open_workplace
from dateline.site import load_site


class DatelineConfig(Config):
    """The plugin's options in mkdocs.yml."""

    workers = Type(int, default=0)
    """How many processes draw; 0: one for each core."""


class Stopped(Abort):
    """The build stops for problems that were shown; `error` holds them for callers of our own."""

    def __init__(self, error: DatelineError, root: Path) -> None:
        self.error = error
        super().__init__(f"\n{format_text(error.problems, read_line(root))}\n")


class DatelinePlugin(BasePlugin[DatelineConfig]):
    """Checks the record and the prose, draws the figures, and puts the finished site in the place of the old one."""

    def __init__(self) -> None:
        self._serving = False
        self._notices = Notices()
        self._press: Press | None = None
        self._workplace: Workplace | None = None
        self._view: pages.View | None = None
        self._root = Path()

    @property
    def press(self) -> Press:
        """The build that is under way."""
        assert self._press is not None, "MkDocs calls on_config first"
        return self._press

    def on_startup(self, *, command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:
        self._serving = command == "serve"

    @event_priority(100)
    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        self._abandon()
        self._notices.attach()
        try:
            self._root = pages.project_root(config)
            self._press = Press.start(load_site(self._root), workers=self._workers())
            self._workplace = open_workplace(Path(config.site_dir))
        except DatelineError as error:
            raise Stopped(error, self._root) from None
        config.site_dir = str(self._workplace.staging)
        pages.complete(config, self._root, self.press.current)
        return config

    def _workers(self) -> int:
        # A preview draws one or two figures at a time, in this process, which stays warm between builds.
        return 0 if self._serving else self.config.workers or os.cpu_count() or 1

    def on_page_markdown(self, markdown: str, *, page: Page, config: MkDocsConfig, files: Files) -> str:
        if page.file.src_uri not in self.press.sheets:
            return markdown
        sheet = self.press.turn_to(page.file.src_uri)
        pages.apply(page, sheet)
        return sheet.article.body

    @event_priority(-100)
    def on_env(self, env: Environment, *, config: MkDocsConfig, files: Files) -> Environment:
        try:
            self.press.check(self._notices.problems)
        except ContentError as error:
            raise Stopped(error, self._root) from None
        self._view = env.globals["dateline"] = pages.view(self.press, files)
        return env

    @event_priority(-100)
    def on_post_page(self, output: str, *, page: Page, config: MkDocsConfig) -> str:
        return self.press.finish(output, pages.way_to_root(page.url))

    @event_priority(-100)
    def on_post_build(self, *, config: MkDocsConfig) -> None:
        assert self._workplace is not None, "MkDocs calls on_config first"
        assert self._view is not None, "MkDocs calls on_env before it builds pages"
        try:
            self.press.write(Path(config.site_dir), pages.feed_of(config, self.press), pages.feed_entries(config, self._view))
            problems = [*verify(Path(config.site_dir), pages.site_path(config)), *self._notices.problems]
            if problems:
                raise ContentError(problems)
            self._workplace.publish()
        except DatelineError as error:
            raise Stopped(error, self._root) from None
        self._abandon()

    def on_build_error(self, *, error: Exception) -> None:
        self._abandon()

    def on_serve(self, server: LiveReloadServer, *, config: MkDocsConfig, builder: Any) -> LiveReloadServer:
        Preview(self._root, Stopped).attach(server)
        return server

    def on_shutdown(self) -> None:
        self._abandon()

    def _abandon(self) -> None:
        """Take away what a build holds: processes, the staging folder, the lock."""
        self._notices.detach()
        if self._press is not None:
            self._press.close()
        if self._workplace is not None:
            self._workplace.close()
        self._press = self._workplace = self._view = None
