"""What the Canvas target makes of a bank: real zips, read back by the oracle."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from exporter.archive import Staging
from exporter.cache import NoCache
from exporter.diagnostics import Diagnostic
from exporter.job import Cache, Job, Options
from exporter.model import Bank
from exporter.targets.canvas import TARGET
from tests.oracle.canvas import Package, Quiz, read_package
from tests.oracle.canvas_items import Item
from tests.told import Told


@dataclass(frozen=True)
class Built(Told):
    """The packages of one build, by the name of their zip, and its findings."""

    packages: dict[str, Package]
    findings: list[Diagnostic]
    folder: Path

    @property
    def bank(self) -> dict[str, Item]:
        """The items of the question banks by ident."""
        (found,) = [package for name, package in self.packages.items() if name.endswith("-bank")]
        return {item.ident: item for item in found.items}

    def quiz(self, ident: str) -> Quiz:
        """Return the one quiz of the package of that id."""
        (found,) = self.packages[ident].quizzes
        return found


def built(
    bank: Bank,
    folder: Path,
    shape: Literal["both", "new"] = "both",
    *,
    quizzes: tuple[str, ...] = (),
    cache: Cache | None = None,
) -> Built:
    """Write the packages into `folder`, and read them back."""
    job = Job(bank, Options(canvas=shape, quizzes=quizzes), cache or NoCache(), TARGET.name)
    with Staging(folder) as staging:
        paths = [staging.write(output).path for output in TARGET.write(job)]
        staging.commit(paths)
    packages = {Path(path).stem: read_package(folder / path) for path in paths}
    return Built(packages, job.findings, folder)
