"""The options of the test run."""

from __future__ import annotations

import itertools
import os
import signal
from collections.abc import Generator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from exporter.cache import NoCache
from exporter.model import Bank
from exporter.reader import read_bank
from exporter.validation.schemas import schema_folder

# No test fails for the time it takes: the machine may be busy with anything else.
settings.register_profile("unhurried", settings.default, deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("unhurried")

_OFFICIAL = (
    *("test_release.py", "test_release_refusals.py", "test_validate_official.py"),
    *("test_qti.py", "test_qti_quizzes.py", "test_qti_recordings.py"),
)
"""Files whose tests judge by official schemas of QTI 2.2 and 3.0, which each process compiles in 20 seconds."""
_LONGEST = (
    *("test_qti_player.py", *_OFFICIAL, "test_html_answers.py", "test_html_barriers.py", "test_ci_install.py"),
    *("test_preview_browser.py", "test_interrupted.py", "test_matrix.py", "test_qti_scoring.py"),
)
"""The files whose tests take longest."""
_TOGETHER = {"test_ci_install.py": "install"} | dict.fromkeys(_OFFICIAL, "official")
"""Of those, the files whose tests share what takes long to make: one worker makes it once."""

_UNMEASURED = (
    *("test_hostile.py", "test_hostile_heaps.py", "test_reader_banks.py", "test_fmt.py", "test_excerpt.py"),
    *("test_pdf_fonts.py", "test_pdf_formulas.py", "test_pdf_layout.py", "test_pdf_pages.py"),
    *("test_qti.py", "test_qti_keys.py", "test_qti_player.py", "test_qti_scoring.py"),
    *("test_html_answers.py", "test_html_barriers.py", "test_html_scoring.py"),
    *("test_cartridge_random.py", "test_moodle_random.py", "test_matrix.py", "test_release.py"),
)
"""Files whose tests compute long and run no code that the others do not: measuring coverage would double their time."""


def pytest_configure() -> None:
    """Hear Ctrl-C again where a shell has started the tests in the background: their children would be deaf to it."""
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Give each worker an equal share of the longest tests to begin with, so that none ends with one, alone."""
    for item in items:
        if item.path.name in _UNMEASURED:
            item.add_marker("no_cover")
    long = sorted(
        (item for item in items if item.path.name in _LONGEST), key=lambda item: _LONGEST.index(item.path.name)
    )
    portions: dict[str, list[pytest.Item]] = {}
    for item in long:
        portions.setdefault(_TOGETHER.get(item.path.name, item.nodeid), []).append(item)
    others = (item for item in items if item.path.name not in _LONGEST)
    workers = int(os.environ.get("PYTEST_XDIST_WORKER_COUNT", "1"))
    share = len(items) // workers
    ordered: list[pytest.Item] = []
    for worker in range(workers):
        first = list(itertools.chain.from_iterable(list(portions.values())[worker::workers]))
        ordered += [*first, *itertools.islice(others, max(0, share - len(first)))]
    items[:] = [*ordered, *others]


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--update-goldens",
        action="store_true",
        help="write what the tests compare with anew; read the difference before you commit it",
    )


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Where `EXPORTER_NO_SKIP` is set nothing may be skipped: there a missing tool is a fault of the machine."""
    del item
    report = yield
    if report.skipped and not hasattr(report, "wasxfail") and os.environ.get("EXPORTER_NO_SKIP"):
        report.outcome = "failed"
    return report


@pytest.fixture
def update_goldens(request: pytest.FixtureRequest) -> bool:
    return bool(request.config.getoption("--update-goldens"))


EXAMPLES = Path(__file__).parent / "examples"


@pytest.fixture(scope="session")
def examples() -> Bank:
    """The bank of published examples, one file a type."""
    bank, findings = read_bank(EXAMPLES, cache=NoCache())
    assert not [each for each in findings if each.severity in ("error", "warning")], findings
    return bank


@pytest.fixture(scope="session")
def official_schemas() -> Path:
    """The folder of official schemas: where they are installed, or `shared/schemas` beside the repository."""
    beside = Path(__file__).resolve().parents[2] / "shared" / "schemas"
    folder = beside if beside.is_dir() and "EXPORTER_SCHEMAS" not in os.environ else schema_folder()
    if not (folder / "qti12").is_dir():
        pytest.skip(f"the official schemas are not in {folder}: exporter schemas install")
    return folder
