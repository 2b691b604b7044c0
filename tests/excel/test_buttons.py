import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import xlsxwriter
from openpyxl.workbook.protection import WorkbookProtection

from support_buttons import calculate, content_of, issued_return, notes_of, press, rows_of
from support_clean_return import clean_return
from support_samples import BEST_VALUE, PARTNERSHIP, SAMPLES, VALE, judge_sample, path_of
from test_layering import HEAVY
from workbook_tools import pipeline
from workbook_tools.excel.engines.closed_file import open_closed
from workbook_tools.excel.host import show
from workbook_tools.excel.notes import put_notes
from workbook_tools.excel.open_return import judge_book
from workbook_tools.findings import Finding, ToolkitError
from workbook_tools.model.layout import (
    CHECK_HEADING_ROW,
    CHECK_HEADINGS,
    CHECK_SHEET,
    CHECK_TITLE,
    RESPONSE_HEADINGS,
    STATUSES_HEADINGS,
    STATUSES_SHEET,
)
from workbook_tools.reading.service_return import read_service_return
from workbook_tools.writing.note_text import OUR_PART, NoteLine, line_of, with_our_part

PROGRESS = clean_return().cell("actions", "progress", 2)
TOO_MUCH = {PROGRESS: 1.5}  # 150 per cent
HOSTILE = ['=HYPERLINK("https://example.org")', "x" * 32_767, "a_x0007_b", "+1", "@SUM(A1)", "two\nlines", OUR_PART]


@pytest.fixture(params=[PARTNERSHIP, VALE, BEST_VALUE])
def sample(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def copy(sample: str, tmp_path: Path) -> Path:
    return Path(shutil.copy(path_of(sample), tmp_path / f"{sample}.xlsx"))


@pytest.fixture
def mistaken(tmp_path: Path) -> Path:
    """An issued return with one mistake."""
    return issued_return(tmp_path / "return.xlsx", TOO_MUCH)


def listed(findings: tuple[Finding, ...]) -> list[list[str]]:
    places = ["!".join(part for part in (f.where.sheet, f.where.cell) if part) or "the whole return" for f in findings]
    return [[str(finding.severity), place, finding.message] for finding, place in zip(findings, places, strict=True)]


@pytest.mark.parametrize("name", SAMPLES)
def test_the_open_book_is_judged_like_its_file(name: str) -> None:
    with open_closed(path_of(name)) as book:
        assert judge_book(book).assessment.findings == judge_sample(name).findings


def test_an_issued_return_in_the_open_book_gives_the_findings_of_its_file(mistaken: Path) -> None:
    expected = pipeline.check([mistaken]).findings
    assert [finding.code for finding in expected] == ["progress-out-of-range"]
    with open_closed(mistaken) as book:
        assert judge_book(book).assessment.findings == expected


def test_sheets_that_no_check_looks_at_are_not_read(mistaken: Path) -> None:
    with open_closed(mistaken) as book:
        assert {sheet.name for sheet in book.sheets} - {grid.name for grid in judge_book(book).grids} == {"Lists", "Workings"}


def test_findings_are_listed_and_noted_on_their_cells(mistaken: Path) -> None:
    [finding] = pipeline.check([mistaken]).findings
    with open_closed(mistaken) as book:
        calculate(book)
        said = press("check_my_return", book)
        assert rows_of(book, CHECK_SHEET) == listed((finding,))
        assert notes_of(book) == {PROGRESS: f"{OUR_PART}\n{line_of(finding)}"}
        assert [sheet.name for sheet in book.sheets][-2:] == [CHECK_SHEET, STATUSES_SHEET]
        assert book.sheets.active.name == CHECK_SHEET
    assert said.startswith("1 finding, an error that must be corrected")
    assert f"the sheet {CHECK_SHEET}" in said


def test_where_nothing_is_found_the_officer_stays_where_they_were(tmp_path: Path) -> None:
    with open_closed(issued_return(tmp_path / "return.xlsx")) as book:
        calculate(book)
        show(book, book.sheets["Risks"], book.sheets["Risks"].range("D7"))
        assert press("check_my_return", book).startswith("Nothing was found. Save the return")
        assert (book.sheets.active.name, book.app.selection.address) == ("Risks", "$D$7")
        assert (rows_of(book, CHECK_SHEET), notes_of(book)) == ([], {})


def test_nothing_else_changes_and_nothing_is_saved_for_the_officer(copy: Path) -> None:
    check_leaves_alone(copy)


def test_nothing_else_changes_in_an_issued_return(mistaken: Path) -> None:
    check_leaves_alone(mistaken)


def check_leaves_alone(path: Path) -> None:
    with open_closed(path) as book:  # saved once, so that only what the button does can differ
        book.impl.is_changed = True
        book.save()
    before, bytes_before = content_of(path, ours=False), path.read_bytes()
    with open_closed(path) as book:
        press("check_my_return", book)
        assert path.read_bytes() == bytes_before
        book.save()
    assert content_of(path, ours=False) == before


def test_pressing_again_changes_nothing(copy: Path) -> None:
    check_twice_is_once(copy)


def test_pressing_again_changes_nothing_in_an_issued_return(mistaken: Path) -> None:
    check_twice_is_once(mistaken)


def check_twice_is_once(path: Path) -> None:
    contents = []
    with open_closed(path) as book:
        for number in (1, 2, 3):
            press("check_my_return", book)
            again = path.with_stem(f"pressed-{number}")
            book.save(again)
            contents.append(content_of(again))
    assert contents[0] == contents[1] == contents[2]
    assert any(OUR_PART in str(cell[-1]) for sheet in contents[0].values() for cell in sheet["cells"].values())


def test_a_corrected_mistake_goes_and_leaves_no_trace(mistaken: Path) -> None:
    sheet, address = PROGRESS
    with open_closed(mistaken) as book:
        calculate(book)
        cell = book.sheets[sheet].range(address)
        cell.add_note("Mine.")
        press("check_my_return", book)
        assert "progress" in cell.note.text
        cell.value = 0.5
        calculate(book)
        assert press("check_my_return", book).startswith("Nothing was found")
        assert (notes_of(book), rows_of(book, CHECK_SHEET)) == ({PROGRESS: "Mine."}, [])


@pytest.mark.parametrize("officers", ["Counted by hand.\nTwice.", *HOSTILE])
@pytest.mark.parametrize("typed", ["", "\nI have looked at it."])
def test_an_officers_own_note_is_kept(mistaken: Path, officers: str, typed: str) -> None:
    sheet, address = PROGRESS
    with open_closed(mistaken) as book:
        calculate(book)
        cell = book.sheets[sheet].range(address)
        cell.add_note(officers)
        book.sheets["Risks"].range("A1").add_note("Elsewhere.")
        press("check_my_return", book)
        assert len(cell.note.text) <= 32_767
        assert cell.note.text.startswith(officers)
        if len(officers) < 32_767:
            cell.note.text += typed
            cell.value = 0.5
        press("check_my_return", book)
        expected = (officers if officers != OUR_PART else "") + (typed if len(officers) < 32_767 else "")
        assert notes_of(book).get(PROGRESS, "").strip("\n") == expected.strip("\n")
        assert notes_of(book)["Risks", "A1"] == "Elsewhere."


def test_a_note_of_ours_that_the_officer_changed_is_not_lost(mistaken: Path) -> None:
    with open_closed(mistaken) as book:
        calculate(book)
        cell = book.sheets[PROGRESS[0]].range(PROGRESS[1])
        press("check_my_return", book)
        cell.note.text = cell.note.text.replace("Error: ", "Error, but agreed with Finance: ")
        changed = cell.note.text.split("\n")[1]
        cell.value = 0.5
        calculate(book)
        press("check_my_return", book)
        assert notes_of(book) == {PROGRESS: changed}


def test_a_note_for_merged_cells_stands_on_the_first(tmp_path: Path) -> None:
    lines = [NoteLine("Error", "It differs.", "status-differs")]
    with open_closed(empty(tmp_path / "Return.xlsx")) as book:
        book.sheets[0].api.merge_cells("B2:D4")
        book.sheets[0].range("B2").add_note("Mine.")
        for _ in range(2):
            put_notes(book, {"Sheet1": {"C3": lines}})
            assert notes_of(book) == {("Sheet1", "B2"): with_our_part("Mine.", lines)}
        put_notes(book, {})
        assert notes_of(book) == {("Sheet1", "B2"): "Mine."}


def test_the_officers_own_sheet_of_that_name_is_left_alone(copy: Path) -> None:
    with open_closed(copy) as book:
        own = book.sheets.add(CHECK_SHEET, after=book.sheets[0])
        own.range("A1").value = "What the auditors found"
        press("check_my_return", book)
        press("check_my_return", book)
        assert own.range("A1:A5").value == ["What the auditors found", None, None, None, None]
        assert [sheet.name for sheet in book.sheets][-2:] == ["Findings 2", STATUSES_SHEET]


@pytest.mark.parametrize("place", [(CHECK_HEADING_ROW + 1, 4), (1, 4), (CHECK_HEADING_ROW + 2, 1), (CHECK_HEADING_ROW + 9, 3)])
def test_a_sheet_of_ours_that_the_officer_wrote_beside_or_below_is_left_to_them(mistaken: Path, place: tuple[int, int]) -> None:
    with open_closed(mistaken) as book:
        calculate(book)
        press("check_my_return", book)
        book.sheets[CHECK_SHEET].range(place).value = "Ask Finance."
        assert "on the sheet Findings 2" in press("check_my_return", book)
        assert book.sheets[CHECK_SHEET].range(place).value == "Ask Finance."
        names = [sheet.name for sheet in book.sheets]
        press("check_my_return", book)
        assert [sheet.name for sheet in book.sheets] == names


def test_what_is_typed_below_a_list_of_nothing_is_kept(tmp_path: Path) -> None:
    with open_closed(issued_return(tmp_path / "return.xlsx")) as book:
        calculate(book)
        press("check_my_return", book)
        book.sheets[CHECK_SHEET].range((CHECK_HEADING_ROW + 1, 1)).value = "All well."
        press("check_my_return", book)
        assert book.sheets[CHECK_SHEET].range((CHECK_HEADING_ROW + 1, 1)).value == "All well."


def test_where_no_sheet_can_be_added_that_is_said_first(tmp_path: Path) -> None:
    path = issued_return(tmp_path / "return.xlsx", TOO_MUCH)
    with open_closed(path) as book:
        calculate(book)
        book.api.security = WorkbookProtection(lockStructure=True)
        with pytest.raises(
            ToolkitError,
            match=r"The structure of return\.xlsx is protected, so no sheet Findings or Statuses can be added\. Take the",
        ):
            press("check_my_return", book)
        assert not book.impl.is_changed
        book.api.security = None
        press("check_my_return", book)
        book.api.security = WorkbookProtection(lockStructure=True)
        assert press("check_my_return", book).startswith("1 finding")


def test_the_responses_in_a_marked_copy_are_left_alone(tmp_path: Path) -> None:
    [copy] = pipeline.mark(pipeline.check([path_of(BEST_VALUE)]), [path_of(BEST_VALUE)], tmp_path)
    with open_closed(copy) as book:
        response = book.sheets[CHECK_SHEET].range((CHECK_HEADING_ROW + 1, len(RESPONSE_HEADINGS)))
        response.value = "Agreed."
        press("check_my_return", book)
        assert response.value == "Agreed."
        assert rows_of(book, f"{CHECK_SHEET} 2") == listed(judge_sample(BEST_VALUE).findings)


def test_a_previewed_status_that_differs_from_the_check_is_a_finding(tmp_path: Path) -> None:
    with open_closed(issued_return(tmp_path / "return.xlsx")) as book:
        calculate(book)
        book.impl.results["Actions"]["G6"] = "Completed"
        said = press("check_my_return", book)
        [[severity, place, message]] = rows_of(book, CHECK_SHEET)
        assert (severity, place) == ("warning", "Actions!G6")
        assert message.startswith("Status now shows 'Completed', but the check comes to In progress. Press F9")
        assert said.startswith("1 finding: no errors.")
        assert notes_of(book)["Actions", "G6"].startswith(f"{OUR_PART}\nWarning: Status now shows")


def test_a_return_without_previews_has_its_statuses_in_notes(copy: Path, sample: str) -> None:
    judged = judge_sample(sample)
    with open_closed(copy) as book:
        press("check_my_return", book)
        notes = notes_of(book)
    assert len(notes) >= len(judged.indicators)
    for indicator in judged.indicators:
        row, style = indicator.indicator, judged.scheme.indicator_style(indicator.status.style)
        note = notes[str(row.where.sheet), row.cells["value"]]
        assert str(NoteLine("Status", f"{style.symbol} {style.word}. {indicator.status.reason}", "status")) in note.split("\n")


def test_every_judged_row_stands_on_the_sheet_of_statuses(copy: Path, sample: str) -> None:
    judged = judge_sample(sample)
    with open_closed(copy) as book:
        press("check_my_return", book)
        sheet = book.sheets[STATUSES_SHEET]
        assert sheet.range((CHECK_HEADING_ROW, 1), (CHECK_HEADING_ROW, len(STATUSES_HEADINGS))).value == list(STATUSES_HEADINGS)
        rows = rows_of(book, STATUSES_SHEET)
        headings = sum(action.action.is_heading for action in judged.actions)
        money = sum(line.status is not None for line in judged.finance) + sum(s.status is not None for s in judged.savings)
        assert len(rows) == len(judged.indicators) + len(judged.actions) - headings + len(judged.risks) + money
        for number, indicator in enumerate(judged.indicators):
            style = judged.scheme.indicator_style(indicator.status.style)
            assert rows[number][4] == f"{style.symbol} {style.word}"
            assert rows[number][6] == indicator.status.reason
            cell = sheet.range((CHECK_HEADING_ROW + 1 + number, 5))
            assert cell.color == tuple(bytes.fromhex(style.fill[1:]))
            assert cell.font.color == tuple(bytes.fromhex(style.ink[1:]))


def broken(path: Path, **changes: Any) -> Path:
    """The sample with values of its cover changed, by label."""
    book = openpyxl.load_workbook(path_of(PARTNERSHIP))
    for row in book["Cover"].iter_rows(max_col=2):
        if row[0].value in changes:
            row[1].value = changes[str(row[0].value)]
    book.save(path)
    return path


def empty(path: Path) -> Path:
    with xlsxwriter.Workbook(path) as book:
        book.add_worksheet("Sheet1")
    return path


def without_cover(path: Path) -> Path:
    book = openpyxl.load_workbook(path_of(PARTNERSHIP))
    del book["Cover"]
    book.save(path)
    return path


NO_RETURNS = {
    "empty": (empty, "is not a service return"),
    "no-cover": (without_cover, "The cover does not name a scheme. Write one of these beside Scheme: clackmannanshire, moray"),
    "no-scheme": (lambda path: broken(path, Scheme=None), "The cover does not name a scheme"),
    "unknown-scheme": (
        lambda path: broken(path, Scheme="atlantis"),
        "The cover names the scheme 'atlantis', which there is not",
    ),
    "hostile-scheme": (lambda path: broken(path, Scheme="../secret.toml"), "the scheme '../secret.toml', which there is not"),
    "period": (lambda path: broken(path, Period="soon"), "The return cannot be judged. The period is not understood"),
}


@pytest.mark.parametrize("button", ["check_my_return", "preview_my_report", "save_for_submission"])
@pytest.mark.parametrize("case", NO_RETURNS)
def test_what_is_no_return_gives_one_sentence_and_stays_unharmed(tmp_path: Path, button: str, case: str) -> None:
    make, sentence = NO_RETURNS[case]
    path = make(tmp_path / "Return.xlsx")
    with open_closed(path) as book:
        with pytest.raises(ToolkitError) as raised:
            press(button, book)
        assert not book.impl.is_changed
        assert len(book.app.books) == 1
    assert sentence in str(raised.value)
    assert "\n" not in str(raised.value)
    assert [file.name for file in tmp_path.iterdir()] == ["Return.xlsx"]


@pytest.mark.parametrize("text", HOSTILE)
def test_text_from_a_return_is_never_a_formula(tmp_path: Path, text: str) -> None:
    copy = Path(shutil.copy(path_of(PARTNERSHIP), tmp_path / "Return.xlsx"))
    with open_closed(copy) as book:
        for address in ("I4", "D5", "C6"):
            book.sheets["Indicators"].range(address).number_format = "@"
            book.sheets["Indicators"].range(address).value = text
        press("check_my_return", book)
        book.save()
    for name in (CHECK_SHEET, STATUSES_SHEET):
        sheet = openpyxl.load_workbook(copy)[name]
        cells = [cell for row in sheet.iter_rows() for cell in row if cell.value is not None]
        assert {cell.data_type for cell in cells} == {"s"}
        assert max(len(str(cell.value)) for cell in cells) <= 32_767


def test_the_saved_sheets_are_no_part_of_the_return(copy: Path, sample: str) -> None:
    with open_closed(copy) as book:
        press("check_my_return", book)
        book.save()
    saved = read_service_return(copy)
    assert saved.findings == read_service_return(path_of(sample)).findings
    assert saved.sheets == read_service_return(path_of(sample)).sheets
    [marked] = pipeline.mark(pipeline.check([copy]), [copy], copy.parent / "marked")
    names = openpyxl.load_workbook(marked).sheetnames
    assert (names.count(CHECK_SHEET), names.count(STATUSES_SHEET)) == (1, 0)


def test_no_heavy_library_is_on_the_way(tmp_path: Path) -> None:
    """Neither when the buttons are loaded nor at work; the engine for closed files is heavy, and a preview is written."""
    program = f"""
import builtins, pathlib, sys
from workbook_tools.excel.registry import button_named
check, following, save = (
    button_named(name).function() for name in ("check_my_return", "next_finding", "save_for_submission")
)
print("loaded", *sorted({HEAVY!r} & set(sys.modules)))
from workbook_tools.excel.engines.closed_file import open_closed
from workbook_tools.excel.work import Work
asked, load = set(), builtins.__import__
def watched(name, within=None, *rest, **more):
    home = (within or {{}}).get("__name__", "")
    if home.startswith("workbook_tools") and not home.startswith("workbook_tools.excel.closed"):
        asked.add(name.split(".")[0])
    return load(name, within, *rest, **more)
with open_closed(pathlib.Path(sys.argv[1])) as book:
    builtins.__import__ = watched
    save(book, Work())
    check(book, Work())
    following(book, Work())
    builtins.__import__ = load
print("asked", *sorted({HEAVY!r} & asked))
"""
    copy = shutil.copy(path_of(PARTNERSHIP), tmp_path)
    run = subprocess.run([sys.executable, "-c", program, copy], capture_output=True, text=True, check=False)
    assert (run.stdout.split(), run.stderr) == (["loaded", "asked"], "")


def test_the_list_has_a_title_and_says_how_many(mistaken: Path) -> None:
    with open_closed(mistaken) as book:
        calculate(book)
        press("check_my_return", book)
        assert book.sheets[CHECK_SHEET].range("A1:A2").value == [
            CHECK_TITLE,
            "1 finding. Errors block acceptance, warnings need a look, queries may be right.",
        ]
        headings = book.sheets[CHECK_SHEET].range((CHECK_HEADING_ROW, 1), (CHECK_HEADING_ROW, len(CHECK_HEADINGS)))
        assert headings.value == list(CHECK_HEADINGS)
