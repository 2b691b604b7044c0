"""Returns that were issued and came back, written by hand: what was issued beside what stands there now."""

from collections.abc import Iterable
from typing import Any

from msgspec import structs

from support_changed import replace
from support_rows import FILE, brief, budget_line, number, risk, scheme_named, service_return
from workbook_tools.check import check_return
from workbook_tools.check.matching import IssuedRow
from workbook_tools.findings import Finding
from workbook_tools.model.figures import NO_FIGURE
from workbook_tools.model.layout import ANSWERS, ISSUED_SHEET
from workbook_tools.model.service_return import Action, BudgetLine, Cover, Indicator, Risk, ServiceReturn, SourceFile
from workbook_tools.periods import parse_period

SCHEME = scheme_named("vale_of_glamorgan")
CELLS = {
    "scheme": "B3", "service": "B5", "period": "B8", "signed_off_by": "B10", "signed_off_on": "B11", "template": "B14",
    "scheme_version": "B15", "plan_from": "B16", "plan_to": "B17",
}  # fmt: skip
COVER = Cover(
    service="Housing",
    period=parse_period("Q2 2019/20"),
    period_text="Q2 2019/20",
    signed_off_by="Head of Housing",
    signed_off_on="14/10/2019",
    cells=CELLS,
)
TABLE_OF: dict[type[Any], str] = {Indicator: "indicators", Action: "actions", Risk: "risks", BudgetLine: "finance"}


def rated(line: int = 4, **fields: Any) -> Risk:
    """A risk with its likelihood and impact."""
    return risk(line, **({"likelihood": number(2), "impact": number(3)} | fields))


def spent(line: int = 4, **fields: Any) -> BudgetLine:
    """A budget line with its forecast."""
    return budget_line(line, **({"budget": number(100), "forecast": number(90)} | fields))


def as_issued(row: Any) -> Any:
    """A row before it is answered, on the sheet that keeps what was issued."""
    answers: dict[str, Any] = dict.fromkeys(ANSWERS[TABLE_OF[type(row)]], NO_FIGURE)
    return structs.replace(row, where=structs.replace(row.where, sheet=ISSUED_SHEET), **answers)


def issued(*rows: IssuedRow, **cover: Any) -> ServiceReturn:
    """A return as issued, with these rows unanswered."""
    of_cover = {"signed_off_by": "", "signed_off_on": ""} | cover
    return service_return(cover=replace(COVER, **of_cover), **_by_table(map(as_issued, rows)))


def came_back(*rows: IssuedRow, of: ServiceReturn | None = None, **fields: Any) -> ServiceReturn:
    """A return with these rows, issued as `of`; by default it was issued with the same rows."""
    given = {"cover": COVER, "issued": issued(*rows) if of is None else of, "source": SourceFile(FILE, "a" * 64, 1000)}
    return service_return(**_by_table(rows), **(given | fields))


def check(given: ServiceReturn) -> tuple[Finding, ...]:
    return check_return(given, SCHEME)


def found(given: ServiceReturn) -> list[tuple[str, str | None, str | None, str]]:
    """(code, sheet, cell, subject) of each finding."""
    return brief(check(given))


def _by_table(rows: Iterable[IssuedRow]) -> dict[str, tuple[IssuedRow, ...]]:
    tables: dict[str, tuple[IssuedRow, ...]] = {}
    for row in rows:
        tables[TABLE_OF[type(row)]] = (*tables.get(TABLE_OF[type(row)], ()), row)
    return tables
