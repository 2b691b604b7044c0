"""The register in blocks, and the actions that risks name: live cells, honest matrices, links, a block never torn apart."""

import re
import subprocess
from io import BytesIO
from pathlib import Path
from typing import Any

import msgspec
import openpyxl
import pytest

from support_libreoffice import convert, needs_libreoffice, row_heights
from support_risks import AS_AT, made_up_scheme, many_risks
from support_rows import number, risk, service_return
from support_samples import PARTNERSHIP, judge_sample
from workbook_tools.assess import assess
from workbook_tools.writing.risks.small_matrix import HERE, PERHAPS
from workbook_tools.writing.summary.summary_workbook import build_summary, write_summary

NOT_STATED, NONE = "Position not stated (? = possible)", "No rating is stated."
CAPTION = re.compile(r"★ Likelihood|Position not stated|No rating is stated")
TOLERANCE = 0.6  # points that stated heights may be rounded down by


def book_of(layout: str, *, values: bool = False) -> Any:
    content = build_summary([many_risks(layout)], made_up_scheme(layout), AS_AT)
    return openpyxl.load_workbook(BytesIO(content), data_only=values)


def blocks_of(sheet: Any) -> dict[str, list[list[Any]]]:
    """What the rows of each block say, without their empty cells, by the risk's code."""
    blocks: dict[str, list[list[Any]]] = {}
    rows = [[cell.value for cell in row if cell.value is not None] for row in sheet.iter_rows(min_row=7)]
    begins = True
    for row in rows:
        if begins and row:
            block = blocks.setdefault(row[0], [])
        if row:
            block.append(row)
        begins = not row
    return blocks


def signs_of(block: list[list[Any]], sign: str) -> list[str]:
    """The cells of the two matrices that bear a sign, from the top down, without captions."""
    return [text for row in block for text in map(str, row) if text.endswith(f" {sign}")]


@pytest.mark.parametrize(("layout", "own"), [("table", "Related actions"), ("blocks", "Risk register")])
def test_the_scheme_chooses_the_sheets(layout: str, own: str) -> None:
    names = book_of(layout).sheetnames
    place = names.index("Risks")
    assert names[place : place + 3] == ["Risks", own, "Risk matrix"]


def test_every_risk_has_its_block_in_the_order_of_the_table() -> None:
    book = book_of("blocks", values=True)
    codes = [judged.risk.code or judged.risk.title for judged in many_risks().risks]
    assert list(blocks_of(book["Risk register"])) == codes


def test_a_block_says_what_the_risk_is_and_what_is_done_about_it() -> None:
    block = blocks_of(book_of("blocks", values=True)["Risk register"])["REL"]
    assert block[:5] == [
        ["REL", "Plans are late"],
        ["Managed by", "Head of Plans"],
        ["Potential effect", "Nothing is done."],
        ["Internal controls", "Board; Audit"],
        ["Note", "A note."],
    ]
    assert [row[:1] for row in block[6:9]] == [["act 30"], ["ACT 31"], ["NONE 1"]]
    assert block[6][4:6] == ["Late", 4]
    assert block[7][4] == "Done"
    assert block[8][:2] == ["NONE 1", "not in this return"]


@pytest.mark.parametrize(
    ("code", "here", "perhaps", "captions"),
    [
        ("R04", ["12 ▲ ★", "4 ● ★"], [],
         ["★ Likelihood 4 (Likely), impact 3 (Middling)", "★ Likelihood 2 (Unlikely), impact 2 (Small)"]),
        ("C1", ["25 ■ ★"], [], ["★ Likelihood 5 (Near certain), impact 5 (Grave)", NONE]),
        ("S0", [], ["12 ▲ ?", "12 ▲ ?", "6 ● ?", "6 ● ?"], [NOT_STATED] * 2),
        ("S1", [], ["16 ▲ ?", "6 ● ?", "6 ● ?"], [NOT_STATED] * 2),
        ("S2", [], ["5 ● ?", "6 ● ?", "6 ● ?", "5 ● ?"], [NOT_STATED] * 2),
        ("Nobody has scored this", [], [], [NONE] * 2),
    ],
)  # fmt: skip
def test_a_matrix_marks_what_is_stated_and_no_more(code: str, here: list[str], perhaps: list[str], captions: list[str]) -> None:
    block = blocks_of(book_of("blocks", values=True)["Risk register"])[code]
    assert signs_of(block, HERE) == here
    assert signs_of(block, PERHAPS) == perhaps
    assert block[-1] == captions


def test_ratings_and_statuses_of_blocks_follow_the_tables() -> None:
    formulas, values = book_of("blocks"), book_of("blocks", values=True)
    followed = 0
    for row in formulas["Risk register"].iter_rows():
        for cell in row:
            match = re.fullmatch(r"=IF\('(\w+)'!(\w+)=\"\",\"\",'\1'!\2\)", str(cell.value))
            if match:
                followed += 1
                shown = values["Risk register"][cell.coordinate].value
                assert shown == values[match[1]][match[2]].value
    assert followed == 3 * len(many_risks().risks) + 2  # score, status and target of each; two actions that exist


def test_the_table_beside_blocks_has_no_long_texts_and_keeps_what_is_judged() -> None:
    books = {layout: book_of(layout, values=True)["Risks"] for layout in ("table", "blocks")}
    texts = {layout: [cell.value for row in sheet.iter_rows() for cell in row] for layout, sheet in books.items()}
    assert "Board; Audit" in texts["table"]
    assert "Board; Audit" not in texts["blocks"]
    for heading in ("Score", "Target score", "Gap", "Band", "Movement", "Forecast", "Why"):
        assert heading in texts["blocks"]
        assert heading in texts["table"]
    assert texts["table"].count("Falling") == 2 + 4  # two movements, four forecasts
    assert texts["table"].count("not legible") == 3


def test_related_actions_have_a_row_each_with_their_own_status() -> None:
    book, values = book_of("table"), book_of("table", values=True)
    sheet = book["Related actions"]
    shown = [[cell.value for cell in row] for row in values["Related actions"].iter_rows(min_row=6)]
    expected = [("REL", "act 30", "Late"), ("REL", "ACT 31", "Done"), ("REL", "NONE 1", None)]
    assert [(row[0], row[2], row[6]) for row in shown] == expected
    assert shown[2][3] == "not in this return"
    for row, code in ((6, "ACT 30"), (7, "ACT 31")):
        place = sheet.cell(row, 3).hyperlink.location
        target = book["Actions"][int(place.split("!A")[1])]
        assert place.startswith("'Actions'!A")
        assert code in [cell.value for cell in target]
    assert sheet.cell(8, 3).hyperlink is None


def test_the_published_register_is_laid_out_in_blocks() -> None:
    given = judge_sample(PARTNERSHIP)
    sheet = openpyxl.load_workbook(BytesIO(build_summary([given], given.scheme, given.as_at)), data_only=True)["Risk register"]
    blocks = blocks_of(sheet)
    assert list(blocks) == [judged.risk.code for judged in given.risks]
    for judged in given.risks:
        texts = [text for row in blocks[judged.risk.code] for text in row]
        assert {"Managed by", "Potential effect", "Latest note", "Current rating", "Target rating"} <= set(texts)
        assert set(judged.risk.related_actions) <= set(texts)
        assert "not in this return" not in texts
        assert not signs_of(blocks[judged.risk.code], HERE)


@pytest.mark.parametrize(("rows", "columns"), [(1, 1), (2, 2), (3, 1), (2, 5), (5, 3)])
def test_matrices_of_any_size_have_all_their_cells(rows: int, columns: int) -> None:
    scheme = made_up_scheme("blocks")
    assert scheme.risks is not None
    steps = {"likelihood": ("Low", *"abcd")[:rows], "impact": ("Low", *"abcd")[:columns]}
    scheme = msgspec.structs.replace(scheme, risks=msgspec.structs.replace(scheme.risks, **steps))
    placed = risk(likelihood=number(rows), impact=number(columns), target_likelihood=number(1), target_impact=number(1))
    given = assess(service_return(risks=(placed,)), scheme, AS_AT)
    book = openpyxl.load_workbook(BytesIO(build_summary([given], scheme, AS_AT)), data_only=True)
    for name, sign in (("Risk matrix", "\nRISK 4"), ("Risk register", " ★")):
        cells = [str(cell.value) for row in book[name].iter_rows() for cell in row]
        scored = [text for text in cells if re.match(r"\d+ .*[○●◆▲■]", text)]
        assert len(scored) == 2 * rows * columns
        assert sorted(int(text.split()[0]) for text in scored if text.endswith(sign)) == [1, rows * columns]


@needs_libreoffice
def test_no_row_is_too_low_and_no_page_tears_a_block_apart(tmp_path: Path) -> None:
    path = tmp_path / "summary.xlsx"
    write_summary(path, [many_risks("blocks")], made_up_scheme("blocks"), AS_AT)
    assert [row for row in row_heights(path) if row.stored < row.needed - TOLERANCE and not row.is_empty] == []
    command = ["pdftotext", "-layout", str(convert(path)), "-"]
    pages = subprocess.run(command, check=True, capture_output=True, text=True).stdout.split("\f")
    register = [page for page in pages if page.strip() and page.rstrip().splitlines()[-1].startswith("Risk register")]
    assert len(register) > 3
    assert sum(page.count("Related actions") for page in register) == len(many_risks().risks)
    for page in register:
        assert len(CAPTION.findall(page)) == 2 * page.count("Related actions")
