"""From HTML and CSS to a tagged PDF: the only module that knows the engine (WeasyPrint).

The engine runs shut off from the machine: fonts only from the plan, files only from the bank and the templates, no
network, no time but SOURCE_DATE_EPOCH, so that the same input gives the same bytes.
"""

from __future__ import annotations

import gc
import io
import logging
import os
import shutil
import tempfile
import warnings
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stdout
from pathlib import Path
from typing import Any
from urllib.parse import unquote
from xml.sax.saxutils import escape

import msgspec

from exporter.targets.pdf.engine import in_language, libraries_by_name, quickened, read_page
from exporter.targets.pdf.fonts import font_bytes, font_path
from exporter.targets.pdf.narrowing import LAYOUTS, crowded, narrowed
from exporter.targets.pdf.overrun import cut_off, shrunk_formulas
from exporter.targets.pdf.picture_texts import whole_words
from exporter.targets.pdf.request import EngineFailedError, EngineMissingError, FontPlan, Rendered, Request

_TEMPLATES = "file:///templates/"
"""The address that relative links in templates and styles are resolved against."""
_HEARD = ("FONTCONFIG_FILE", "FONTCONFIG_PATH", "FONTCONFIG_SYSROOT", "PANGO_LANGUAGE", "HB_SHAPER_LIST")
"""The settings of the machine that the text libraries would listen to."""


def render(request: Request) -> Rendered:
    """Return the PDF of the request.

    Raises `EngineMissingError` where the system lacks Pango, `EngineFailedError` where the engine breaks off.
    """
    with (
        tempfile.TemporaryDirectory(prefix="exporter-fonts-", ignore_cleanup_errors=True) as folder,
        _temporary_files_in(folder),
        _shut_off(Path(folder), request.fonts),
        _rare_collection(),
    ):
        engine = _engine()
        from exporter.targets.pdf.tags import naming_languages  # noqa: PLC0415

        complaints: list[str] = []
        shrunk: list[int] = []
        cut: list[str] = []
        try:
            with (
                _listening(complaints),
                naming_languages(),
                in_language(request.language),
                whole_words(),
                quickened(engine),
            ):
                pdf = _drawn(engine, request, shrunk, cut)
        except Exception as error:
            raise EngineFailedError(f"{type(error).__name__} {error}".strip()) from error
        return Rendered(pdf, tuple(dict.fromkeys(complaints)), tuple(shrunk), tuple(dict.fromkeys(cut)))


def _drawn(engine: Any, request: Request, shrunk: list[int], cut: list[str]) -> bytes:  # noqa: ANN401
    """Return the PDF; formulas too small to read are added to `shrunk`, what is cut off at an edge to `cut`."""
    from exporter.targets.pdf.tags import mark_artifacts  # noqa: PLC0415

    def finish(document: Any, pdf: Any) -> None:  # noqa: ANN401
        mark_artifacts(document, pdf)
        cut.extend(cut_off(document))
        if request.drawings:
            shrunk.extend(shrunk_formulas(document))

    document = _laid_out(engine, request)
    for _ in range(1, LAYOUTS):
        crowd = crowded(document)
        html, drawings = narrowed(request.html, crowd)
        if html == request.html:
            break
        request = msgspec.structs.replace(request, html=html, drawings={**request.drawings, **drawings})
        document = _laid_out(engine, request)
    pdf = document.write_pdf(pdf_variant="pdf/ua-1", pdf_identifier=request.identifier, finisher=finish)
    assert isinstance(pdf, bytes)
    return pdf


def _laid_out(engine: Any, request: Request) -> Any:  # noqa: ANN401
    """Return the engine's document of the request, laid out in pages."""
    fetcher = _fetcher(request)
    fonts = engine.text.fonts.FontConfiguration()
    document = read_page(engine, request.html, _TEMPLATES, fetcher, own=len(request.templates) == 1)
    styles = engine.CSS(
        string=font_faces(request.fonts) + request.css, base_url=_TEMPLATES, url_fetcher=fetcher, font_config=fonts
    )
    return document.render(stylesheets=[styles], font_config=fonts, pdf_variant="pdf/ua-1")


def _engine() -> Any:  # noqa: ANN401 - the engine has no types
    try:
        # Standard output is for data: the engine prints there what it misses, which the error says as well.
        with warnings.catch_warnings(), redirect_stdout(io.StringIO()), libraries_by_name():
            warnings.simplefilter("ignore", DeprecationWarning)
            import weasyprint  # noqa: PLC0415 - a second of loading, and needs the system's libraries
            import weasyprint.text.fonts  # noqa: PLC0415
    except OSError as error:
        raise EngineMissingError(str(error)) from error
    return weasyprint


def _fetcher(request: Request) -> Any:  # noqa: ANN401
    from weasyprint.urls import URLFetcher, URLFetcherResponse  # noqa: PLC0415

    faces = {f"font:{place}": face for place, face in enumerate(request.fonts.faces)}

    class Fetcher(URLFetcher):  # type: ignore[misc]
        def fetch(self, url: str, headers: object = None) -> object:
            del headers
            if url in faces:
                return URLFetcherResponse(url, font_bytes(faces[url].file))
            if url in request.drawings:
                return URLFetcherResponse(url, request.drawings[url], {"Content-Type": "image/svg+xml"})
            if url.startswith("data:"):
                return super().fetch(url)
            return URLFetcherResponse(url, allowed_file(url, request).read_bytes())

    return Fetcher()


def allowed_file(url: str, request: Request) -> Path:
    """Return the file that an address in a document means; PermissionError for all but media and template files."""
    if url.startswith("bank:"):
        path = unquote(url.removeprefix("bank:"))
        if path in request.media:
            return Path(request.root, path)
    elif url.startswith(_TEMPLATES):
        name = unquote(url.removeprefix(_TEMPLATES))
        for folder in request.templates:
            file = Path(folder, name).resolve()
            if file.is_relative_to(Path(folder).resolve()) and file.is_file():
                return file
    raise PermissionError(f"only media of the bank and files beside the templates may be shown, not {url}")


def font_faces(plan: FontPlan) -> str:
    """Return the `@font-face` rules of the plan."""
    return "".join(
        f'@font-face{{font-family:"{face.family}";src:url(font:{place});'
        f"font-weight:{face.weight};font-style:{face.style}}}\n"
        for place, face in enumerate(plan.faces)
    )


@contextmanager
def _temporary_files_in(folder: str) -> Iterator[None]:
    """Let the engine put its copies of fonts there: it removes them when it is taken apart, and no process is."""
    before, tempfile.tempdir = tempfile.tempdir, folder
    try:
        yield
    finally:
        tempfile.tempdir = before


@contextmanager
def _rare_collection() -> Iterator[None]:
    """Look for garbage seldom: the engine builds boxes by the ten thousand, a tenth of its time goes there."""
    before = gc.get_threshold()
    gc.set_threshold(100_000, 50, 50)
    try:
        yield
    finally:
        gc.set_threshold(*before)


@contextmanager
def _shut_off(folder: Path, plan: FontPlan) -> Iterator[None]:
    """Make the font library see the plan's collections, one font of ours, and no setting of the machine.

    It refuses to start without any font at all, so there is always one.
    """
    fonts = folder / "fonts"
    fonts.mkdir()
    for place, file in enumerate((*plan.collections, plan.faces[0].file)):
        source = font_path(file)
        target = fonts / f"{place}{source.suffix}"
        try:
            target.symlink_to(source)
        except OSError:  # Windows without the right to link
            shutil.copyfile(source, target)
    settings = folder / "fonts.conf"
    settings.write_text(_settings(fonts, folder / "cache"), encoding="utf-8")
    before = {name: os.environ.pop(name, None) for name in _HEARD}
    # An empty list of languages: without one, it would be the user's (`LANGUAGE`) that choose letter forms.
    os.environ.update(FONTCONFIG_FILE=str(settings), PANGO_LANGUAGE="")
    try:
        yield
    finally:
        for name, value in before.items():
            os.environ.pop(name, None)
            if value is not None:
                os.environ[name] = value


def _settings(fonts: Path, cache: Path) -> str:
    aliases = {"serif": "Exporter Serif", "sans-serif": "Exporter Sans", "monospace": "Exporter Mono"}
    body = "".join(
        f'<alias binding="same"><family>{name}</family><prefer><family>{family}</family></prefer></alias>'
        for name, family in aliases.items()
    )
    return (
        '<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">'
        f"<fontconfig><dir>{escape(str(fonts))}</dir><cachedir>{escape(str(cache))}</cachedir>{body}</fontconfig>"
    )


@contextmanager
def _listening(complaints: list[str]) -> Iterator[None]:
    """Gather what the engine logs as warnings and errors, and keep it off the terminal."""

    class Ear(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            complaints.append(record.getMessage())

    ear = Ear(logging.WARNING)
    loggers = [logging.getLogger(name) for name in ("weasyprint", "fontTools")]
    for logger in loggers:
        logger.addHandler(ear)
    kept = [(logger, logger.propagate) for logger in loggers]
    for logger in loggers:
        logger.propagate = False
    try:
        yield
    finally:
        for logger, propagate in kept:
            logger.removeHandler(ear)
            logger.propagate = propagate
