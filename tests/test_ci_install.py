"""The installing of the action and of GitLab's template, done for real into an environment with nothing in it."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from tests import ci_runs
from tests.ci_runs import ROOT, judge, run_action, shell, steps

repository = ci_runs.repository
NO_NETWORK = ("Failed to establish a new connection", "Temporary failure in name resolution")


def copied(folder: Path) -> Path:
    """Copy the checkout as a service fetches it: without what was built in it."""
    words = ["git", "-C", str(ROOT), "ls-files", "-co", "--exclude-standard", "-z"]
    listed = subprocess.run(words, check=True, capture_output=True).stdout.decode().split("\0")
    for path in filter(None, listed):
        if (ROOT / path).is_file():
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / path, folder / path)
    return folder


def alone(**more: str) -> dict[str, str]:
    """Return an environment in which no other `exporter` is found."""
    hidden = ("PYTHONPATH", "VIRTUAL_ENV", "GITHUB_WORKSPACE", "CI_PROJECT_DIR")
    kept = {name: value for name, value in os.environ.items() if name not in hidden}
    return {**kept, "PIP_NO_COMPILE": "1", "PIP_DISABLE_PIP_VERSION_CHECK": "1", **more}


@pytest.fixture(scope="module")
def runner(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a runner that has done the action's install step: `action`, `temp`, and the file `path`."""
    folder = tmp_path_factory.mktemp("runner")
    (folder / "temp").mkdir()
    (folder / "path").touch()
    step = next(each for each in steps(ROOT / "action.yml") if each["name"] == "Install exporter")
    assert step["env"] == {"ACTION": "${{ github.action_path }}"}
    given = {"ACTION": str(copied(folder / "action")), "RUNNER_TEMP": str(folder / "temp")}
    with pytest.MonkeyPatch.context() as patch:
        for name in set(os.environ) - set(alone()):
            patch.delenv(name)
        done = shell(folder, step["run"], GITHUB_PATH=str(folder / "path"), **alone(), **given)
    if any(words in done.stderr for words in NO_NETWORK):
        pytest.skip("no package index can be reached")
    assert done.returncode == 0, done.stdout + done.stderr
    return folder


@pytest.fixture
def found(runner: Path, monkeypatch: pytest.MonkeyPatch, repository: Path) -> Path:
    """The repository of the page, where `exporter` is what the action installed and nothing else."""
    added = (runner / "path").read_text().splitlines()
    assert added == [str(runner / "temp/exporter/bin")]
    monkeypatch.setenv("PATH", os.pathsep.join([*added, "/usr/local/bin", "/usr/bin", "/bin"]))
    monkeypatch.delenv("PYTHONPATH")
    return repository


def test_the_action_installs_a_program_that_works(runner: Path, found: Path) -> None:
    where = shell(found, "command -v exporter && exporter --version").stdout.splitlines()
    assert where[0] == str(runner / "temp/exporter/bin/exporter")
    assert where[1].startswith("exporter, version ")
    assert run_action(found).returncode == 0
    path = found / "source/questions/basics/heart.md"
    path.write_text(path.read_text().replace("[x]", "[ ]"))
    done = run_action(found)
    assert done.returncode == 1
    assert "::error file=source/questions/basics/heart.md,line=" in done.stdout


def test_what_is_installed_is_what_is_locked(runner: Path, found: Path) -> None:
    said = shell(found, f"{runner}/temp/exporter/bin/python -m pip list --format freeze").stdout
    installed = dict(line.lower().replace("_", "-").split("==") for line in said.splitlines())
    assert installed.pop("exporter")
    locked = (ROOT / "requirements.lock").read_text().lower()
    others = {name: version for name, version in installed.items() if name not in ("pip", "setuptools", "wheel")}
    assert len(others) > 10
    assert {name for name, version in others.items() if f"{name}=={version}" not in locked} == set()


def test_the_template_for_gitlab_installs_and_runs(runner: Path, found: Path) -> None:
    whole = judge("gitlab-ci.json", (ROOT / "ci/gitlab.yml").read_text())
    variables = {**whole["variables"], "EXPORTER_PACKAGE": str(runner / "action"), "CI_PROJECT_DIR": str(found)}
    python = runner / "temp/exporter/bin/python"
    removed = shell(found, f"{python} -m pip uninstall --quiet --yes exporter && ! command -v exporter")
    assert removed.returncode == 0, removed.stdout + removed.stderr
    for line in whole[".exporter"]["before_script"] + whole["exporter-check"]["script"]:
        done = shell(found, line, PIP_NO_COMPILE="1", **variables)
        assert done.returncode == 0, done.stdout + done.stderr
    assert "<testsuite" in (found / "exporter-check.xml").read_text()
    # The lines before it install what the machine of these tests has.
    done = shell(found, whole["exporter-build"]["script"][-1], **variables)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "<testsuite" in (found / "exporter-build.xml").read_text()
    assert {path.name for path in (found / "build").iterdir()} >= {"moodle", "canvas", "pdf", "cartridge", "html"}


def test_the_oldest_libraries_that_may_be_installed_are_enough(tmp_path: Path) -> None:
    """Those of which we use more than their documents promise; the others' oldest versions were tried by hand."""
    needed = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["dependencies"]
    floors = {match[1]: match[2] for each in needed if (match := re.match(r"([\w-]+)>=([\d.]+)", each))}
    oldest = [f"{name}=={floors[name]}" for name in ("click", "markdown-it-py", "mdit-py-plugins")]
    command = [
        sys.executable,
        "-m",
        "pip",
        "install",
        "--quiet",
        "--no-deps",
        "--target",
        str(tmp_path / "old"),
        *oldest,
    ]
    got = subprocess.run(command, env=alone(), capture_output=True, text=True, check=False)
    if any(words in got.stderr for words in NO_NETWORK):
        pytest.skip("no package index can be reached")
    assert got.returncode == 0, got.stderr
    paths = os.pathsep.join([str(tmp_path / "old"), str(ROOT)])
    for words, code in ((["init", "source"], 0), (["build", "-t", "moodle"], 0), ([], 2)):
        program = [sys.executable, "-P", "-m", "exporter", *words]
        done = subprocess.run(
            program, cwd=tmp_path, env=alone(PYTHONPATH=paths), capture_output=True, text=True, check=False
        )
        assert done.returncode == code, done.stdout + done.stderr
