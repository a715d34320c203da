"""Bad source, and exactly what the author is told of it: one fixture for each code at least.

`errors/<code>.md` is one file of questions below an expectation; `errors/<code>/` is a whole bank beside an
`expected.txt`. A variant is named `<code>--<what>`. What no file can hold (a link out of the bank, a file of 21 MB) is
made by a function in `MADE`.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable
from importlib import import_module
from pathlib import Path

import pytest

from exporter.advice import advise
from exporter.cache import NoCache
from exporter.codes import advice, all_codes
from exporter.diagnostics import Code, Diagnostic, Severity, Span, sort_key
from exporter.reader import read_bank

ERRORS = Path(__file__).parent / "errors"
AREAS = ("files", "yaml", "keys", "source", "text", "answers", "bank", "quizzes", "media", "advice")
BANK = "id: bank\ntitle: A bank\nlanguage: en\n"
FENCE = "```expected\n"


def _link_out(root: Path) -> None:
    (root.parent / "elsewhere.md").write_text("# Focus {#focus}\n\nWhat?\n\n- [x] A\n- [ ] B\n", encoding="utf-8")
    (root / "questions" / "linked.md").symlink_to(root.parent / "elsewhere.md")


def _picture_link_out(root: Path) -> None:
    shutil.copy(root / "media" / "dot.png", root.parent / "dot.png")
    (root / "media" / "linked.png").symlink_to(root.parent / "dot.png")


def _too_large(root: Path) -> None:
    (root / "questions" / "large.md").write_bytes(b"# Focus {#focus}\n\n" + b"word \n" * 3_500_000)


def _too_deep(root: Path) -> None:
    text = "# Focus {#focus}\n\nWhat?\n\n" + "> " * 2000 + "deep\n\n- [x] A\n- [ ] B\n"
    (root / "questions" / "deep.md").write_text(text, encoding="utf-8")


def _nowhere(root: Path) -> None:
    (root / "questions" / "nowhere.md").symlink_to(root / "questions" / "gone.md")


def _circle(root: Path) -> None:
    (root / "questions" / "circle.md").symlink_to(root / "questions" / "circle.md")


def _null(root: Path) -> None:
    text = "# Focus {#focus}\n\nWhat is\x0b mood\x00?\n\n- [x] A\n- [ ] B\n"
    (root / "questions" / "null.md").write_text(text, encoding="utf-8")


def _large_svg(root: Path) -> None:
    content = '<svg xmlns="http://www.w3.org/2000/svg">' + "<g/>\n" * 4_200_000 + "</svg>"
    (root / "media" / "large.svg").write_text(content, encoding="utf-8")


def _capitals(root: Path) -> None:
    for name in ("map.svg", "Map.svg"):  # a clone on a disk without capitals could not hold both
        (root / "questions" / name).write_text('<svg xmlns="http://www.w3.org/2000/svg"/>', encoding="utf-8")


MADE: dict[str, Callable[[Path], None]] = {
    "file-outside": _link_out,
    "media-outside--link": _picture_link_out,
    "file-too-large": _too_large,
    "too-deep--2000": _too_deep,
    "unreadable-file": _nowhere,
    "unreadable-file--circle": _circle,
    "control-character": _null,
    "svg-broken--large": _large_svg,
    "media-alike": _capitals,
}


def fixtures() -> list[Path]:
    return sorted(path for path in ERRORS.iterdir() if path.is_dir() or path.suffix == ".md")


def place(span: Span) -> str:
    return f"{span.path}:{span.line}:{span.column}-{span.end}"


def told(findings: list[Diagnostic]) -> str:
    """Return findings in the form of an expectation."""
    lines: list[str] = []
    for finding in findings:
        lines.append(f"{finding.severity} {finding.code} {place(finding.span)}")
        lines.append(f"  {finding.message}")
        if finding.hint:
            lines.append(f"  hint: {finding.hint}")
        lines.extend(f"  see {place(each.span)}: {each.message}" for each in finding.related)
    return "".join(line + "\n" for line in lines)


def split(path: Path) -> tuple[str, bytes]:
    """Return the expectation and the source of a fixture that is one file."""
    data = path.read_bytes()
    if not data.startswith(FENCE.encode()):
        return "", data
    header, _, source = data.removeprefix(FENCE.encode()).partition(b"```\n\n")
    return header.decode(), source


def make_bank(fixture: Path, root: Path) -> str:
    """Lay out the bank of a fixture in `root` and return what is expected of it."""
    if fixture.is_dir():
        shutil.copytree(fixture, root, symlinks=True, ignore=shutil.ignore_patterns("expected.txt"))
        expected = fixture / "expected.txt"
        said = expected.read_text(encoding="utf-8") if expected.exists() else ""
    else:
        said, source = split(fixture)
        (root / "questions").mkdir(parents=True)
        (root / "bank.yaml").write_text(BANK, encoding="utf-8")
        (root / "questions" / "case.md").write_bytes(source)
    if fixture.stem in MADE:
        MADE[fixture.stem](root)
    return said


def found(fixture: Path, root: Path) -> list[Diagnostic]:
    """Return what is found in the bank of a fixture; advice only where the fixture is about it."""
    bank, findings = read_bank(root, cache=NoCache())
    if fixture.stem.partition("--")[0] in {*advice.NAMES, advice.ALLOW_UNUSED.name}:
        findings = sorted([*findings, *advise(bank)], key=sort_key)
    return findings


def keep(fixture: Path, said: str) -> None:
    """Write an expectation anew."""
    if fixture.is_dir():
        (fixture / "expected.txt").write_text(said, encoding="utf-8")
    else:
        _, source = split(fixture)
        fixture.write_bytes(f"{FENCE}{said}```\n\n".encode() + source)


@pytest.mark.parametrize("fixture", fixtures(), ids=lambda path: path.stem)
def test_what_the_author_is_told(fixture: Path, tmp_path: Path, update_goldens: bool) -> None:  # noqa: FBT001
    root = tmp_path / "bank"
    expected = make_bank(fixture, root)
    findings = found(fixture, root)
    said = told(findings)
    if update_goldens:
        keep(fixture, said)
    else:
        assert said == expected
    code = fixture.stem.partition("--")[0]
    assert code == "fine" or code in {finding.code for finding in findings}


def codes_of_source() -> list[str]:
    modules = (import_module(f"exporter.codes.{area}") for area in AREAS)
    return [value.name for module in modules for value in vars(module).values() if isinstance(value, Code)]


@pytest.mark.parametrize("code", codes_of_source())
def test_every_code_has_a_fixture(code: str) -> None:
    assert code in {path.stem.partition("--")[0] for path in fixtures()}


@pytest.mark.parametrize("fixture", fixtures(), ids=lambda path: path.stem)
def test_findings_point_into_the_line(fixture: Path, tmp_path: Path) -> None:
    """A place lies on its line, and a finding says something in the house style."""
    root = tmp_path / "bank"
    make_bank(fixture, root)
    findings = found(fixture, root)
    for finding in findings:
        assert finding.severity is all_codes()[finding.code].severity
        assert finding.message
        assert not finding.message.endswith(".")
        assert not finding.hint.endswith(".")
        assert "\n" not in finding.message + finding.hint
        for span in (finding.span, *(each.span for each in finding.related)):
            assert 1 <= span.column <= span.end
            if span.line and (root / span.path).is_file() and finding.code != "not-utf8":
                lines = (root / span.path).read_text(encoding="utf-8-sig", errors="replace").split("\n")
                assert span.line <= len(lines)
                assert span.column <= len(lines[span.line - 1]) + 1
                assert span.end <= len(lines[span.line - 1]) + 2


def test_a_good_bank_is_told_nothing(tmp_path: Path) -> None:
    root = tmp_path / "bank"
    (root / "questions").mkdir(parents=True)
    (root / "bank.yaml").write_text(BANK, encoding="utf-8")
    (root / "questions" / "case.md").write_text("# Focus {#focus}\n\nWhat?\n\n- [x] A\n- [ ] B\n", encoding="utf-8")
    assert read_bank(root, cache=NoCache())[1] == []


def test_severity_order() -> None:
    assert [severity.value for severity in Severity] == ["error", "warning", "loss", "advice", "note"]
