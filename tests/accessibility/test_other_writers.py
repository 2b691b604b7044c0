"""What floats, and links of all kinds, as XlsxWriter writes them, which is how Excel does."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter

from workbook_tools.accessibility.audit import audit
from workbook_tools.accessibility.loading import load_book

Plant = Callable[[Any, Any], object]
PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d49444154789c6360606060000000050001a5f645400000000049454e44ae426082"
)


def write(path: Path, plant: Plant) -> Path:
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("Indicators")
        sheet.write_column("A1", ["Title", "Notes", "Heading"])
        plant(book, sheet)
    return path


def breaches(path: Path) -> dict[str, tuple[str, ...]]:
    return {result.point.code: result.places for result in audit(path).breached}


def insert_chart(book: Any, sheet: Any, options: dict[str, Any]) -> None:
    chart = book.add_chart({"type": "bar"})
    chart.add_series({"values": "=Indicators!$B$4:$B$6"})
    sheet.insert_chart("E5", chart, options)


@pytest.mark.parametrize(
    ("code", "place", "plant"),
    [
        ("alt-text", "Indicators!E5 (chart Chart 1)", lambda book, sheet: insert_chart(book, sheet, {})),
        ("no-text-boxes", "Indicators!C2 (text box TextBox 1)", lambda _, sheet: sheet.insert_textbox("C2", "")),
        ("no-text-boxes", "Indicators!C2 (text box TextBox 1)", lambda _, sheet: sheet.insert_textbox("C2", "Look")),
        ("no-headers-or-footers", "Indicators", lambda _, sheet: sheet.set_header("&LHousing")),
        ("no-freeze-panes", "Indicators", lambda _, sheet: sheet.freeze_panes(3, 1)),
        ("no-freeze-panes", "Indicators", lambda _, sheet: sheet.split_panes(15, 8.43)),
        ("cursor-at-a1", "Indicators!D7", lambda _, sheet: sheet.set_selection("D7")),
        ("cursor-at-a1", "Indicators!A3", lambda _, sheet: sheet.set_top_left_cell("A3")),
        ("no-filters", "Indicators!A3:B6", lambda _, sheet: sheet.autofilter("A3:B6")),
        ("no-hidden-sheets", "Spare", lambda book, _: book.add_worksheet("Spare").hide()),
        ("links-have-words", "Indicators!B4", lambda _, sheet: sheet.write_url("B4", "https://www.moray.gov.uk/")),
        ("links-have-words", "Indicators!B4", lambda _, sheet: sheet.write_url("B4", "internal:Indicators!A1", string="Here")),
        (
            "links-have-words",
            "Indicators!B4",
            lambda _, sheet: sheet.write_formula("B4", '=HYPERLINK("https://a.uk/")', None, "https://a.uk/"),
        ),
        ("no-formula-errors", "Indicators!B4 (#DIV/0!)", lambda _, sheet: sheet.write_formula("B4", "=1/0", None, "#DIV/0!")),
        ("no-formula-errors", "the name Lost (#REF!)", lambda book, _: book.define_name("Lost", "=#REF!$A$1")),
    ],
)
def test_a_breach_is_found(tmp_path: Path, code: str, place: str, plant: Plant) -> None:
    assert place in breaches(write(tmp_path / "planted.xlsx", plant)).get(code, ())


@pytest.mark.parametrize(
    ("code", "plant"),
    [
        ("alt-text", lambda book, sheet: insert_chart(book, sheet, {"description": "Arrears by ward, Elgin the highest."})),
        ("alt-text", lambda book, sheet: insert_chart(book, sheet, {"decorative": True})),
        ("no-text-boxes", lambda book, sheet: insert_chart(book, sheet, {})),
        ("no-formula-errors", lambda _, sheet: sheet.write_formula("B4", '="#REF!"&1', None, "#REF! 1")),
        ("links-have-words", lambda _, sheet: sheet.write_url("B4", "https://www.moray.gov.uk/", string="Moray Council")),
        ("document-language", lambda book, _: book.set_custom_property("Language", "en-GB")),
        ("document-author", lambda book, _: book.set_properties({"company": "Moray Council"})),
        ("no-text-boxes", lambda _, sheet: sheet.write_comment("A1", "Said")),
    ],
)
def test_what_is_no_breach(tmp_path: Path, code: str, plant: Plant) -> None:
    assert code not in breaches(write(tmp_path / "fine.xlsx", plant))


def test_a_picture_and_a_background(tmp_path: Path) -> None:
    picture = tmp_path / "crest.png"
    picture.write_bytes(PIXEL)

    def plant(_: Any, sheet: Any) -> None:
        sheet.insert_image("E2", str(picture), {"description": ""})
        sheet.set_background(str(picture))

    found = breaches(write(tmp_path / "pictures.xlsx", plant))
    assert found["no-backgrounds"] == ("Indicators",)
    assert found["alt-text"][0].startswith("Indicators!E2 (picture")


def test_a_button_is_a_control_that_floats(tmp_path: Path) -> None:
    found = breaches(write(tmp_path / "button.xlsx", lambda _, sheet: sheet.insert_button("C2", {"caption": "Check"})))
    assert found["no-text-boxes"] == ("Indicators (control Button)",)


def test_a_chart_sheet_needs_no_title_in_a1(tmp_path: Path) -> None:
    def plant(book: Any, _: Any) -> None:
        chart = book.add_chart({"type": "bar"})
        chart.add_series({"values": "=Indicators!$B$4:$B$6"})
        book.add_chartsheet("Arrears").set_chart(chart)

    found = breaches(write(tmp_path / "chart.xlsx", plant))
    assert found["alt-text"][0].startswith("Arrears")
    assert "title-in-a1" not in found


def test_contents_may_link_by_formula_and_to_quoted_names(tmp_path: Path) -> None:
    def plant(book: Any, _: Any) -> None:
        for name in ("Tenants' views", "Arrears"):
            book.add_worksheet(name).write("A1", "Title")
        contents = book.add_worksheet("Contents")
        contents.write_formula("A2", "=HYPERLINK(\"#'Tenants'' views'!A1\",\"Views\")", None, "Views")
        contents.write_url("A3", "internal:Arrears!A1", string="Arrears")

    assert breaches(write(tmp_path / "book.xlsx", plant))["contents-sheet"] == ("Indicators (not linked from Contents)",)


def test_conditional_formats_of_excel_2010_are_seen(tmp_path: Path) -> None:
    def plant(_: Any, sheet: Any) -> None:
        sheet.write_column("B4", [1, 2, 3])
        sheet.conditional_format("B4:B6", {"type": "data_bar", "data_bar_2010": True})
        sheet.conditional_format("B4:B6", {"type": "icon_set", "icon_style": "3_traffic_lights"})

    path = write(tmp_path / "bars.xlsx", plant)
    assert {rule.kind for rule in load_book(path).sheets[0].formats} == {"dataBar", "iconSet"}
    assert breaches(path)["no-colour-alone"] == ("Indicators!B4:B6 (conditional format)",)
