"""The events of MkDocs, each a call or two into what works without MkDocs."""

from __future__ import annotations

import datetime as dt
import logging
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any, Literal, TypeVar

from mkdocs.config.base import Config
from mkdocs.config.config_options import ListOfItems, Type
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.livereload import LiveReloadServer
from mkdocs.plugins import BasePlugin, event_priority
from mkdocs.structure.files import Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page

from dateline import addresses
from dateline.errors import ConfigurationError, ContentError, DatelineError, EnvironmentProblem, Problem, format_text
from dateline.gate import verify
from dateline.hindsight import Hindsight, LeftOut
from dateline.load import read_line
from dateline.plugin import frames, pages
from dateline.plugin.build_date import NAME as BUILD_DATE
from dateline.plugin.build_date import build_date, check_variable
from dateline.plugin.guard import add_headers, policy_of
from dateline.plugin.kept import Making, Shelf, about_page
from dateline.plugin.late import check_last
from dateline.plugin.notices import Notices, text_finder
from dateline.plugin.preview import Preview
from dateline.plugin.quick import (
    Made,
    Stamp,
    build_edited,
    changed,
    edited,
    keep_search,
    made_of,
    names_in,
    release,
    renew,
    spread,
    stamps_of,
)
from dateline.plugin.steady import Moment, check_steady, moment_of
from dateline.plugin.stopping import Stopped, explained
from dateline.plugin.view import Asking, View
from dateline.press import Press, promised, write
from dateline.publish import Workplace, forget, is_ours
from dateline.render import CompiledOnce
from dateline.site import Site, load_site
from dateline.sums import NAME as SUMS
from dateline.sums import sums_of, sums_text

T = TypeVar("T")


class DatelineConfig(Config):  # type: ignore[no-untyped-call]
    """The plugin's options in mkdocs.yml."""

    workers = Type(int, default=0)
    """How many processes draw; 0: one for each core."""
    preview_names = ListOfItems(Type(str), default=[])
    """Names of hosts by which a preview may be asked, besides its own: a proxy may pass on the name that it was asked by."""


class DatelinePlugin(BasePlugin[DatelineConfig]):  # type: ignore[no-untyped-call]
    """Checks the record and the prose, draws the figures, and puts the finished site in the place of the old one."""

    def __init__(self) -> None:
        self._serving = False
        self._notices = Notices()
        self._press: Press | None = None
        self._workplace: Workplace | None = None
        self._view: View | None = None
        self._nav: Navigation | None = None
        self._frames: frames.Frames | None = None
        self._urls: dict[str, str] = {}
        self._root = Path()
        self._served: Path | None = None
        self._made: Made | None = None
        self._quick: Site | None = None
        self._stamps: tuple[Stamp, ...] = ()
        self._rewritten: set[str] = set()
        self._compiled = CompiledOnce()
        self.announces = True
        """Whether warnings go to the log; a command line of our own shows them itself."""
        self.warnings: tuple[Problem, ...] = ()
        self.as_of: dt.date | None = None
        """The day whose edition is made; None: the site of today."""
        self.left_out: tuple[LeftOut, ...] = ()
        self._making: Making | None = None
        self._shelf: Shelf | None = None
        self._moment: Moment = {}
        self._date = dt.datetime.fromtimestamp(0, dt.UTC)
        self.began: Moment | None = None
        """The state of the project before its configuration was read, from callers who know it."""
        self.published: Callable[[], None] | None = None
        """What a caller does with the finished site while no other build may touch it."""

    @property
    def press(self) -> Press:
        """The build that is under way."""
        return _under_way(self._press)

    def on_startup(self, *, command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:
        self._serving = command == "serve"

    @event_priority(100)
    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        self._abandon()
        self._moment = {}  # of a build before this one, in a process that makes several
        self._notices.attach()
        try:
            self._root = pages.project_root(config)
            self._check_options(config)
            self._check_last(config)
            check_variable()
            self._rewritten = set()
            self._moment = self.began or moment_of(self._root)
            if self._serving and not self._quick:
                self._stamps = stamps_of(self._root)
            self._press = Press.start(self._read(config), workers=self._workers())
            self._warn(self._press.site.warnings)
            self._check_ground()
            self._workplace = Workplace.at(Path(config.site_dir))
            self._workplace.open()
            if self._quick:
                spread(self._workplace.target, self._workplace.staging)
        except DatelineError as error:
            raise Stopped(error, self._root) from None
        self._served = self._workplace.target
        config.site_dir = str(self._workplace.staging)
        pages.complete(config, self._root, self.press.current)
        self.press.policy = policy_of(config)
        self._date = build_date(self._root, self.press.newest_day)
        return config

    def _check_options(self, config: MkDocsConfig) -> None:
        unknown = [*pages.check_options(config), *pages.check_options(self.config)]
        if unknown:
            raise ConfigurationError(unknown)

    def _check_last(self, config: MkDocsConfig) -> None:
        check_last(config, self.on_post_build, text_finder(read_line(self._root)))

    def _check_ground(self) -> None:
        """Raise EnvironmentProblem if what the site is made from, or the folder that it is made in, is not what it was."""
        if self._workplace is not None:
            self._workplace.check_there()
        if not self._serving:  # a preview sees the edit, and builds again
            check_steady(self._root, self._moment)

    def _read(self, config: MkDocsConfig) -> Site:
        """The site that is built: edited texts of a preview, all of today's, or what was known on a day."""
        if self._quick:
            return self._quick
        site = load_site(self._root)
        if self.as_of is None:
            self._shelf = Shelf(self._root)
            return site
        hindsight = Hindsight.of(site, self.as_of)
        self._making, self.left_out = Making.of(hindsight, config), hindsight.left_out
        return hindsight.site

    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        if self._making:
            self._making.leave_out(files)
        if self._quick and self._made:
            renew(files, changed(self._made, self._quick))
        return files

    def _warn(self, warnings: tuple[Problem, ...]) -> None:
        self.warnings = warnings
        if warnings and self.announces and not self._quick:
            logging.getLogger("dateline").warning(format_text(warnings, read_line(self._root)))

    def _workers(self) -> int:
        # A preview draws one or two figures at a time, in this process, which stays warm between builds.
        return 0 if self._serving else self.config.workers or os.cpu_count() or 1

    def _warned(self) -> list[Problem]:
        return self._notices.problems(text_finder(read_line(self._root)))

    def on_page_markdown(self, markdown: str, *, page: Page, config: MkDocsConfig, files: Files) -> str:
        name = page.file.src_uri
        pages.date(page, self.press.sheets.get(name), self.press.newest_day or self._date.date())
        if name not in self.press.sheets:
            self.press.turn_to_guest(name, markdown)
            return markdown
        sheet = self.press.turn_to(name)
        pages.apply(page, sheet)
        return sheet.article.body

    @event_priority(-100)
    def on_page_content(self, html: str, *, page: Page, config: MkDocsConfig, files: Files) -> str:
        self.press.outgoing.keep_text(page.file.src_uri, html, page.content or "")
        return html

    def on_nav(self, nav: Navigation, *, config: MkDocsConfig, files: Files) -> Navigation:
        self._nav = nav
        return nav

    @event_priority(-100)
    def on_env(self, env: Any, *, config: MkDocsConfig, files: Files) -> Any:
        if self._quick:
            pages.apply_all(files, self.press)
        more = [*pages.unread_pages(files, self.press), *pages.missing_templates(config, self.press)]
        more += frames.taken(self.press, files)
        try:
            self.press.check([*self._warned(), *more])
        except DatelineError as error:
            raise Stopped(error, self._root) from None
        env.bytecode_cache = self._compiled
        self._urls = {file.src_uri: file.url for file in files.documentation_pages()}
        self.press.place(pages.feed_of(config, self.press), self._urls, str(config.site_url))
        pages.date_corrected(files, self.press)
        keeps = bool(self._shelf and self._shelf.editions)
        self._view = env.globals["dateline"] = pages.view(self.press, files, editions=keeps)
        if not self._quick:
            self._frames = frames.frames_of(self.press, env, config, files, _under_way(self._nav), self._date)
        return env

    def on_page_context(self, context: Any, *, page: Page, config: MkDocsConfig, nav: Navigation) -> Any:
        asked = self.press.asked[page.file.src_uri] = {}
        return {**context, BUILD_DATE: self._date, "dateline": Asking(_under_way(self._view), asked)}

    def on_template_context(self, context: Any, *, template_name: str, config: MkDocsConfig) -> Any:
        return {**context, BUILD_DATE: self._date}

    def on_post_template(self, output: str, *, template_name: str, config: MkDocsConfig) -> str:
        if template_name != "sitemap.xml":
            return self.press.policy.put_into(output)
        keeps = self._shelf is not None and self._shelf.editions
        return frames.with_addresses(output, self.press, config, [addresses.EDITIONS] if keeps else [])

    @event_priority(-100)
    def on_post_page(self, output: str, *, page: Page, config: MkDocsConfig) -> str:
        _under_way(self._workplace).check_there()  # MkDocs would make its folders anew
        release(Path(page.file.abs_dest_path))
        self._rewritten.add(page.file.dest_uri)
        return self.press.finish(output, addresses.way_to_root(page.url))

    @event_priority(-100)
    def on_post_build(self, *, config: MkDocsConfig) -> None:
        workplace, tree = _under_way(self._workplace), Path(config.site_dir)
        try:
            workplace.check_there()
            self._check_last(config)  # a handler may have come since
            there = self._put_out(tree, config)
            apart = self._add_editions(tree, str(config.site_url), there)
            problems = [*self._looked_over(tree, config, apart), *self._warned(), *frames.replaced(there, self._root)]
            if problems:
                raise ContentError(problems)
            self._check_ground()
            workplace.publish()
            self.press.prune()
            if self.published:
                self.published()
            config.site_dir = str(workplace.target)  # where `mkdocs gh-deploy` looks for it
        except DatelineError as error:
            raise Stopped(error, self._root) from None
        self._made = made_of(self.press.site, self._stamps, config) if self._serving else None
        self._abandon()

    def _put_out(self, tree: Path, config: MkDocsConfig) -> list[str]:
        """Write what the site holds besides MkDocs' pages; gives the names that were taken."""
        shown, made = _under_way(self._view), _under_way(self._frames)
        if self._quick:
            evidence = self.press.take(self.press.proving.files(made.evidence))
            write((*self.press.figure_files(), *evidence), tree)
            write(self.press.outgoing.twins(self.press.sheets), tree)
            keep_search(_under_way(self._workplace).target, tree)
            return []
        there = write(self.press.files(pages.feed_of(config, self.press), pages.feed_entries(config, shown)), tree)
        there += write(self.press.outgoing.twins(pages.names(shown)), tree)
        outward = pages.outward(self.press, shown, self._urls)
        return there + frames.write_pages(self.press, made, pages.stories(shown), outward, tree)

    def _looked_over(self, tree: Path, config: MkDocsConfig, apart: dict[str, str]) -> list[Problem]:
        """What the gate says of the tree, which then has the sums of its files. `apart` are folders with sums of their own."""
        only = {*self._rewritten, *self.press.made} if self._quick else None
        # A preview is not for others to check: it renews single pages, and sums of all of them would be wrong at once. An
        # edition has its own list of files.
        sums = None
        if not (self._serving or self._making):
            add_headers(tree)
            sums = sums_text(sums_of(tree))
        kept, policy, told = self.press.site.kept, self.press.policy, promised(self.press)
        if self._making:
            told = self._making.promised(told)
        # An edition leads to pages of the site of today, which are not in it.
        home = pages.site_path(config) if self._making else str(config.site_url)
        problems = verify(tree, home, kept, only, sums, apart, policy=policy, promised=told)
        taken = [] if sums is None else write([(SUMS, sums)], tree)
        return [*problems, *frames.replaced(taken, self._root)]

    def _add_editions(self, tree: Path, site_url: str, there: list[str]) -> dict[str, str]:
        """The editions that the project keeps, put into the tree; or the tree made one. Gives the folders that are apart."""
        site = self.press.site
        if self._making:
            there += write(self.press.take([about_page(self._making, _under_way(self._frames).record, site_url)]), tree)
            self._making.finish(tree, site_url)
        if self._shelf is None or self._quick:
            return {}
        there += write(self.press.take(self._shelf.page(site, _under_way(self._frames).record)), tree)
        return self._shelf.put(tree, site)

    def on_build_error(self, *, error: Exception) -> None:
        known = error.error if isinstance(error, Stopped) else explained(error, self._root)
        try:
            # On ground that moved, files are missing and texts are not what was read: then that is what is wrong.
            if not isinstance(known, EnvironmentProblem) and (self._workplace is not None or not self._root.is_dir()):
                self._check_ground()
        except EnvironmentProblem as moved:
            raise Stopped(moved, self._root) from None
        finally:
            self._abandon()
        if known is not None and not isinstance(error, Stopped):
            raise Stopped(known, self._root) from None

    def on_serve(self, server: LiveReloadServer, *, config: MkDocsConfig, builder: Any) -> LiveReloadServer:
        whole = server.builder
        Preview(self._root, Stopped, lambda: self._rebuild(server, whole), self._is_shown).attach(
            server, self.config.preview_names
        )
        return server

    def _rebuild(self, server: LiveReloadServer, whole: Callable[[], None]) -> None:
        """Build what an edit of a preview changed: the pages alone whose text it was, or else everything."""
        try:
            complete = self._made and self._served and self._made.shown == names_in(self._served)
            self._quick = edited(self._made) if self._made and complete else None
        except ContentError as error:
            raise Stopped(error, self._root) from None
        try:
            if self._quick and self._made:
                build_edited(self._made, server)
            else:
                whole()
        finally:
            self._quick = None

    def _is_shown(self) -> bool:
        """Whether what was built last is still where it is served from."""
        return self._served is not None and is_ours(self._served)

    def on_shutdown(self) -> None:
        self._abandon()
        if self._serving and self._served is not None:
            forget(self._served)
            self._served = None

    def _abandon(self) -> None:
        """Take away what a build holds: processes, the staging folder, the lock."""
        self._notices.detach()
        if self._press is not None:
            self._press.close()
        if self._workplace is not None:
            self._workplace.close()
        self._press = self._workplace = self._view = self._nav = self._making = self._shelf = None


def _under_way(part: T | None) -> T:
    """A part of the build, which is there from on_config (or on_env) on."""
    if part is None:
        message = "MkDocs calls the events of a build in their order"
        raise RuntimeError(message)
    return part
