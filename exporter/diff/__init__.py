"""What changed between two states of a bank: two releases, two folders of source, or one of each.

Both sides become snapshots (`exporter.diff.snapshot`), which are compared question by question and piece
by piece (`exporter.diff.compare`) and shown with the words that changed (`exporter.diff.show`).
"""

from exporter.diff.compare import Change, Difference, Renamed, compare
from exporter.diff.load import NotASideError, load
from exporter.diff.snapshot import Entry, Snapshot, snapshot_of

__all__ = [
    "Change",
    "Difference",
    "Entry",
    "NotASideError",
    "Renamed",
    "Snapshot",
    "compare",
    "load",
    "snapshot_of",
]
