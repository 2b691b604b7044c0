"""A made-up return that was issued and filled in without a mistake, for tests that plant some."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache

from support_changed import replace
from support_issue import period
from support_rows import FILE, action, budget_line, due, indicator, number, risk, scheme_named
from workbook_tools.issuing import Order, build_issue
from workbook_tools.model.service_return import Cover, ServiceReturn, SourceFile
from workbook_tools.model.words import Polarity, Unit
from workbook_tools.writing.issued.book import build_issued_return
from workbook_tools.writing.issued.plan import FIRST, TablePlan, plan_tables

SCHEME = "clackmannanshire"
SERVICE = "Housing"
WORDS = (
    "Repairs",
    "Lets",
    "Calls",
    "Visits",
    "Letters",
    "Complaints",
    "Arrears",
    "Inspections",
    "Bids",
    "Permits",
    "Claims",
    "Tests",
)
UNITS = ((Unit.PERCENT, "percent"), (Unit.NUMBER, "number"), (Unit.GBP, "GBP"), (Unit.DAYS, "days"))


@dataclass(frozen=True)
class CleanReturn:
    """What it is issued with, the workbook as issued, what is typed into it by sheet and address, where its tables stand."""

    given: ServiceReturn
    issued: bytes
    answers: Mapping[tuple[str, str], object]
    plans: Mapping[str, TablePlan]

    def cell(self, table: str, name: str, row: int) -> tuple[str, str]:
        """Sheet and address of a field in the row-th row of a table, from 0."""
        plan = self.plans[table]
        return plan.table.sheet, plan.cell(name, FIRST + row).replace("$", "")

    def heading(self, table: str, name: str) -> tuple[str, str]:
        """Sheet and address of a column's heading."""
        plan = self.plans[table]
        return plan.table.sheet, plan.cell(name, FIRST - 1).replace("$", "")


def previous_return() -> ServiceReturn:
    """Last year's return: twelve indicators, ten actions, eight risks, six budget lines."""
    indicators = tuple(
        indicator(
            code=f"HSG-{row:02d}",
            title=f"{word} done in time",
            section="Homes",
            unit=unit,
            unit_text=text,
            polarity=Polarity.MINIMISE if row % 3 == 0 else Polarity.MAXIMISE,
            polarity_text="Minimise" if row % 3 == 0 else "Maximise",
            target=number(80 + row),
            value=number(f"{70 + row}.5"),
            earlier=(),
            lead="Team Leader",
        )
        for row, (word, (unit, text)) in enumerate(zip(WORDS, UNITS * 3, strict=True))
    )
    actions = tuple(
        action(
            code=f"ACT{row:03d}",
            title=f"Agree the plan for {word.lower()}",
            start=due("01/06/2023"),
            due=due("31/03/2024"),
            progress=number(10 * row),
            lead="Policy Officer",
        )
        for row, word in enumerate(WORDS[:10])
    )
    risks = tuple(
        risk(
            code=f"R{row:02d}",
            title=f"Loss of {word.lower()}",
            register="Service",
            likelihood=number(2),
            impact=number(3),
            target_likelihood=number(1),
            target_impact=number(2),
            target_score=number(2),
        )
        for row, word in enumerate(WORDS[:8])
    )
    finance = tuple(
        budget_line(code=f"CC{row:02d}", title=f"{word} budget", budget=number(1000 + row))
        for row, word in enumerate(WORDS[:6])
    )
    cover = Cover(service=SERVICE, period=period("Q3 2023/24"))
    return ServiceReturn(SourceFile(FILE, "", 0), cover, indicators, actions, risks, finance)


@cache
def clean_return() -> CleanReturn:
    """The return for the quarter after, filled in: every row answered, a note in each."""
    scheme = scheme_named(SCHEME)
    given = build_issue(scheme, Order(SERVICE, period("Q4 2023/24")), previous_return()).given
    given = replace(given, cover=replace(given.cover, contact_role="Policy Officer"))
    plans = {plan.table.name: plan for plan in plan_tables(given, scheme)}
    clean = CleanReturn(given, build_issued_return(given, scheme), {}, plans)
    answers: dict[tuple[str, str], object] = {
        ("Cover", "B19"): "Head of Housing",
        ("Cover", "B20"): date(2024, 4, 14),
    }
    for row, line in enumerate(given.indicators):
        share = line.unit is Unit.PERCENT
        answers[clean.cell("indicators", "value", row)] = Decimal("0.605") if share else Decimal(60 + row)
        answers[clean.cell("indicators", "note", row)] = "Staff were short."
    for row in range(len(given.actions)):
        answers[clean.cell("actions", "progress", row)] = Decimal(row) / 10
        answers[clean.cell("actions", "note", row)] = "Going on."
    for row in range(len(given.risks)):
        answers[clean.cell("risks", "likelihood", row)] = Decimal(2)
        answers[clean.cell("risks", "impact", row)] = Decimal(4)
        answers[clean.cell("risks", "score", row)] = Decimal(8)
    for row in range(len(given.finance)):
        answers[clean.cell("finance", "forecast", row)] = Decimal(990)
    return replace(clean, answers=answers)
