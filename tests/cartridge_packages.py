"""What the cartridge target makes of a bank: real archives, read back by the oracle."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from exporter.archive import Staging
from exporter.cache import NoCache
from exporter.diagnostics import Diagnostic
from exporter.job import Cache, Job, Options
from exporter.model import Bank
from exporter.targets.cartridge import TARGET
from tests.oracle.cartridge import Cartridge, read_cartridge
from tests.oracle.cartridge_items import Item
from tests.small_banks import bank_of
from tests.told import Told

PIXEL = '<svg xmlns="http://www.w3.org/2000/svg" width="1" height="1"/>\n'


@dataclass(frozen=True)
class Built(Told):
    """The archives of one build, by the name of their file, and its findings."""

    cartridges: dict[str, Cartridge]
    findings: list[Diagnostic]
    folder: Path

    @property
    def one(self) -> Cartridge:
        """The only archive."""
        (found,) = self.cartridges.values()
        return found

    @property
    def items(self) -> dict[str, Item]:
        """The items of the question bank by the id of the question."""
        return self.one.bank


def built(
    bank: Bank,
    folder: Path,
    version: Literal["1.1", "1.3"] = "1.1",
    *,
    quizzes: tuple[str, ...] = (),
    self_check: str = "",
    cache: Cache | None = None,
) -> Built:
    """Write the archives into `folder`, and read them back."""
    options = Options(cartridge_version=version, quizzes=quizzes, self_check=self_check)
    job = Job(bank, options, cache or NoCache(), TARGET.name)
    with Staging(folder) as staging:
        paths = [staging.write(output).path for output in TARGET.write(job)]
        staging.commit(paths)
    errors = [each for each in job.findings if each.severity == "error"]
    assert not errors, errors
    return Built({Path(path).stem: read_cartridge(folder / path) for path in paths}, job.findings, folder)


def one(folder: Path, text: str, head: str = "", **files: str) -> Built:
    more = {path.replace("__", "/") + ".md": content for path, content in files.items()}
    return built(
        bank_of(
            folder / "bank",
            {"questions/q.md": f"# Title {{#q {head}}}\n\n{text}\n", "media/p.svg": PIXEL, "media/r.svg": PIXEL} | more,
        ),
        folder / "out",
    )
