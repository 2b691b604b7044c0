"""What an issued return asks for: a sign-off, an answer in each row, the columns it was issued with."""

from typing import Any

import pytest

from support_changed import replace
from support_issued_rows import COVER, SCHEME, as_issued, came_back, check, found, issued, rated, spent
from support_rows import action, budget_line, figure, indicator, number, risk, service_return
from workbook_tools import catalogue
from workbook_tools.check import check_return
from workbook_tools.check.matching import IssuedRow
from workbook_tools.findings import Where
from workbook_tools.model.figures import NO_DUE_DATE, NO_FIGURE, Figure, FigureKind

NOT_APPLICABLE = figure(FigureKind.NOT_APPLICABLE, "n/a")
NOT_UNDERSTOOD = figure(FigureKind.NOT_UNDERSTOOD, "soon")
ROWS = (indicator(), action(), rated(), spent())


def without(row: Any, *fields: str) -> Any:
    """The row where these fields have no cell of their own."""
    return replace(row, cells={name: cell for name, cell in row.cells.items() if name not in fields})


def test_a_return_that_is_answered_and_signed_off_lacks_nothing() -> None:
    assert found(came_back(*ROWS)) == []


class TestSignOff:
    @pytest.mark.parametrize("blank", ["", "  "])
    @pytest.mark.parametrize(
        ("fields", "cells"),
        [
            (["signed_off_by"], ["B10"]),
            (["signed_off_on"], ["B11"]),
            (["signed_off_by", "signed_off_on"], ["B10", "B11"]),
        ],
    )
    def test_each_line_that_is_blank(self, fields: list[str], cells: list[str], blank: str) -> None:
        blanks: dict[str, Any] = dict.fromkeys(fields, blank)
        cover = replace(COVER, **blanks)
        assert found(came_back(*ROWS, cover=cover)) == [("sign-off-missing", "Cover", cell, "") for cell in cells]

    def test_the_sentence_names_the_line(self) -> None:
        (finding,) = check(came_back(*ROWS, cover=replace(COVER, signed_off_by="")))
        assert finding.message.startswith("'Signed off by (role)' is empty.")

    def test_lines_that_the_cover_has_no_more_are_missed_on_its_sheet(self) -> None:
        cover = replace(COVER, signed_off_by="", signed_off_on="", cells={})
        assert found(came_back(*ROWS, cover=cover)) == [("sign-off-missing", "Cover", None, "")] * 2

    def test_of_a_cover_that_is_not_there_the_signature_is_missed_too(self) -> None:
        missing = catalogue.COVER_MISSING.at(Where("Housing.xlsx"))
        unsigned = replace(COVER, service="", signed_off_by="")
        assert found(came_back(*ROWS, cover=unsigned, findings=(missing,))) == [("sign-off-missing", "Cover", "B10", "")]

    def test_a_line_that_shows_an_error_is_found_once(self) -> None:
        error = catalogue.ERROR_CELL.at(Where("Housing.xlsx", "Cover", "B10"), text="#REF!")
        assert found(came_back(*ROWS, cover=replace(COVER, signed_off_by=""), findings=(error,))) == []

    def test_a_return_that_was_not_issued_needs_none(self) -> None:
        assert found(came_back(*ROWS, cover=replace(COVER, signed_off_by="", signed_off_on=""), issued=None)) == []


class TestAnswers:
    @pytest.mark.parametrize(
        ("row", "expected"),
        [
            (indicator(value=NO_FIGURE), ("Indicators", "I4", "IND 4")),
            (indicator(value=number(0)), None),
            (indicator(value=NOT_APPLICABLE), None),
            (indicator(value=NOT_UNDERSTOOD), None),
            (action(progress=NO_FIGURE), ("Actions", "I4", "ACT 4")),
            (action(progress=number(0)), None),
            (action(progress=NOT_APPLICABLE), None),
            (action(progress=NO_FIGURE, cancelled=True), None),
            (action(progress=NO_FIGURE, is_heading=True), None),
            (risk(), ("Risks", "I4", "RISK 4")),
            (risk(likelihood=number(2)), ("Risks", "J4", "RISK 4")),
            (risk(impact=number(2)), ("Risks", "I4", "RISK 4")),
            (risk(likelihood=number(2), impact=number(2)), None),
            (risk(score=number(4)), None),
            (risk(score=NOT_APPLICABLE), None),
            (risk(score=number(4), likelihood=number(2)), None),
            (without(risk(), "likelihood", "impact"), ("Risks", "K4", "RISK 4")),
            (without(risk(), "likelihood"), ("Risks", "J4", "RISK 4")),
            (without(risk(likelihood=number(2)), "impact"), None),
            (budget_line(), ("Finance", "F4", "BUD 4")),
            (budget_line(forecast=number(0)), None),
            (budget_line(actual=number(0)), None),
            (budget_line(actual=NOT_APPLICABLE), None),
            (without(budget_line(), "forecast"), ("Finance", "E4", "BUD 4")),
        ],
    )
    def test_of_each_table(self, row: IssuedRow, expected: tuple[str, str, str] | None) -> None:
        assert found(came_back(row)) == ([("row-unanswered", *expected)] if expected else [])

    @pytest.mark.parametrize(
        ("row", "fields"),
        [
            (indicator(), ["value"]),
            (action(), ["progress"]),
            (risk(), ["likelihood", "impact", "score"]),
            (budget_line(), ["actual", "forecast"]),
        ],
    )
    def test_a_table_whose_columns_for_answers_are_gone_is_one_error(self, row: IssuedRow, fields: list[str]) -> None:
        nothing: dict[str, Any] = dict.fromkeys(fields, NO_FIGURE)
        table = "table-not-answered", row.where.sheet, None, ""
        assert table in found(came_back(replace(without(row, *fields), **nothing), of=issued(row)))

    @pytest.mark.parametrize(
        ("row", "field", "other"),
        [
            (indicator(value=NO_FIGURE), "value", indicator(5)),
            (action(progress=NO_FIGURE), "progress", action(5)),
        ],
    )
    def test_a_cell_that_is_covered_by_a_merge_is_not_asked_for(self, row: IssuedRow, field: str, other: IssuedRow) -> None:
        assert found(came_back(without(row, field), other)) == []

    def test_the_sentence_names_column_and_row(self) -> None:
        (finding,) = check(came_back(indicator(value=NO_FIGURE, title="Calls answered")))
        assert finding.message.startswith("'Value' of 'Calls answered' is empty.")
        (untitled,) = check(came_back(indicator(value=NO_FIGURE, title="")))
        assert untitled.message.startswith("'Value' of 'IND 4' is empty.")

    def test_a_row_of_the_officers_own_is_asked_too_and_an_empty_one_is_not(self) -> None:
        new = indicator(5, code="NEW 1", title="Complaints", value=NO_FIGURE)
        nothing = indicator(6, code="", title="", value=NO_FIGURE, note="See above.")
        given = came_back(indicator(), new, nothing, of=issued(indicator()))
        assert found(given) == [
            ("row-unanswered", "Indicators", "I5", "NEW 1"),
            ("code-unknown", "Indicators", "C5", "NEW 1"),
        ]

    def test_a_return_that_was_not_issued_asks_for_nothing(self) -> None:
        assert found(came_back(indicator(value=NO_FIGURE), risk(), budget_line(), issued=None)) == []

    def test_a_refused_return_gives_nothing(self) -> None:
        given = came_back(indicator(value=NO_FIGURE), refused="It is damaged.", of=issued(indicator(), indicator(5)))
        assert found(replace(given, cover=replace(COVER, signed_off_by=""))) == []


class TestColumns:
    @pytest.mark.parametrize(
        ("rows", "fields", "heading"),
        [
            ((indicator(), indicator(5)), ["code"], "Code"),
            ((indicator(unit_text="%"), indicator(5, unit_text="%")), ["unit_text"], "Unit"),
            ((action(start=action().due), action(5)), ["start"], "Start"),
            ((rated(previous_score=number(4)), rated(5)), ["previous_score"], "Previous score"),
        ],
    )
    def test_a_column_that_was_issued_and_is_gone_is_said_once(
        self, rows: tuple[Any, ...], fields: list[str], heading: str
    ) -> None:
        nothing: dict[str, Any] = {"code": "", "unit_text": "", "start": NO_DUE_DATE}
        emptied = [replace(without(row, *fields), **{field: nothing.get(field, NO_FIGURE) for field in fields}) for row in rows]
        (finding,) = check(came_back(*emptied, of=issued(*rows)))
        assert (finding.code, finding.where) == ("column-missing", Where("Housing.xlsx", rows[0].where.sheet))
        assert f"'{heading}'" in finding.message

    def test_of_a_budget_line_one_column_for_answers_is_enough_and_of_both_the_first_is_named(self) -> None:
        rows = spent(actual=number(80)), spent(5, actual=number(70))
        no_forecast = [replace(without(row, "forecast"), forecast=NO_FIGURE) for row in rows]
        assert found(came_back(*no_forecast, of=issued(*rows))) == []
        neither = [replace(without(row, "actual"), actual=NO_FIGURE) for row in no_forecast]
        table, column = check(came_back(*neither, of=issued(*rows)))
        assert (column.code, "'Forecast'" in column.message, table.code) == ("column-missing", True, "table-not-answered")

    def test_a_column_without_anything_in_it_is_not_missed(self) -> None:
        assert found(came_back(without(indicator(), "unit_text", "section"), of=issued(indicator()))) == []

    def test_a_section_that_stands_in_a_row_of_its_own_is_none(self) -> None:
        row = indicator(section="Health")
        assert found(came_back(without(row, "section"), of=issued(row))) == []

    def test_the_target_is_missed_once(self) -> None:
        rows = indicator(), indicator(5)
        lacking = [replace(without(row, "target"), target=Figure(FigureKind.EMPTY)) for row in rows]
        assert found(came_back(*lacking, of=issued(*rows))) == [("column-missing", "Indicators", None, "")]


def test_hostile_texts_stay_on_one_line() -> None:
    hostile = "=cmd|' /C calc'!A0\n{title}\x1b[31m" + "x" * 500
    given = came_back(indicator(value=NO_FIGURE, title=hostile, code=hostile))
    (finding,) = check(given)
    assert finding.message.isprintable()
    assert len(finding.message) < 300


def test_what_was_issued_is_not_checked_itself() -> None:
    unanswered = service_return(indicators=(as_issued(indicator()),))
    assert check_return(unanswered, SCHEME) == ()
