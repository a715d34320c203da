"""Where the files that are no code are: templates, styles and words, in a wheel, an editable install and a checkout."""

from __future__ import annotations

from functools import cache
from pathlib import Path


@cache
def template_folder() -> Path:
    """Return the folder of our templates: inside the package in a wheel, beside it elsewhere.

    A package without its templates is broken: FileNotFoundError.
    """
    package = Path(__file__).resolve().parent
    for folder in (package / "templates", package.parent / "templates"):
        if (folder / "base.html").is_file():
            return folder
    raise FileNotFoundError(package / "templates")
