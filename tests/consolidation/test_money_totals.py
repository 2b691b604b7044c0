"""Control totals, the control sheet, the ledger."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from support_consolidation import SCHEME
from support_many_returns import write_return
from workbook_tools import pipeline
from workbook_tools.consolidation.build import control_totals
from workbook_tools.consolidation.control_sheet import build_control_sheet
from workbook_tools.findings import ReadingError
from workbook_tools.model.consolidation import Consolidation, ControlTotal, ReturnDigest, ReturnFacts, RowsInMemory
from workbook_tools.model.flat import CONTROL, FINANCE, MONEY, Amount, FlatRow, Value
from workbook_tools.model.service_return import SourceFile
from workbook_tools.model.words import Unit


def line(budget: str | Decimal | None, actual: str = "") -> FlatRow:
    """A budget line; text that is no number stays text."""
    values: dict[str, Value] = {"budget": None if budget is None else Amount(Decimal(budget), Unit.GBP), "actual": actual}
    return tuple(values.get(column.name, "") for column in FINANCE.own_columns)


def digest(name: str, *lines: FlatRow, control: tuple[FlatRow, ...] = ()) -> ReturnDigest:
    facts = ReturnFacts(name, row_counts={"finance": len(lines)})
    return ReturnDigest(SourceFile(name, name[0] * 64, 1), facts, RowsInMemory({"finance": lines, "control": control}))


def test_totals_are_exact_overall_and_by_file_and_what_is_no_number_is_not_counted() -> None:
    totals = control_totals((digest("a", *[line("0.1", "n/a")] * 10), digest("b", line("-0.01"), line(None))))
    assert [total for total in totals if total.column == "budget"] == [
        ControlTotal("", "finance", "budget", 11, Decimal("0.99")),
        ControlTotal("a", "finance", "budget", 10, Decimal("1.0")),
        ControlTotal("b", "finance", "budget", 1, Decimal("-0.01")),
    ]
    assert {total.count for total in totals if total.column == "actual"} == {0}
    assert len(totals) == 3 * sum(map(len, MONEY.values()))


@given(st.lists(st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**15), max_value=10**15, places=12)))
def test_no_total_is_ever_rounded(amounts: list[Decimal]) -> None:
    overall = control_totals((digest("a", *map(line, amounts)),))[0]
    assert overall.total * 10**12 == sum(int(amount.scaleb(12)) for amount in amounts)


def test_the_largest_and_the_smallest_figure_are_added_exactly() -> None:
    amounts = [line(amount) for amount in ("1E+300", "1E-300", "-1E+300")]
    assert control_totals((digest("a", *amounts),))[0].total == Decimal("1E-300")


def proof(column: str, visible: str, taken: str, word: str) -> FlatRow:
    """A row of the proof of a return."""
    none = (0, Amount(Decimal(0), Unit.GBP))
    sums = [(1, Amount(Decimal(amount), Unit.GBP)) for amount in (visible, visible, taken)]
    difference = Amount(Decimal(taken) - Decimal(visible), Unit.GBP)
    row = ("Housing", column, *sums[0], *none, *none, *none, *sums[1], *sums[2], difference, word)
    assert len(row) == len(CONTROL.own_columns)
    return row


def consolidation(*returns: ReturnDigest) -> Consolidation:
    return Consolidation(SCHEME, date(2019, 9, 30), returns, (), (), ())


def test_the_control_sheet_adds_the_proofs_up() -> None:
    first = digest("a", control=(proof("Budget", "1.10", "1.10", "agrees"), proof("Actual", "5", "5", "agrees")))
    second = digest("b", control=(proof("Budget", "2.20", "2.20", "agrees"),))
    sheet = build_control_sheet(consolidation(first, second))
    assert sheet.proved
    assert sheet.proof == "Proved to the penny over 2 returns: Budget £3.30, Actual £5."
    together, each = sheet.tables
    assert [row[0] for row in together.rows] == ["Budget", "Actual"]
    assert together.rows[0][1:3] == (2, Amount(Decimal("3.30"), Unit.GBP))
    assert [(row[1], row[2], row[-1]) for row in each.rows] == [
        ("a", "Budget", "a" * 64), ("a", "Actual", "a" * 64), ("b", "Budget", "b" * 64),
    ]  # fmt: skip
    for table in sheet.tables:
        assert {len(row) for row in table.rows} == {len(table.columns)}


@pytest.mark.parametrize("word", ["differs", "not_compared"])
def test_one_return_that_differs_takes_the_proof_from_all(word: str) -> None:
    returns = (
        digest("a", control=(proof("Budget", "1.10", "1.10", "agrees"),)),
        digest("b", control=(proof("Budget", "2.20", "2.19", word),)),
    )
    sheet = build_control_sheet(consolidation(*returns))
    assert not sheet.proved
    assert sheet.proof == "Not proved: 1 column of returns differ or could not be followed. As consolidated: Budget £3.29."
    assert sheet.tables[0].rows[0][-1] == word


def test_without_money_there_is_nothing_to_prove() -> None:
    sheet = build_control_sheet(consolidation(digest("a")))
    assert (sheet.proved, sheet.proof) == (True, "No return has an amount of money, so there is nothing to prove.")


LEDGER_HEAD = "Service,Cost centre,Budget\n"


def ledger_run(tmp_path: Path, rows: list[str]) -> pipeline.Consolidated:
    folder = tmp_path / "returns"
    folder.mkdir(exist_ok=True)
    write_return(folder / "return.xlsx", 1)
    (tmp_path / "ledger.csv").write_text(LEDGER_HEAD + "\n".join(rows), encoding="utf-8")
    return pipeline.consolidate(
        pipeline.Batch((folder,), tmp_path / "all.xlsx", "clackmannanshire", ledger=tmp_path / "ledger.csv")
    )


def test_the_ledger_is_held_against_every_line(tmp_path: Path) -> None:
    lines = [row for _, row in ledger_run(tmp_path, ["Service 0001,none,0"]).consolidation.rows("finance")]
    code, budget = FINANCE.place("code"), FINANCE.place("budget")
    exact = [f"Service 0001,{row[code]},{row[budget].number}" for row in lines]  # type: ignore[union-attr]
    agreed = ledger_run(tmp_path, exact)
    assert [finding for finding in agreed.consolidation.findings if finding.code.startswith("ledger-")] == []
    first = lines[0]
    off = ledger_run(tmp_path, [f"Service 0001,{first[code]},{first[budget].number + Decimal('0.01')}", *exact[1:]])  # type: ignore[union-attr]
    [finding] = off.consolidation.findings
    assert (finding.code, finding.severity) == ("ledger-differs", "error")
    assert "£0.01" in finding.message
    assert str(finding.where) == "return.xlsx, Finance!C2" or "return.xlsx, Finance!C2" in finding.message


def test_a_ledger_that_is_not_there_is_named(tmp_path: Path) -> None:
    folder = tmp_path / "returns"
    folder.mkdir()
    write_return(folder / "return.xlsx", 1)
    batch = pipeline.Batch((folder,), tmp_path / "all.xlsx", "clackmannanshire", ledger=tmp_path / "gone.csv")
    with pytest.raises(ReadingError, match=r"gone\.csv could not be read"):
        pipeline.consolidate(batch)
    assert not (tmp_path / "all.xlsx").exists()
