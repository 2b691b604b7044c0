"""An exempt report is marked on its first page, on every page and in its properties; a public one nowhere."""

import zipfile
from io import BytesIO
from pathlib import Path

import docx
import openpyxl
import pytest
from openxml_audit import FileFormat, OpenXmlValidator

from support_changed import replace
from support_libreoffice import needs_libreoffice
from support_pack import EXEMPT, MARKING, write_pack_of
from support_pages import pages_of
from support_samples import SAMPLES, VALE, judge_sample
from workbook_tools.accessibility.audit import audit
from workbook_tools.model.distribution import Format
from workbook_tools.model.meeting import NO_MEETING, Meeting
from workbook_tools.model.pack import NOT_FOR_PUBLICATION, pack_file_beside
from workbook_tools.reading.pack_file import PDF_MARKING, read_pack
from workbook_tools.writing.accessible.workbook import build_accessible_summary
from workbook_tools.writing.covering.finish import is_as_written
from workbook_tools.writing.covering.report import build_covering_report
from workbook_tools.writing.summary.frame import footer_of
from workbook_tools.writing.summary.summary_workbook import build_summary
from workbook_tools.writing.summary_facts import SummaryFacts

BUILDERS = (build_summary, build_accessible_summary, build_covering_report)
FOOTER_LENGTH = 255  # characters that Excel takes


def made(build: object, sample: str, meeting: Meeting) -> bytes:
    judged = judge_sample(sample)
    assert callable(build)
    content = build([judged], judged.scheme, judged.as_at, meeting)
    assert isinstance(content, bytes)
    return content


EXEMPTED = Meeting(exempt=EXEMPT)


@pytest.mark.parametrize("sample", SAMPLES)
def test_every_sheet_of_the_working_edition_is_marked_on_paper(sample: str) -> None:
    book = openpyxl.load_workbook(BytesIO(made(build_summary, sample, EXEMPTED)))
    middles = [sheet.oddFooter.center for sheet in book if sheet.oddFooter]
    assert len(middles) == len(book.sheetnames)
    assert {(str(middle.text).strip(), middle.font) for middle in middles} == {(MARKING, "Calibri,Bold")}
    assert {"Data", "Workings", "Lists"} <= set(book.sheetnames)
    assert not any(sheet.HeaderFooter.differentFirst or sheet.HeaderFooter.differentOddEven for sheet in book)


@pytest.mark.parametrize("sample", SAMPLES)
def test_the_front_page_begins_with_it(sample: str) -> None:
    book = openpyxl.load_workbook(BytesIO(made(build_summary, sample, EXEMPTED)))
    first = book["Summary"]["A1"]
    assert (first.value, first.font.b) == (MARKING, True)
    assert not book["Summary"].row_dimensions[1].hidden
    assert book.properties.category == MARKING
    assert str(book.properties.subject).startswith(f"{MARKING}. ")


@pytest.mark.parametrize("sample", SAMPLES)
def test_the_accessible_edition_is_marked_without_headers_and_footers(sample: str, tmp_path: Path) -> None:
    path = tmp_path / "accessible.xlsx"
    path.write_bytes(made(build_accessible_summary, sample, EXEMPTED))
    assert {result.point.code for result in audit(path).breached} == set()
    book = openpyxl.load_workbook(path)
    cover = book["Cover"]["A2"]
    assert (cover.value, cover.font.b) == (MARKING, True)
    assert all(str(sheet["A2"].value).startswith(MARKING) for sheet in book)
    assert book.properties.category == MARKING


def test_the_covering_report_is_marked_at_its_top_and_on_every_page() -> None:
    content = made(build_covering_report, VALE, EXEMPTED)
    document = docx.Document(BytesIO(content))
    assert document.paragraphs[0].text == MARKING
    assert document.paragraphs[0].runs[0].bold
    assert [paragraph.text for section in document.sections for paragraph in section.header.paragraphs] == [MARKING]
    assert not document.sections[0].different_first_page_header_footer
    assert document.core_properties.category == MARKING
    assert is_as_written(content)


@pytest.mark.parametrize("build", BUILDERS)
def test_what_is_public_is_marked_nowhere(build: object) -> None:
    for meeting in (NO_MEETING, Meeting("Cabinet")):
        with zipfile.ZipFile(BytesIO(made(build, VALE, meeting))) as package:
            assert not [part for part in package.namelist() if NOT_FOR_PUBLICATION.encode() in package.read(part)]


@pytest.mark.parametrize("build", BUILDERS)
def test_what_is_marked_is_the_same_each_time(build: object) -> None:
    assert made(build, VALE, EXEMPTED) == made(build, VALE, EXEMPTED)


@pytest.mark.parametrize("build", [build_summary, build_accessible_summary])
def test_a_marked_workbook_is_valid(build: object, tmp_path: Path) -> None:
    path = tmp_path / "marked.xlsx"
    path.write_bytes(made(build, VALE, EXEMPTED))
    assert list(OpenXmlValidator(FileFormat.OFFICE_2016, max_errors=0).validate(path).errors) == []


@pytest.mark.parametrize(
    ("schedule", "footer"),
    [
        ("an Act & more", "Not for publication: exempt under paragraph 6 of an Act && more"),
        ("&" * 500, "…"),
        ("A" * 500, "…"),
    ],
)
def test_a_footer_is_no_longer_than_excel_takes(schedule: str, footer: str) -> None:
    meeting = Meeting(exempt=replace(EXEMPT, schedule=schedule))
    judged = judge_sample(VALE)
    made_footer = footer_of(SummaryFacts.of([judged], judged.scheme, judged.as_at, meeting))
    assert footer in made_footer
    assert NOT_FOR_PUBLICATION in made_footer
    assert len(made_footer) <= FOOTER_LENGTH


@needs_libreoffice
def test_every_page_of_the_pdf_is_marked(tmp_path: Path) -> None:
    summary = write_pack_of(tmp_path, VALE, exempt="14", pdf=True)
    marking = str(openpyxl.load_workbook(summary)["Summary"]["A1"].value)
    assert (
        marking == "Not for publication: exempt under paragraph 14 of Part 4 of Schedule 12A to the Local Government Act 1972"
    )
    path = pack_file_beside(summary, Format.PDF)
    assert read_pack(summary).pack.file(Format.PDF)
    pages = pages_of(path)
    assert len(pages) > 20
    assert [number for number, text in enumerate(pages, start=1) if marking not in text] == []
    assert pages[0].count(marking) == 2
    assert PDF_MARKING in path.read_bytes()
