"""The sheet Risk matrix: the scheme's size and words, every risk in its cell or in none, counts by band, now and by target."""

from decimal import Decimal
from io import BytesIO
from typing import Any

import msgspec
import openpyxl
import pytest

from support_assessment import assessment, judged_risk, scheme
from support_risks import made_up_scheme, many_risks
from support_rows import risk
from support_samples import PARTNERSHIP, VALE, judge_sample
from workbook_tools.assess import assess
from workbook_tools.model.assessment import Assessment
from workbook_tools.rules.risks import find_band
from workbook_tools.writing.risks.large_matrix import MOST_REFERENCES, say_references
from workbook_tools.writing.risks.risk_matrix_sheet import say_positions
from workbook_tools.writing.risks.risks_sheet import risk_lines
from workbook_tools.writing.summary.summary_workbook import build_summary
from workbook_tools.writing.summary_facts import SummaryFacts


def matrix_of(given: Assessment) -> Any:
    content = build_summary([given], given.scheme, given.as_at)
    return openpyxl.load_workbook(BytesIO(content))["Risk matrix"]


def rows_of(sheet: Any) -> list[list[Any]]:
    """What each row says, without its empty cells."""
    return [[cell.value for cell in row if cell.value is not None] for row in sheet.iter_rows()]


def rows_below(sheet: Any, heading: str) -> list[list[Any]]:
    """The rows below the row that begins with a heading, up to the next empty one."""
    rows = rows_of(sheet)
    start = next(index for index, row in enumerate(rows) if row and row[0] == heading) + 1
    end = next((index for index in range(start, len(rows)) if not rows[index]), len(rows))
    return rows[start:end]


def test_the_matrix_has_the_schemes_size_labels_and_bands() -> None:
    sheet = matrix_of(assessment(risks=[judged_risk(4, 9, (3, 3)), judged_risk(5, 12, code="", title="Flood of the depot")]))
    rows = rows_of(sheet)
    top = next(index for index, row in enumerate(rows) if row == ["Low", "Medium", "High", "Catastrophic"])
    rules = scheme().risks
    assert rules is not None
    for index, likelihood in enumerate(range(4, 0, -1), start=top + 1):
        label, *cells = rows[index]
        assert label == rules.likelihood[likelihood - 1]
        for impact, text in enumerate(cells, start=1):
            band = find_band(Decimal(likelihood * impact), rules)
            assert band is not None
            risks = "\nRISK 4" if (likelihood, impact) == (3, 3) else ""
            assert text == f"{likelihood * impact}  {band.symbol} {band.label}{risks}"
            cell = next(cell for cell in sheet[index + 1] if cell.value == text)
            assert cell.fill.fgColor.rgb == f"FF{band.fill[1:]}"
            assert cell.font.b == bool(risks)


def test_many_risks_share_a_cell_and_targets_have_a_matrix_of_their_own() -> None:
    rows = rows_of(matrix_of(many_risks()))
    (likely,) = (row for row in rows if row and row[0] == "Likely")
    assert likely[:7] == ["Likely", "4  ● Minor", "8  ◆ Moderate",
                          "12  ▲ Major\nR04, R05, R06, R07, R08, R09, R10, R11, R12, R13, R14, R15",
                          "16  ▲ Major", "20  ■ Severe", "Likely"]  # fmt: skip
    (unlikely,) = (row for row in rows if row and row[0] == "Unlikely")
    assert unlikely[6:] == ["Unlikely", "2  ○ Negligible\nR06, R09, R12, R15", "4  ● Minor\nR04, R07, R10, R13",
                            "6  ● Minor\nR05, R08, R11, R14", "8  ◆ Moderate", "10  ◆ Moderate"]  # fmt: skip
    assert any(row[1:2] == ["Target: likelihood upwards, impact to the right"] for row in rows)


def test_matrices_that_would_break_words_stand_below_each_other() -> None:
    given = many_risks()
    rules = made_up_scheme().risks
    assert rules is not None
    bands = tuple(msgspec.structs.replace(band, label=f"Particularly{band.label}") for band in rules.bands)
    scheme = msgspec.structs.replace(made_up_scheme(), risks=msgspec.structs.replace(rules, bands=bands))
    rows = rows_of(matrix_of(assess(given.service_return, scheme, given.as_at)))
    titles = [row for row in rows if row and "likelihood upwards" in str(row[0])]
    assert [row[0].split(":")[0] for row in titles] == ["Current", "Target"]
    assert all(len(row) == 1 for row in titles)


@pytest.mark.parametrize("sample", [PARTNERSHIP, VALE])
def test_without_a_target_position_there_is_no_target_matrix(sample: str) -> None:
    titles = [row[0] for row in rows_of(matrix_of(judge_sample(sample))) if row and "likelihood upwards" in str(row[0])]
    assert titles == ["Current: likelihood upwards, impact to the right"]


def test_counts_by_band_now_and_by_target() -> None:
    assert rows_below(matrix_of(many_risks()), "Band") == [
        ["Negligible", "1 to 3", 1, 0, 4, 0],
        ["Minor", "4 to 6", 3, 1, 11, 3],
        ["Moderate", "7 to 10", 0, 0, 0, 0],
        ["Major", "11 to 16", 15, 2, 0, 0],
        ["Severe", "17 to 25", 1, 0, 0, 0],
        ["No score", 1, 1, 0, 0],
        ["Not stated", 0, 0, 6, 6],
    ]


def test_each_risk_is_counted_once_and_its_target_once() -> None:
    rows = rows_below(matrix_of(many_risks()), "Band")
    assert sum(row[-4] for row in rows) == sum(row[-2] for row in rows) == len(many_risks().risks)


def test_a_risk_with_a_score_alone_is_listed_in_no_cell() -> None:
    sheet = matrix_of(many_risks())
    assert rows_below(sheet, "Reference") == [
        ["S0", "Staff leave", 12, "Major", 6, "Minor"],
        ["S1", "Staff leave", 16, "Major", 6, "Minor"],
        ["S2", "Staff leave", 5, "Minor", 6, "Minor"],
        ["Full row", "Nobody has scored this", "No score"],
    ]
    matrix = [text for row in rows_of(sheet) for text in row if "\n" in str(text)]
    assert not any(code in text for text in matrix for code in ("S0", "S1", "S2"))
    headings = next(row for row in sheet.iter_rows() if row[0].value == "Reference")[0].row
    assert sheet.print_title_rows == f"${headings}:${headings}"


def test_a_list_of_several_registers_says_which() -> None:
    registers = ("corporate", "service", "corporate")
    risks = [judged_risk(line, 6, register=register) for line, register in enumerate(registers, start=4)]
    rows = rows_below(matrix_of(assessment(risks=risks)), "Reference")
    assert [(row[0], row[2]) for row in rows] == [("RISK 4", "Corporate"), ("RISK 6", "Corporate"), ("RISK 5", "Service")]


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        (
            many_risks(),
            (
                "21 risks, 17 with likelihood and impact stated; 15 with a target score, "
                "12 of them with its likelihood and impact."
            ),
        ),
        (judge_sample(VALE), "26 risks, 6 with likelihood and impact stated. No target is stated."),
        (
            judge_sample(PARTNERSHIP),
            "6 risks, 0 with likelihood and impact stated; 6 with a target score, 0 of them with its likelihood and impact.",
        ),
        (assessment(risks=[judged_risk(4, 9, (3, 3))]), "1 risk, 1 with likelihood and impact stated. No target is stated."),
    ],
)
def test_what_the_returns_state_is_counted(given: Assessment, expected: str) -> None:
    assert say_positions(risk_lines(SummaryFacts.of([given], given.scheme, given.as_at))[0]) == expected


@pytest.mark.parametrize(("number", "more"), [(MOST_REFERENCES, ""), (MOST_REFERENCES + 1, " and 1 more, on the sheet Risks")])
def test_a_cell_names_so_many_risks_and_counts_the_rest(number: int, more: str) -> None:
    named = ", ".join(f"RISK {line}" for line in range(MOST_REFERENCES))
    assert say_references([risk(line) for line in range(number)]) == named + more
