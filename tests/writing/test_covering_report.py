"""The covering report: figures to the last digit, headings in the scheme's order, blanks where only an officer can speak."""

import re
import subprocess
import sys
import zipfile
from collections import Counter
from datetime import date, datetime
from io import BytesIO
from pathlib import Path

import docx
import msgspec
import pytest
from docx.document import Document
from docx.oxml.ns import qn

from support_assessment import AS_AT, assessment, judged_action, judged_indicator, judged_risk, scheme, verdict
from support_changed import replace
from support_libreoffice import convert, needs_libreoffice
from support_rows import FILE
from support_samples import BEST_VALUE, MORAY, PARTNERSHIP, PEOPLE, SAMPLES, VALE, judge_sample
from workbook_tools.findings import Finding, Severity, Where, WritingError
from workbook_tools.model.assessment import Assessment, Overall
from workbook_tools.model.scheme import MEANINGS, CoveringPart, Scheme, level_of
from workbook_tools.model.service_return import Cover, Paragraph, SourceFile
from workbook_tools.model.words import ActionStatus, Level
from workbook_tools.periods import parse_period
from workbook_tools.writing.covering.blocks import Bullet, Heading, Prose
from workbook_tools.writing.covering.narrative import Narrative, title_of
from workbook_tools.writing.covering.plain_order import PLAIN_ORDER
from workbook_tools.writing.covering.report import build_covering_report, write_covering_report
from workbook_tools.writing.summary_facts import SummaryFacts
from workbook_tools.writing.whole_file import KEYWORDS, is_output

NOUNS = {"indicators": "indicator", "actions": "action", "risks": "risk"}
WRITER = Path("/usr/lib/libreoffice/program/libswlo.so")
needs_writer = pytest.mark.skipif(not WRITER.exists(), reason="LibreOffice Writer (libreoffice-writer) is not installed")


def built(*given: Assessment, rules: Scheme | None = None) -> Document:
    content = build_covering_report(given, rules or given[0].scheme, given[0].as_at)
    return docx.Document(BytesIO(content))


def texts(document: Document, style: str = "") -> list[str]:
    return [each.text for each in document.paragraphs if not style or (each.style and each.style.name == style)]


def blanks(document: Document) -> list[str]:
    return [run.text for each in document.paragraphs for run in each.runs if run.style and run.style.name == "To Be Written"]


def under(document: Document, heading: str) -> list[str]:
    """The text below a heading, as far as the next of its level; a box as it is printed."""
    found: list[str] = []
    inside = False
    for paragraph in document.paragraphs:
        if paragraph.style and paragraph.style.name == "Heading 1":
            inside = paragraph.text == heading
        elif inside:
            found.append("".join(text.text or "" for text in paragraph._p.iter(qn("w:t"))))
    return found


def told(line: int, heading: str, text: str, kind: str = "", theme: str = "") -> Paragraph:
    where = Where(FILE, "Narrative", f"A{line}")
    return Paragraph(where, heading=heading, theme=theme, kind=kind, order=line, text=text)


def with_parts(*parts: CoveringPart) -> Scheme:
    return msgspec.structs.replace(scheme(), covering_report=parts)


def of(contents: str, heading: str = "", **keys: object) -> CoveringPart:
    return msgspec.convert({"contents": contents, "heading": heading, "source": "x"} | keys, CoveringPart)


FIGURES = of("considerations", "Figures")


def words_of(given: Assessment, table: str, section: str = "") -> Counter[str]:
    """How many rows stand at each word, counted here from the verdicts in force."""
    rows = {
        "indicators": [(row.indicator.section, row.status.style) for row in given.indicators],
        "actions": [(row.action.section, row.status.style) for row in given.actions if not row.action.is_heading],
        "risks": [(row.risk.register, row.status.style) for row in given.risks],
    }[table]
    return Counter(given.scheme.style_of(table, key).word for name, key in rows if section in {"", name})


@pytest.mark.parametrize("sample", SAMPLES)
def test_headings_are_the_schemes_in_its_order(sample: str) -> None:
    given = judge_sample(sample)
    headings = texts(built(given), "Heading 1")
    declared = [part.heading for part in given.scheme.covering_report if part.heading]
    assert [heading for heading in declared if heading in headings] == headings
    may_be_left_out = {part.heading for part in given.scheme.covering_report if part.contents == "narrative" and not part.ask}
    assert set(declared) - set(headings) <= may_be_left_out


@pytest.mark.parametrize(
    ("sample", "expected"),
    [
        (
            PARTNERSHIP,
            ["Purpose", "Recommendations", "Considerations", "Finance and Revenues", "Legal & Governance",
             "Sustainability Implications"],
        ),
        (PEOPLE, ["Purpose", "Recommendations", "Background", "Considerations", "Next Steps", "Sustainability Implications"]),
    ],
)  # fmt: skip
def test_clackmannanshires_headings_have_the_numbers_that_it_prints(sample: str, expected: list[str]) -> None:
    assert texts(built(judge_sample(sample)), "Heading 1")[:6] == expected


@pytest.mark.parametrize("sample", SAMPLES)
@pytest.mark.parametrize("table", NOUNS)
def test_every_count_is_the_assessments(sample: str, table: str) -> None:
    given = judge_sample(sample)
    counted = words_of(given, table)
    total = counted.total()
    sentences = [text for text in texts(built(given)) if re.match(rf"Of {total} {NOUNS[table]}s?, ", text)]
    if not total:
        assert sentences == []
        return
    (sentence,) = sentences
    said = re.findall(r"(\d+) (?:is |are )?([^,.]+?)(?=,| and \d|\.$)", sentence.partition(", ")[2])
    assert {word: int(number) for number, word in said} == dict(counted)


@pytest.mark.parametrize("sample", SAMPLES)
def test_every_figure_of_the_tables_is_the_assessments(sample: str) -> None:
    given = judge_sample(sample)
    document = built(given)
    titles = {getattr(given.scheme.report, table).title: table for table in NOUNS}
    captions = texts(document, "Caption")
    assert len(captions) == len(document.tables)
    for caption, grid in zip(captions, document.tables, strict=True):
        table = titles[caption.removesuffix(" by status")]
        words = [cell.text.partition("\N{NO-BREAK SPACE}")[2] for cell in grid.rows[0].cells[2:]]
        sections = ["", *dict.fromkeys(count.section for count in given.counts if count.table == table and count.section)]
        assert len(grid.rows) == len(sections) + 1
        for section, row in zip(sections, grid.rows[1:], strict=True):
            counted = words_of(given, table, section)
            assert [cell.text for cell in row.cells[1:]] == [str(counted.total()), *(str(counted[word]) for word in words)]
        assert set(words) == set(words_of(given, table))


def is_exception(given: Assessment, table: str, key: str) -> bool:
    style = given.scheme.style_of(table, key)
    return level_of(key, style, MEANINGS[table]) is Level.ALERT or (style.means or key) == ActionStatus.OVERDUE


@pytest.mark.parametrize("sample", SAMPLES)
def test_at_most_ten_exceptions_are_listed_and_the_rest_counted(sample: str) -> None:
    given = judge_sample(sample)
    keys = [
        *(("indicators", row.status.style) for row in given.indicators),
        *(("actions", row.status.style) for row in given.actions if not row.action.is_heading),
        *(("risks", row.status.style) for row in given.risks),
    ]
    expected = sum(is_exception(given, table, key) for table, key in keys)
    found = texts(built(given))
    listed = [text for text in found if re.match(r"(Indicator|Action|Risk) .*: . ", text)]
    assert len(listed) == min(expected, 10)
    more = [text for text in found if text.endswith("more, listed in the summary workbook")]
    assert more == ([f"and {expected - 10} more, listed in the summary workbook"] if expected > 10 else [])
    assert any(text.startswith(f"{expected} exception" if expected else "No indicator, action or risk is at") for text in found)


def test_an_exception_has_its_reason_and_its_note() -> None:
    late = judged_action(5, "overdue", code="A 5", title="Mend the roof.", note="Waiting\nfor slates.")
    assert "Action A 5 Mend the roof: ■ Red. Because. Commentary: Waiting for slates." in texts(
        built(assessment(actions=[late]))
    )


def test_the_overall_status_has_its_reason() -> None:
    found = under(built(judge_sample(VALE)), "Position Statement")
    computed = judge_sample(VALE).overall.computed
    assert computed is not None
    assert f"The overall status by the council's rule is Green. {computed.reason}." in found
    assert any(text.startswith("The officer's judgement, as the return states it, is GREEN. We have made") for text in found)
    assert "The council has no rule for an overall status, so none is worked out." in texts(built(judge_sample(MORAY)))


def test_how_far_the_verdicts_can_be_relied_on() -> None:
    assumed = verdict(ActionStatus.OVERDUE, "overdue", assumed=True)
    overruled = replace(judged_action(4, "in_progress"), overruled="Recovered since.", computed=assumed)
    found = texts(built(assessment(actions=[overruled, replace(judged_action(5, "overdue"), status=assumed)])))
    assert any(text.startswith("1 verdict (on status, trend or movement) rests on a threshold that") for text in found)
    assert any(text.startswith("1 verdict was overruled by an officer; the computed one") for text in found)


@pytest.mark.parametrize(("sections", "tables"), [(1, 1), (29, 1), (30, 0)])
def test_a_table_that_would_be_too_long_stands_in_the_summary(sections: int, tables: int) -> None:
    document = built(assessment(actions=[judged_action(line, section=f"CP {line}") for line in range(4, 4 + sections)]))
    assert len(document.tables) == tables
    sentence = "Actions by status stand section by section in the summary workbook."
    assert (sentence in texts(document)) is not bool(tables)


def test_figures_of_several_returns_are_added_and_each_is_named() -> None:
    overall = Overall(verdict(Level.OK, "ok", "2 of 2 Green."), Level.OK)
    housing = assessment(actions=[judged_action(4), judged_action(5, "overdue")], overall=overall)
    roads = replace(
        assessment(actions=[judged_action(4)], risks=[judged_risk()]),
        service_return=replace(
            assessment(actions=[judged_action(4)]).service_return,
            cover=Cover(service="Roads", period=parse_period("Q2 2019/20"), contact_role="Head of Roads"),
            narrative=(told(1, "1.0", "The roads are good.", "Position Statement"),),
        ),
    )
    lost = assessment(source=SourceFile("Lost.xlsx", "b" * 64, 1), refused="The file is damaged.")
    document = built(housing, roads, lost)
    found = texts(document)
    assert "Of 3 actions, 2 are Green and 1 Red." in found
    assert "The overall status of Housing by the council's rule is Green. 2 of 2 Green." in found
    assert any(text.startswith("Housing, Action ACT 5 ") for text in found)
    assert [row.cells[0].text for row in document.tables[0].rows] == ["Objective", "All returns", "Housing", "Roads"]
    assert "Roads" in texts(document, "Heading 2")
    assert "[To be checked: Lost.xlsx was not read, so nothing of it is counted: The file is damaged.]" in blanks(document)
    assert "Report by:\tHead of Roads" in found
    assert "return of Roads for Q2 2019/20 (Housing.xlsx)" in under(document, "Background Papers")


@pytest.mark.parametrize("sample", [BEST_VALUE, MORAY])
def test_a_return_without_narrative_has_marked_blanks(sample: str) -> None:
    given = judge_sample(sample)
    document = built(given)
    asked = {part.ask for part in given.scheme.covering_report if part.ask and part.contents != "choice"}
    marked = set(blanks(document))
    assert {f"[To be written: {ask}]" for ask in asked} <= marked
    assert {f"[To be written: {ask}]" for ask in ("name of the committee", "date", "role of the author")} <= marked
    shading = document.styles["To Be Written"].element.find(f".//{qn('w:shd')}")
    assert shading is not None
    assert shading.get(qn("w:fill")) == "FFE699"


def test_the_draft_says_how_much_is_left_to_write_and_what_was_found() -> None:
    finding = Finding("bare-percent", Severity.WARNING, "61.17 stands bare.", Where(FILE, "Indicators", "I4"))
    document = built(assessment(findings=(finding,)))
    written = [text for text in blanks(document) if text.startswith("[To be written")]
    boxes = document.element.body.findall(f".//{qn('w:sdt')}")
    assert blanks(document)[0].startswith(
        f"[Draft: {len(written)} places marked like this and {len(boxes)} boxes below are for"
    )
    assert "[To be checked: what the returns say: 1 warning, on the sheet Findings of the summary workbook]" in blanks(document)
    assert any("the council's documents do not print: Purpose of the Report, Recom" in text for text in blanks(document))


@pytest.mark.parametrize("sample", SAMPLES)
def test_an_officers_judgement_is_never_filled_in(sample: str) -> None:
    given = judge_sample(sample)
    document = built(given)
    for part in given.scheme.covering_report:
        if part.contents == "choice":
            assert under(document, part.heading) == [part.ask, *(f"☐{word}" for word in part.words)]
    checks = [each.get(each.tag.replace("checked", "val")) for each in document.element.body.iter() if "checked" in each.tag]
    assert checks
    assert set(re.findall(r'w14:checked w14:val="(\d)"', document.element.xml)) == {"0"}


@pytest.mark.parametrize(
    ("paragraphs", "expected"),
    [
        ([("3.0 A", "3.1. Much was done."), ("3.0 A", "3.2. More was.")], ["Much was done.", "More was."]),
        ([("3.0 A", "3.1 Much was done."), ("3.0 A", "3.2 More was.")], ["Much was done.", "More was."]),
        ([("3.0 A", "3.2 Much was done.")], ["3.2 Much was done."]),  # does not begin the section, so it may be a figure
        ([("A", "3.1 Days were lost.")], ["3.1 Days were lost."]),
        ([("3.0 A", "3.1 days were lost.")], ["3.1 days were lost."]),
        ([("3.0 A", "3.1% were lost.")], ["3.1% were lost."]),
        ([("A", "4.5. Elsewhere.")], ["Elsewhere."]),
        ([("A", "- one"), ("A", "– two"), ("A", "• 5.3.1. Three"), ("A", "-5 days")], ["* one", "* two", "* Three", "-5 days"]),
        ([("A", "2019 was good.")], ["2019 was good."]),
    ],
)
def test_only_what_can_be_nothing_else_is_taken_for_a_number(paragraphs: list[tuple[str, str]], expected: list[str]) -> None:
    given = assessment(narrative=tuple(told(line, *each) for line, each in enumerate(paragraphs, start=1)))
    narrative = Narrative(SummaryFacts.of([given], scheme(), AS_AT), [of("narrative", "A")])
    blocks = narrative.under(0, "A")
    assert [f"* {each.text}" if isinstance(each, Bullet) else getattr(each, "text", "") for each in blocks] == expected


@pytest.mark.parametrize(
    ("heading", "expected"),
    [
        ("1.0 Purpose", "Purpose"),
        ("2.1", ""),
        ("4. Next", "Next"),
        ("5 a day", "5 a day"),
        ("1.5 degrees", "1.5 degrees"),
        ("To 2.1 A", "To 2.1 A"),
    ],
)
def test_numbers_of_headings(heading: str, expected: str) -> None:
    assert title_of(heading) == expected


PARTS = (of("narrative", "A"), of("narrative", "Good", **{"from": ["Achievements"]}), FIGURES)
OTHER = (*PARTS, of("narrative", "Rest", **{"from": ["*"]}))
TOLD = (
    told(1, "1.0 a", "One."),
    told(2, "2.0", "Two.", "Achievements", "People"),
    told(3, "3.0 Else", "Three."),
    told(4, "4.0", "Four.", "Position Statement", "All"),
)


def test_each_paragraph_stands_under_the_part_that_names_its_heading_or_kind() -> None:
    narrative = Narrative(SummaryFacts.of([assessment(narrative=TOLD)], scheme(), AS_AT), OTHER)
    assert narrative.under(0, "A") == (Prose("One."),)
    assert narrative.under(1, "Good") == (Heading("People: Achievements", 2), Prose("Two."))
    assert narrative.under(3, "Rest") == (Heading("Else", 2), Prose("Three."), Heading("Position Statement", 2), Prose("Four."))
    assert narrative.left_over == ()


def test_paragraphs_without_a_part_are_named() -> None:
    document = built(assessment(narrative=TOLD), rules=with_parts(*PARTS))
    sentence = (
        "The return has 2 further paragraphs (Else; Position Statement); the summary workbook has them on its sheet Narrative."
    )
    assert sentence in under(document, "Figures")


@pytest.mark.parametrize("sample", SAMPLES)
def test_no_paragraph_of_a_sample_is_lost(sample: str) -> None:
    given = judge_sample(sample)
    whole = "\n".join(texts(built(given)))
    for paragraph in given.service_return.narrative:
        assert paragraph.text[12:].strip() in whole


def test_a_narrative_without_a_question_is_left_out_where_nothing_is_told() -> None:
    rules = with_parts(of("narrative", "Next Steps"), FIGURES, of("narrative", "Outlook", ask="what comes"))
    document = built(assessment(), rules=rules)
    assert texts(document, "Heading 1") == ["Figures", "Outlook"]
    assert under(document, "Outlook") == ["[To be written: what comes]"]


def test_the_purpose_is_the_returns_own_or_the_councils_words() -> None:
    rules = with_parts(of("purpose", "Purpose", words=["How {service} of {council} did in {period}."]), FIGURES)
    assert under(built(assessment(), rules=rules), "Purpose") == ["How Housing of Vale of Glamorgan Council did in Q2 2019/20."]
    own = assessment(narrative=(told(1, "1. Purpose", "To tell."),))
    assert under(built(own, rules=rules), "Purpose") == ["To tell."]


def test_without_a_covering_report_in_the_scheme_the_order_is_a_plain_one() -> None:
    document = built(assessment(actions=[judged_action()]), rules=with_parts())
    assert texts(document, "Heading 1") == [part.heading for part in PLAIN_ORDER if part.heading]
    assert any(text.startswith("[To be checked: the order of the headings is a plain one") for text in blanks(document))
    assert under(document, "Background")[0].startswith("Housing reported for Q2 2019/20. What was reported is judged as at 30 ")


def test_a_return_with_nothing_in_it() -> None:
    found = texts(built(assessment()))
    assert "No indicator, action or risk was reported." in found
    assert "No indicator or action has a status that counts, so no overall status is worked out." in found


HOSTILE = (
    '=HYPERLINK("http://x.example") { PAGE } <w:p/> & https://x.example \x00\x07\ud800\ufffe\u202e\r\nnext\tline {service}'
)


def test_text_stays_text() -> None:
    given = assessment(
        indicators=[judged_indicator(4, "alert", code=HOSTILE, title=HOSTILE, note=HOSTILE, section=HOSTILE)],
        actions=[judged_action(4, section=HOSTILE, title=HOSTILE), judged_action(5, section="Other")],
        narrative=(told(1, HOSTILE, HOSTILE), told(2, "", HOSTILE, HOSTILE, HOSTILE)),
        cover=Cover(service=HOSTILE, period_text=HOSTILE, report_title=HOSTILE, contact_role=HOSTILE),
        overall=Overall(verdict(Level.OK, "ok", HOSTILE), Level.OK, HOSTILE, HOSTILE),
        source=SourceFile(HOSTILE, "a" * 64, 1),
    )
    content = build_covering_report([given], scheme(), AS_AT)
    with zipfile.ZipFile(BytesIO(content)) as package:
        body, footer = package.read("word/document.xml").decode(), package.read("word/footer1.xml").decode()
        relations = "".join(package.read(name).decode() for name in package.namelist() if name.endswith(".rels"))
    assert not re.search("<w:(hyperlink|fldSimple|fldChar|instrText|drawing|pict|object)", body)
    assert re.findall('w:instr="([^"]*)"', footer) == ["PAGE"]
    assert 'TargetMode="External"' not in relations
    document = docx.Document(BytesIO(content))
    cleaned = re.sub("[\x00\x07\ud800\ufffe]", "\ufffd", HOSTILE).replace("\r\n", "\n")
    assert cleaned in texts(document)
    assert cleaned in texts(document, "Title")
    assert document.core_properties.title.startswith('=HYPERLINK("http://x.example") { PAGE }')


def test_very_long_texts_are_taken_and_what_is_shortened_says_so() -> None:
    long = "word " * 6000
    given = assessment(
        indicators=[judged_indicator(4, "alert", title=long, note=long)],
        narrative=(told(1, "Rest", long),),
        cover=Cover(service=long, report_title=long),
    )
    document = built(given)
    assert long.strip() in texts(document)
    (line,) = [text for text in texts(document, "List Bullet") if text.startswith("Indicator ")]
    assert line.endswith("…")
    assert len(document.core_properties.title) == 200


def test_the_document_is_accessible() -> None:
    document = built(judge_sample(VALE))
    properties = document.core_properties
    assert (properties.title, properties.language) == ("Corporate Health: quarter 2 2019/20", "en-GB")
    assert {each.get(qn("w:val")) for each in document.styles.element.iter(qn("w:lang"))} == {"en-GB"}
    assert len(texts(document, "Title")) == 1
    assert "" not in texts(document)
    for grid in document.tables:
        assert grid.rows[0]._tr.find(f".//{qn('w:tblHeader')}") is not None
        assert grid._tbl.tblPr.find(qn("w:tblCaption")) is not None
    for name in ("Heading 1", "Numbered Paragraph", "List Bullet"):
        assert document.styles[name].element.find(f".//{qn('w:numPr')}") is not None
    boxes = document.element.body.findall(f".//{qn('w:sdtPr')}")
    assert boxes
    assert all(box.find(qn("w:alias")).get(qn("w:val")) for box in boxes)
    assert len({box.find(qn("w:id")).get(qn("w:val")) for box in boxes}) == len(boxes)


def test_the_package_holds_no_picture_no_name_and_no_clock() -> None:
    content = build_covering_report([judge_sample(MORAY)], judge_sample(MORAY).scheme, date(2021, 3, 31))
    with zipfile.ZipFile(BytesIO(content)) as package:
        names = package.namelist()
        assert {info.date_time for info in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    assert not [name for name in names if name.endswith((".jpeg", ".png"))]
    properties = docx.Document(BytesIO(content)).core_properties
    assert (properties.author, properties.last_modified_by, properties.keywords) == ("", "", KEYWORDS)
    for moment in (properties.created, properties.modified):
        assert moment is not None
        assert moment.replace(tzinfo=None) == datetime(2021, 3, 31)  # noqa: DTZ001 - the file states a day


@pytest.mark.parametrize("sample", SAMPLES)
def test_the_same_returns_give_the_same_bytes(sample: str) -> None:
    given = judge_sample(sample)
    first, second = (build_covering_report([given], given.scheme, given.as_at) for _ in range(2))
    assert first == second


def test_another_process_gives_the_same_bytes() -> None:
    program = (
        "import hashlib, sys; sys.path.insert(0, 'tests'); from support_samples import MORAY, judge_sample; "
        "from workbook_tools.writing.covering.report import build_covering_report; given = judge_sample(MORAY); "
        "print(hashlib.sha256(build_covering_report([given], given.scheme, given.as_at)).hexdigest())"
    )
    digests = {
        subprocess.run(
            [sys.executable, "-c", program],
            env={"PYTHONHASHSEED": seed, "TZ": zone, "PATH": ""},
            cwd=Path(__file__).resolve().parents[2],
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed, zone in (("1", "UTC"), ("2", "Asia/Tokyo"))
    }
    assert len(digests) == 1


def test_an_earlier_report_is_replaced(tmp_path: Path) -> None:
    path, given = tmp_path / "cover.docx", judge_sample(MORAY)
    for _ in range(2):
        write_covering_report(path, [given], given.scheme, given.as_at)
    assert is_output(path)
    assert [each.name for each in tmp_path.iterdir()] == ["cover.docx"]


def test_a_file_of_somebodys_own_is_left_as_it_is(tmp_path: Path) -> None:
    own, text = tmp_path / "own.docx", tmp_path / "text.docx"
    docx.Document().save(str(own))
    text.write_text("mine", encoding="utf-8")
    given = judge_sample(MORAY)
    for path in (own, text):
        before = path.read_bytes()
        with pytest.raises(WritingError, match="was not written by this program"):
            write_covering_report(path, [given], given.scheme, given.as_at)
        assert path.read_bytes() == before


def test_a_report_that_somebody_has_worked_on_is_left_as_it_is(tmp_path: Path) -> None:
    """Word keeps the keywords when it saves, but names itself as the program."""
    path, given = tmp_path / "cover.docx", judge_sample(MORAY)
    content = build_covering_report([given], given.scheme, given.as_at)
    with zipfile.ZipFile(BytesIO(content)) as source, zipfile.ZipFile(path, "w") as target:
        for name in source.namelist():
            data = source.read(name)
            target.writestr(name, data.replace(b"workbook-tools", b"Microsoft Office Word") if "app.xml" in name else data)
    before = path.read_bytes()
    with pytest.raises(WritingError, match="has been worked on since it was written"):
        write_covering_report(path, [given], given.scheme, given.as_at)
    assert path.read_bytes() == before


def test_a_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    given = judge_sample(MORAY)
    with pytest.raises(WritingError, match="could not be written"):
        write_covering_report(tmp_path / "nowhere" / "cover.docx", [given], given.scheme, given.as_at)


def test_word_documents_cost_nothing_until_one_is_written() -> None:
    program = "import sys, workbook_tools.writing.covering.report; print('docx' in sys.modules)"
    run = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "False"


@needs_libreoffice
@needs_writer
@pytest.mark.parametrize("sample", SAMPLES)
def test_the_pdf_has_all_headings_with_their_numbers(sample: str, tmp_path: Path) -> None:
    given = judge_sample(sample)
    path = tmp_path / "cover.docx"
    write_covering_report(path, [given], given.scheme, given.as_at)
    printed = pages_of(convert(path))
    for number, heading in enumerate(texts(built(given), "Heading 1"), start=1):
        assert re.search(rf"(?m)^\s*{number}\.0\s+{re.escape(heading)}\s*$", printed), heading
    assert re.search(r"(?m)^\s*1\.1\s+\S", printed)
    assert "☐" in printed
    assert "[To be written: name of the committee]" in printed


def pages_of(pdf: Path) -> str:
    return subprocess.run(
        ["pdftotext", "-layout", str(pdf), "-"],  # noqa: S607 - as installed
        capture_output=True,
        text=True,
        check=True,
    ).stdout


@needs_libreoffice
@needs_writer
def test_a_report_that_a_word_processor_saved_is_left_as_it_is(tmp_path: Path) -> None:
    path, given = tmp_path / "cover.docx", judge_sample(MORAY)
    write_covering_report(path, [given], given.scheme, given.as_at)
    (tmp_path / "saved").mkdir()
    saved = convert(path, "docx", tmp_path / "saved")
    before = saved.read_bytes()
    with pytest.raises(WritingError, match="it is left as it is"):
        write_covering_report(saved, [given], given.scheme, given.as_at)
    assert saved.read_bytes() == before
