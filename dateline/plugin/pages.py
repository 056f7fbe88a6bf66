"""What MkDocs' templates are given about a page, and how MkDocs' configuration is completed. Everything from authors is escaped here.

MkDocs renders its templates without autoescape, so what reaches `page.meta` must be HTML already. Our own templates switch
autoescape on and are given plain texts.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from markupsafe import escape
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page

from dateline.errors import ConfigurationError, Problem, Spot
from dateline.export import Feed, FeedEntry
from dateline.press import Press, Sheet
from dateline.render import template_directories

STYLESHEETS = ("assets/stylesheets/dateline.css", "assets/stylesheets/figure.css")


@dataclass(frozen=True)
class Listed:
    """An article as listings show it: `url` is relative to the root of the site."""

    url: str
    sheet: Sheet


@dataclass(frozen=True)
class View:
    """What templates find under the name `dateline`."""

    press: Press
    articles: tuple[Listed, ...]
    sheets: dict[str, Sheet]

    def sheet(self, page: Page) -> Sheet | None:
        """The sheet of a page; None for pages that are not from content/."""
        return self.sheets.get(page.file.src_uri)


def project_root(config: MkDocsConfig) -> Path:
    """The folder of mkdocs.yml. Raises ConfigurationError unless docs_dir is its content/."""
    root = Path(config.config_file_path or "mkdocs.yml").resolve().parent
    if Path(config.docs_dir).resolve() != root / "content":
        raise ConfigurationError(
            Problem("docs-dir", "docs_dir must be content, where articles are", Spot("mkdocs.yml"), "write `docs_dir: content`")
        )
    if not config.site_url:
        raise ConfigurationError(
            Problem("site-url", "site_url is not set, and feeds need full addresses", Spot("mkdocs.yml"), "set site_url")
        )
    return root


def complete(config: MkDocsConfig, root: Path, context: Any) -> None:
    """Add our extension, templates and stylesheets to MkDocs' configuration."""
    if "dateline" not in config.markdown_extensions:
        config.markdown_extensions.append("dateline")
    config.mdx_configs["dateline"] = {"context": context}
    for directory in map(str, template_directories(root)):
        if directory not in config.theme.dirs:
            config.theme.dirs.insert(1 if config.theme.custom_dir else 0, directory)
    for sheet in STYLESHEETS:
        if sheet not in config.extra_css:
            config.extra_css.append(sheet)


def apply(page: Page, sheet: Sheet) -> None:
    """Give a page the metadata of its sheet, escaped, in place of what MkDocs read."""
    article = sheet.article
    meta: dict[str, Any] = {"title": escape(sheet.title), "hide": list(article.hide)}
    if sheet.description is not None:
        meta["description"] = escape(sheet.description)
    if sheet.authors:
        meta["author"] = escape(", ".join(author.name for author in sheet.authors))
    template = article.template or ("article.html" if article.date else None)
    if template:
        meta["template"] = template
    search = {"exclude": article.search_exclude, "boost": article.search_boost}
    meta["search"] = {key: value for key, value in search.items() if value}
    page.meta = meta
    day = article.updated or article.date
    if day:
        page.update_date = str(day)


def view(press: Press, files: Files) -> View:
    """What the templates are given."""
    return View(press, tuple(_listed(press, files)), press.sheets)


def _listed(press: Press, files: Files) -> Iterator[Listed]:
    for name, sheet in press.listed():
        file = files.get_file_from_path(name)
        if file is not None:
            yield Listed(file.url, sheet)


def feed_of(config: MkDocsConfig, press: Press) -> Feed:
    """What the feeds say of the site."""
    return Feed(config.site_name, config.site_description or press.site.record.dataset.description, str(config.site_url))


def feed_entries(config: MkDocsConfig, shown: View) -> Iterator[FeedEntry]:
    """The articles with their full addresses."""
    for listed in shown.articles:
        sheet = listed.sheet
        published = sheet.article.date
        if published:
            yield FeedEntry(
                sheet.title,
                sheet.description or "",
                f"{config.site_url}{listed.url}",
                published,
                sheet.article.updated or published,
                tuple(author.name for author in sheet.authors),
            )


def way_to_root(url: str) -> str:
    """From the page at `url` (relative to the site) to the root: `.`, `..`, `../..`."""
    depth = url.count("/")
    return "/".join([".."] * depth) or "."


def site_path(config: MkDocsConfig) -> str:
    """The path of the site's address: `/` or `/repo/`."""
    return urlsplit(str(config.site_url)).path or "/"
