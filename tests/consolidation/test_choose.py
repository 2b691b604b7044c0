"""Which returns of a folder are consolidated, and what becomes of the others: each rule as a table."""

import time
from collections import Counter
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from support_changed import replace
from support_found import DUE, Q2, asked, file, october
from workbook_tools.consolidation.choose import Choice, choose
from workbook_tools.findings import Severity, Where
from workbook_tools.model.consolidation import ExpectedReturn, ReturnState, TrackerRow
from workbook_tools.model.spellings import folded

RECEIVED, LATE, MISSING = ReturnState.RECEIVED, ReturnState.LATE, ReturnState.MISSING
SUPERSEDED, REFUSED, UNEXPECTED = ReturnState.SUPERSEDED, ReturnState.REFUSED, ReturnState.UNEXPECTED


def tracked(choice: Choice) -> list[tuple[str, str, ReturnState]]:
    return [(row.service, row.file, row.state) for row in choice.tracker]


def codes(choice: Choice) -> list[tuple[str, str]]:
    return [(finding.code, str(finding.where)) for finding in choice.findings]


@pytest.mark.parametrize(
    ("period", "facts", "reason"),
    [
        ("Q2 2026/27", {}, ""),
        ("q2  2026/27", {}, ""),
        ("Q1 2026/27", {}, "Of Q1 2026/27; this run consolidates Q2 2026/27."),
        ("2026/27", {}, "Of 2026/27; this run consolidates Q2 2026/27."),
        ("Q2", {}, "Its period 'Q2' is not understood; this run consolidates Q2 2026/27."),
        (" ", {}, "Its cover names no period; this run consolidates Q2 2026/27."),
        ("Q2 2026/27", {"refused": "It has a password."}, "It has a password."),
        ("Q1 2026/27", {"refused": "It has a password."}, "It has a password."),
    ],
)
def test_returns_of_another_period_are_refused(period: str, facts: dict[str, str], reason: str) -> None:
    choice = choose([file("a.xlsx", period=period, **facts)], [asked("Housing")], Q2)
    (row,) = choice.tracker
    assert (row.state, row.reason if reason else "") == (REFUSED if reason else RECEIVED, reason)
    assert (choice.taken, row.in_totals) == (((), False) if reason else ((0,), True))
    assert [code for code, _ in codes(choice)] == (["period-differs"] if reason and not facts else [])


@pytest.mark.parametrize("period", ["Q1 2026/27", "Q2", ""])
def test_without_a_period_those_of_any_are_taken(period: str) -> None:
    choice = choose([file("a.xlsx", period=period), file("b.xlsx")], [asked("Housing", due=None)])
    assert choice.taken == (0, 1)


@pytest.mark.parametrize(
    ("submitted", "due", "state", "reason"),
    [
        ({"signed_off_on": october(15)}, DUE, RECEIVED, ""),
        ({"signed_off_on": DUE}, DUE, RECEIVED, ""),
        ({"signed_off_on": october(17)}, DUE, LATE, "Signed off on 17 October 2026, due on 16 October 2026."),
        ({"signed_off_on": october(17)}, None, RECEIVED, ""),
        ({"saved_on": DUE}, DUE, RECEIVED, ""),
        ({"saved_on": october(17)}, DUE, LATE, "Last saved on 17 October 2026, due on 16 October 2026."),
        ({"signed_off_on": DUE, "saved_on": october(17)}, DUE, RECEIVED, ""),
        ({}, DUE, RECEIVED, "It does not say when it was handed in, so it may be late (due on 16 October 2026)."),
        ({}, None, RECEIVED, ""),
    ],
)
def test_the_due_day_itself_is_in_time(submitted: dict[str, Any], due: Any, state: ReturnState, reason: str) -> None:
    choice = choose([file("a.xlsx", **submitted)], [asked("Housing", due)])
    (row,) = choice.tracker
    assert (row.state, row.reason, row.in_totals, choice.taken) == (state, reason, True, (0,))
    assert codes(choice) == ([("return-late", "a.xlsx")] if state is LATE else [])


@pytest.mark.parametrize(("period", "due", "reason"), [
    (Q2, DUE, "No return of Housing for Q2 2026/27 has come in, due on 16 October 2026."),
    (Q2, None, "No return of Housing for Q2 2026/27 has come in."),
    (None, DUE, "No return of Housing has come in, due on 16 October 2026."),
])  # fmt: skip
def test_an_expected_return_that_is_not_there_is_missing(period: Any, due: Any, reason: str) -> None:
    where = Where("list.csv", cell="A2")
    housing = ExpectedReturn("Housing", "Place", "Head of Housing", "housing@example.gov.uk", due, where)
    choice = choose([], [housing], period)
    assert choice.tracker == (
        TrackerRow(
            "Housing", MISSING, "", "Place", "Head of Housing", "housing@example.gov.uk", due, in_totals=False, reason=reason
        ),
    )
    assert codes(choice) == [("return-missing", "list.csv, A2")]
    assert choice.findings[0].severity is Severity.ERROR


@pytest.mark.parametrize(("nameless", "hint"), [
    (0, ""),
    (1, " It may be the one file that does not say whose it is."),
    (2, " It may be one of 2 files that do not say whose they are."),
])  # fmt: skip
def test_a_missing_return_may_be_one_that_does_not_say_whose_it_is(nameless: int, hint: str) -> None:
    files = [file(f"{number}.xlsx", "", "", refused="It is damaged.") for number in range(nameless)]
    choice = choose(files, [asked("Housing", due=None)])
    assert choice.tracker[0].reason == f"No return of Housing has come in.{hint}"
    assert [row.state for row in choice.tracker[1:]] == [REFUSED] * nameless


def test_an_expected_return_that_was_refused_is_not_missing() -> None:
    choice = choose([file("a.xlsx", refused="It has a password.")], [asked("Housing")])
    assert tracked(choice) == [("Housing", "a.xlsx", REFUSED)]


def test_the_same_file_twice_counts_once() -> None:
    files = [
        file("a.xlsx", sha256="1"),
        file("b.xlsx", sha256="1"),
        file("c.xlsx", "", sha256="1"),
        file("d.xlsx", "", sha256=""),
    ]
    choice = choose([*files, file("e.xlsx", "", sha256="")])
    assert choice.taken == (0, 3, 4), "files without content to compare are not the same"
    assert [row.reason for row in choice.tracker[1:3]] == ["a.xlsx is the same file, byte for byte."] * 2
    assert codes(choice) == [("return-superseded", "b.xlsx"), ("return-superseded", "c.xlsx")]


def test_the_same_file_twice_is_refused_twice() -> None:
    choice = choose([file(name, sha256="1", refused="It is damaged.") for name in ("a.xlsx", "b.xlsx")])
    assert [row.state for row in choice.tracker] == [REFUSED, REFUSED]


@pytest.mark.parametrize(
    ("service", "period", "taken"),
    [
        ("Roads", "Q2 2026/27", (1,)),
        (" ROADS", "q2 2026/27 ", (1,)),
        ("Roads and Paths", "Q2 2026/27", (0, 1)),
        ("Roads", "Q1 2026/27", (0, 1)),
        ("", "Q2 2026/27", (0, 1)),
    ],
)
def test_versions_are_of_one_service_and_period(service: str, period: str, taken: tuple[int, ...]) -> None:
    files = [file("v1.xlsx", service, period, signed_off_on=october(1)), file("v2.xlsx", "Roads", signed_off_on=october(3))]
    choice = choose(files)
    assert choice.taken == taken
    if taken == (1,):
        reason = "v2.xlsx was taken: signed off on 3 October 2026, this one on 1 October 2026."
        assert (choice.tracker[0].state, choice.tracker[0].reason) == (SUPERSEDED, reason)
        assert choice.findings[0].message == f"{reason} The rows of this file are not in the totals."


def test_two_returns_that_do_not_say_whose_they_are_are_no_versions_of_each_other() -> None:
    assert choose([file("a.xlsx", ""), file("b.xlsx", " ")]).taken == (0, 1)


def test_versions_that_nothing_tells_apart_are_an_error() -> None:
    choice = choose([file("a.xlsx"), file("b.xlsx", signed_off_on=october(1)), file("c.xlsx")], [asked("Housing", due=None)])
    assert choice.taken == (2,)
    assert [row.version_unclear for row in choice.tracker] == [True, True, True]
    assert codes(choice) == [("return-superseded", "a.xlsx"), ("return-superseded", "b.xlsx"), ("version-unclear", "c.xlsx")]
    assert choice.findings[-1].severity is Severity.ERROR
    assert choice.findings[-1].message.startswith(
        "Nothing tells which of 3 versions is the latest: a.xlsx, b.xlsx, c.xlsx. c.xlsx was taken, the last by its name."
    )


@pytest.mark.parametrize(("count", "named"), [(5, "1.xlsx, 2.xlsx, 3.xlsx, 4.xlsx, 5.xlsx."), (7, "5.xlsx and 2 more.")])
def test_a_sentence_names_few_files(count: int, named: str) -> None:
    message = choose([file(f"{number}.xlsx") for number in range(1, count + 1)]).findings[-1].message
    assert f"which of {count} versions is the latest: 1.xlsx" in message
    assert named in message


@pytest.mark.parametrize(
    ("service", "state", "reason"),
    [
        ("housing  SERVICES", RECEIVED, ""),
        ("Baths", UNEXPECTED, "'Baths' is not on the expected list."),
        ("Parkes", UNEXPECTED, "'Parkes' is not on the expected list. 'Parks' is, and has no return: it may be meant."),
        ("Housing", UNEXPECTED, "'Housing' is not on the expected list."),
        ("", UNEXPECTED, "Its cover names no service."),
    ],
)
def test_what_the_list_does_not_name_is_unexpected_but_counts(service: str, state: ReturnState, reason: str) -> None:
    files = [file("h.xlsx", "Housing Services", signed_off_on=DUE), file("x.xlsx", service, "Q1 2026/27", signed_off_on=DUE)]
    choice = choose(files, [asked("Housing Services"), asked("Parks")])
    row = next(row for row in choice.tracker if row.file == "x.xlsx")
    assert (row.state, row.reason, row.in_totals, choice.taken) == (state, reason, True, (0, 1))
    assert (("return-unexpected", "x.xlsx") in codes(choice)) == (state is UNEXPECTED)


def test_without_a_list_nothing_is_unexpected_late_or_missing() -> None:
    choice = choose([file("a.xlsx"), file("b.xlsx", ""), file("c.xlsx", "Parks", saved_on=october(30))])
    assert [(row.state, row.reason) for row in choice.tracker] == [(RECEIVED, "")] * 3
    assert choice.findings == ()


@pytest.mark.parametrize(
    ("second", "copied"),
    [
        (file("b.xlsx", "Parks", answers="1"), True),
        (file("b.xlsx", "Housing", "Q1 2026/27", answers="1"), True),
        (file("b.xlsx", "Parks", answers="2"), False),
        (file("b.xlsx", "Parks", answers=None), False),
        (file("b.xlsx", "Housing", answers="1", saved_on=october(1)), False),
        (file("b.xlsx", "Parks", answers="1", refused="It is damaged."), False),
    ],
)
def test_the_same_answers_under_another_cover_are_a_copy(second: Any, copied: bool) -> None:  # noqa: FBT001 - a table
    choice = choose([file("a.xlsx", answers="1", saved_on=october(2)), second])
    assert (("return-copied", "b.xlsx") in codes(choice)) == copied


def test_a_row_says_what_the_list_and_the_return_know() -> None:
    counts = {Severity.ERROR: 1, Severity.WARNING: 2, Severity.QUERY: 3}
    given = file("a.xlsx", "HOUSING", directorate="On the cover", severities=counts, signed_off_on=october(1))
    housing = asked("Housing", owner="Head of Housing", address="h@example.gov.uk")
    assert choose([given], [housing], Q2).tracker == (
        TrackerRow(
            *("Housing", RECEIVED, "a.xlsx", "On the cover", "Head of Housing", "h@example.gov.uk", DUE, "Q2 2026/27"),
            in_totals=True,
            submitted=october(1),
            errors=1,
            warnings=2,
            queries=3,
        ),
    )
    assert choose([given], [replace(housing, directorate="On the list")]).tracker[0].directorate == "On the list"


def test_expected_ones_stand_first_in_the_order_of_the_list_then_the_others_by_file() -> None:
    files = [
        file("1.xlsx", "Zoo"),
        file("2.xlsx", "Parks"),
        file("3.xlsx", "Housing"),
        file("4.xlsx", "Baths"),
        file("5.xlsx", "Parks"),
    ]
    choice = choose(files, [asked("Housing", None), asked("Roads", None), asked("Parks", None)])
    assert tracked(choice) == [
        ("Housing", "3.xlsx", RECEIVED),
        ("Roads", "", MISSING),
        ("Parks", "2.xlsx", SUPERSEDED),
        ("Parks", "5.xlsx", RECEIVED),
        ("Zoo", "1.xlsx", UNEXPECTED),
        ("Baths", "4.xlsx", UNEXPECTED),
    ]
    assert choice.taken == (0, 2, 3, 4)


def test_hostile_text_stays_on_one_line() -> None:
    nasty = "=1+1\r\n\u202eBcc: x\x00" + "x" * 30_000
    choice = choose([file(nasty, nasty, nasty), file("b" + nasty, nasty, nasty)], [asked("Housing")])
    assert all(row.reason.isprintable() for row in choice.tracker)
    assert all(str(finding).isprintable() for finding in choice.findings)


SERVICES = st.sampled_from(["", "Housing", " housing", "Parks", "Roads", "Baths"])
DAYS = st.none() | st.sampled_from([october(day) for day in (1, 15, 16, 17)])
FILES = st.lists(
    st.builds(
        lambda *given: given,
        SERVICES,
        st.sampled_from(["Q2 2026/27", "q2 2026/27", "Q1 2026/27", "Q2", ""]),
        st.sampled_from(["1", "2", "3", ""]) | st.uuids().map(str),
        st.fixed_dictionaries(
            {
                "signed_off_on": DAYS,
                "saved_on": DAYS,
                "version": st.sampled_from(["", "1", "2.3", "2.10"]),
                "refused": st.sampled_from(["", "", "It is damaged."]),
                "answers": st.sampled_from([None, "1", "2"]),
            }
        ),
    ),
    max_size=12,
)
LISTS = st.lists(st.sampled_from(["Housing", "PARKS", "Roads", "Libraries"]), unique=True).map(
    lambda services: [asked(service) for service in services]
)


@given(FILES, LISTS, st.sampled_from([None, Q2]))
def test_every_file_and_every_expected_service_is_accounted_for(
    given_files: list[Any], expected: list[ExpectedReturn], period: Any
) -> None:
    files = [file(f"{n}.xlsx", service, when, sha256=sha, **facts) for n, (service, when, sha, facts) in enumerate(given_files)]
    choice = choose(files, expected, period)
    assert Counter(row.file for row in choice.tracker if row.state is not MISSING) == Counter(
        source.name for source, _ in files
    )
    assert {folded(e.service) for e in expected} <= {folded(row.service) for row in choice.tracker}
    assert [source.name for source, _ in files if any(r.in_totals and r.file == source.name for r in choice.tracker)] == [
        files[place][0].name for place in choice.taken
    ]
    whose = [(folded(files[place][1].service), folded(files[place][1].period)) for place in choice.taken]
    assert all(count == 1 for (service, _), count in Counter(whose).items() if service)
    for row in choice.tracker:
        assert row.reason or row.state is RECEIVED
        assert (row.state is MISSING) == (not row.file)
    for place, (source, facts) in enumerate(files):
        if facts.service.strip() and not facts.refused and period is None:
            assert (folded(facts.service), folded(facts.period)) in whose or _same_as_another(files, place), source.name
    assert choose(files, expected, period) == choice


def _same_as_another(files: list[Any], place: int) -> bool:
    """Files of one content but with different covers are no real ones; the first stands for both."""
    return any(other.sha256 == files[place][0].sha256 for other, _ in files[:place])


@pytest.mark.parametrize("kind", ["ordinary", "one service", "none expected"])
def test_five_thousand_returns_take_little_time(kind: str) -> None:
    names = [f"Service {number}" for number in range(5000)]
    files = [file(f"{name}.xlsx", "Service" if kind == "one service" else name, signed_off_on=DUE) for name in names]
    expected = [asked(f"Other {name}" if kind == "none expected" else name) for name in names]
    choose(files[:2], expected[:2], Q2)
    began = time.process_time()
    choice = choose(files, expected, Q2)
    spent = time.process_time() - began
    assert len(choice.tracker) == {"ordinary": 5000, "one service": 10_000, "none expected": 10_000}[kind]
    assert spent < (0.4 if kind == "ordinary" else 2), "with room for a busy machine; some 0.05 s and 0.3 s were measured"
