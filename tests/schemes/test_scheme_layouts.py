"""The parts of a report, its boxes, small tables and terms: what a scheme may say of them, and what is refused."""

import csv
from pathlib import Path

import pytest

from workbook_tools.cli import main
from workbook_tools.findings import SchemeError
from workbook_tools.model.scheme import Scheme
from workbook_tools.schemes.describe_layout import describe_layout
from workbook_tools.schemes.load import list_schemes, load_scheme, parse_scheme

MADE_UP = Path(__file__).resolve().parents[1] / "data" / "made_up_council.toml"
TEXT, FILE = MADE_UP.read_text(encoding="utf-8"), MADE_UP.name


def entry(name: str, **keys: str) -> str:
    lines = (f"{key} = {value}" for key, value in ({"source": '"handbook"'} | keys).items())
    return "\n".join([f"[[report.{name}]]", *lines, ""])


def part(contents: str, **keys: str) -> str:
    return entry("parts", contents=f'"{contents}"', **keys)


SNAPSHOT, GLOSSARY = part("snapshot"), part("glossary")
ACHIEVEMENTS = part("achievements", **{"from": '["Achievements"]'})


def box(**keys: str) -> str:
    return entry("boxes", **({"headline": '"Total"', "words": '"in all"'} | keys))


def table(**keys: str) -> str:
    return entry("service_tables", **({"table": '"Complaints"'} | keys))


def term(**keys: str) -> str:
    return entry("terms", **({"term": '"Goal"', "meaning": '"What is wanted."'} | keys))


def parse(*entries: str) -> Scheme:
    return parse_scheme("\n".join((TEXT, *entries)), FILE)


def test_a_scheme_needs_no_parts() -> None:
    report = parse().report
    assert (report.parts, report.boxes, report.service_tables, report.terms) == ((), (), (), ())


def test_every_key_is_taken() -> None:
    report = parse(
        part("snapshot", title='"At a glance"', **{"from": '["Position"]'}, assumed="true", note='"Ours."'),
        part("achievements", **{"from": '["Well", "Badly"]'}),
        GLOSSARY,
        box(group='"All"', rows='{ table = "indicators", section = "G1", words = ["amber"], share = "of_judged" }'),
        table(title='"How many"', theme='"Customers"', kind='"Well"', rows='"Service"', chart='"stacked"', columns='["A"]',
              axis='"Number"'),
        term(),
    ).report  # fmt: skip
    assert [one.contents for one in report.parts] == ["snapshot", "achievements", "glossary"]
    assert (report.parts[0].title, report.parts[0].from_, report.parts[0].assumed) == ("At a glance", ("Position",), True)
    assert report.boxes[0].rows is not None
    assert report.boxes[0].rows.share == "of_judged"
    assert (report.service_tables[0].chart, report.service_tables[0].columns) == ("stacked", ("A",))


@pytest.mark.parametrize(
    ("entries", "message"),
    [
        (
            [part("summary")],
            "contents in report.parts[0] (the first) is 'summary', but must be one of: achievements, actions, ",
        ),
        ([part("actions", titel='"x"')], "unknown key 'titel' in report.parts[0] (the first); did you mean 'title'?"),
        ([part("actions", source='"x"')], "source in report.parts[0] (the first) is 'x', which is no key of documents"),
        ([part("actions"), part("actions")], "contents in report.parts[1] (the second) is 'actions', which an earlier one has"),
        ([part("actions", **{"from": '["x"]'})], "from in report.parts[0] (the first) has no meaning for a part that is 'act"),
        ([part("achievements")], "report.parts[0] (the first) is 'achievements' and needs the key 'from'."),
        ([part("achievements", **{"from": '["x", " "]'})], "report.parts[0].from[1] (the second) must not be empty."),
        (
            [part("achievements", **{"from": '["x"]'}), part("snapshot", **{"from": '["X "]'}), box()],
            "from in report.parts[1] (the second) is 'X ', which an earlier one has already.",
        ),
        ([SNAPSHOT], "report.parts[0] (the first) is 'snapshot', but report.boxes has nothing to show in it."),
        ([GLOSSARY], "report.parts[0] (the first) is 'glossary', but report.terms has nothing to show in it."),
        ([box()], "report.boxes stands in no part: report.parts has none that is 'snapshot'."),
        ([term()], "report.terms stands in no part: report.parts has none that is 'glossary'."),
        ([SNAPSHOT, box(headline='" "')], "headline in report.boxes[0] (the first) must not be empty."),
        ([SNAPSHOT, box(), box(headline='"total "')], "headline in report.boxes[1] (the second) is 'total ', which an earlier"),
        (
            [SNAPSHOT, box(rows='{ table = "indicators", words = ["Amber", "Purple"] }')],
            "report.boxes[0].rows.words[1] (the second) is 'Purple', which is no word for indicators (",
        ),
        (
            [SNAPSHOT, box(rows='{ table = "risks", share = "of_judged" }')],
            "rows.share in report.boxes[0] (the first) is 'of_judged', but the bands of risks are not counted in a roll-up.",
        ),
        ([SNAPSHOT, box(rows='{ table = "finance" }')], "rows.table in report.boxes[0] (the first) is 'finance', but must be"),
        (
            [table(theme='"x"')],
            "theme in report.service_tables[0] (the first) has no meaning, since report.parts has none that",
        ),
        ([table(in_snapshot="true")], "in_snapshot in report.service_tables[0] (the first) has no meaning, since report.parts"),
        (
            [SNAPSHOT, box(), ACHIEVEMENTS, table(theme='"x"', in_snapshot="true")],
            "report.service_tables[0] (the first) has a theme and stands in the snapshot; a table stands in one place.",
        ),
        ([table(kind='"x"')], "kind in report.service_tables[0] (the first) has no meaning without the key 'theme'."),
        ([table(columns='["x"]')], "columns in report.service_tables[0] (the first) has no meaning without the key 'chart'."),
        ([table(axis='"x"')], "axis in report.service_tables[0] (the first) has no meaning without the key 'chart'."),
        ([table(chart='"bars"')], "report.service_tables[0] (the first) has a chart and needs the key 'axis'."),
        ([table(chart='"pie"')], "chart in report.service_tables[0] (the first) is 'pie', but must be one of: bars, stacked"),
        (
            [table(), table()],
            "table in report.service_tables[1] (the second) is 'Complaints', which an earlier one has already",
        ),
        ([GLOSSARY, term(meaning='""')], "meaning in report.terms[0] (the first) must not be empty."),
        ([GLOSSARY, term(), term()], "term in report.terms[1] (the second) is 'Goal', which an earlier one has already."),
    ],
)
def test_a_breach_is_named(entries: list[str], message: str) -> None:
    with pytest.raises(SchemeError) as caught:
        parse(*entries)
    assert str(caught.value).startswith(f"{FILE}: {message}")


@pytest.mark.parametrize(
    ("name", "order"),
    [
        ("clackmannanshire", "key indicators actions risk_register risks risk_matrix narrative exceptions"),
        ("moray", "actions exceptions"),
        (
            "vale_of_glamorgan",
            "snapshot exceptions achievements risks risk_matrix glossary actions indicators headlines breakdowns",
        ),
    ],
)
def test_the_shipped_schemes_follow_their_councils(name: str, order: str) -> None:
    assert [one.contents for one in load_scheme(name).report.parts] == order.split()


def test_what_a_council_does_not_print_says_so() -> None:
    for name in list_schemes():
        for one in load_scheme(name).report.parts:
            assert bool(one.note) >= one.assumed, f"{name}, {one.contents}: assumed without a note"


@pytest.mark.parametrize(
    "words",
    [
        "Glossary.",
        "Risk matrix.",
        "Actions, titled “Appendix 1: actions by objective”.",
        "“Overall status”, as stated.",
        "“Actions: total”, compared with the actions.",
        "“Actions: Green, share”, compared with the actions at Green as a share of all.",
        "“Indicators: with a status”, compared with the indicators at Green or Amber or Red.",
        "“Service risks: Low”, compared with the risks of service at Low.",
        "“Objectives” in the snapshot, with a chart of bars side by side.",
        "“Complaint outcomes” under Customer, without a chart.",
        "“Complaints by directorate”, without a chart.",
    ],
)
def test_the_layout_is_told_in_words(words: str) -> None:
    assert words in [line.words for line in describe_layout(load_scheme("vale_of_glamorgan"))]


def test_scheme_show_tells_the_layout(capsys: pytest.CaptureFixture[str]) -> None:
    main(["scheme", "show", "moray"])
    shown = capsys.readouterr().out
    assert "\nReport: parts\n  - Actions, titled “Strategic and service level objectives”.\n" in shown
    assert "  - Exceptions. [assumed]\n" in shown


def test_the_vales_boxes_are_headlines_of_its_report() -> None:
    with (MADE_UP.parents[2] / "samples" / "vale_headlines.csv").open(encoding="utf-8", newline="") as file:
        names = {row["headline"] for row in csv.DictReader(file)}
    assert {one.headline for one in load_scheme("vale_of_glamorgan").report.boxes} <= names
