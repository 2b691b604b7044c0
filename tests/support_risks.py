"""A made-up return of many risks: several in one cell, targets in full, by score alone and missing, related actions."""

from datetime import date
from functools import cache
from pathlib import Path

import msgspec

from support_rows import action, due, number, risk, service_return
from workbook_tools.assess import assess
from workbook_tools.model.assessment import Assessment
from workbook_tools.model.scheme import Scheme
from workbook_tools.schemes.load import load_scheme

AS_AT = date(2019, 9, 30)
PATH = Path(__file__).resolve().parent / "data" / "made_up_council.toml"


@cache
def made_up_scheme(layout: str = "table") -> Scheme:
    """The made-up council's scheme, its register as a table or as blocks."""
    scheme = load_scheme(str(PATH))
    risks = msgspec.structs.replace(scheme.report.risks, layout=layout)
    return msgspec.structs.replace(scheme, report=msgspec.structs.replace(scheme.report, risks=risks))


def many_risks(layout: str = "table") -> Assessment:
    """Twelve risks at likelihood 4 and impact 3, four elsewhere, three by score alone and one without any."""
    together = [
        risk(line, code=f"R{line:02d}", title="Loss of a key supplier", register="Service",
             likelihood=number(4), impact=number(3), previous_score=number(9),
             target_likelihood=number(2), target_impact=number(1 + line % 3), target_score=number(2 + line % 3 * 2))
        for line in range(4, 16)
    ]  # fmt: skip
    elsewhere = [
        risk(16 + index, code=f"C{index}", title="Flood of the depot", register="Corporate", likelihood=number(row),
             impact=number(column), previous_score=number(12), reported_forecast="Falling")
        for index, (row, column) in enumerate([(1, 1), (5, 5), (2, 3), (3, 4)])
    ]  # fmt: skip
    by_score = [
        risk(
            20 + index,
            code=f"S{index}",
            title="Staff leave",
            score=number(score),
            target_score=number(6),
            reported_forecast="\\",
        )
        for index, score in enumerate([12, 16, 5])
    ]
    related = risk(
        23, code="REL", title="Plans are late", likelihood=number(2), impact=number(2), effect="Nothing is done.",
        controls="Board; Audit", related_actions=("act 30", "ACT 31", "NONE 1"), note="A note.", lead="Head of Plans",
    )  # fmt: skip
    actions = (action(30, due=due("30/06/2019"), title="Write a plan " * 20), action(31, progress=number(100)))
    without = risk(24, code="", title="Nobody has scored this")
    given = service_return(risks=(*together, *elsewhere, *by_score, related, without), actions=actions)
    return assess(given, made_up_scheme(layout), AS_AT)
