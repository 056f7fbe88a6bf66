"""When a site counts as built: what the variable says, else the last commit, else the newest thing in it. Never the clock."""

from __future__ import annotations

import datetime as dt
import os
import re

import pytest

from dateline.plugin.build_date import VARIABLE
from tests.projects import Project
from tests.repositories import Repository

PRINTED = """{% extends "main.html" %}
{% block content %}{{ super() }}<p class="dl-own" id="built">{{ build_date_utc.isoformat() }}</p>{% endblock %}
"""


@pytest.fixture
def dated(seed: Project, monkeypatch: pytest.MonkeyPatch) -> Project:
    """A project whose article and pages of the record print the date."""
    monkeypatch.delenv(VARIABLE, raising=False)
    seed.write("templates/dated.html", PRINTED)
    seed.write("templates/record.html", PRINTED.replace("{{ super() }}", "{{ page.content }}"))
    seed.edit("content/articles/a-week.md", "date: 2018-04-07\n", "date: 2018-04-07\ntemplate: dated.html\n")
    return seed


def built(project: Project) -> set[str]:
    """The dates that its pages print."""
    assert project.run() == 0
    pages = [project.page(), project.page("places/baghdad/index.html")]
    return {date for page in pages for date in re.findall(r'id="built">([^<]*)<', page)}


def test_the_date_follows_the_history_and_the_variable(dated: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    assert built(dated) == {"2018-04-07T00:00:00+00:00"}, "the day of its newest article"
    repository = Repository.start(dated.root)
    for _ in range(2):  # the second one changes no file, and yet what the pages print
        repository.git("add", "content", "data", "templates", "mkdocs.yml")
        repository.git("commit", "--quiet", "--allow-empty", "-m", "A state")
        seconds = int(repository.git("show", "-s", "--format=%ct"))
        assert built(dated) == {dt.datetime.fromtimestamp(seconds, dt.UTC).isoformat()}
    monkeypatch.setenv(VARIABLE, "86400")
    assert built(dated) == {"1970-01-02T00:00:00+00:00"}


@pytest.mark.parametrize("value", ["yesterday", "-1", "1e9", "٣", "9" * 30, "0" * 20 + "9" * 30, "253402300800"])
def test_a_variable_that_is_no_time_is_named(
    seed: Project, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], value: str
) -> None:
    monkeypatch.setenv(VARIABLE, value)
    assert seed.run() == 2
    said = capsys.readouterr().err
    assert f"error[build-date]: SOURCE_DATE_EPOCH is '{value[:40]}', which is no number of seconds since 1970" in said
    assert "help: unset it" in said
    assert os.environ[VARIABLE] == value
