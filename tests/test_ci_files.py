"""What others put into their CI: valid by the services' own schemas, and run here as far as it goes without the services."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml

from exporter.cli import COMMANDS
from tests import ci_runs
from tests.ci_runs import PAGE, ROOT, documented, judge, run_action, shell, steps
from tests.release_checkouts import git
from tests.test_formats import judge_junit, judge_sarif

repository = ci_runs.repository


def test_the_page_shows_the_tree_that_it_makes() -> None:
    tree = next(re.finditer(r"```text\nmy-bank/\n(.*?)```", PAGE, re.DOTALL))[1]
    shown = {line.split()[0] for line in tree.splitlines()}
    files = {path.removeprefix("source/") for path in documented()}
    assert files == {path for path in shown if path != "source/"} | {".gitlab-ci.yml"}


def test_every_command_of_the_page_works(
    repository: Path, official_schemas: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("EXPORTER_SCHEMAS", str(official_schemas))
    blocks = re.findall(r"```sh\n(.*?)```", PAGE, re.DOTALL)
    assert len(blocks) == 2
    for block in blocks:
        for line in block.splitlines():
            done = shell(repository, line)
            assert done.returncode == 0, line + done.stdout + done.stderr
    assert git(repository, "status", "--porcelain") == "", "the files of the page are not in the layout"
    assert (repository / "build/moodle/physiology.xml").is_file()
    assert (repository / "build/canvas/heart-quiz.zip").is_file()
    assert (repository / "build/release/physiology-1.0.0/release.json").is_file()


def test_a_checkout_on_windows_has_the_same_bytes(repository: Path, tmp_path: Path) -> None:
    (repository / "source/media").mkdir()
    (repository / "source/media/line.svg").write_bytes(b"<svg>\n</svg>\n")
    git(repository, "add", ".")
    git(repository, "commit", "-qm", "picture")
    git(tmp_path, "clone", "-q", "-c", "core.autocrlf=true", str(repository), "windows")
    files = [path for path in documented() if path.startswith("source/")]
    assert len(files) == 3
    for path in [*files, "source/media/line.svg"]:
        assert (tmp_path / "windows" / path).read_bytes() == (repository / path).read_bytes()


def test_the_hooks_are_commands_that_pass_and_fail_as_they_should(repository: Path) -> None:
    hooks = {hook["id"]: hook for hook in yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text())}
    assert set(hooks) == {"exporter-check", "exporter-fmt"}
    named = yaml.safe_load(documented()[".pre-commit-config.yaml"])["repos"][0]["hooks"]
    assert {each["id"] for each in named} == set(hooks)
    for hook in hooks.values():
        assert hook["language"] == "python"
        assert hook["pass_filenames"] is False
        assert hook["entry"].split()[1] in COMMANDS
        assert re.search(hook["files"], "source/questions/basics/heart.md")
        assert not re.search(hook["files"], "README.md")
        assert shell(repository, hook["entry"]).returncode == 0
    path = repository / "source/questions/basics/heart.md"
    path.write_text(path.read_text().replace("[x]", "[ ]"))
    assert shell(repository, hooks["exporter-check"]["entry"]).returncode == 1


def test_the_action_annotates(repository: Path) -> None:
    assert run_action(repository).returncode == 0
    path = repository / "source/questions/basics/heart.md"
    path.write_text(path.read_text().replace("[x]", "[ ]"))
    done = run_action(repository, arguments="--status\nready\n")
    assert done.returncode == 1
    assert "::error file=source/questions/basics/heart.md,line=" in done.stdout


def test_the_action_writes_sarif_with_links(repository: Path) -> None:
    path = repository / "source/questions/basics/heart.md"
    path.write_text(path.read_text().replace("[x]", "[ ]"))
    done = run_action(repository, sarif="found.sarif")
    assert done.returncode == 1
    rules = judge_sarif((repository / "found.sarif").read_text())["runs"][0]["tool"]["driver"]["rules"]
    assert "https://github.com/owner/exporter/blob/v1/docs/codes.md#no-right-choice" in {
        rule["helpUri"] for rule in rules
    }


def test_inputs_of_the_action_are_words_and_no_script(repository: Path) -> None:
    done = run_action(repository, paths="source; touch hacked\n$(touch hacked)")
    assert done.returncode == 2
    assert not (repository / "hacked").exists()
    for step in steps(ROOT / "action.yml"):
        assert "${{" not in step["run"]


def test_the_action_installs_what_is_locked() -> None:
    install = next(step for step in steps(ROOT / "action.yml") if step["name"] == "Install exporter")
    assert "--require-hashes" in install["run"]
    assert (ROOT / "requirements.lock").is_file()


def test_the_workflow_of_the_page_is_one_and_names_inputs_that_there_are() -> None:
    whole = judge("github-workflows.json", documented()[".github/workflows/bank.yml"])
    inputs = yaml.safe_load((ROOT / "action.yml").read_text())["inputs"]
    for step in whole["jobs"]["check"]["steps"]:
        if step["uses"].startswith("OWNER/"):
            assert set(step["with"]) <= set(inputs)
            assert step["with"]["command"] in COMMANDS


def test_the_template_for_gitlab_is_valid_and_its_scripts_run(repository: Path) -> None:
    judge("gitlab-ci.json", documented()[".gitlab-ci.yml"])
    whole = judge("gitlab-ci.json", (ROOT / "ci/gitlab.yml").read_text())
    variables = {**whole["variables"], "CI_PROJECT_DIR": str(repository)}
    for name in ("exporter-check", "exporter-build"):
        for line in whole[name]["script"]:
            if not line.startswith("apt-get"):
                done = shell(repository, line, **variables)
                assert done.returncode == 0, done.stdout + done.stderr
        judge_junit((repository / whole[name]["artifacts"]["reports"]["junit"]).read_text())
    assert (repository / "build/report.json").is_file()


def test_the_template_for_gitlab_installs_what_is_named_and_never_a_stranger_s_package(repository: Path) -> None:
    whole = yaml.safe_load((ROOT / "ci/gitlab.yml").read_text())
    named = yaml.safe_load(documented()[".gitlab-ci.yml"])["variables"]
    assert set(named) == {"EXPORTER_PACKAGE"}
    assert "EXPORTER_PACKAGE" not in whole["variables"]
    (line,) = whole[".exporter"]["before_script"]
    done = shell(repository, line)
    assert done.returncode != 0
    assert "EXPORTER_PACKAGE: is not set" in done.stderr
