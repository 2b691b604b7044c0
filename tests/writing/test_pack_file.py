"""What a pack says stands in its workbook; how it is written, and what is left where something goes wrong."""

import hashlib
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import msgspec
import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from support_assessment import AS_AT, assessment, judged_indicator, scheme, verdict
from support_changed import replace
from support_meetings import FILE, text_of
from support_pack import EXEMPT, PARAGRAPH, write_pack_of
from support_samples import MORAY, PARTNERSHIP, PEOPLE, SAMPLES, VALE, path_of
from workbook_tools import cli, pipeline
from workbook_tools.findings import Finding, Severity, ToolkitError, Where, WritingError
from workbook_tools.model.assessment import Assessment, Overall
from workbook_tools.model.distribution import Format
from workbook_tools.model.meeting import NO_MEETING, Meeting
from workbook_tools.model.pack import Pack, pack_beside, pack_file_beside
from workbook_tools.model.responses import response_key
from workbook_tools.model.service_return import Cover
from workbook_tools.model.words import Level
from workbook_tools.periods import parse_period
from workbook_tools.writing.pack_file import build_pack

OWN = ("performance indicators by status", "actions by status", "risks by status")
"""How the titles of the front page's counts of this period begin."""


def pack_of(summary: Path) -> Pack:
    return msgspec.json.decode(pack_beside(summary).read_bytes(), type=Pack)


def rows_of(summary: Path, sheet: str = "Summary") -> list[list[Any]]:
    """What stands in a sheet's rows, as the workbook has it stored."""
    book = openpyxl.load_workbook(summary, data_only=True)
    return [[cell for cell in row if cell is not None] for row in book[sheet].iter_rows(values_only=True)]


def flat(text: str) -> str:
    return " ".join(text.split())


def badges_in(rows: list[list[Any]]) -> Iterator[tuple[str, str, str]]:
    """(return or "", word, reason) of each overall status on the front page; the officer's judgement after the computed one."""
    for row in rows:
        label = str(row[0]) if row else ""
        if label.startswith("Overall status") or label == "Officer's judgement":
            yield label.partition(": ")[2], str(row[1]) if len(row) > 2 else "", str(row[-1])


def counts_in(rows: list[list[Any]]) -> list[tuple[str, int, tuple[tuple[str, int], ...]]]:
    """(label, total, words that occur) of the rows of the front page's three tables of counts."""
    found, words, counting = [], [], False
    for row in rows:
        if row and str(row[0]).lower().startswith(OWN):
            counting = True
        elif counting and len(row) > 1 and row[1] == "Total":
            words = [word for word in row[2:] if word != "Overall" and not word.endswith(" %")]
        elif counting and len(row) > len(words):
            found.append((row[0], row[1], tuple((word, n) for word, n in zip(words, row[2:], strict=False) if n)))
        else:
            counting = False
    return found


def headlines_in(rows: list[list[Any]]) -> list[tuple[str, str, str, str]]:
    """(name, word, why, what is done) of the front page's headline exceptions."""
    top = next((place for place, row in enumerate(rows) if row[:1] == ["Exception"]), None)
    found = []
    for row in rows[top + 1 :] if top is not None else []:
        if not row:
            break
        found.append((row[0], row[1], row[2], row[3]))
    return found


@pytest.fixture(scope="module", params=SAMPLES)
def summary(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_pack_of(tmp_path_factory.mktemp("pack"), request.param)


def test_the_overall_status_stands_on_the_front_page(summary: Path) -> None:
    (given,) = pack_of(summary).returns
    badges = list(badges_in(rows_of(summary)))
    assert given.overall in {word for _, word, _ in badges}
    assert [flat(reason) in given.overall_reason for _, _, reason in badges] == [True] * len(badges)


def test_the_counts_stand_on_the_front_page(summary: Path) -> None:
    (given,) = pack_of(summary).returns
    shown = [(total, words) for label, total, words in counts_in(rows_of(summary)) if label == "All"]
    assert shown
    assert [(count.total, count.words) for count in given.counts] == shown
    assert all(count.total == sum(number for _, number in count.words) for count in given.counts)


def test_the_exceptions_are_those_of_the_front_page(summary: Path) -> None:
    pack, rows = pack_of(summary), rows_of(summary)
    shown = headlines_in(rows)
    done = ["" if done == "No remedial action is given." else flat(done) for _, _, _, done in shown]
    said = [(one.word, one.reason, one.done) for one in pack.exceptions]
    assert said == [(word, flat(why), done) for (_, word, why, _), done in zip(shown, done, strict=True)]
    for one, (name, *_) in zip(pack.exceptions, shown, strict=True):
        assert flat(f"{one.code} {one.title}").startswith(flat(name).removesuffix("…").removeprefix("Indicator ").strip())
    assert ["Exceptions", pack.exceptions_total] in [row[:2] for row in rows]


def test_the_findings_are_those_of_the_sheet(summary: Path) -> None:
    pack = pack_of(summary)
    listed = rows_of(summary, "Findings") if pack.findings else []
    assert {flat(str(row[1])) for row in listed[5:] if len(row) > 1} == {one.message for one in pack.findings}


def test_the_title_and_the_files_are_those_of_the_folder(summary: Path) -> None:
    pack = pack_of(summary)
    assert pack.title in [flat(" ".join(map(str, row))) for row in rows_of(summary)]
    assert [file.format for file in pack.files] == [Format.WORKBOOK, Format.ACCESSIBLE]
    assert [file.name for file in pack.files] == ["Summary.xlsx", "Summary accessible.xlsx"]
    for file in pack.files:
        content = (summary.parent / file.name).read_bytes()
        assert (file.sha256, file.size) == (hashlib.sha256(content).hexdigest(), len(content))


def test_several_returns_are_counted_one_by_one(tmp_path: Path) -> None:
    summary = tmp_path / "Summary.xlsx"
    pipeline.report([path_of(PARTNERSHIP), path_of(PEOPLE)], summary, pack=True)
    pack, rows = pack_of(summary), rows_of(summary)
    shown = {(label, total, words) for label, total, words in counts_in(rows)}
    assert [one.file for one in pack.returns] == [path_of(PARTNERSHIP).name, path_of(PEOPLE).name]
    for one in pack.returns:
        assert one.counts
        assert {(one.service, count.total, count.words) for count in one.counts} <= shown
    assert len(pack.exceptions) == len(headlines_in(rows))
    assert pack.period == "2022/23; December 2022"


def test_the_same_inputs_give_the_same_pack(tmp_path: Path) -> None:
    folders = [tmp_path / "first", tmp_path / "second"]
    for folder in folders:
        folder.mkdir()
        write_pack_of(folder, VALE, meeting=Meeting("Scrutiny", date(2019, 12, 19)))
    first, second = (pack_beside(folder / "Summary.xlsx").read_bytes() for folder in folders)
    assert first == second
    assert str(tmp_path).encode() not in first


def built(judged: Assessment, meeting: Meeting = NO_MEETING, across: tuple[Finding, ...] = ()) -> Pack:
    return build_pack([judged], across, scheme(), AS_AT, meeting, files=())


COMPUTED = verdict(Level.WARNING, reason="7 of 10.")
BY_RULE = "By the scheme's rule: Amber. 7 of 10."


@pytest.mark.parametrize(
    ("overall", "word", "reason"),
    [
        (Overall(COMPUTED, Level.WARNING), "Amber", "7 of 10."),
        (Overall(COMPUTED, Level.OK, "GREEN", "All is\nwell."), "GREEN", f"Officer's judgement: All is well. {BY_RULE}"),
        (
            Overall(COMPUTED, Level.WARNING, "Green"),
            "Amber",
            "7 of 10. Officer's judgement: Green. No reason is given, so the judgement is shown but not used.",
        ),
        (Overall(COMPUTED, Level.WARNING, "Splendid", "So."), "Amber", "7 of 10. Officer's judgement: Splendid. So."),
        (
            Overall(None, Level.ALERT, "Red", "So."),
            "Red",
            "Officer's judgement: So. No indicator or action has a status that counts, so no overall status is worked out.",
        ),
        (Overall(None, None), "", "No indicator or action has a status that counts, so no overall status is worked out."),
    ],
)
def test_the_word_in_force_comes_with_its_reason(overall: Overall, word: str, reason: str) -> None:
    (given,) = built(assessment([judged_indicator()], overall=overall)).returns
    assert (given.overall, given.overall_reason) == (word, reason)


def test_findings_come_with_their_responses() -> None:
    own = Finding("date-wrong", Severity.ERROR, "No date.", Where("Housing.xlsx", "Actions", "F4"), "A 1")
    other = Finding("two-values", Severity.WARNING, "Two values.", Where("Housing.xlsx"), "I 1")
    elsewhere = Finding("two-values", Severity.ERROR, "Two values.", Where("Roads.xlsx"), "I 1")
    judged = assessment([judged_indicator()], findings=(own,))
    answers = {response_key("date-wrong", "A 1"): "It is\nthe 30th.", response_key("two-values", "I 1"): "Rounded."}
    judged = replace(judged, service_return=replace(judged.service_return, responses=answers))
    pack = built(judged, across=(other, elsewhere))
    assert [(one.message, one.file, one.cell, one.response) for one in pack.findings] == [
        ("No date.", "Housing.xlsx", "F4", "It is the 30th."),
        ("Two values.", "Housing.xlsx", "", "Rounded."),
        ("Two values.", "Roads.xlsx", "", ""),
    ]
    assert [one.file for one in pack.unanswered] == ["Roads.xlsx"]


def test_a_return_that_was_refused_leaves_its_finding(tmp_path: Path) -> None:
    (tmp_path / "cut off.xlsx").write_bytes(path_of(MORAY).read_bytes()[:2000])
    summary = tmp_path / "Summary.xlsx"
    pipeline.report([path_of(MORAY), tmp_path / "cut off.xlsx"], summary, pack=True)
    pack = pack_of(summary)
    assert [one.file for one in pack.returns] == [path_of(MORAY).name]
    assert [(one.file, one.severity) for one in pack.unanswered] == [("cut off.xlsx", Severity.ERROR)]


@pytest.mark.parametrize(
    ("cover", "meeting", "committee", "day"),
    [
        ((), NO_MEETING, "", None),
        ((), Meeting("Cabinet", date(2020, 1, 2)), "Cabinet", date(2020, 1, 2)),
        ((("Report to", "Audit"), ("Meeting", "3 December 2019")), NO_MEETING, "Audit", date(2019, 12, 3)),
        ((("Report to", "Audit"), ("Meeting", "to be announced")), NO_MEETING, "Audit", None),
        ((("Meeting", "31/09/2019"),), NO_MEETING, "", None),
    ],
)
def test_the_meeting_is_that_of_the_title(
    cover: tuple[tuple[str, str], ...], meeting: Meeting, committee: str, day: date | None
) -> None:
    of_housing = Cover(service="Housing", period=parse_period("Q2 2019/20"), other=cover)
    pack = built(assessment([judged_indicator()], cover=of_housing), meeting)
    assert (pack.committee, pack.meeting) == (committee, day)


@settings(max_examples=10)
@given(text=st.text(min_size=1, max_size=400))
@pytest.mark.parametrize("before", ["", "Subject\r\nBcc: all@example.org\r\n", "\u202egnp.exe\ud800", "=cmd|' /C calc'!A0"])
def test_no_text_brings_more_than_a_line(before: str, text: str) -> None:
    hostile = f"{before}{text}"
    cover = Cover(service=hostile, period=parse_period("Q2 2019/20"), report_title=hostile, other=(("Report to", hostile),))
    judged = assessment(
        [judged_indicator(style="alert", title=hostile, code=hostile, note=hostile)],
        cover=cover,
        findings=(Finding("odd", Severity.QUERY, hostile, Where(hostile, hostile, "A1"), hostile),),
        overall=Overall(COMPUTED, Level.OK, "Green", hostile),
    )
    pack = built(judged)
    assert msgspec.json.decode(msgspec.json.encode(pack), type=Pack) == pack
    texts = [pack.title, pack.committee, pack.services, pack.returns[0].overall_reason, pack.exceptions[0].title]
    texts += [pack.exceptions[0].code, pack.exceptions[0].done, *msgspec.structs.astuple(pack.findings[0])]
    assert all(one.isprintable() for one in texts)


def test_everything_is_written_from_one_outcome_and_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    summary = tmp_path / "Q2.2019 & more.xlsx"
    cli.main(["report", str(path_of(MORAY)), "-o", str(summary), "--pack", "--exempt", PARAGRAPH])
    names = ["Q2.2019 & more.xlsx", "Q2.2019 & more accessible.xlsx", "Q2.2019 & more.pack.json"]
    printed = capsys.readouterr().out
    assert [line.rpartition("/")[2] for line in printed.splitlines() if line.startswith("Written: ")] == names
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(names)
    assert pack_of(summary).exempt == EXEMPT


def test_without_pack_nothing_more_is_written(tmp_path: Path) -> None:
    pipeline.report([path_of(MORAY)], tmp_path / "Summary.xlsx")
    assert [path.name for path in tmp_path.iterdir()] == ["Summary.xlsx"]


def test_a_pack_of_the_accessible_edition_alone_is_wrong_usage(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    arguments = ["report", str(path_of(MORAY)), "-o", str(tmp_path / "a.xlsx"), "--pack", "--edition", "accessible"]
    with pytest.raises(SystemExit) as stopped:
        cli.main(arguments)
    assert stopped.value.code == 2
    assert "--pack writes both editions" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("paragraph", ["", "16", "66", "6 A", "six", "-6"])
def test_an_unknown_paragraph_names_those_that_there_are(paragraph: str, tmp_path: Path) -> None:
    with pytest.raises(ToolkitError, match=r"Choose from these: 1, a particular employee.*; 15, the identity of a protected"):
        pipeline.report([path_of(MORAY)], tmp_path / "Summary.xlsx", exempt=paragraph)
    assert list(tmp_path.iterdir()) == []


def test_a_scheme_without_a_nation_marks_nothing(tmp_path: Path) -> None:
    scheme_file = tmp_path / FILE
    scheme_file.write_text(text_of(), encoding="utf-8")
    with pytest.raises(ToolkitError, match="made_up_council names no nation"):
        pipeline.report([path_of(MORAY)], tmp_path / "Summary.xlsx", str(scheme_file), exempt=PARAGRAPH)
    assert list(tmp_path.iterdir()) == [scheme_file]


def test_a_paragraph_is_found_as_the_law_spells_it(tmp_path: Path) -> None:
    assert pack_of(write_pack_of(tmp_path, exempt=f" {PARAGRAPH} ")).exempt == EXEMPT


def test_a_run_that_fails_leaves_no_pack(tmp_path: Path) -> None:
    summary = write_pack_of(tmp_path)
    with pytest.raises(WritingError):
        write_pack_of(tmp_path, VALE, cover=tmp_path / "no such folder" / "cover.docx")
    assert summary.is_file()
    assert not pack_beside(summary).exists()
    assert pack_of(write_pack_of(tmp_path, VALE)).title.startswith("Corporate Health")


@pytest.mark.parametrize("content", ["", "{}", "[]", '{"format": 1, "program": "x", "scheme": "y", "files": [{}]}', "\udcff"])
@pytest.mark.parametrize("taken", [pack_beside, lambda summary: pack_file_beside(summary, Format.ACCESSIBLE)])
def test_a_pack_never_takes_the_place_of_somebodys_file(taken: Any, content: str, tmp_path: Path) -> None:
    summary = tmp_path / "Summary.xlsx"
    mine = taken(summary)
    mine.write_bytes(content.encode("utf-8", "surrogateescape"))
    with pytest.raises(WritingError, match="was not written by this program"):
        write_pack_of(tmp_path)
    assert mine.read_bytes() == content.encode("utf-8", "surrogateescape")
    assert not summary.exists()


@pytest.mark.parametrize("name", ["a:b.xlsx", "a\\b.xlsx", "a\nb.xlsx", "a\u202eb.xlsx", "a\udcffb.xlsx", 'a"b.xlsx'])
def test_a_pack_has_a_name_that_every_system_takes(name: str, tmp_path: Path) -> None:
    with pytest.raises(WritingError, match="Choose another one"):
        pipeline.report([path_of(MORAY)], tmp_path / name, pack=True)
    assert list(tmp_path.iterdir()) == []
