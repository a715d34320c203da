"""The names of QTI 2 for what is written in any version: QTI 3 writes `qti-response-declaration base-type=`."""

from __future__ import annotations

import re
from functools import lru_cache

from lxml import etree

from exporter.validation.kinds import local_name

Parts = list[tuple[etree._Element, str]]  # noqa: SLF001
"""The elements of an item or test with their names."""
BUILT_IN = frozenset({"completionStatus", "numAttempts", "duration", "QTI_CONTEXT"})
"""What every item and test has without declaring it."""


@lru_cache(maxsize=1024)
def qti2_name(name: str) -> str:
    """Return the name of an element as QTI 2 writes it."""
    head, *rest = name.removeprefix("qti-").split("-")
    return head + "".join(each.capitalize() for each in rest)


def local(element: etree._Element) -> str:
    """Return the element's name as QTI 2 writes it, without its namespace."""
    return qti2_name(local_name(element))


def attribute(element: etree._Element, name: str) -> str:
    """Return an attribute by its QTI 2 name, in whichever version it is written."""
    value = element.get(name)
    if value is None:
        value = element.get(re.sub(r"[A-Z]", lambda upper: f"-{upper.group().lower()}", name))
    return str(value) if value is not None else ""
