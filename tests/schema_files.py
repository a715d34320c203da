"""Three small files in place of the official schemas, in a folder and on a server of this machine."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path

import pytest

from exporter.validation import install, schemas
from exporter.validation.install import Installation
from exporter.validation.schemas import Known
from tests.loopback import Server, serving

FILES = {
    "qti12/xml.xsd": b"<one/>",
    "qti12/xsd/ims_qtiasiv1p2.xsd": b"<two/>",
    "cc11/ccv1p1_imsdt_v1p1.xsd": b"<three/>",
}
ADDRESSES = {
    "qti12/xsd/ims_qtiasiv1p2.xsd": "https://www.imsglobal.org/xsd/ims_qtiasiv1p2.xsd",
    "cc11/ccv1p1_imsdt_v1p1.xsd": "https://www.imsglobal.org/profile/cc/ccv1p1/ccv1p1_imsdt_v1p1.xsd",
}


def sum_of(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


@pytest.fixture
def few(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the tool know three small files in place of 1EdTech's, which no test may carry."""
    names = {path: Known(path, sum_of(data), path.startswith("cc11")) for path, data in FILES.items()}
    for module in (schemas, install):
        monkeypatch.setattr(module, "known", lambda: names)
    monkeypatch.setattr(install, "downloads", lambda: ADDRESSES)


@pytest.fixture
def source(tmp_path: Path) -> Path:
    folder = tmp_path / "source"
    for path, data in FILES.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(data)
    return folder


def codes(done: Installation) -> list[str]:
    return [each.code for each in done.findings]


@pytest.fixture
def server() -> Iterator[Server]:
    with serving() as running:
        running.answers = {
            "/" + address.removeprefix("https://"): (200, {}, FILES[path]) for path, address in ADDRESSES.items()
        }
        yield running
