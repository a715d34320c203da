"""What pops up over a word, link or picture on a screen: each target holds it, or names it as a loss."""

from __future__ import annotations

from pathlib import Path

import pytest

from exporter.cache import NoCache
from exporter.diagnostics import Diagnostic
from exporter.job import Job, Options
from exporter.model import Bank
from exporter.output import FileOutput
from exporter.targets import Target
from exporter.targets.registry import TARGETS
from tests.pdf_banks import paper, small, text_of
from tests.pdfua import problems
from tests.small_banks import written

SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="90" height="90"><rect width="90" height="90"/></svg>'
FILES: dict[str, str | bytes] = {"media/p.svg": SVG, "media/f.pdf": "%PDF-1.4\n", "media/s.mp3": b"ID3\x03\0\0\0\0\0\0"}
CHOICES = "\n\n- [x] this\n- [ ] that\n- [ ] neither\n"
USES = {
    "an abbreviation": 'An <abbr title="TITLED">AB</abbr> here.' + CHOICES,
    "a phrase": 'A <span title="TITLED">phrase <em title="INNER">of</em> words</span>.' + CHOICES,
    "a web link": '[A link](https://example.org/ "TITLED").' + CHOICES,
    "a file": '[A file](../media/f.pdf "TITLED").' + CHOICES,
    "a picture": '![A square](../media/p.svg "TITLED")' + CHOICES,
    "a recording": '![A voice](../media/s.mp3 "TITLED")' + CHOICES,
    "a picture to mark": '![A square](../media/p.svg "TITLED")\n\n- [x] rect 1,1 50,50\n',
}
LINK = '[Another](question:q "TITLED").'


def titled(tmp_path: Path, use: str) -> Bank:
    kind = " type=hotspot" if use == "a picture to mark" else ""
    return small(tmp_path, f"# T {{#q{kind}}}\n\nLook.\n\n{USES[use]}", files=FILES)


@pytest.mark.parametrize("use", USES)
def test_the_paper_says_a_title_in_brackets(use: str, tmp_path: Path) -> None:
    pdf, _ = paper(titled(tmp_path, use))
    text = " ".join(text_of(pdf).split())
    assert text.count("(TITLED)") == 1
    assert problems(pdf) == []
    if use == "a phrase":
        assert "A phrase of (INNER) words (TITLED)." in text


def test_a_title_that_repeats_its_words_is_not_said_again(tmp_path: Path) -> None:
    text = 'An <abbr title="R &amp; D"><b>R</b> &amp; D</abbr>, [a link](https://example.org/ "a link").'
    pdf, _ = paper(small(tmp_path, f"# T {{#q}}\n\n{text}{CHOICES}"))
    assert "An R & D, a link." in " ".join(text_of(pdf).split())


def test_paper_and_guide_say_the_title_of_a_link_inside_the_bank(tmp_path: Path) -> None:
    bank = small(tmp_path, f"# T {{#q}}\n\n{LINK}{CHOICES}")
    assert "Another (TITLED)." in text_of(paper(bank)[0])
    files, _ = written(next(each for each in TARGETS if each.name == "pdf"), bank, Options())
    assert "Another (TITLED)." in text_of(files["pdf/bank-guide.pdf"])


def test_the_key_says_the_title_of_a_picture_to_mark(tmp_path: Path) -> None:
    bank = titled(tmp_path, "a picture to mark")
    files, _ = written(next(each for each in TARGETS if each.name == "pdf"), bank, Options())
    assert text_of(files["pdf/z-key.pdf"]).count("(TITLED)") == 1


def test_a_title_of_arabic_is_read_in_order(tmp_path: Path) -> None:
    text = f'# T {{#q lang=ar}}\n\nهذا <abbr title="علاج">ع</abbr> هنا.{CHOICES}'
    pdf, found = paper(small(tmp_path, text))
    assert "علاج" in text_of(pdf)
    assert [each.code for each in found if each.severity == "error"] == []


@pytest.mark.parametrize("use", USES)
@pytest.mark.parametrize("target", [each for each in TARGETS if each.name != "pdf"], ids=lambda each: each.name)
def test_a_title_arrives_or_is_named(target: Target, use: str, tmp_path: Path) -> None:
    said, found = of_target(target, titled(tmp_path, use))
    named = any("`TITLED`" in each.message or each.code == "left-out" for each in found)
    assert "TITLED" in said or named


def of_target(target: Target, bank: Bank) -> tuple[str, list[Diagnostic]]:
    """Return all the text that a target writes, that inside packages too, and its findings."""
    job = Job(bank, Options(canvas="new"), NoCache(), target.name)
    texts: list[str] = []
    for output in target.write(job):
        parts = (output,) if isinstance(output, FileOutput) else output.members
        texts += (b"".join(part.chunks).decode(errors="replace") for part in parts)
    return "\n".join(texts), job.findings
