"""The layers: imports go one way, and only the places that are meant to write to disk do."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

import exporter

PACKAGE = Path(exporter.__file__).parent

LAYERS: tuple[tuple[str, ...], ...] = (
    ("", "decimals", "diagnostics", "shown_path"),
    ("model", "codes", "lock", "source_state", "suggest", "resources"),
    (
        "areas",
        "feature",
        "formula_numbers",
        "output",
        "richtext",
        "run_cache",
        "store",
        "texts",
        "typed",
        "picture_size",
        "svg_safety",
    ),
    (
        "features",
        "bank_parts",
        "dead_names",
        "job",
        "wording",
        "fragment",
        "media_file",
        "archive",
        "cache",
        "excerpt",
        "findings",
        "scoring",
    ),
    ("advice", "checks", "media", "targets", "validation"),
    ("check",),
    ("reader",),
    ("schema", "report", "progress", "settings", "matrix"),
    ("report_file", "formats", "diff", "fmt", "judging", "last_build"),
    ("asked", "checking"),
    ("pipeline",),
    ("release", "watching"),
    ("preview",),
    ("cli",),
    ("docs", "__main__"),
)
"""Rooms of the package from the ground up; one may use those below it and its own."""
APART = (("reader", "targets"), ("reader", "validation"), ("checks", "targets"), ("checks", "validation"))
"""Rooms that know nothing of each other; for targets and validation see `_allowed`."""
REGISTRIES = {"targets.registry"}
"""The only list of the targets."""
WRITERS = {
    "archive": "outputs, aside and then in place",
    "cache": "its own file",
    "lock": "the file that is locked, empty",
    "store": "the spool, without a name",
    "run_cache": "the spool, without a name",
    "targets.canvas.quizzes": "the questions of a group whose head is not known yet, without a name",
    "fmt.bank": "source files in their layout, aside and then in place",
    "preview.server": "the folder of one run",
    "preview.prints": "papers and keys, in the folder of one run",
    "docs": "the documentation, by its author",
    "cli.init": "a new bank",
    "validation.install": "official schemas, in the user's folder",
    "targets.pdf.render": "the font settings of one run, in a temporary folder",
    "targets.pdf.workers": "what the processes of one run leave, in a temporary folder",
}
"""The modules that write to disk, and what."""
_WRITING = {
    *("write_bytes", "write_text", "mkdir", "unlink", "rmtree", "touch", "symlink_to", "copyfile"),
    *("mkdtemp", "mkstemp", "TemporaryDirectory", "SpooledTemporaryFile"),
}


def modules() -> Iterator[tuple[str, Path]]:
    for path in sorted(PACKAGE.rglob("*.py")):
        parts = path.relative_to(PACKAGE).with_suffix("").parts
        yield ".".join(parts[:-1] if parts[-1] == "__init__" else parts), path


def room(module: str) -> str:
    return module.split(".", maxsplit=1)[0]


def imported(path: Path) -> Iterator[str]:
    """Yield the modules of ours that the file imports while the program runs, without the package's name."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    typing_only = {
        id(inner)
        for node in ast.walk(tree)
        if isinstance(node, ast.If) and isinstance(node.test, ast.Name) and node.test.id == "TYPE_CHECKING"
        for inner in ast.walk(node)
    }
    for node in ast.walk(tree):
        if id(node) in typing_only:
            continue
        if isinstance(node, ast.ImportFrom) and node.module and node.module.split(".")[0] == "exporter":
            below = node.module.partition(".")[2]
            if below:
                yield below
                yield from (f"{below}.{name.name}" for name in node.names if _is_module(f"{below}.{name.name}"))
            else:
                yield from (name.name if _is_module(name.name) else "" for name in node.names)
        elif isinstance(node, ast.Import):
            yield from (name.name.partition(".")[2] for name in node.names if name.name.split(".")[0] == "exporter")


def _is_module(name: str) -> bool:
    path = PACKAGE.joinpath(*name.split("."))
    return path.with_suffix(".py").is_file() or path.is_dir()


def test_every_room_is_in_a_layer_and_every_layer_is_there() -> None:
    named = [name for layer in LAYERS for name in layer]
    assert len(named) == len(set(named))
    assert {room(module) for module, _ in modules()} == set(named)


@pytest.mark.parametrize(
    ("module", "path"), list(modules()), ids=lambda value: str(value) if isinstance(value, str) else ""
)
def test_imports_go_one_way(module: str, path: Path) -> None:
    height = {name: level for level, layer in enumerate(LAYERS) for name in layer}
    for other in imported(path):
        assert height[room(other)] <= height[room(module)], f"{module} imports {other}"
        for one, another in APART:
            assert {room(module), room(other)} != {one, another}, f"{module} imports {other}"
        assert {room(module), room(other)} != {"targets", "validation"} or _allowed(module, other)


@pytest.mark.parametrize(
    ("module", "path"), list(modules()), ids=lambda value: str(value) if isinstance(value, str) else ""
)
def test_a_target_takes_nothing_from_the_folder_of_another(module: str, path: Path) -> None:
    own = target_folder(module)
    others = {target_folder(other) for other in imported(path)} - {"", own}
    beside = room(module) == "targets" and not own
    assert not others or not (own or beside) or module in REGISTRIES, f"{module} imports from the target {others}"


def test_the_folders_of_targets_are_told_from_what_stands_beside_them() -> None:
    assert target_folder("targets.pdf.render") == target_folder("targets.pdf") == "pdf"
    assert target_folder("targets.words") == target_folder("reader.rich") == ""


def target_folder(module: str) -> str:
    """Return the target in whose folder the module stands, or an empty string."""
    parts = module.split(".")
    return parts[1] if parts[0] == "targets" and len(parts) > 1 and (PACKAGE / "targets" / parts[1]).is_dir() else ""


def _allowed(module: str, other: str) -> bool:
    """Say that a target judges what it writes by the grammars, and by nothing else of the validation."""
    return room(module) == "targets" and other == "validation.grammar"


def writing(path: Path) -> Iterator[int]:
    """Yield each line of a module that writes to disk."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            given = (*node.args, *(word.value for word in node.keywords))
            words = [each.value for each in given if isinstance(each, ast.Constant) and isinstance(each.value, str)]
            to_write = any(set(word) & set("wax+") and len(word) <= 3 for word in words)
            if node.func.attr in _WRITING or (node.func.attr in ("open", "fdopen") and to_write):
                yield node.lineno


@pytest.mark.parametrize(
    ("module", "path"), list(modules()), ids=lambda value: str(value) if isinstance(value, str) else ""
)
def test_only_some_places_write_to_disk(module: str, path: Path) -> None:
    lines = list(writing(path))
    assert bool(lines) == (module in WRITERS), lines


def test_nothing_is_left_out_of_what_coverage_counts() -> None:
    marked = [name for name, path in modules() if "pragma: no" in path.read_text(encoding="utf-8")]
    assert marked == []
    settings = (PACKAGE.parent / "pyproject.toml").read_text(encoding="utf-8")
    assert "omit" not in settings
    assert "exclude_" not in settings
