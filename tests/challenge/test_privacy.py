"""Which texts of a return are looked through, and what is said of them: one finding a cell and kind."""

from itertools import product
from typing import Any

import pytest
from msgspec import structs

from support_rows import (
    action,
    brief,
    budget_line,
    indicator,
    repeated,
    risk,
    saving,
    scheme_named,
    service_return,
    with_cover,
)
from support_samples import SAMPLES, judge_sample
from workbook_tools.assess import assess
from workbook_tools.challenge.privacy import personal_data
from workbook_tools.findings import Finding, Severity, Where
from workbook_tools.model.scheme import Scheme
from workbook_tools.model.service_return import Paragraph
from workbook_tools.periods import parse_day

SCHEME = scheme_named("clackmannanshire")
ADDRESS, NUMBER, PERSON, FEW = "jane.smith@moray.gov.uk", "AB 12 34 56 C", "Mr J. Smith", "3 young people"
KINDS = {
    ADDRESS: ("e-mail-address-in-note", Severity.WARNING),
    NUMBER: ("national-insurance-number", Severity.ERROR),
    PERSON: ("person-named", Severity.QUERY),
    FEW: ("small-number-of-people", Severity.QUERY),
}
CODES = {code for code, _ in KINDS.values()}
ROWS: dict[str, Any] = {
    "indicators": indicator, "actions": action, "risks": risk, "finance": budget_line, "savings": saving, "repeated": repeated,
}  # fmt: skip


def found(scheme: Scheme = SCHEME, cover: dict[str, Any] | None = None, **tables: Any) -> tuple[Finding, ...]:
    day = parse_day("31/03/2020")
    assert day is not None
    return tuple(personal_data(assess(with_cover(service_return(**tables), **(cover or {})), scheme, day)))


@pytest.mark.parametrize("planted", KINDS)
@pytest.mark.parametrize(
    ("table", "field"),
    [
        *product(ROWS, ["note"]),
        *product(["indicators", "actions", "risks"], ["officer_reason"]),
        ("risks", "effect"),
        ("risks", "controls"),
    ],
)
def test_each_text_that_is_published(table: str, field: str, planted: str) -> None:
    first, second = ROWS[table](4, note="All is well."), ROWS[table](5, **{field: f"Progress: {planted} since May."})
    given: Any = {table: (first, second)}
    (finding,) = found(**given)
    assert (finding.code, finding.severity) == KINDS[planted]
    assert (finding.where, finding.subject) == (second.at(field), second.code)
    assert (finding.where.cell or "").endswith("5")


@pytest.mark.parametrize("planted", KINDS)
def test_narrative_and_the_reason_of_an_overall_judgement(planted: str) -> None:
    place = Where("Housing.xlsx", "Narrative", "A2")
    paragraph = Paragraph(where=place, cells={"text": "D2"}, text=f"We helped {planted}.")
    reason = {"overall_reason": f"Because of {planted}."}
    findings = found(narrative=(paragraph,), cover=reason)
    code = KINDS[planted][0]
    assert sorted(brief(findings)) == [(code, "Cover", "B14", ""), (code, "Narrative", "D2", "")]


@pytest.mark.parametrize("planted", KINDS)
def test_columns_of_roles_may_not_hold_an_address(planted: str) -> None:
    given: Any = {table: (row(4, lead=planted),) for table, row in ROWS.items() if table != "repeated"}
    cover = {"contact_role": planted, "signed_off_by": planted}
    findings = found(cover=cover, **given)
    assert [finding.code for finding in findings] == ([KINDS[ADDRESS][0]] * 7 if planted == ADDRESS else [])


@pytest.mark.parametrize("field", ["title", "code", "section", "service", "reported_status", "officer_status"])
def test_what_stands_in_other_columns_is_left_alone(field: str) -> None:
    given: Any = {field: f"{ADDRESS} {NUMBER} {PERSON} {FEW}"}
    assert found(indicators=(indicator(**given),)) == ()


def test_one_finding_a_cell_and_kind() -> None:
    note = f"{FEW}, then two pupils. {ADDRESS}; {PERSON} and Mrs Brown; one child."
    findings = found(indicators=(indicator(4, note=note), indicator(5, note=FEW)))
    assert sorted(brief(findings)) == [
        ("e-mail-address-in-note", "Indicators", "K4", "IND 4"),
        ("person-named", "Indicators", "K4", "IND 4"),
        ("small-number-of-people", "Indicators", "K4", "IND 4"),
        ("small-number-of-people", "Indicators", "K5", "IND 5"),
    ]
    few, people = (next(f.message for f in findings if f.code == code) for code in ("small-number-of-people", "person-named"))
    assert few.startswith("Small numbers of people in this text: 3, the first is '3 young people'.")
    assert "'fewer than 5'" in few
    assert people.startswith("People named in this text, with a title: 2, the first is 'Mr S…'.")


def test_messages_repeat_no_more_than_is_needed() -> None:
    note = f"{ADDRESS} {NUMBER} {NUMBER.replace(' ', '')} {PERSON}"
    messages = " ".join(str(finding) for finding in found(indicators=(indicator(note=note),)))
    assert "AB ** ** ** C" in messages
    assert "j…@moray.gov.uk" in messages
    for secret in ("12 34 56", "123456", "34", "jane", "smith@", "Smith"):
        assert secret not in messages


@pytest.mark.parametrize("planted", ["\u202e" + ADDRESS, f"{NUMBER}\r\nBcc: x", "=cmd|' /C calc'!A0 " + FEW, "\x07" + FEW])
def test_hostile_texts_stay_outside_of_messages(planted: str) -> None:
    (finding,) = found(actions=(action(note=planted),))
    assert finding.message.isprintable()
    assert "cmd" not in finding.message


def test_two_cells_are_not_read_as_one() -> None:
    rows = (
        indicator(4, note="It was 3"),
        indicator(5, note="pupils Mr"),
        indicator(6, note="Smith AB 12 34"),
        indicator(7, note="56 C"),
    )
    assert found(indicators=rows) == ()


def test_a_scheme_without_rules_for_privacy_looks_for_nothing() -> None:
    note = f"{ADDRESS} {NUMBER} {PERSON} {FEW}"
    assert found(structs.replace(SCHEME, privacy=None), indicators=(indicator(note=note),)) == ()
    assert len(found(indicators=(indicator(note=note),))) == 4


@pytest.mark.parametrize(("bound", "number_found"), [(1, False), (3, False), (4, True)])
def test_the_scheme_says_what_is_small(bound: int, *, number_found: bool) -> None:
    rules = SCHEME.privacy
    assert rules is not None
    scheme = structs.replace(SCHEME, privacy=structs.replace(rules, small_number_below=bound))
    findings = found(scheme, indicators=(indicator(note=FEW),))
    assert bool(findings) is number_found
    assert all(f"'fewer than {bound}'" in finding.message for finding in findings)


def test_a_row_whose_table_has_no_such_column_is_named_itself() -> None:
    bare = structs.replace(indicator(note=FEW), cells={})
    assert brief(found(indicators=(bare,))) == [("small-number-of-people", "Indicators", "A4", "IND 4")]


IN_THE_REPORTS = [
    ("small-number-of-people", "Actions", "K12", "PPL 22 27"),  # "Two CLD staff attended": named by their work, likely harmless
    (
        "small-number-of-people",
        "Actions",
        "K33",
        "PPL 22 16",
    ),  # "a group of 4 young people who are ready to live independently"
]


def test_what_the_published_reports_hold() -> None:
    findings = tuple(finding for sample in SAMPLES for finding in judge_sample(sample).findings if finding.code in CODES)
    assert brief(findings) == IN_THE_REPORTS
