"""Rows that were issued and are gone, rows without a code, codes that were not issued: one finding a mistake."""

import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from support_changed import replace
from support_issued_rows import came_back, check, found, issued, rated, spent
from support_rows import FILE, action, indicator, number
from workbook_tools import catalogue
from workbook_tools.check.matching import IssuedRow
from workbook_tools.findings import Kind, Where
from workbook_tools.model.figures import NO_DUE_DATE, NO_FIGURE
from workbook_tools.model.service_return import Indicator

FIRST, SECOND, THIRD = (
    indicator(4, code="HSG-01", title="Rent collected"),
    indicator(5, code="HSG-02", title="Repairs in time"),
    indicator(6, code="HSG-03", title="Empty homes"),
)
ALL = issued(FIRST, SECOND, THIRD)


def suggestions(given: Any) -> list[str]:
    """The codes that findings suggest, "" for none."""
    messages = [finding.message for finding in check(given) if finding.code == "code-unknown"]
    return [message.partition("Did you mean '")[2].partition("'?")[0] for message in messages]


class TestMissing:
    def test_a_row_that_is_gone_at_the_sheet_of_its_table(self) -> None:
        (finding,) = check(came_back(FIRST, THIRD, of=ALL))
        assert (finding.code, finding.where, finding.subject) == ("row-missing", Where(FILE, "Indicators"), "HSG-02")
        assert finding.message.startswith("The indicator 'HSG-02' (Repairs in time) was issued, but is not in the return.")

    @pytest.mark.parametrize(
        ("row", "sheet", "what"),
        [(action(), "Actions", "action"), (rated(), "Risks", "risk"), (spent(), "Finance", "budget line")],
    )
    def test_of_each_table(self, row: IssuedRow, sheet: str, what: str) -> None:
        kept = replace(row, code="KEPT", title="Kept")
        (finding,) = check(came_back(kept, of=issued(kept, row)))
        assert (finding.code, finding.where) == ("row-missing", Where(FILE, sheet))
        assert finding.message.startswith(f"The {what} '")

    def test_at_the_sheet_that_the_rest_of_the_table_stands_on(self) -> None:
        moved = replace(FIRST, where=Where(FILE, "KPIs", "A4"))
        assert found(came_back(moved, THIRD, of=ALL)) == [("row-missing", "KPIs", None, "HSG-02")]

    @pytest.mark.parametrize("code", ["hsg-02", " HSG-02 ", "HSG-02\n"])
    def test_case_and_blanks_of_a_code_do_not_matter(self, code: str) -> None:
        assert found(came_back(FIRST, replace(SECOND, code=code), THIRD, of=ALL)) == []

    @pytest.mark.parametrize(
        ("row", "sheet"), [(indicator(), "Indicators"), (rated(), "Risks"), (spent(), "Finance"), (action(), "Actions")]
    )
    def test_a_table_that_is_gone_is_one_error(self, row: IssuedRow, sheet: str) -> None:
        other = replace(row, code="OTHER", title="Other")
        kept = action() if isinstance(row, Indicator) else indicator()
        (finding,) = check(came_back(kept, of=issued(kept, row, other)))
        assert (finding.code, finding.severity.value, finding.where) == ("table-not-answered", "error", Where(FILE, sheet))
        assert "(2)" in finding.message

    def test_headings_are_not_counted_among_the_rows_of_a_table_that_is_gone(self) -> None:
        heading = action(5, code="A", title="Staff", due=NO_DUE_DATE, progress=NO_FIGURE, is_heading=True)
        (finding,) = check(came_back(FIRST, of=issued(FIRST, action(), heading)))
        assert "(1)" in finding.message

    @pytest.mark.parametrize(
        ("kind", "place"),
        [
            (catalogue.HIDDEN_SHEET_NOT_READ, Where(FILE, "Indicators")),
            (catalogue.SHEET_NOT_UNDERSTOOD, Where(FILE, "INDICATORS")),
            (catalogue.SHEET_NOT_UNDERSTOOD, Where(FILE, "Notes")),
            (catalogue.HEADING_NOT_UNDERSTOOD, Where(FILE, "Indicators", "Z3")),
            (catalogue.COVER_MISSING, Where(FILE)),
        ],
    )
    def test_whatever_reading_says_of_its_sheet_the_table_is_missed(self, kind: Kind, place: Where) -> None:
        given = came_back(action(), of=issued(FIRST, SECOND, THIRD, action()), findings=(kind.at(place, heading=""),))
        assert found(given) == [("table-not-answered", "Indicators", None, "")]

    def test_a_table_that_was_read_is_compared_whatever_is_said_of_its_sheet(self) -> None:
        said = catalogue.SHEET_NOT_UNDERSTOOD.at(Where(FILE, "Indicators"))
        assert found(came_back(FIRST, THIRD, of=ALL, findings=(said,))) == [("row-missing", "Indicators", None, "HSG-02")]

    def test_of_doubled_codes_each_row_is_looked_for(self) -> None:
        twin = indicator(7, code="HSG-01", title="Rent owed")
        given = came_back(twin, of=issued(FIRST, twin))
        (finding,) = check(given)
        assert (finding.code, "(Rent collected)" in finding.message) == ("row-missing", True)

    def test_a_row_without_a_title(self) -> None:
        (finding,) = check(came_back(FIRST, of=issued(FIRST, replace(SECOND, title=""))))
        assert "'HSG-02' (no title) was issued" in finding.message


class TestWithoutCode:
    def test_a_code_that_was_emptied_is_one_mistake(self) -> None:
        given = came_back(FIRST, replace(SECOND, code=" "), THIRD, of=ALL)
        assert found(given) == [("row-without-code", "Indicators", "C5", "")]

    def test_two_rows_of_one_title_are_two(self) -> None:
        twin = replace(SECOND, code="HSG-04")
        given = came_back(FIRST, replace(SECOND, code=""), of=issued(FIRST, SECOND, twin))
        assert [code for code, *_ in found(given)] == ["row-missing", "row-without-code"]

    @pytest.mark.parametrize(
        ("row", "expected"),
        [
            (indicator(7, code="", title="Complaints"), True),
            (indicator(7, code="", title=""), True),
            (indicator(7, code="", title="", value=NO_FIGURE, note="See above."), False),
        ],
    )
    def test_a_new_row_needs_a_code_if_it_says_something(self, row: IssuedRow, *, expected: bool) -> None:
        given = came_back(FIRST, SECOND, THIRD, row, of=ALL)
        assert found(given) == ([("row-without-code", "Indicators", "C7", "")] if expected else [])

    def test_where_no_codes_were_issued_none_is_asked_for(self) -> None:
        assert found(came_back(replace(FIRST, code=""), SECOND, of=issued(replace(FIRST, code="")))) == []
        assert found(came_back(FIRST, indicator(5, code=""), of=issued())) == []

    def test_a_row_that_was_issued_without_one_came_back_as_it_was(self) -> None:
        without = replace(SECOND, code="")
        assert found(came_back(FIRST, without, of=issued(FIRST, without))) == []

    def test_a_code_that_is_covered_by_a_merge_or_shows_an_error_is_found_once(self) -> None:
        covered = replace(SECOND, code="", cells={name: at for name, at in SECOND.cells.items() if name != "code"})
        assert found(came_back(FIRST, covered, THIRD, of=ALL)) == []
        error = catalogue.ERROR_CELL.at(SECOND.at("code"), text="#REF!")
        assert found(came_back(FIRST, replace(SECOND, code=""), THIRD, of=ALL, findings=(error,))) == []

    @pytest.mark.parametrize("code", ["", "TOTAL"])
    def test_of_a_total_among_the_budget_lines_only_that_is_said(self, code: str) -> None:
        total = spent(6, code=code, title="Total")
        given = came_back(spent(4), spent(5), total, of=issued(spent(4), spent(5)))
        assert found(given) == [("total-counted", "Finance", "C6", code)]


class TestUnknown:
    def test_a_mistyped_code_is_one_mistake(self) -> None:
        (finding,) = check(came_back(FIRST, replace(SECOND, code="HSG-O2"), THIRD, of=ALL))
        assert (finding.code, finding.where, finding.subject) == ("code-unknown", SECOND.at("code"), "HSG-O2")
        assert finding.message == (
            "The code 'HSG-O2' is not among those that were issued. Did you mean 'HSG-02'? "
            "If the indicator is new, say so in its note."
        )

    def test_a_new_row_is_told_so_without_a_suggestion(self) -> None:
        (finding,) = check(came_back(FIRST, SECOND, THIRD, indicator(7, code="HSG-04", title="Complaints"), of=ALL))
        assert finding.message.startswith("The code 'HSG-04' is not among those that were issued. If the indicator is new")

    @pytest.mark.parametrize(
        ("code", "issued_code", "suggested"),
        [
            ("HSG-O1", "HSG-01", True),  # a letter for a digit
            ("HSG-0l", "HSG-01", True),
            ("HSG01", "HSG-01", True),  # a character left out
            ("HSG 01", "HSG-01", True),
            ("HSG-1", "HSG-01", True),
            ("HGS-01", "HSG-01", True),  # two swapped
            ("HSGG-01", "HSG-01", True),  # one added
            ("HSH-01", "HSG-01", True),  # one changed
            ("HTH-01", "HSG-01", False),  # two changed in a short code
            ("R2", "R1", False),
            ("Y", "X", False),  # in so short a code every other is near
            ("CPN/019 (PAN/001)", "CPM/019 (PAM/001)", True),  # two changed in a long one
            ("CQN/019 (PAN/001)", "CPM/019 (PAM/001)", False),
            ("HSG-02", "HSG-01", False),  # another number of the series
            ("RISK-9", "CPM/210", False),
            ("A i)", "A 1)", True),
            ("=1+1", "HSG-01", False),
            ("?", "HSG-01", False),
            ("?", "!", True),  # nothing but punctuation: both read as nothing
        ],
    )
    def test_what_is_near_enough(self, code: str, issued_code: str, *, suggested: bool) -> None:
        given = came_back(indicator(code=code, title="A"), of=issued(indicator(code=issued_code, title="B")))
        assert suggestions(given) == [issued_code if suggested else ""]
        assert [kind for kind, *_ in found(given)] == (["code-unknown"] if suggested else ["row-missing", "code-unknown"])

    @pytest.mark.parametrize("code", ["HSG-22", "RISK-9", "zzz"])
    def test_the_row_with_the_same_title_is_meant_whatever_its_code(self, code: str) -> None:
        given = came_back(FIRST, replace(SECOND, code=code, title=" repairs  in time"), THIRD, of=ALL)
        assert suggestions(given) == ["HSG-02"]
        assert ["row-missing" in finding for finding in found(given)] == [False]

    def test_a_row_is_suggested_once_and_by_its_title_first(self) -> None:
        near, titled = indicator(8, code="HSG-O2", title="Complaints"), replace(SECOND, code="X")
        assert suggestions(came_back(FIRST, near, titled, THIRD, of=ALL)) == ["", "HSG-02"]
        also_near = indicator(9, code="HSG02", title="Praise")
        assert suggestions(came_back(FIRST, near, also_near, THIRD, of=ALL)) == ["HSG-02", ""]
        twin = indicator(8, code="HSG-O2", title="Repairs in time")
        assert suggestions(came_back(FIRST, twin, titled, THIRD, of=ALL)) == ["HSG-02", ""]

    @pytest.mark.parametrize(("code", "suggested"), [("HSG-O1", "HSG-01"), ("hsg 01", "HSG-01"), ("HSG-11", "")])
    def test_a_code_that_is_there_is_suggested_only_where_it_reads_the_same(self, code: str, suggested: str) -> None:
        given = came_back(FIRST, SECOND, THIRD, indicator(7, code=code, title="Complaints"), of=ALL)
        assert suggestions(given) == [suggested]

    def test_a_doubled_unknown_code_is_said_to_be_doubled(self) -> None:
        new = [indicator(line, code="NEW", title=f"New {line}") for line in (7, 8)]
        assert found(came_back(FIRST, SECOND, THIRD, *new, of=ALL)) == [
            ("code-twice", "Indicators", "C8", "NEW"),
            ("code-unknown", "Indicators", "C7", "NEW"),
        ]

    @pytest.mark.parametrize("order", [(0, 1), (1, 0)])
    def test_the_code_of_another_row_is_one_mistake(self, order: tuple[int, int]) -> None:
        rows = FIRST, replace(SECOND, code="HSG-01")
        given = came_back(*(rows[place] for place in order), THIRD, of=ALL)
        assert [code for code, *_ in found(given)] == ["code-twice"]

    def test_codes_are_compared_table_by_table(self) -> None:
        given = came_back(
            indicator(code="X"), action(code="X"), of=issued(indicator(code="X"), action(code="Y", title="Other"))
        )
        assert [code for code, *_ in found(given)] == ["row-missing", "code-unknown"]

    def test_hostile_codes_are_shown_on_one_line_and_kept_short(self) -> None:
        hostile = "{code}\n=cmd|' /C calc'!A0 " + "x" * 500
        given = came_back(replace(SECOND, code="Y"), of=issued(replace(SECOND, code=hostile)))
        (finding,) = check(given)
        assert finding.message.isprintable()
        assert len(finding.message) < 300
        assert "Did you mean '{code} =cmd|" in finding.message

    def test_nothing_is_said_of_a_return_that_was_not_issued(self) -> None:
        assert found(came_back(FIRST, indicator(5, code=""), issued=None)) == []

    def test_a_thousand_unknown_codes_are_compared_in_a_moment(self) -> None:
        rows = [indicator(line, code=f"A{line:04d}", title=f"Title {line}", value=number(1)) for line in range(1000)]
        others = [replace(row, code=f"B{row.code[1:]}", title=f"Other {row.title}") for row in rows]
        assert len(suggestions(came_back(*others, of=issued(*rows)))) == 1000


@pytest.mark.parametrize(("code", "loaded"), [("IND 4", False), ("IND-04", True), ("RISK 9", True)])
def test_the_comparing_library_is_loaded_for_an_unknown_code_only(code: str, *, loaded: bool) -> None:
    program = (
        "import sys; from support_issued_rows import *; from support_rows import *;"
        f"check(came_back(indicator(code={code!r}, title='A'), of=issued(indicator(title='B'))));"
        "print('rapidfuzz' in sys.modules)"
    )
    run = subprocess.run(
        [sys.executable, "-c", program], cwd=Path(__file__).parents[1], capture_output=True, text=True, check=True
    )
    assert run.stdout.strip() == str(loaded)


class TestIssuedWithoutCode:
    """Councils leave rows without codes; those are known by their title, then by the row above them."""

    FIRST, SECOND = indicator(4, code="", title="Rent collected"), indicator(5, code="", title="Repairs in time")
    CODED = indicator(6, code="HSG-03", title="Empty homes")
    ALL = issued(FIRST, SECOND, CODED)

    def test_they_came_back_as_they_were_in_any_order(self) -> None:
        assert found(came_back(self.FIRST, self.SECOND, self.CODED, of=self.ALL)) == []
        assert found(came_back(self.SECOND, self.CODED, self.FIRST, of=self.ALL)) == []

    def test_one_that_is_gone(self) -> None:
        (finding,) = check(came_back(self.FIRST, self.CODED, of=self.ALL))
        assert (finding.code, finding.where, finding.subject) == ("row-missing", Where(FILE, "Indicators"), "")
        assert "(Repairs in time) was issued" in finding.message

    @pytest.mark.parametrize("place", [0, 1])
    def test_one_whose_title_has_changed(self, place: int) -> None:
        rows = [self.FIRST, self.SECOND, self.CODED]
        rows[place] = replace(rows[place], title="Another title")
        assert found(came_back(*rows, of=self.ALL)) == [("title-changed", "Indicators", f"D{4 + place}", "")]

    def test_one_whose_target_has_changed(self) -> None:
        given = came_back(self.FIRST, replace(self.SECOND, target=number(1)), self.CODED, of=self.ALL)
        assert found(given) == [("target-changed", "Indicators", "J5", "")]

    def test_one_that_was_given_a_code(self) -> None:
        assert found(came_back(self.FIRST, replace(self.SECOND, code="HSG-02"), self.CODED, of=self.ALL)) == []

    def test_a_new_row_without_a_code_where_there_was_none(self) -> None:
        new = indicator(7, code="", title="Complaints")
        assert found(came_back(self.FIRST, self.SECOND, self.CODED, new, of=self.ALL)) == [
            ("row-without-code", "Indicators", "C7", "")
        ]

    def test_in_a_table_without_any_codes_none_is_asked_for(self) -> None:
        before = issued(self.FIRST, self.SECOND)
        new = indicator(7, code="HSG-09", title="Complaints"), indicator(8, code="", title="Praise")
        assert found(came_back(self.FIRST, self.SECOND, *new, of=before)) == []
        assert found(came_back(self.FIRST, of=before)) == [("row-missing", "Indicators", None, "")]

    def test_a_row_that_says_nothing_cannot_be_missed(self) -> None:
        nothing = indicator(7, code="", title="")
        assert found(came_back(self.FIRST, of=issued(self.FIRST, nothing))) == []


class TestConsequences:
    """What follows from a mistake that is found is not found once more."""

    ROWS = tuple(action(line, code=code, title=code) for line, code in enumerate(("A i)", "A ii)", "A iii)"), 4))

    @pytest.mark.parametrize(("code", "kind"), [("A 22)", "code-unknown"), ("", "row-without-code"), (None, "row-missing")])
    def test_a_number_that_was_issued_is_no_gap(self, code: str | None, kind: str) -> None:
        first, second, third = self.ROWS
        rows = (first, third) if code is None else (first, replace(second, code=code), third)
        assert [code for code, *_ in found(came_back(*rows, of=issued(*self.ROWS)))] == [kind]

    def test_a_gap_that_was_issued_is_one(self) -> None:
        first, _, third = self.ROWS
        assert [code for code, *_ in found(came_back(first, third))] == ["code-missing-in-sequence"]

    def test_a_heading_with_another_code_is_not_asked_for_progress(self) -> None:
        heading = action(4, code="A", title="Staff", due=NO_DUE_DATE, progress=NO_FIGURE, is_heading=True)
        row = replace(heading, code="X", is_heading=False)
        assert found(came_back(row, action(5), of=issued(heading, action(5)))) == [("code-unknown", "Actions", "D4", "X")]
