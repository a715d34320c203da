"""A bank with any error: the build says so, exits 1, writes nothing, and leaves an earlier good build in its place."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from exporter.cli import command
from tests.build_banks import write_bank
from tests.test_errors import fixtures, make_bank


@pytest.mark.parametrize("fixture", fixtures(), ids=lambda path: path.stem)
def test_nothing_is_written(fixture: Path, tmp_path: Path) -> None:
    root, out = tmp_path / "bank", tmp_path / "build"
    expected = make_bank(fixture, root)
    (out / "moodle").mkdir(parents=True)
    (out / "moodle" / "bank.xml").write_text("good", encoding="utf-8")
    done = CliRunner().invoke(command, ["build", str(root), "-o", str(out), "-t", "moodle", "--no-cache"])
    assert done.exception is None or isinstance(done.exception, SystemExit)
    errors = [line.split()[1] for line in expected.splitlines() if line.startswith("error ")]
    assert done.exit_code == (1 if errors else 0)
    for code in errors:
        assert f"error[{code}]" in done.output
    kept = (out / "moodle" / "bank.xml").read_text(encoding="utf-8") == "good"
    assert kept is bool(errors)
    if errors:
        assert [path.name for path in out.rglob("*") if path.is_file()] == ["bank.xml"]


def test_settings_that_cannot_be_read_do_not_stop_a_build_that_keeps_going(tmp_path: Path) -> None:
    bank, out = write_bank(tmp_path / "bank", "one"), tmp_path / "build"
    (bank / "bank.yaml").write_text('id: planets\ntitle: "Planets\n')
    targets = [word for name in ("canvas", "cartridge", "qti21") for word in ("-t", name)]
    done = CliRunner().invoke(command, ["build", str(bank), "-o", str(out), *targets, "--keep-going"])
    assert done.exit_code == 1
    assert done.output.count("error[") == done.output.count("error[yaml-syntax]") == 1
    assert {path.parent.name for path in out.glob("*/*.*") if path.suffix in {".zip", ".imscc"}} == {
        *("canvas", "cartridge", "qti21"),
    }
