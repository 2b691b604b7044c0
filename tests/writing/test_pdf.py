"""The summary as PDF: tagged, with bookmarks, never in the place of somebody's own file."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from support_libreoffice import needs_libreoffice
from support_samples import MORAY, path_of
from workbook_tools import pipeline
from workbook_tools.cli import main
from workbook_tools.findings import WritingError
from workbook_tools.writing import pdf


def run(program: str, *arguments: object) -> str:
    command = [shutil.which(program) or program, *map(str, arguments)]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def facts(path: Path) -> dict[str, str]:
    lines = run("pdfinfo", path).splitlines()
    return {name.strip(): value.strip() for name, _, value in (line.partition(":") for line in lines)}


@needs_libreoffice
def test_the_summary_is_written_as_pdf_too(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    summary = tmp_path / "summary.xlsx"
    for _ in range(2):  # a second run takes the place of the first
        assert main(["report", str(path_of(MORAY)), "-o", str(summary), "--pdf"]) == 0
    assert f"Written: {tmp_path / 'summary.pdf'}" in capsys.readouterr().out
    written = facts(tmp_path / "summary.pdf")
    assert written["Tagged"] == "yes"
    assert written["Title"] == "HR & Organisational Development and ICT service plans"
    assert int(written["Pages"]) > 5
    text = run("pdftotext", "-layout", tmp_path / "summary.pdf", "-")
    assert re.search(r"Page 1 of \d+", text)
    assert "A return as it was reported" not in text, "hidden sheets are not printed"
    assert b"/Outlines" in (tmp_path / "summary.pdf").read_bytes(), "each sheet is a bookmark"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["summary.pdf", "summary.xlsx"]


@needs_libreoffice
def test_somebodys_own_pdf_is_left_alone_and_nothing_is_written(tmp_path: Path) -> None:
    (tmp_path / "summary.pdf").write_bytes(b"%PDF-1.7 minutes of the meeting")
    with pytest.raises(WritingError, match="was not written by this program"):
        pipeline.report([path_of(MORAY)], tmp_path / "summary.xlsx", pdf=True)
    assert [path.name for path in tmp_path.iterdir()] == ["summary.pdf"]


def test_without_libreoffice_a_sentence_says_so_and_nothing_is_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(pdf, "PLACES", ())
    assert main(["report", str(path_of(MORAY)), "-o", str(tmp_path / "summary.xlsx"), "--pdf"]) == 3
    assert "A PDF is made by LibreOffice, which is not installed here." in capsys.readouterr().err
    assert not list(tmp_path.iterdir())


@needs_libreoffice
def test_a_libreoffice_that_fails_leaves_the_earlier_pdf(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    summary = tmp_path / "summary.xlsx"
    pipeline.report([path_of(MORAY)], summary, pdf=True)
    before = (tmp_path / "summary.pdf").read_bytes()
    broken = tmp_path / "soffice"
    broken.write_text("#!/bin/sh\nexit 1\n", encoding="utf-8")
    broken.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(WritingError, match="could not make the PDF"):
        pipeline.report([path_of(MORAY)], summary, pdf=True)
    assert (tmp_path / "summary.pdf").read_bytes() == before
