"""Codes of archives and paths: what stands against reading a package at all, before its files are judged."""

from exporter.diagnostics import Code, Severity

NO_SUCH_PATH = Code(
    "no-such-path",
    Severity.ERROR,
    "There is no file or folder of this name, or it may not be read.",
    "exporter validate missing.zip",
    "Check the name and the permissions.",
)
NOT_A_FILE = Code(
    "not-a-file",
    Severity.ERROR,
    "The path is a device, a pipe or a socket, which is never read.",
    "exporter validate /dev/zero",
    "Name a package, a folder or an XML file.",
)
NOT_A_PACKAGE = Code(
    "not-a-package",
    Severity.ERROR,
    "The file is neither a zip archive nor XML, so there is nothing in it to judge.",
    "exporter validate photo.png",
    "Name a zip package, an `.imscc`, a folder or an XML file.",
)
DAMAGED = Code(
    "damaged-archive",
    Severity.ERROR,
    "The zip archive is cut off or damaged: its directory or one of its members cannot be read, or a checksum is wrong.",
    "exporter validate half-downloaded.zip",
    "Make or download the package again.",
)
NOTHING_TO_JUDGE = Code(
    "nothing-to-judge",
    Severity.ERROR,
    "The package or folder holds no XML file of a format that this tool knows.",
    "exporter validate pictures.zip",
    "Name a package of questions: Moodle XML, QTI or a Common Cartridge.",
)
ENCRYPTED = Code(
    "encrypted-member",
    Severity.ERROR,
    "A member of the archive is encrypted; no importer asks for a password.",
    "zip --encrypt quiz.zip imsmanifest.xml",
    "Make the package without a password.",
)
COMPRESSION = Code(
    "unknown-compression",
    Severity.ERROR,
    "A member is compressed by a method that this tool and most importers cannot read.",
    "7z a -mm=PPMd quiz.zip imsmanifest.xml",
    "Pack it with the usual method of zip (deflate), or without compression.",
)
PATH_ESCAPES = Code(
    "path-escapes",
    Severity.ERROR,
    "A member's path climbs out of the package with `..`; unpacked, it would overwrite files elsewhere (zip slip).",
    "a zip with a member named `../../etc/passwd`",
    "Do not unpack the package; ask where it comes from.",
)
ABSOLUTE_PATH = Code(
    "absolute-path",
    Severity.ERROR,
    "A member's path is absolute or names a drive; unpacked, it could overwrite files anywhere.",
    "a zip with a member named `/etc/passwd` or `C:/boot.ini`",
    "Make the package with paths relative to its top folder.",
)
BACKSLASH_PATH = Code(
    "backslash-path",
    Severity.ERROR,
    "A path is written with backslashes; outside Windows it is one odd file name, and what refers to it finds nothing.",
    "a zip with a member named `media\\loop.png`",
    "Make the package with `/` between folders, as the zip format asks.",
)
PATH_CHARACTERS = Code(
    "path-characters",
    Severity.ERROR,
    "A member's path is empty, holds control characters or is too long for a disk; no importer can find such a file again.",
    "a zip with a member whose name holds a line break",
    "Rename the file and make the package again.",
)
MACOSX = Code(
    "macosx-folder",
    Severity.WARNING,
    "The package holds macOS leftovers (`__MACOSX`, `._` files); importers that read every XML file stumble over them.",
    "a zip made with Finder's Compress",
    "Pack on the command line with `zip -r -X quiz.zip . -x '__MACOSX/*' '*/._*'`.",
)
SYMLINK = Code(
    "symlink-member",
    Severity.ERROR,
    "A member is a symbolic link; unpacked, it could point anywhere. It is not followed.",
    "zip --symlinks quiz.zip link-to-etc",
    "Put the file itself into the package.",
)
DUPLICATE_MEMBER = Code(
    "duplicate-member",
    Severity.ERROR,
    "Two members of the archive have the same path (or differ in capitals or in how accents are written only): which one an importer reads is chance.",
    "a zip with two members named `imsmanifest.xml`",
    "Make the package again with one of them.",
)
ZIP_BOMB = Code(
    "zip-bomb",
    Severity.ERROR,
    "The archive unpacks to far more than its size, or its members share the same bytes: a zip bomb. It is not unpacked.",
    "a zip of 10 kB that holds 10 MB of zeros",
    "Do not unpack the package; ask where it comes from.",
)
TOO_LARGE = Code(
    "too-large",
    Severity.ERROR,
    "A file is over the size that this tool reads.",
    "exporter validate bank.xml   # of two gigabytes",
    "Split the package into smaller ones.",
)
TOO_MANY = Code(
    "too-many-members",
    Severity.ERROR,
    "The package or folder holds more files than this tool reads.",
    "exporter validate huge.zip   # of a million members",
    "Split the package into smaller ones.",
)
