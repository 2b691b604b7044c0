"""The rows of one return under the cover of another service or period."""

import sys
from collections import Counter
from decimal import Context, Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec import structs

from support_changed import replace
from support_issued_rows import rated, spent
from support_rows import action, due, earlier, figure, indicator, number, scheme_named, service_return, with_cover
from support_samples import SAMPLES, judge_sample
from workbook_tools.challenge import challenge_across
from workbook_tools.challenge.copies import BLANKS, answers_digest
from workbook_tools.findings import Where
from workbook_tools.model.assessment import Assessment
from workbook_tools.model.figures import NO_FIGURE, Figure, FigureKind, Shown
from workbook_tools.model.layout import ANSWERS
from workbook_tools.model.service_return import ServiceReturn, SourceFile
from workbook_tools.periods import parse_period

SCHEME = scheme_named("vale_of_glamorgan")
TABLES: dict[str, Any] = {
    "indicators": (indicator(4, note="Late."), indicator(5, value=number(80), code="")),
    "actions": (action(4),),
    "risks": (rated(4),),
    "finance": (spent(4),),
}
EMPTY: dict[str, Any] = {
    "indicators": tuple(indicator(line, value=NO_FIGURE) for line in range(4, 9)),
    "actions": (action(progress=NO_FIGURE),),
}


def returned(name: str, service: str = "Housing", period: str = "Q2 2019/20", **tables: Any) -> Assessment:
    """A return whose content differs from all others by the name of its file."""
    given = service_return(source=SourceFile(name, name, 1), **(tables or TABLES))
    given = with_cover(given, service=service, period=parse_period(period))
    return Assessment(given, SCHEME, parse_period("Q2 2019/20").end)  # type: ignore[union-attr]


def found(*given: Assessment) -> list[tuple[str, str]]:
    """(code, file) of each finding."""
    return [(finding.code, finding.where.file) for finding in challenge_across(given)]


@pytest.mark.parametrize(
    "cover",
    [{"service": "Roads"}, {"period": "Q3 2019/20"}, {"period": "Q2 2020/21"}, {"service": "Roads", "period": "Q1 2019/20"}],
)
def test_the_same_rows_under_another_service_or_period(cover: dict[str, str]) -> None:
    (finding,) = challenge_across([returned("a.xlsx"), returned("b.xlsx", **cover)])
    assert (finding.code, finding.where) == ("return-copied", Where("b.xlsx", "Cover", "B5"))
    assert finding.message.startswith("Every row of this return is also in a.xlsx")


def test_one_service_and_period_twice_is_that_and_no_copy_too() -> None:
    assert found(returned("a.xlsx"), returned("b.xlsx", service=" housing")) == [("return-twice", "b.xlsx")]


def test_each_copy_is_found_against_the_first() -> None:
    given = (returned("a.xlsx"), returned("b.xlsx", "Roads"), returned("c.xlsx", "Parks"), returned("d.xlsx", "Roads"))
    assert found(*given) == [("return-copied", "b.xlsx"), ("return-copied", "c.xlsx"), ("return-twice", "d.xlsx")]
    assert all("a.xlsx" in finding.message for finding in challenge_across(given[:3]))


def test_the_same_file_is_said_to_be_that() -> None:
    first, second = returned("a.xlsx"), returned("b.xlsx", "Roads")
    source = replace(second.service_return.source, sha256="a.xlsx")
    assert found(first, replace(second, service_return=replace(second.service_return, source=source))) == [
        ("file-twice", "b.xlsx")
    ]


@pytest.mark.parametrize(
    ("table", "fields"),
    [
        ("indicators", {"value": number(97)}),
        ("indicators", {"value": NO_FIGURE}),
        ("indicators", {"value": figure(FigureKind.NOT_APPLICABLE, "n/a")}),
        ("indicators", {"note": "On time."}),
        ("indicators", {"title": "Calls lost"}),
        ("indicators", {"code": "IND 44"}),
        ("actions", {"progress": number(51)}),
        ("risks", {"likelihood": number(1)}),
        ("risks", {"impact": number(1)}),
        ("risks", {"score": number(12)}),
        ("finance", {"forecast": number(91)}),
        ("finance", {"actual": number(45)}),
    ],
)
def test_one_answer_title_code_or_note_that_differs_makes_it_none(table: str, fields: dict[str, Any]) -> None:
    rows = TABLES[table]
    other = TABLES | {table: (replace(rows[0], **fields), *rows[1:])}
    assert found(returned("a.xlsx"), returned("b.xlsx", "Roads", **other)) == []


def test_a_row_more_or_less_makes_it_none() -> None:
    more = TABLES | {"actions": (*TABLES["actions"], action(5))}
    twice = TABLES | {"actions": TABLES["actions"] * 2}
    assert found(returned("a.xlsx"), returned("b.xlsx", "Roads", **more)) == []
    assert found(returned("a.xlsx"), returned("b.xlsx", "Roads", **twice)) == []


@pytest.mark.parametrize(
    "fields",
    [
        {"where": Where("Roads.xlsx", "Sheet1", "A99")},
        {"cells": {"value": "Z9"}},
        {"value": structs.replace(number(96), shows=Shown("96.0%"), where=Where("Roads.xlsx", "Sheet1", "I9"))},
        {"target": number(50)},
        {"earlier": earlier("Q1 2019/20", "90")},
        {"note": " Late. "},
    ],
)
def test_places_and_what_is_no_answer_do_not_count(fields: dict[str, Any]) -> None:
    rows = TABLES["indicators"]
    other = TABLES | {"indicators": (rows[1], replace(rows[0], **fields)), "actions": (action(due=due("01/01/2030")),)}
    assert found(returned("a.xlsx"), returned("b.xlsx", "Roads", **other)) == [("return-copied", "b.xlsx")]


def test_blanks_never_match() -> None:
    assert found(returned("a.xlsx", **EMPTY), returned("b.xlsx", "Roads", **EMPTY)) == []


@pytest.mark.parametrize(("answered", "copied"), [(2, False), (3, True)])
def test_three_rows_with_an_answer_are_needed(answered: int, *, copied: bool) -> None:
    rows = EMPTY["indicators"][answered:] + tuple(indicator(line) for line in range(20, 20 + answered))
    given = returned("a.xlsx", indicators=rows), returned("b.xlsx", "Roads", indicators=rows)
    assert found(*given) == ([("return-copied", "b.xlsx")] if copied else [])


def test_a_return_without_service_or_period_and_a_refused_one_are_no_copies() -> None:
    first = returned("a.xlsx")
    refused = returned("b.xlsx", "Roads")
    refused = replace(refused, service_return=replace(refused.service_return, refused="It is damaged."))
    assert found(first, refused, returned("c.xlsx", ""), returned("d.xlsx", "Roads", "soon")) == []


def test_the_published_reports_are_no_copies() -> None:
    assert challenge_across([judge_sample(sample) for sample in SAMPLES]) == ()


# ---- the digest -------------------------------------------------------------------------------------------------------------


def said(given: ServiceReturn) -> Counter[tuple[object, ...]]:
    """What the digest stands for, compared value by value: rows in any order, figures by what they are and their numbers."""
    rows: Counter[tuple[object, ...]] = Counter()
    for table, fields in ANSWERS.items():
        for row in getattr(given, table):
            answers = [getattr(row, field) for field in fields]
            texts = [answer.text if answer.kind is FigureKind.NOT_UNDERSTOOD else "" for answer in answers]
            figures = [(answer.kind, answer.number, answer.low, answer.high) for answer in answers]
            rows[table, *(tuple(text.split()) for text in (row.code, row.title, row.note)), *figures, *texts] += 1
    return rows


texts = st.text(' ab\n\x1e\x1f\x00\u00a0"\\,é', max_size=5)
numbers = st.sampled_from(["1", "1.0", "1.00", "10", "1E+1", "-1", "0", "-0.0", "0.1", "1" * 40])
answers = st.one_of(
    numbers.map(lambda text: Figure(FigureKind.NUMBER, Decimal(text), shows=Shown(text))),
    st.tuples(numbers, numbers).map(lambda both: Figure(FigureKind.RANGE, low=Decimal(both[0]), high=Decimal(both[1]))),
    st.sampled_from([NO_FIGURE, figure(FigureKind.NOT_APPLICABLE, "n/a"), figure(FigureKind.BELOW_LAST, "<")]),
    st.sampled_from(["1", "1 to 10", "number", "not_applicable", "", '"', "\x1f"]).map(
        lambda text: figure(FigureKind.NOT_UNDERSTOOD, text)
    ),
)
ROWS: st.SearchStrategy[dict[str, Any]] = st.fixed_dictionaries(
    {"code": texts, "title": texts, "note": texts, "value": answers}
)
LINES: st.SearchStrategy[dict[str, Any]] = st.fixed_dictionaries(
    {"code": texts, "note": texts, "forecast": answers, "actual": answers}
)


@st.composite
def returns(draw: st.DrawFn) -> ServiceReturn:
    """Three answered indicators, and up to two more indicators and budget lines."""
    rows = [indicator(7, **fields) for fields in draw(st.lists(ROWS, max_size=2))]
    money = [spent(4, **fields) for fields in draw(st.lists(LINES, max_size=2))]
    return service_return(indicators=(*map(indicator, (4, 5, 6)), *rows), finance=tuple(money))


@settings(max_examples=300, deadline=None)
@given(returns(), returns())
def test_two_digests_are_equal_exactly_when_the_answers_are(first: ServiceReturn, second: ServiceReturn) -> None:
    assert (answers_digest(first) == answers_digest(second)) is (said(first) == said(second))


def test_every_blank_is_known() -> None:
    assert sorted(BLANKS) == [mark for mark in map(chr, range(sys.maxunicode + 1)) if mark.isspace() and mark != " "]


@pytest.mark.parametrize("note", ["Late  again.", " Late again.", "Late again. ", "Late\nagain.", "\u2003Late\u00a0again."])
def test_blanks_are_folded(note: str) -> None:
    plain, other = (
        service_return(indicators=(*map(indicator, (4, 5)), indicator(6, note=text))) for text in ("Late again.", note)
    )
    assert answers_digest(other) == answers_digest(plain)


@settings(max_examples=100, deadline=None)
@given(returns(), st.data())
def test_neither_order_nor_decimals_that_are_zero_change_the_digest(given_return: ServiceReturn, data: st.DataObject) -> None:
    rows = data.draw(st.permutations(given_return.indicators))
    longer = tuple(replace(row, value=_with_more_decimals(row.value), note=f" {row.note}\n") for row in rows)
    assert answers_digest(replace(given_return, indicators=longer)) == answers_digest(given_return)


def _with_more_decimals(value: Figure) -> Figure:
    if value.number is None:
        return value
    return structs.replace(value, number=value.number.quantize(Decimal("0.001"), context=Context(60)))


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ({"code": "a", "title": "b c"}, {"code": "a b", "title": "c"}),
        ({"code": "a", "title": "b\x1fc"}, {"code": "a\x1fb", "title": "c"}),
        ({"value": figure(FigureKind.NOT_UNDERSTOOD, "96")}, {"value": number(96)}),
        ({"value": NO_FIGURE}, {"value": figure(FigureKind.NOT_UNDERSTOOD, "")}),
        ({"value": number(0)}, {"value": NO_FIGURE}),
        ({"note": "n/a", "value": NO_FIGURE}, {"note": "", "value": figure(FigureKind.NOT_APPLICABLE, "n/a")}),
    ],
)
def test_contents_are_not_taken_for_one_another(first: dict[str, Any], second: dict[str, Any]) -> None:
    digests = [
        answers_digest(service_return(**(TABLES | {"indicators": (*TABLES["indicators"], indicator(6, **fields))})))
        for fields in (first, second)
    ]
    assert digests[0] != digests[1]


@pytest.mark.parametrize(("answered", "has_one"), [(2, False), (3, True)])
def test_the_digest_needs_three_rows_with_an_answer(answered: int, *, has_one: bool) -> None:
    digest = answers_digest(service_return(indicators=EMPTY["indicators"] + tuple(map(indicator, range(20, 20 + answered)))))
    assert (digest is not None) is has_one


def test_the_digest_is_the_same_in_every_process() -> None:
    """Python's own hash of a text is another one in each; a digest that was kept must still be found."""
    digest = answers_digest(service_return(**TABLES))
    assert digest == "07a18d1eefa9bcb72f600b3a1fc3e05699ae451c07c9e4d958a241cab6a1e75f"


def test_two_files_of_one_name_may_be_copies() -> None:
    first, second = returned("a.xlsx"), returned("a.xlsx", "Roads")
    source = replace(second.service_return.source, sha256="b" * 64)
    second = replace(second, service_return=replace(second.service_return, source=source))
    assert found(first, second) == [("return-copied", "a.xlsx")]
