"""Templates and styles: found by name in the author's folder, then in ours, and filled in strictly."""

from __future__ import annotations

import functools
import hashlib
from collections.abc import Hashable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from exporter.codes.pdf import TEMPLATE_WRONG
from exporter.diagnostics import Diagnostic, Span
from exporter.resources import template_folder
from exporter.suggest import did_you_mean
from exporter.targets.frames import Frames, Values
from exporter.targets.words import WordFileError

if TYPE_CHECKING:
    from jinja2 import Environment, StrictUndefined

_COUNTERS = {"page": "counter(page)", "pages": "counter(pages)"}


class TemplateError(Exception):
    """A template of the author's that cannot be used; carries the finding to report."""

    def __init__(self, finding: Diagnostic) -> None:
        super().__init__(finding.message)
        self.finding = finding


class Layout:
    """The templates of one run."""

    def __init__(self, folder: Path | None, target: str = "pdf") -> None:
        self._target = target
        self._folders = [*([folder] if folder else []), template_folder()]
        self._environment: Environment | None = None
        self._frames: dict[str, Frames] = {}

    def folders(self) -> tuple[str, ...]:
        """Return the folders that templates are looked for in, the author's first."""
        return tuple(map(str, self._folders))

    def digest(self) -> bytes:
        """Return a digest of every template, style and word file, which is part of each document's cache key."""
        digest = hashlib.blake2b(digest_size=20)
        for folder in self._folders:
            for path in sorted(each for each in folder.rglob("*") if each.is_file()):
                content = path.read_bytes()
                digest.update(f"{path.relative_to(folder).as_posix()}\0{len(content)}\0".encode())
                digest.update(content)
        return digest.digest()

    def fill(self, name: str, **values: object) -> str:
        """Return a template filled in; raises `TemplateError` with file and line where it cannot be."""
        import jinja2  # noqa: PLC0415 - only where something is drawn anew

        try:
            return self._templates().get_template(name).render(**values)
        except jinja2.TemplateSyntaxError as error:
            raise self._error(error.filename or error.name or name, error.lineno, str(error.message)) from error
        except jinja2.TemplateNotFound as error:
            raise self._error(name, _line(error), f"there is no template `{error}`") from error
        except UnicodeDecodeError as error:
            raise self._error(name, 0, "it, or one that it takes in, is not UTF-8") from error
        except Exception as error:
            raise self._error(name, _line(error), f"{error}" or type(error).__name__, error) from error

    def fill_alike(self, name: str, shape: Hashable, texts: Sequence[str], values: Values) -> str:
        """Return a template filled in with `values(texts)`: ours once for each `shape`, the texts then put in.

        `shape` tells apart whatever `values` returns beside the texts; None where something is not in it.
        """
        if shape is None or len(self._folders) > 1 or not all(texts):
            return self.fill(name, **values(texts))
        frames = self._frames.get(name)
        if frames is None:
            frames = self._frames[name] = Frames(lambda given: self.fill(name, **given))
        return frames.fill(shape, texts, values)

    def text(self, name: str) -> str:
        """Return a file that is no template, such as a script or a plain style, as it stands.

        FileNotFoundError where there is none of that name, `TemplateError` where it cannot be read.
        """
        for folder in self._folders:
            path = folder / name
            if path.is_file():
                return self._read(path)
        raise FileNotFoundError(name)

    def _read(self, path: Path) -> str:
        try:
            return path.read_text(encoding="utf-8")
        except (OSError, ValueError) as error:
            raise self._error(str(path), 0, f"it cannot be read: {error}") from error

    def _templates(self) -> Environment:
        if self._environment is None:
            # Ours are parsed once a process; an author's folder may gain a template that stands before one of ours.
            made = _environment if len(self._folders) == 1 else _environment.__wrapped__
            self._environment = made(*self._folders)
        return self._environment

    def _error(self, file: str, line: int, message: str, error: Exception | None = None) -> TemplateError:
        """Return the finding at the template that failed: the innermost of ours on the way to the error."""
        path = Path(file)
        if error is not None:
            inner = _innermost(error)
            path, line = inner or (path, line)
        name, place = path.name, Span("", 0)
        for folder in self._folders:
            inside = path if path.is_relative_to(folder) else folder / path
            if inside.is_file():
                name, place = inside.relative_to(folder).as_posix(), Span(inside.resolve().as_posix(), line)
                break
        text = f"the template `{name}` cannot be used: {message.rstrip('.')}"
        hint = f"mend line {line}" if line else "compare it with the template of the tool"
        return TemplateError(TEMPLATE_WRONG.at(place, text, hint, target=self._target))


@functools.cache
def _environment(*folders: Path) -> Environment:
    """Return what finds, parses and fills in the templates of the folders."""
    import jinja2  # noqa: PLC0415

    made = jinja2.Environment(
        loader=jinja2.ChoiceLoader([jinja2.FileSystemLoader(folder) for folder in folders]),
        autoescape=jinja2.select_autoescape(["html"]),
        undefined=_strict(),
        trim_blocks=True,
        lstrip_blocks=True,
        cache_size=-1,
    )
    made.filters["css"] = css_string
    made.filters["content"] = css_content
    return made


def _strict() -> type[StrictUndefined]:
    """Return what stands for a name that is not there: an error in the author's words, with the name that is near."""
    import jinja2  # noqa: PLC0415

    class Undefined(jinja2.StrictUndefined):
        """Says which view lacks the name, not which class of ours."""

        @property
        def _undefined_message(self) -> str:
            name = str(self._undefined_name)
            if self._undefined_hint or self._undefined_obj is jinja2.utils.missing:
                return self._undefined_hint or f"there is no `{name}` here"
            kind = type(self._undefined_obj)
            near = did_you_mean(name.replace("_", "-"), getattr(kind, "__struct_fields__", ()))
            return f"`{kind.__name__}` has no `{name}`" + (f"; {near}" if near else "")

    return Undefined


def words_error(error: WordFileError, target: str = "pdf") -> Diagnostic:
    """Return the finding on a word file that cannot be used."""
    message = f"the word file `words/{error.file.name}` cannot be used: {error.problem}".rstrip(".")
    return TEMPLATE_WRONG.at(
        Span(error.file.resolve().as_posix()), message, "compare it with the `words/en.toml` of the tool", target=target
    )


def _innermost(error: BaseException) -> tuple[Path, int] | None:
    trace, found = error.__traceback__, None
    while trace is not None:
        if trace.tb_frame.f_code.co_filename.endswith((".html", ".css")):
            found = (Path(trace.tb_frame.f_code.co_filename), trace.tb_lineno)
        trace = trace.tb_next
    return found


def _line(error: BaseException) -> int:
    """Return the line of the template that an exception came from; 0 where it came from none."""
    inner = _innermost(error)
    return inner[1] if inner else 0


def css_string(text: object) -> str:
    """Return text as a CSS string, whatever it holds."""
    body = "".join(char if char.isalnum() or char in " .,:;-_()/’" else f"\\{ord(char):x} " for char in str(text))
    return f'"{body}"'


def css_content(phrase: str) -> str:
    """Return a phrase as the value of `content`, with `{page}` and `{pages}` as counters."""
    out = []
    rest = phrase
    while rest:
        before, brace, after = rest.partition("{")
        if before:
            out.append(css_string(before))
        if not brace:
            break
        name, _, rest = after.partition("}")
        out.append(_COUNTERS[name])
    return " ".join(out)
