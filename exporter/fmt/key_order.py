"""Keys of YAML and of front matter in the order in which the documentation lists them, each with its comments."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from exporter.fmt.edits import Edit, Rule
from exporter.fmt.rules import front_matter_end
from exporter.reader.key_table import TABLES

_KEY = re.compile(r"([A-Za-z][A-Za-z0-9-]*):(\s|$)")


def front_matter(table: str) -> Rule:
    """Return the rule that puts the keys of front matter in the order of the table of keys."""

    def rule(lines: Sequence[str]) -> Iterator[Edit]:
        end = front_matter_end(lines)
        if end:
            yield from _ordered(lines, 1, end - 1, table)

    return rule


def whole_file(table: str) -> Rule:
    """Return the rule that puts the top keys of a YAML file in the order of the table of keys."""

    def rule(lines: Sequence[str]) -> Iterator[Edit]:
        last = len(lines)
        while last and not lines[last - 1].strip():
            last -= 1
        first = 0
        while first < last and (lines[first].startswith("#") or not lines[first].strip()):
            first += 1
        head = max((at + 1 for at in range(first) if not lines[at].strip()), default=0)
        yield from _ordered(lines, head, last, table)

    return rule


def _ordered(lines: Sequence[str], start: int, end: int, table: str) -> Iterator[Edit]:
    """Yield the edit that orders the entries between two lines; a comment goes with the key below it."""
    entries: list[tuple[str, list[str]]] = []
    waiting: list[str] = []
    for line in lines[start:end]:
        found = _KEY.match(line)
        if found:
            entries.append((found[1], [*waiting, line]))
            waiting = []
        elif line.startswith("#") or not line.strip():
            waiting.append(line)
        elif entries and (line.startswith((" ", "\t", "-", "]", "}"))):
            entries[-1][1].extend([*waiting, line])
            waiting = []
        else:
            return
    order = {key.name: number for number, key in enumerate(TABLES[table])}
    ordered = sorted(entries, key=lambda entry: order.get(entry[0], len(order)))
    made = [line for _, of_entry in ordered for line in of_entry]
    if ordered != entries:
        yield Edit(start, end, (*made, *waiting))
