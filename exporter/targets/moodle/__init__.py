"""Moodle: one Moodle XML file of the bank, for the import of a course's question bank."""

from exporter.targets import Target
from exporter.targets.moodle.support import support
from exporter.targets.moodle.write import write

TARGET = Target(
    name="moodle",
    summary="Moodle XML for the question bank of a course",
    write=write,
    support=support,
)
