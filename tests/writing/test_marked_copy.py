"""The marked copy of a return: marks at the cells, the officer's work untouched, answers kept from check to check."""

import io
import shutil
import zipfile
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

import openpyxl
import pytest
from openpyxl.comments import Comment
from openpyxl.formatting.rule import Rule
from openpyxl.styles import PatternFill
from openpyxl.styles.differential import DifferentialStyle
from openpyxl.workbook import Workbook

from support_libreoffice import convert, needs_libreoffice
from support_samples import BEST_VALUE, SAMPLES, VALE, judge_sample, path_of
from support_workbooks import Formula, write_workbook
from workbook_tools import pipeline
from workbook_tools.cli import main
from workbook_tools.findings import Finding, Severity, ToolkitError, Where, WritingError
from workbook_tools.model.layout import CHECK_HEADING_ROW, CHECK_SHEET, CHECK_TITLE, RESPONSE_HEADINGS
from workbook_tools.model.responses import ResponseKey
from workbook_tools.reading.grids_openpyxl import read_grids
from workbook_tools.reading.responses import read_responses
from workbook_tools.writing.cell_marks import AUTHOR, HIGHLIGHT
from workbook_tools.writing.check_sheet import GONE
from workbook_tools.writing.marked_copy import is_marked_copy, write_marked_copy
from workbook_tools.writing.note_text import OUR_PART, line_of
from workbook_tools.writing.whole_file import is_output

Facts = list[tuple[str, str, str, str | None, str | None, str]]


def facts(findings: tuple[Finding, ...]) -> Facts:
    """Everything about findings but the file's name."""
    return [(f.code, f.severity, f.message, f.where.sheet, f.where.cell, f.subject) for f in findings]


def found_in(path: Path) -> Facts:
    return facts(pipeline.check([path]).findings)


def marked(path: Path, folder: Path) -> Path:
    [copy] = pipeline.mark(pipeline.check([path]), [path], folder)
    return copy


def finding(
    cell: str | None, message: str = "It differs.", *, sheet: str | None = "Data", code: str = "status-differs"
) -> Finding:
    return Finding(code, Severity.WARNING, message, Where("return.xlsx", sheet, cell), "A1")


def saved(book: Workbook, path: Path) -> Path:
    book.save(path)
    return path


def simple(path: Path) -> Path:
    """A workbook with one sheet and one number in its cell B2."""
    return write_workbook(path, {"Data": [["Name", "Value"], ["a", 5]]})


def copy_of(source: Path, *findings: Finding, responses: Mapping[ResponseKey, str] | None = None) -> Workbook:
    target = source.with_name("copy.xlsx")
    write_marked_copy(source, target, findings, responses or {})
    return openpyxl.load_workbook(target)


def highlighted(book: Workbook) -> set[tuple[str, str]]:
    """Sheet and cell of every highlight."""
    return {
        (sheet.title, cell)
        for sheet in book.worksheets
        for area in sheet.conditional_formatting
        if any(HIGHLIGHT in rule.formula for rule in area.rules)
        for cell in str(area.sqref).split()
    }


def rows_of(book: Workbook) -> list[tuple[object, ...]]:
    return list(book[CHECK_SHEET].iter_rows(min_row=CHECK_HEADING_ROW + 1, values_only=True))


def respond(path: Path, row: int, text: str) -> None:
    """Types a response into a row of findings, counted from 0, as an officer would."""
    book = openpyxl.load_workbook(path)
    book[CHECK_SHEET].cell(CHECK_HEADING_ROW + 1 + row, len(RESPONSE_HEADINGS)).value = text
    book.save(path)


@pytest.mark.parametrize("sample", SAMPLES)
def test_checking_the_marked_copy_gives_the_same_findings(sample: str, tmp_path: Path) -> None:
    before = path_of(sample).read_bytes()
    expected = facts(judge_sample(sample).findings)
    copy = marked(path_of(sample), tmp_path)
    assert copy.name == f"{sample}-checked.xlsx"
    assert found_in(copy) == expected
    assert found_in(marked(copy, tmp_path / "again")) == expected
    assert path_of(sample).read_bytes() == before


@pytest.mark.parametrize("sample", SAMPLES)
def test_every_cell_of_the_return_is_in_the_copy(sample: str, tmp_path: Path) -> None:
    first, *others = read_grids(marked(path_of(sample), tmp_path))
    assert first.name == CHECK_SHEET
    assert tuple(others) == read_grids(path_of(sample))


def test_each_finding_stands_at_its_cell_and_on_the_first_sheet(tmp_path: Path) -> None:
    findings = judge_sample(VALE).findings
    book = openpyxl.load_workbook(marked(path_of(VALE), tmp_path))
    assert highlighted(book) == {(f.where.sheet, f.where.cell) for f in findings}
    for found in findings:
        note = book[str(found.where.sheet)][str(found.where.cell)].comment
        assert note.author == AUTHOR
        assert str(line_of(found)) in note.text.split("\n")
    rows = [row[:5] for row in rows_of(book)]
    assert rows == [
        (f.severity.capitalize(), f"{f.where.sheet}!{f.where.cell}", f.message, f.subject, f.code) for f in findings
    ]
    sheet = book.worksheets[0]
    assert (sheet["A1"].value, sheet.freeze_panes) == (CHECK_TITLE, f"A{CHECK_HEADING_ROW + 1}")
    links = [sheet.cell(CHECK_HEADING_ROW + 1 + row, 2).hyperlink for row in range(len(findings))]
    assert [link and link.location for link in links] == [f"'{f.where.sheet}'!{f.where.cell}" for f in findings]
    assert {link and link.target for link in links} == {None}
    assert [s.title for s in book.worksheets if s.sheet_view.tabSelected] == [CHECK_SHEET]


def test_several_findings_share_a_note_and_the_worst_gives_the_colour(tmp_path: Path) -> None:
    error = Finding("impossible-date", Severity.ERROR, "No such day.", Where("return.xlsx", "Data", "B2"), "A1")
    book = copy_of(simple(tmp_path / "return.xlsx"), finding("B2"), error)
    lines = [OUR_PART, str(line_of(finding("B2"))), str(line_of(error))]
    assert book["Data"]["B2"].comment.text.split("\n") == lines
    [area] = book["Data"].conditional_formatting
    only_error = copy_of(simple(tmp_path / "return.xlsx"), error)
    [expected] = only_error["Data"].conditional_formatting
    assert area.rules[0].dxf.fill == expected.rules[0].dxf.fill


def test_the_officers_notes_survive_two_rounds_and_ours_are_replaced(tmp_path: Path) -> None:
    source, again = simple(tmp_path / "return.xlsx"), tmp_path / "again.xlsx"
    book = openpyxl.load_workbook(source)
    book["Data"]["B2"].comment = Comment("Counted by hand.\nTwice.", "A. Officer")
    book["Data"]["A2"].comment = Comment("Only mine.", "A. Officer")
    book.save(source)
    book = copy_of(source, finding("B2", "The first.\nSecond line?"))
    note = book["Data"]["B2"].comment
    assert note.text.startswith(f"Counted by hand.\nTwice.\n{OUR_PART}\nWarning: The first.")
    note.text += "\nI have looked at it."
    write_marked_copy(saved(book, tmp_path / "back.xlsx"), again, [finding("B2", "The second.")], {})
    sheet = openpyxl.load_workbook(again)["Data"]
    mine = "Counted by hand.\nTwice.\nI have looked at it."
    assert sheet["B2"].comment.text == f"{mine}\n{OUR_PART}\n{line_of(finding('B2', 'The second.'))}"
    assert sheet["A2"].comment.text == "Only mine."
    write_marked_copy(again, tmp_path / "clean.xlsx", [], {})
    sheet = openpyxl.load_workbook(tmp_path / "clean.xlsx")["Data"]
    assert (sheet["B2"].comment.text, sheet["B2"].comment.author) == (mine, "A. Officer")
    assert len(sheet.conditional_formatting) == 0


def test_fills_and_formats_of_the_officer_are_kept_below_ours(tmp_path: Path) -> None:
    source = simple(tmp_path / "return.xlsx")
    book = openpyxl.load_workbook(source)
    cell = book["Data"]["B2"]
    cell.fill, cell.number_format = PatternFill("solid", fgColor="00FF00"), "0.00"
    red = DifferentialStyle(fill=PatternFill(bgColor="FF0000"))
    book["Data"].conditional_formatting.add("B2:B9", Rule("cellIs", operator="equal", formula=["5"], dxf=red))
    book.save(source)
    book = copy_of(source, finding("B2"))
    cell = book["Data"]["B2"]
    assert (cell.fill.fgColor.rgb, cell.number_format) == ("0000FF00", "0.00")
    rules = sorted((rule.priority, str(area.sqref)) for area in book["Data"].conditional_formatting for rule in area.rules)
    assert rules == [(1, "B2"), (2, "B2:B9")]
    write_marked_copy(tmp_path / "copy.xlsx", tmp_path / "clean.xlsx", [], {})
    [area] = openpyxl.load_workbook(tmp_path / "clean.xlsx")["Data"].conditional_formatting
    assert (str(area.sqref), area.rules[0].operator) == ("B2:B9", "equal")


def test_responses_follow_code_and_subject_not_the_row(tmp_path: Path) -> None:
    copy = marked(path_of(VALE), tmp_path)
    findings = judge_sample(VALE).findings
    respond(copy, 13, "The month has 30 days; corrected.")
    respond(copy, 3, "=We agree")
    book = openpyxl.load_workbook(copy)
    [column] = [cell.column for cell in book["Actions"][1] if cell.value == "Due"]
    row = int(str(findings[13].where.cell)[1:])
    book["Actions"].cell(row, column).value = datetime(2019, 9, 30)  # noqa: DTZ001 - Excel knows no time zones
    book.save(copy)
    for folder in ("second", "third"):  # the copy of a copy keeps them too
        copy = marked(copy, tmp_path / folder)
        rows = rows_of(openpyxl.load_workbook(copy))
        [agreed] = [row for row in rows if row[5] == "=We agree"]
        assert agreed[3:5] == (findings[3].subject, findings[3].code)
        below = rows[rows.index(next(row for row in rows if row[0] == GONE)) + 1 :]
        assert [row[3:] for row in below] == [(findings[13].subject, "impossible-date", "The month has 30 days; corrected.")]
    assert len(read_responses(read_grids(copy))) == 2


def test_an_earlier_copy_is_replaced_and_its_responses_carried_over(tmp_path: Path) -> None:
    copy = marked(path_of(BEST_VALUE), tmp_path)
    respond(copy, 1, "Renumbered next year.")
    assert marked(path_of(BEST_VALUE), tmp_path) == copy
    assert rows_of(openpyxl.load_workbook(copy))[1][5] == "Renumbered next year."


@pytest.mark.parametrize("typed", ["value", "note"])
def test_a_copy_in_which_the_return_was_corrected_is_left_alone(typed: str, tmp_path: Path) -> None:
    copy = marked(path_of(BEST_VALUE), tmp_path)
    book = openpyxl.load_workbook(copy)
    if typed == "value":
        book["Actions"]["D6"].value = "A v)"
    else:
        book["Actions"]["A2"].comment = Comment("Ask Finance.", "A. Officer")
    before = saved(book, copy).read_bytes()
    with pytest.raises(WritingError, match="has been corrected since"):
        marked(path_of(BEST_VALUE), tmp_path)
    assert copy.read_bytes() == before


def test_somebodys_own_file_and_the_return_itself_are_left_alone(tmp_path: Path) -> None:
    source, own = simple(tmp_path / "return.xlsx"), simple(tmp_path / "own.xlsx")
    before = own.read_bytes()
    for target in (own, source):
        with pytest.raises(WritingError, match="left as it is"):
            write_marked_copy(source, target, [], {})
    assert (own.read_bytes(), source.read_bytes()) == (before, before)
    copy_of(source)
    copy = tmp_path / "copy.xlsx"
    assert is_marked_copy(copy)
    assert not is_output(copy)  # a summary must not take the place of an officer's responses


def test_results_of_formulas_are_kept(tmp_path: Path) -> None:
    cells = [[Formula("=2*3", 6), Formula('="a"&"<b>"', "a<b>"), Formula("=NA()", "#N/A")]]
    source = write_workbook(tmp_path / "return.xlsx", {"Data": cells})
    copy_of(source, finding("A1"))
    _, data = read_grids(tmp_path / "copy.xlsx")
    [original] = read_grids(source)
    assert data.cells == original.cells


def test_a_lonely_cell_at_the_far_end_costs_nothing(tmp_path: Path) -> None:
    source = simple(tmp_path / "return.xlsx")
    book = openpyxl.load_workbook(source)
    book["Data"]["XFD1048576"].value = "end"
    book.save(source)
    copy_of(source, finding("XFD1048576"))
    assert (tmp_path / "copy.xlsx").stat().st_size < 50_000
    assert is_marked_copy(tmp_path / "copy.xlsx")


def test_a_mark_on_merged_cells_goes_to_the_first_of_them(tmp_path: Path) -> None:
    source = simple(tmp_path / "return.xlsx")
    book = openpyxl.load_workbook(source)
    book["Data"].merge_cells("B2:C4")
    book["Data"].row_dimensions[2].hidden = True
    book["Data"].protection.sheet = True
    book.save(source)
    book = copy_of(source, finding("C3"), finding("B2"))
    assert highlighted(book) == {("Data", "B2")}
    assert book["Data"]["B2"].comment.text.count("status-differs") == 2
    assert book["Data"].row_dimensions[2].hidden
    assert book["Data"].protection.sheet


def test_hostile_text_stays_text(tmp_path: Path) -> None:
    message = '=HYPERLINK("https://example.org")\x00\ud800'
    bad = Finding("status-differs", Severity.QUERY, message, Where("return.xlsx", "Data", "B2"), "=1+1")
    answers = {("status-differs", "=1+1"): "@SUM(A1)", ("gone", "+1"): "-2"}
    book = copy_of(simple(tmp_path / "return.xlsx"), bad, responses=answers)
    cells = [cell for row in book[CHECK_SHEET].iter_rows() for cell in row if cell.value is not None]
    assert {cell.data_type for cell in cells} == {"s"}
    assert {cell.number_format for cell in cells} == {"@"}
    with zipfile.ZipFile(tmp_path / "copy.xlsx") as parts:
        assert b"<f>" not in parts.read("xl/worksheets/sheet1.xml")
    assert read_responses(read_grids(tmp_path / "copy.xlsx")) == answers


def test_texts_longer_than_a_cell_or_note_are_cut(tmp_path: Path) -> None:
    source = simple(tmp_path / "return.xlsx")
    book = openpyxl.load_workbook(source)
    book["Data"]["B2"].comment = Comment("x" * 30_000, "A. Officer")
    book.save(source)
    many = [finding("B2", "y" * 1_000, code=f"code-{number}") for number in range(10)]
    book = copy_of(source, *many, finding("A2", "z" * 40_000))
    note = book["Data"]["B2"].comment.text
    assert note.startswith("x" * 30_000 + f"\n{OUR_PART}\nWarning: yyy")
    assert max(len(note), len(book["Data"]["A2"].comment.text)) <= 32_767
    assert len(rows_of(book)[-1][2]) == 32_767  # type: ignore[arg-type]
    write_marked_copy(tmp_path / "copy.xlsx", tmp_path / "clean.xlsx", [], {})
    sheet = openpyxl.load_workbook(tmp_path / "clean.xlsx")["Data"]
    assert sheet["B2"].comment.text == "x" * 30_000
    assert sheet["A2"].comment is None


@pytest.mark.parametrize("place", [("No such sheet", "B2"), ("Data", None), (None, None), ("Data", "Z")])
def test_a_finding_without_a_cell_is_listed_without_a_link(place: tuple[str | None, str | None], tmp_path: Path) -> None:
    book = copy_of(simple(tmp_path / "return.xlsx"), finding(place[1], sheet=place[0]))
    assert highlighted(book) == set()
    assert book[CHECK_SHEET].cell(CHECK_HEADING_ROW + 1, 2).hyperlink is None
    assert rows_of(book)[0][2] == "It differs."


def test_the_officers_own_sheet_of_that_name_is_kept(tmp_path: Path) -> None:
    source = write_workbook(tmp_path / "return.xlsx", {"Findings": [["What the auditors found"]]})
    book = copy_of(source)
    assert book.sheetnames == [f"{CHECK_SHEET} 2", "Findings"]
    assert book["Findings"]["A1"].value == "What the auditors found"


def test_only_responses_can_be_typed_on_the_first_sheet(tmp_path: Path) -> None:
    sheet = copy_of(simple(tmp_path / "return.xlsx"), finding("B2"))[CHECK_SHEET]
    assert sheet.protection.sheet
    unlocked = {cell.coordinate for row in sheet.iter_rows() for cell in row if not cell.protection.locked}
    assert unlocked == {f"F{CHECK_HEADING_ROW + 1}"}


def test_the_same_return_gives_the_same_bytes(tmp_path: Path) -> None:
    first, second = marked(path_of(VALE), tmp_path / "a"), marked(path_of(VALE), tmp_path / "b")
    assert first.read_bytes() == second.read_bytes()
    with zipfile.ZipFile(io.BytesIO(first.read_bytes())) as parts:
        assert {part.date_time for part in parts.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert parts.read("docProps/core.xml").count(b"1980-01-01T00:00:00Z") == 2


def test_a_refused_file_is_skipped_and_the_command_says_what_it_wrote(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    damaged = tmp_path / "damaged.xlsx"
    damaged.write_bytes(b"no workbook")
    assert main(["check", str(damaged), str(path_of(BEST_VALUE)), "--marked-copy", str(tmp_path / "new" / "folder")]) == 1
    [copy] = (tmp_path / "new" / "folder").iterdir()
    assert f"Written: {copy}" in capsys.readouterr().out


def test_two_returns_of_one_name_are_not_written_over_each_other(tmp_path: Path) -> None:
    files = [path_of(BEST_VALUE), tmp_path / f"{BEST_VALUE}.xlsx"]
    shutil.copy(files[0], files[1])
    with pytest.raises(ToolkitError, match="one at a time"):
        pipeline.mark(pipeline.check(files), files, tmp_path / "copies")
    assert not (tmp_path / "copies").exists()


@needs_libreoffice
def test_a_copy_saved_by_libreoffice_is_still_ours(tmp_path: Path) -> None:
    copy = marked(path_of(VALE), tmp_path)
    respond(copy, 0, "We counted again.")
    saved_copy = convert(copy, "xlsx", tmp_path / "office")
    assert is_marked_copy(saved_copy)
    assert found_in(saved_copy) == facts(judge_sample(VALE).findings)
    shutil.copy(saved_copy, copy)
    again = openpyxl.load_workbook(marked(path_of(VALE), tmp_path))
    assert rows_of(again)[0][5] == "We counted again."
    clean = tmp_path / "clean.xlsx"
    write_marked_copy(saved_copy, clean, [], {})
    book = openpyxl.load_workbook(clean)
    assert highlighted(book) == set()
    assert not any(cell.comment for sheet in book.worksheets for row in sheet.iter_rows() for cell in row)
