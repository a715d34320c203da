"""The files for CI services: judged by the services' schemas, and their steps run as the services run them."""

from __future__ import annotations

import json
import os
import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jsonschema  # type: ignore[import-untyped]
import pytest
import yaml

from tests.release_checkouts import git
from tests.test_formats import published

ROOT = Path(__file__).parents[1]
PAGE = (ROOT / "docs/own-bank.md").read_text(encoding="utf-8")


def judge(name: str, text: str) -> Any:
    found = yaml.safe_load(text)
    if True in found:  # YAML 1.1 takes the key `on` for a truth
        found["on"] = found.pop(True)
    schema = json.loads(published(name))
    validator = jsonschema.validators.validator_for(schema)
    validator(schema).validate(found)
    return found


def documented() -> dict[str, str]:
    """Return the files that the page shows, by path."""
    found = re.findall(r"^`([^`\n]+)`: [^\n]*(?:\n[^\n]+)*\n\n```[a-z]+\n(.*?)^```", PAGE, re.MULTILINE | re.DOTALL)
    assert len(found) == len(re.findall(r"^`[^`\n]+`: ", PAGE, re.MULTILINE)), "a file of the page has no block"
    return dict(found)


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The repository of the page, as a git checkout, with `exporter` on the path."""
    root = tmp_path / "my-bank"
    for path, text in documented().items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text, encoding="utf-8")
    (root / "ci").mkdir()
    (root / "ci/gitlab.yml").write_bytes((ROOT / "ci/gitlab.yml").read_bytes())
    git(root, "init", "-q")
    git(root, "add", ".")
    git(root, "commit", "-qm", "first")
    programs = tmp_path / "programs"
    programs.mkdir()
    (programs / "exporter").write_text(f'#!/bin/sh\nexec {shlex.quote(sys.executable)} -m exporter "$@"\n')
    (programs / "exporter").chmod(0o755)
    monkeypatch.setenv("PATH", f"{programs}:{os.environ['PATH']}")
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    for name in ("GITHUB_WORKSPACE", "CI_PROJECT_DIR"):
        monkeypatch.delenv(name, raising=False)
    return root


def shell(folder: Path, script: str, **variables: str) -> subprocess.CompletedProcess[str]:
    """Run a script as GitHub's `shell: bash` does."""
    words = ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", script]
    return subprocess.run(
        words, cwd=folder, env={**os.environ, **variables}, capture_output=True, text=True, check=False
    )


def steps(path: Path) -> Iterator[dict[str, Any]]:
    yield from judge("github-actions.json", path.read_text())["runs"]["steps"]


def run_action(folder: Path, **inputs: str) -> subprocess.CompletedProcess[str]:
    """Run the action's last step with these inputs, as GitHub fills them in."""
    whole = judge("github-actions.json", (ROOT / "action.yml").read_text())
    values = {name: each["default"] for name, each in whole["inputs"].items()} | inputs
    filled = {f"inputs.{name}": value for name, value in values.items()}
    filled |= {"github.action_repository": "owner/exporter", "github.action_ref": "v1"}
    step = whole["runs"]["steps"][-1]
    variables = {
        name: re.sub(r"\$\{\{ ([\w.]+) \}\}", lambda found: filled[found[1]], value)
        for name, value in step["env"].items()
    }
    return shell(folder, step["run"], GITHUB_WORKSPACE=str(folder), **variables)
