"""The workflows hold to GitHub's published schema, and to our own rules: pinned actions, few permissions, an end in sight."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import check_jsonschema
import click
import pytest
import yaml
from click.testing import CliRunner, Result

from dateline.cli import dateline

ROOT = Path(__file__).resolve().parents[1]
WORKFLOWS = sorted((ROOT / ".github" / "workflows").glob("*.y*ml"))
PAGES = ROOT / ".github" / "workflows" / "pages.yml"
PINNED = re.compile(r"uses: [\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$")
PULL_REQUEST = "github.event_name == 'pull_request'"
WRITES = {"deploy": {"pages", "id-token", "attestations"}}
"""What a job may write, by its name. Every other permission is `read`, or is not asked for."""


def against_schema(path: Path, schema: str) -> Result:
    """Check a file against a schema that check-jsonschema carries with it: nothing is fetched."""
    return CliRunner().invoke(check_jsonschema.main, ["--builtin-schema", f"vendor.{schema}", str(path)])


def complaints(text: str) -> Iterator[str]:
    """Where a workflow breaks our own rules."""
    workflow = yaml.load(text, Loader=yaml.BaseLoader)  # noqa: S506 - builds strings, lists and mappings only, and keeps `on` a word
    uses = [line.strip().removeprefix("- ") for line in text.splitlines() if re.match(r"\s*(- )?uses:", line)]
    yield from (f"not pinned by commit, with its version beside it: {line}" for line in uses if not PINNED.match(line))
    if workflow.get("permissions") != {}:
        yield "permissions at the top must be {}: each job asks for its own"
    if "concurrency" not in workflow:
        yield "no concurrency group"
    if "pull_request_target" in workflow["on"]:
        yield "pull_request_target runs strangers' code with our permissions"
    if "secrets." in text:
        yield "a secret, which a pull request could read"
    for name, job in workflow["jobs"].items():
        yield from job_complaints(name, job)


def job_complaints(name: str, job: dict[str, Any]) -> Iterator[str]:
    permissions = job.get("permissions")
    if not isinstance(permissions, dict):
        yield f"{name}: no list of permissions"
    elif extra := {scope for scope, access in permissions.items() if access != "read"} - WRITES.get(name, set()):
        yield f"{name}: may write {', '.join(sorted(extra))}"
    if "timeout-minutes" not in job:
        yield f"{name}: no timeout"
    if name == "deploy" and job.get("if") != "github.ref == 'refs/heads/main'":
        yield "deploy: must run for main only"
    for step in job["steps"]:
        if step.get("uses", "").startswith("actions/checkout@") and step.get("with", {}).get("persist-credentials") != "false":
            yield f"{name}: checkout leaves its credentials behind"
        if "${{" in step.get("run", ""):
            yield f"{name}: an expression inside a script; pass it as an environment variable"


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_a_workflow_holds_to_the_schema_and_the_rules(path: Path) -> None:
    result = against_schema(path, "github-workflows")
    assert result.exit_code == 0, result.output
    assert list(complaints(path.read_text(encoding="utf-8"))) == []


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("runs-on: ubuntu-24.04", "run-on: ubuntu-24.04"),
        ("timeout-minutes: 30", "timeout-minutes: soon"),
        ("pages: write", "pages: publish"),
        ("run: make test", "runs: make test"),
        ("  workflow_dispatch:", "  workflow_dispatched:"),
        ("jobs:", "job:"),
    ],
)
def test_the_schema_refuses_a_broken_workflow(old: str, new: str, tmp_path: Path) -> None:
    broken = tmp_path / "pages.yml"
    broken.write_text(replaced(old, new), encoding="utf-8")
    result = against_schema(broken, "github-workflows")
    assert result.exit_code == 1, result.output
    assert "pages.yml" in result.stdout


@pytest.mark.parametrize(
    ("old", "new", "complaint"),
    [
        ("@3d3c42e5aac5ba805825da76410c181273ba90b1 # v7.0.1", "@v7", "not pinned"),
        ("90b1 # v7.0.1", "90b1", "not pinned"),
        ("permissions: {}", "permissions: write-all", "permissions at the top"),
        ("permissions: {}\n", "", "permissions at the top"),
        ("contents: read", "contents: write", "build: may write contents"),
        ("      id-token: write", "      id-token: write\n      packages: write", "deploy: may write packages"),
        ("    permissions:\n      contents: read\n      pages: write\n", "    env:\n", "deploy: no list of permissions"),
        ("      - name: Test\n", '      - name: Test\n        env: {TOKEN: "${{ secrets.TOKEN }}"}\n', "a secret"),
        ("    timeout-minutes: 10\n", "", "deploy: no timeout"),
        ("persist-credentials: false", "persist-credentials: true", "leaves its credentials"),
        ("concurrency:", "env:", "no concurrency"),
        ("pull_request:", "pull_request_target:", "strangers' code"),
        ("run: make test", "run: echo ${{ github.head_ref }}", "an expression inside a script"),
        ("    needs: build\n    if: github.ref == 'refs/heads/main'\n", "    needs: build\n", "main only"),
    ],
)
def test_the_rules_refuse_a_broken_workflow(old: str, new: str, complaint: str) -> None:
    assert complaint in "\n".join(complaints(replaced(old, new)))


def replaced(old: str, new: str) -> str:
    text = PAGES.read_text(encoding="utf-8")
    assert old in text
    return text.replace(old, new)


def test_the_site_that_was_tested_is_built_for_its_address_and_deployed() -> None:
    workflow = yaml.safe_load(PAGES.read_text(encoding="utf-8"))
    build, deploy = workflow["jobs"]["build"], workflow["jobs"]["deploy"]
    runs = [step["run"] for step in build["steps"] if "run" in step]
    assert [run for run in runs if run.startswith("make")] == ["make test", "make site"]
    assert build["steps"][-1]["with"]["path"] == "site"
    assert deploy["needs"] == "build"
    step = next(step for step in build["steps"] if step.get("run") == "make site")
    assert step["env"] == {"DATELINE_SITE_URL": "${{ steps.pages.outputs.base_url }}/"}
    assert "!ENV [DATELINE_SITE_URL" in (ROOT / "mkdocs.yml").read_text(encoding="utf-8")


def test_a_pull_request_is_compared_with_its_base_and_the_comparison_kept() -> None:
    steps = yaml.safe_load(PAGES.read_text(encoding="utf-8"))["jobs"]["build"]["steps"]
    compared, uploaded = (step for step in steps if step.get("if") == PULL_REQUEST)
    assert steps.index(compared) > next(number for number, step in enumerate(steps) if step.get("run") == "make test")
    assert compared["env"] == {"BASE": "${{ github.event.pull_request.base.sha }}"}
    command, target = compared["run"].split(" >> ")
    assert target == '"$GITHUB_STEP_SUMMARY"'
    words = shlex.split(command)
    assert words[:4] == [".venv/bin/python", "build.py", "diff", "$BASE"]
    above = click.Context(dateline, **dateline.context_settings)
    read = dateline.all()["diff"].make_context("diff", words[3:], parent=above)
    assert read.params["write"] == uploaded["with"]["path"]
    checkout = next(step for step in steps if step.get("uses", "").startswith("actions/checkout@"))
    assert checkout["with"]["fetch-depth"] == 0  # without the base there is nothing to compare with
    assert "secrets." not in PAGES.read_text(encoding="utf-8")


def test_the_deployed_site_is_attested_by_its_sums() -> None:
    workflow = yaml.safe_load(PAGES.read_text(encoding="utf-8"))
    build, deploy = workflow["jobs"]["build"], workflow["jobs"]["deploy"]
    step = next(step for step in build["steps"] if step.get("id") == "sums")
    assert "sha256sum site/SHA256SUMS" in step["run"]
    assert build["outputs"] == {"sums": "${{ steps.sums.outputs.digest }}"}
    attest = deploy["steps"][0]
    assert attest["uses"].startswith("actions/attest-build-provenance@a2bbfa25375fe432b6a289bc6b6cd05ecd0c4c32")
    assert attest["with"] == {"subject-name": "SHA256SUMS", "subject-digest": "${{ needs.build.outputs.sums }}"}


@pytest.mark.parametrize(
    ("name", "schema", "old", "new"),
    [
        (".github/dependabot.yml", "dependabot", "interval: monthly", "interval: now and then"),
        ("CITATION.cff", "citation-file-format", "license: MIT", "license: ours"),
    ],
)
def test_what_github_reads_beside_them_holds_to_its_schema(name: str, schema: str, old: str, new: str, tmp_path: Path) -> None:
    path = ROOT / name
    result = against_schema(path, schema)
    assert result.exit_code == 0, result.output
    text = path.read_text(encoding="utf-8")
    assert old in text
    broken = tmp_path / "broken.yml"
    broken.write_text(text.replace(old, new), encoding="utf-8")
    assert against_schema(broken, schema).exit_code == 1
