"""Codes of media: pictures, recordings and documents that the texts of a bank show or link to."""

from exporter.diagnostics import Code, Severity

MEDIA_REMOTE = Code(
    "media-remote",
    Severity.ERROR,
    "A picture, recording or document is fetched from the web. It may change or vanish, and it tells a stranger who reads the question.",
    "![circle](https://example.org/circle.png)",
    "Save the file below `media/`, if its licence allows it, and name its path.",
)
MEDIA_ABSOLUTE = Code(
    "media-absolute",
    Severity.ERROR,
    "The path of a file begins at the root of a disk, so it is right on one computer only.",
    "![circle](/home/ada/circle.png)",
    "Copy the file into the bank and name its path relative to the text.",
)
MEDIA_OUTSIDE = Code(
    "media-outside",
    Severity.ERROR,
    "The path of a file leaves the bank's folder, by `..` or by a symbolic link, so a copy of the bank would lack it.",
    "![circle](../../../circle.png)",
    "Copy the file into the bank.",
)
MEDIA_PATH = Code(
    "media-path",
    Severity.ERROR,
    "The path of a file holds something that no path has: a backslash, a control character, or a percent code that is no UTF-8.",
    "![circle](media%00circle.png)",
    "Write the path with `/`, and a blank as it is (in angle brackets) or as `%20`.",
)
MEDIA_TYPE = Code(
    "media-type",
    Severity.ERROR,
    "Files of a bank are png, jpg, gif, svg or webp pictures, mp3 or ogg recordings, mp4 or webm videos, or pdf documents; every target can show these.",
    "![circle](circle.bmp)",
    "Convert the file to one of these types.",
)
MEDIA_MISSING = Code(
    "media-missing",
    Severity.ERROR,
    "There is no file at this path. Capitals count, since they do on the servers of learning platforms.",
    "![circle](cirlce.png)",
    "Correct the path (relative to the file that names it), or add the file.",
)
MEDIA_UNREADABLE = Code(
    "media-unreadable",
    Severity.ERROR,
    "A file is there but cannot be read: it is a folder, or the system does not let us.",
    "![circle](media)",
    "Name a file, or give yourself the right to read it.",
)
MEDIA_CONTENT = Code(
    "media-content",
    Severity.ERROR,
    "The content of a file is not of the type that its ending says, so players would not show it.",
    "a JPEG picture that was renamed to circle.png",
    "Give the file the ending of its content, or save it anew as that type.",
)
SVG_UNSAFE = Code(
    "svg-unsafe",
    Severity.ERROR,
    "An SVG picture holds something that runs or loads: a script, an event handler, an entity, a reference to another file. Platforms refuse it, or worse, run it.",
    "![circle](circle.svg)   # with a <script> in circle.svg",
    "Save the picture as plain SVG (Inkscape: Save as, Plain SVG), with pictures embedded.",
)
SVG_BROKEN = Code(
    "svg-broken",
    Severity.ERROR,
    "An SVG picture is no well-formed XML, or is over the limit of 20 MB.",
    "![circle](circle.svg)   # where a tag of circle.svg is not closed",
    "Save the picture anew in the program that made it.",
)
MEDIA_ALIKE = Code(
    "media-alike",
    Severity.ERROR,
    "Two files have the same path but for capitals; where capitals do not count, as on Windows and macOS, one overwrites the other.",
    "![a](map.png) ![b](Map.png)",
    "Give one of them another name.",
)
UNUSED_MEDIA = Code(
    "unused-media",
    Severity.NOTE,
    "A file below `media/` is shown by no text; it is in no output.",
    "media/old-circle.png, which nothing names",
    "Delete it if it is not needed.",
)
PICTURE_SIZE = Code(
    "picture-size",
    Severity.ERROR,
    "The areas of a hotspot count in the picture's own pixels, but the picture does not say how large it is.",
    "a hotspot on an SVG without width, height and viewBox",
    "Give the SVG a `width` and `height`, or save the picture as PNG.",
)
AREA_OUTSIDE = Code(
    "area-outside",
    Severity.ERROR,
    "An area of a hotspot reaches out of its picture, where nobody can click.",
    "- [x] rect 10,10 900,30   # on a picture 640 wide",
    "Keep its numbers within the picture; they count pixels from the top left.",
)
