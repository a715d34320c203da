"""Codes: what stands between a build and its output folder, and what a build was asked for."""

from exporter.diagnostics import Code, Severity

CANNOT_WRITE = Code(
    "cannot-write",
    Severity.ERROR,
    "The output cannot be written: a folder is read-only, the disk is full, a file is open in another program, or a "
    "file stands where a folder belongs. Nothing was replaced; the last good build is where it was.",
    "exporter build -o /a/read-only/folder",
    "Make room, close the file, or choose another folder with `-o`; then build again.",
)
CANNOT_READ = Code(
    "cannot-read",
    Severity.ERROR,
    "A file of the bank could be found but not read while an output was written: it was moved or changed meanwhile, "
    "or it may not be read by you.",
    "exporter build   # while another program moves source/media",
    "See that the file is there and may be read; then build again.",
)
SAME_OUTPUT = Code(
    "same-output",
    Severity.ERROR,
    "Two outputs would have the same file name, since a quiz's id is the bank's id and `-bank`, or two ids differ only "
    "in what file names do not tell apart.",
    "id: ipt-bank   # the id of a quiz, in the bank `ipt`",
    "Give the quiz another id.",
)
MEMBER_TOO_LARGE = Code(
    "member-too-large",
    Severity.ERROR,
    "A file in a package would be larger than 2 GiB, which no platform imports.",
    "![The whole course](film.mp4)",
    "Put long recordings on a video server and link to them.",
)
NOTHING_TO_BUILD = Code(
    "nothing-to-build",
    Severity.ERROR,
    "There is no question to write: the bank has none, or none with a status that is exported.",
    "status: draft   # in every question",
    "Write a question, set its status to `ready`, or ask for drafts with `--status draft`.",
)
SOURCE_CHANGED = Code(
    "source-changed",
    Severity.ERROR,
    "A file of the bank was changed, made or removed between reading the bank and putting the outputs in their place, so "
    "that they might hold some of the old and some of the new. Nothing was replaced.",
    "exporter build   # while an editor saves a file of source/",
    "Build again when nothing writes to the bank.",
)
NOTHING_CHANGED = Code(
    "nothing-changed",
    Severity.NOTE,
    "Only what is new or changed was asked for, and every question is as it was in the release that was named. Nothing was "
    "written.",
    "exporter build --changed-since ipt-1.3.0.zip   # with no edit since",
    "Nothing; or build without `--changed-since`.",
)
NO_BANK = Code(
    "no-bank",
    Severity.ERROR,
    "The folder of the bank was moved, renamed or deleted while it was watched. Nothing else is at fault: as soon as it is "
    "back, it is read again.",
    "mv source elsewhere   # while `exporter preview` runs",
    "Put the folder back, or end the program with Ctrl-C and start it with the new name.",
)
PORT_TAKEN = Code(
    "port-taken",
    Severity.ERROR,
    "The preview cannot listen at this port of this machine: another program does, maybe another preview, or ports of "
    "this number are not yours to use.",
    "exporter preview --port 8000   # while another program serves there",
    "End the other program, name another port, or leave `--port` out: then a free one is found.",
)
