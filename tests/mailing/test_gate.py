"""The gate: what keeps papers in, what is only said, who gets them."""

from datetime import date
from typing import Any

import pytest

from support_changed import replace
from support_despatch import COMMITTEE, EXEMPT, IN_TIME, MEETING, error, listed, pack, recipient
from workbook_tools.findings import Severity
from workbook_tools.mailing.gate import Gate, Passage, ask_gate
from workbook_tools.model.distribution import DistributionList, Format
from workbook_tools.model.scheme import ExemptParagraph, MeetingRules, NotCounted, Notice

RULES = MeetingRules(
    nation="Scotland",
    notice=(Notice(clear_days=3, act="Local Government (Scotland) Act 1973", section="50B(3)", source="act"),),
    not_counted=NotCounted(days=("saturdays", "sundays", "bank_holidays"), source="act"),
    retention=(),
    schedule=EXEMPT.schedule,
    exempt=(ExemptParagraph(number="6", words=EXEMPT.words, source="act"),),
)
CLERK, PRESS = recipient(), recipient("Press office")
LIST = listed(CLERK, PRESS)
PLAIN = Passage(pack(), "Summary.xlsx", COMMITTEE, MEETING, IN_TIME)


def asked(list_: DistributionList = LIST, rules: MeetingRules | None = RULES, **fields: Any) -> Gate:
    return ask_gate(replace(PLAIN, **fields), list_, rules, frozenset())


def codes(gate: Gate) -> list[str]:
    return [finding.code for finding in gate.findings]


def test_papers_with_nothing_wrong_go_to_all() -> None:
    gate = asked()
    assert (codes(gate), gate.recipients, gate.withheld, gate.is_open) == ([], (CLERK, PRESS), (), True)


@pytest.mark.parametrize(
    ("fields", "found"),
    [
        ({"committee": "Education Committee"}, ["committee-not-listed", "pack-of-other-committee"]),
        ({"pack": pack(committee="")}, ["pack-without-committee"]),
        ({"pack": pack(committee=" audit and scrutiny  COMMITTEE ")}, []),
        ({"pack": pack(committee="Cabinet")}, ["pack-of-other-committee"]),
        ({"pack": pack(meeting=None)}, []),
        ({"pack": pack(meeting=date(2023, 10, 27))}, ["pack-of-other-meeting"]),
        ({"published": MEETING}, ["late-without-reason"]),
        ({"published": date(2023, 10, 27)}, ["meeting-passed"]),
        ({"published": date(2023, 10, 20)}, []),  # Monday to Wednesday between
        ({"published": date(2023, 10, 23)}, ["late-without-reason"]),
        ({"published": date(2023, 10, 23), "late_because": "  "}, ["late-without-reason"]),
        ({"published": date(2023, 10, 23), "late_because": "The ledger closed late."}, ["papers-late"]),
        ({"pack": pack(findings=(error(),))}, ["error-not-answered"]),
        ({"pack": pack(findings=(error(" "), error("Agreed.")))}, ["error-not-answered"]),
        ({"pack": pack(findings=(error(severity=Severity.WARNING),))}, []),
        ({"pack": pack(findings=(error(code="person-named", severity=Severity.QUERY),))}, ["people-not-answered"]),
        ({"pack": pack(findings=(error("Public.", code="person-named", severity=Severity.QUERY),))}, []),
        ({"rules": None}, ["meeting-law-missing"]),
        ({"list_": listed()}, ["nobody-to-send-to"]),
        ({"list_": listed(replace(CLERK, format=Format.ACCESSIBLE))}, []),
        ({"list_": listed(replace(CLERK, format=Format.PDF))}, []),  # is made where the pack has none
        ({"list_": listed(replace(CLERK, format=Format.PDF)), "pdf_can_be_made": False}, ["edition-missing"]),
        (
            {
                "list_": listed(replace(CLERK, format=Format.PDF)),
                "pdf_can_be_made": False,
                "pack": pack(files=(*pack().files, replace(pack().files[0], format=Format.PDF))),
            },
            [],
        ),
        (
            {"list_": listed(replace(CLERK, format=Format.ACCESSIBLE)), "pack": pack(files=pack().files[:1])},
            ["edition-missing"],
        ),
    ],
)
def test_what_the_gate_finds(fields: dict[str, Any], found: list[str]) -> None:
    gate = asked(**fields)
    assert codes(gate) == found
    only_said = {"papers-late", "pack-without-committee", "people-not-answered", "recipient-withheld"}
    assert gate.is_open == (set(found) <= only_said)


def test_a_finding_says_where_and_what_to_do() -> None:
    (found,) = asked(pack=pack(findings=(error(),))).findings
    assert str(found) == (
        "vale.xlsx, Actions!H63: '31/09/2019' is not a day that exists. [impossible-date] Correct it, or have it answered in "
        "the marked copy; then build the pack again."
    )


def test_lateness_is_said_with_the_law() -> None:
    (found,) = asked(published=date(2023, 10, 23)).findings
    assert "Local Government (Scotland) Act 1973" in found.message
    assert "50B(3)" in found.message
    assert "late. The last day in time was 20 October 2023." in found.message


def test_exempt_papers_go_only_to_who_is_cleared() -> None:
    cleared = replace(CLERK, cleared=True)
    gate = asked(listed(cleared, PRESS), pack=pack(exempt=EXEMPT))
    assert gate.is_open
    assert gate.recipients == (cleared,)
    assert [one for one, _ in gate.withheld] == [PRESS]
    assert codes(gate) == ["recipient-withheld"]


def test_only_those_who_are_named_are_asked_for() -> None:
    pdf = replace(PRESS, format=Format.PDF)
    gate = asked(listed(CLERK, pdf), only=(CLERK.address.upper(),), pdf_can_be_made=False)
    assert (codes(gate), gate.recipients) == ([], (CLERK,))
    assert codes(asked(listed(CLERK, pdf), only=(pdf.address,), pdf_can_be_made=False)) == ["edition-missing"]
    named = asked(listed(CLERK, replace(PRESS, cleared=True)), pack=pack(exempt=EXEMPT), only=(CLERK.address,))
    assert codes(named) == ["recipient-withheld", "nobody-to-send-to"]


def test_exempt_papers_stay_in_where_nobody_is_cleared() -> None:
    gate = asked(pack=pack(exempt=EXEMPT))
    assert gate.recipients == ()
    assert codes(gate) == ["recipient-withheld", "recipient-withheld", "nobody-to-send-to"]
    assert not gate.is_open


@pytest.mark.parametrize(
    "exempt", [replace(EXEMPT, paragraph="99"), replace(EXEMPT, schedule="Part 1 of Schedule 12A to the Act 1972")]
)
def test_a_paragraph_of_another_schedule_keeps_papers_in(exempt: Any) -> None:
    gate = asked(listed(replace(CLERK, cleared=True)), pack=pack(exempt=exempt))
    assert codes(gate) == ["exempt-paragraph-unknown"]
    assert not gate.is_open


def test_personal_data_in_exempt_papers_is_what_they_are_exempt_for() -> None:
    named = error(code="person-named", severity=Severity.QUERY)
    assert codes(asked(listed(replace(CLERK, cleared=True)), pack=pack(exempt=EXEMPT, findings=(named,)))) == []


def test_bank_holidays_are_no_clear_days() -> None:
    tuesday = date(2023, 10, 24)
    found = ask_gate(replace(PLAIN, published=date(2023, 10, 20)), LIST, RULES, frozenset({tuesday}))
    assert codes(found) == ["late-without-reason"]
