"""A ledger extract: read in the forms that ledgers give, and compared line by line."""

from decimal import Decimal

import pytest

from workbook_tools.control.ledger import LedgerLine, compare_with_ledger
from workbook_tools.control.ledger_file import parse_ledger
from workbook_tools.findings import Where

PLAIN = 'Cost centre,Budget,Actual\nA1,"1,234.56",(5)\nA2,-£5,1234.56CR\n'


@pytest.mark.parametrize(
    "content",
    [
        PLAIN.encode(),
        PLAIN.encode("utf-8-sig"),
        PLAIN.encode("cp1252"),
        PLAIN.encode("utf-16"),
        PLAIN.replace("\n", "\r\n").encode(),
        b'Cost centre;Budget;Actual\nA1;"1,234.56";(5)\nA2;-5;-1234.56\n',
        b"Cost centre\tBudget\tActual\nA1\t1 234.56\t5-\nA2\t-5\t-1234.56\n",
        b"Ledger extract,,\n\nCost centre,Budget (\xa3'000),Actual\nA1,1.23456,(5)\nA2,-0.005,-1234.56\n",
    ],
)
def test_forms_of_an_extract(content: bytes) -> None:
    ledger = parse_ledger(content)
    assert ledger.problems == ()
    assert [(entry.code, dict(entry.amounts)) for entry in ledger.entries] == [
        ("A1", {"budget": Decimal("1234.56"), "actual": Decimal(-5)}),
        ("A2", {"budget": Decimal(-5), "actual": Decimal("-1234.56")}),
    ]


@pytest.mark.parametrize(
    ("content", "problems"),
    [
        (b"Cost centre,Budget\nA1,ten\n", [(2, "'ten' is no amount (budget)")]),
        (b'Cost centre,Budget\n"A\n1",5\n,7\n', [(4, "it has no code, so it was not compared")]),
        (b"Name,Sum\nA1,5\n", [(0, "no row of headings with a code and budget, actual or forecast was found")]),
        (b"", [(0, "no row of headings with a code and budget, actual or forecast was found")]),
        (b"Code,Budget\n" + b"x" * 200_000, [(2, "it cannot be divided into columns, and what follows was not read")]),
    ],
)
def test_what_is_not_understood_names_its_row(content: bytes, problems: list[tuple[int, str]]) -> None:
    ledger = parse_ledger(content)
    assert list(ledger.problems) == problems
    findings = compare_with_ledger(ledger, "ledger.csv", [])
    assert findings[0].code == "ledger-not-understood"
    assert findings[0].where.file == "ledger.csv"


def line(code: str, budget: str, *, service: str = "Parks", row: int = 2, file: str = "p.xlsx") -> LedgerLine:
    return LedgerLine(Where(file, "Finance", f"C{row}"), service, code, {"budget": Decimal(budget), "actual": None})


def codes(content: bytes, lines: list[LedgerLine]) -> list[tuple[str, str, str | None]]:
    findings = compare_with_ledger(parse_ledger(content), "ledger.csv", lines)
    return [(finding.code, finding.where.file, finding.where.cell) for finding in findings]


@pytest.mark.parametrize(
    ("rows", "lines", "expected"),
    [
        ("a1,5\n", [line("A1", "5")], []),
        ("A1,5.01\n", [line("A1", "5")], [("ledger-differs", "p.xlsx", "C2")]),
        ("A1,2\nA1,3\n", [line("A1", "5")], []),
        ("A1,5\n", [line("A1", "2"), line("A1", "3", row=3)], []),
        ("A1,\n", [line("A1", "5")], [("ledger-differs", "p.xlsx", "C2")]),
        ("A1,\n", [line("A1", "0")], []),
        ("A2,5\n", [line("A1", "5")], [("ledger-line-missing", "ledger.csv", None), ("ledger-code-missing", "p.xlsx", "C2")]),
        ("A1,5\n", [line("", "5")], [("ledger-line-missing", "ledger.csv", None), ("ledger-code-missing", "p.xlsx", "C2")]),
        ("A1,x\n", [line("A1", "5")], [("ledger-not-understood", "ledger.csv", None)]),
    ],
)
def test_comparison(rows: str, lines: list[LedgerLine], expected: list[tuple[str, str, str | None]]) -> None:
    assert codes(b"Code,Budget\n" + rows.encode(), lines) == expected


def test_services_tell_the_same_code_apart() -> None:
    lines = [line("A1", "5"), line("A1", "7", service="Bins", file="b.xlsx", row=4)]
    content = b"Service,Code,Budget\nParks,A1,5\nBINS,A1,8\n"
    assert codes(content, lines) == [("ledger-differs", "b.xlsx", "C4")]


def test_a_finding_names_both_sides_and_the_difference() -> None:
    lines = [line("A1", "2"), line("A1", "3.50", row=3)]
    (finding,) = compare_with_ledger(parse_ledger(b"Code,Budget\nA1,2\nA1,3\n"), "ledger.csv", lines)
    assert finding.message == (
        "Budget of A1: the ledger has £5 (Rows 2, 3 together), the return £5.50 (p.xlsx, Finance!C2; p.xlsx, Finance!C3 "
        "together); the difference is £0.50. Correct the one that is wrong."
    )
