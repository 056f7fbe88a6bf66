"""What MkDocs is told about pages and the site."""

from __future__ import annotations

from pathlib import Path

import pytest
from markupsafe import Markup
from mkdocs.config.defaults import MkDocsConfig

from dateline import addresses
from dateline.errors import ConfigurationError
from dateline.plugin import pages
from tests.projects import ROOT


def config(root: Path, **settings: object) -> MkDocsConfig:
    """A configuration as MkDocs has it when it calls the plugin."""
    (root / "content").mkdir(exist_ok=True)
    made = MkDocsConfig(config_file_path=str(root / "mkdocs.yml"))
    given = {"site_name": "A <b>", "site_url": "https://example.org/repo", "docs_dir": "content", "theme": "material", **settings}
    made.load_dict({name: value for name, value in given.items() if value is not None})
    errors, _ = made.validate()
    assert errors == []
    return made


def refused(made: MkDocsConfig) -> str:
    with pytest.raises(ConfigurationError) as raised:
        pages.project_root(made)
    return raised.value.problems[0].code


def test_the_project_is_where_mkdocs_yml_is(tmp_path: Path) -> None:
    assert pages.project_root(config(tmp_path)) == tmp_path


def test_what_a_project_needs(tmp_path: Path) -> None:
    (tmp_path / "docs").mkdir()
    assert refused(config(tmp_path, docs_dir="docs")) == "docs-dir"
    assert refused(config(tmp_path, site_url=None)) == "site-url"


@pytest.mark.parametrize(
    ("url", "way"), [("", "."), ("404.html", "."), ("about/", ".."), ("articles/a/", "../.."), ("a/b.html", "..")]
)
def test_the_way_to_the_root(url: str, way: str) -> None:
    assert addresses.way_to_root(url) == way


@pytest.mark.parametrize(
    ("url", "path"), [("https://example.org/repo", "/repo/"), ("https://example.org", "/"), ("https://example.org/a/b/", "/a/b/")]
)
def test_the_path_of_the_site(url: str, path: str, tmp_path: Path) -> None:
    assert pages.site_path(config(tmp_path, site_url=url)) == path


def test_texts_of_the_site_are_escaped_once(tmp_path: Path) -> None:
    made = config(tmp_path, site_description="A & B")
    for _ in range(2):  # a preview may meet the same configuration again
        pages.complete(made, tmp_path, None)
    assert (made.site_name, made.site_description) == (Markup("A &lt;b&gt;"), Markup("A &amp; B"))


@pytest.mark.parametrize("custom", [True, False])
def test_templates_of_the_project_come_first_then_ours_then_the_theme_s(custom: bool, tmp_path: Path) -> None:  # noqa: FBT001
    (tmp_path / "templates").mkdir()
    made = config(tmp_path, theme={"name": "material", "custom_dir": "templates"} if custom else "material")
    pages.complete(made, tmp_path, None)
    assert made.theme.dirs[:2] == [str(tmp_path / "templates"), str(ROOT / "templates")]
    assert made.theme.dirs[2].endswith("material/templates")
    assert len(made.theme.dirs) == len(set(made.theme.dirs))


def test_our_styles_and_extension_are_there_once(tmp_path: Path) -> None:
    made = config(tmp_path, extra_css=["assets/stylesheets/dateline.css"], markdown_extensions=["dateline"])
    pages.complete(made, tmp_path, "context")
    assert [str(name) for name in made.extra_css] == list(pages.STYLESHEETS)
    assert made.markdown_extensions.count("dateline") == 1
    assert made.mdx_configs["dateline"] == {"context": "context"}


def test_unknown_settings(tmp_path: Path) -> None:
    assert list(pages.check_options(config(tmp_path, extra={"any": "thing"}))) == []
    (problem,) = pages.check_options(config(tmp_path, site_nam="x"))
    assert (problem.code, problem.help) == ("unknown-setting", "did you mean 'site_name'?")
