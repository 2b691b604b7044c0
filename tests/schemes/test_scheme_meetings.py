"""The law on meetings in schemes: put in by the nation's name, overruled key by key, each way to be wrong named."""

import configparser
import re
import tomllib
from pathlib import Path

import msgspec
import pytest

import workbook_tools.schemes
from support_meetings import ENGLAND, FILE, SCOTLAND, WALES, text_of
from workbook_tools.findings import SchemeError
from workbook_tools.model.scheme import MeetingRules, Notice, Scheme
from workbook_tools.schemes.describe import describe
from workbook_tools.schemes.describe_meetings import describe_meetings
from workbook_tools.schemes.load import json_schema, list_schemes, load_scheme, parse_scheme

ROOT = Path(__file__).resolve().parents[2]
NATIONS = Path(workbook_tools.schemes.__file__).parent / "nations"
BY_NATION = {"England": ENGLAND, "Scotland": SCOTLAND, "Wales": WALES}


def table(name: str, **keys: object) -> str:
    """A TOML table of `meetings`; a table in a list where the name is in brackets."""
    lines = [f"{key} = {value}" for key, value in ({"source": '"handbook"'} | keys).items()]
    return "\n".join([f"[{name}]", *lines, ""])


def notice(clear_days: object, **keys: object) -> str:
    return table("[meetings.notice]", clear_days=clear_days, act='"Standing Orders"', section='"12"', **keys)


def period(papers: str, years: int, **keys: object) -> str:
    return table("[meetings.retention]", papers=f'"{papers}"', years=years, act='"Act"', section='"1"', **keys)


def paragraph(number: str, words: str = "words") -> str:
    return table("[meetings.exempt]", number=f'"{number}"', words=f'"{words}"')


def parse(*parts: str, nation: str = "Scotland") -> Scheme:
    return parse_scheme(text_of(*parts, nation=nation), FILE)


def law(scheme: Scheme) -> MeetingRules:
    assert scheme.meetings is not None
    return scheme.meetings


def test_a_scheme_needs_no_nation_and_then_has_no_law_on_meetings() -> None:
    scheme = parse(nation="")
    assert (scheme.nation, scheme.meetings) == (None, None)
    assert describe_meetings(scheme) == ()


@pytest.mark.parametrize(
    ("name", "nation"), [("clackmannanshire", "Scotland"), ("moray", "Scotland"), ("vale_of_glamorgan", "Wales")]
)
def test_the_shipped_schemes_have_the_law_of_their_nation(name: str, nation: str) -> None:
    scheme = load_scheme(name)
    assert scheme.nation == nation
    assert scheme.meetings == BY_NATION[nation]
    nation_s = tomllib.loads((NATIONS / f"{nation.lower()}.toml").read_text(encoding="utf-8"))["documents"]
    assert list(scheme.documents)[-len(nation_s) :] == list(nation_s)  # after the council's own
    assert len(scheme.documents) > len(nation_s)


@pytest.mark.parametrize("nation", sorted(BY_NATION))
def test_a_nation_s_law_is_whole(nation: str) -> None:
    rules = BY_NATION[nation]
    assert rules.nation == nation
    assert {one.papers for one in rules.retention} == {"minutes", "agenda", "reports", "background_papers"}
    first = {one.papers: one for one in reversed(rules.retention)}
    assert all(one.since is None for one in first.values())
    assert set(rules.not_counted.days) == {"saturdays", "sundays", "bank_holidays"}
    assert rules.not_counted.assumed  # no Act says which days are clear
    declared = (*rules.notice, *rules.retention, *rules.exempt, rules.not_counted)
    assert [one for one in declared if one.assumed and not one.note] == []
    assert all(one.act and one.section for one in rules.notice)
    assert all(one.act and one.section for one in rules.retention)


@pytest.mark.parametrize(
    ("nation", "numbers"), [("England", range(1, 8)), ("Scotland", range(1, 16)), ("Wales", range(12, 19))]
)
def test_the_paragraphs_are_those_of_the_schedule(nation: str, numbers: range) -> None:
    assert [one.number for one in BY_NATION[nation].exempt] == list(map(str, numbers))


def test_the_files_of_the_nations_hold_nothing_else_and_are_no_schemes() -> None:
    names = sorted(path.stem for path in NATIONS.iterdir())
    assert names == ["england", "scotland", "wales"]
    assert set(names).isdisjoint(list_schemes())
    for name in names:
        assert set(tomllib.loads((NATIONS / f"{name}.toml").read_text(encoding="utf-8"))) == {"documents", "meetings"}


def test_an_installed_package_carries_them() -> None:
    config = configparser.ConfigParser()
    config.read(ROOT / "setup.cfg", encoding="utf-8")
    patterns = config["options.package_data"]["workbook_tools.schemes"].split(", ")
    carried = {path for pattern in patterns for path in NATIONS.parent.glob(pattern)}
    assert carried == set(NATIONS.parent.rglob("*.toml"))


def test_a_council_s_own_notice_goes_before_the_nation_s_and_the_rest_stays() -> None:
    rules = law(parse(notice(7), nation="Scotland"))
    assert rules.notice == (Notice(clear_days=7, act="Standing Orders", section="12", source="handbook"),)
    assert msgspec.structs.replace(rules, notice=SCOTLAND.notice) == SCOTLAND


def test_a_council_s_own_document_of_the_same_key_is_its_own() -> None:
    text = '[documents.local_government_scotland_act_1973]\ntitle = "Our copy"'
    assert parse(text).documents["local_government_scotland_act_1973"].title == "Our copy"


def test_one_scheme_s_own_rules_do_not_reach_the_next() -> None:
    parse(notice(7), paragraph("99"))
    assert law(parse()) == SCOTLAND


def test_a_scheme_may_write_all_of_it() -> None:
    own = (
        '[meetings]\nnation = "Wales"\nschedule = "Schedule"\n',
        table("meetings.not_counted", days='["sundays"]'),
        notice(3),
        notice(4, since="2024-01-01"),
        notice(5, since="2024-01-02"),
        period("minutes", 6),
        period("reports", 6),
        period("minutes", 7, since="2024-01-01"),
        paragraph("7"),
        paragraph("7A"),
    )
    rules = law(parse(*own, nation=""))
    assert [one.clear_days for one in rules.notice] == [3, 4, 5]
    assert (rules.nation, rules.not_counted.days, len(rules.retention)) == ("Wales", ("sundays",), 3)


@pytest.mark.parametrize(
    ("parts", "message"),
    [
        ([notice(0)], "clear_days in meetings.notice[0] (the first) is 0, but must be from 1 to 100."),
        ([notice(-3)], "clear_days in meetings.notice[0] (the first) is -3, but must be from 1 to 100."),
        ([notice(101)], "clear_days in meetings.notice[0] (the first) is 101, but must be from 1 to 100."),
        ([notice(2.5)], "clear_days in meetings.notice[0] (the first) must be a whole number, not a number."),
        (["[meetings]\nnotice = []"], "meetings.notice has no rule."),
        (
            [notice(3, since="2024-01-01")],
            "since in meetings.notice[0] (the first) has no meaning: the first notice holds",
        ),
        ([notice(3), notice(4)], "meetings.notice[1] (the second) needs the key 'since', since it comes after another."),
        (
            [notice(3), notice(4, since="2024-01-01"), notice(5, since="2024-01-01")],
            "since in meetings.notice[2] (the third) is 2024-01-01, but must be later than 2024-01-01 of the one before.",
        ),
        (
            [notice(3), notice(4, since="2024-01-02"), notice(5, since="2024-01-01")],
            "since in meetings.notice[2] (the third) is 2024-01-01, but must be later than 2024-01-02 of the one before.",
        ),
        ([notice(3, sinse="2024-01-01")], "unknown key 'sinse' in meetings.notice[0] (the first); did you mean 'since'?"),
        ([notice(3, source='"x"')], "source in meetings.notice[0] (the first) is 'x', which is no key of documents"),
        ([period("minutes", 0)], "years in meetings.retention[0] (the first) is 0, but must be from 1 to 100."),
        ([period("plans", 6)], "papers in meetings.retention[0] (the first) is 'plans', but must be one of: "),
        (
            [period("minutes", 6), period("agenda", 6), period("minutes", 6)],
            "meetings.retention[2] (the third) needs the key 'since', since it comes after another.",
        ),
        (
            [period("minutes", 6, since="2024-01-02"), period("minutes", 6, since="2024-01-01")],
            "since in meetings.retention[1] (the second) is 2024-01-01, but must be later than 2024-01-02 of the one before.",
        ),
        (['[meetings]\nschedule = " "'], "meetings.schedule must not be empty."),
        ([paragraph("6"), paragraph("6")], "number in meetings.exempt[1] (the second) is '6', which an earlier paragraph has"),
        ([paragraph("6 and 9")], "number in meetings.exempt[0] (the first) is '6 and 9', but must be figures, then capitals"),
        ([paragraph("6\\n")], "number in meetings.exempt[0] (the first) is '6\n', but must be figures"),
        ([paragraph("6", " ")], "words in meetings.exempt[0] (the first) must not be empty."),
        (
            [table("meetings.not_counted", days='["mondays"]')],
            "meetings.not_counted.days[0] (the first) is 'mondays', but must be one of",
        ),
        (['[meetings]\nnation = "Wales"'], "meetings.nation is 'Wales', but nation is 'Scotland'."),
        (["[[meetings]]\nnation = 1"], "meetings must be a table of keys, not a list."),
    ],
)
def test_a_breach_is_named(parts: list[str], message: str) -> None:
    with pytest.raises(SchemeError) as caught:
        parse(*parts)
    assert str(caught.value).startswith(f"{FILE}: {message}")


@pytest.mark.parametrize(
    ("nation", "message"),
    [
        ("scotland", "nation is 'scotland', but must be one of: England, Scotland, Wales."),
        ("../clackmannanshire", "nation is '../clackmannanshire', but must be one of: England, Scotland, Wales."),
    ],
)
def test_a_nation_that_is_not_known_is_named(nation: str, message: str) -> None:
    with pytest.raises(SchemeError) as caught:
        parse(nation=nation)
    assert str(caught.value) == f"{FILE}: {message}"


@pytest.mark.parametrize("nation", ["7", "[]", '["Scotland"]'])
def test_a_nation_of_another_kind_is_named(nation: str) -> None:
    text = text_of(nation="Wales").replace('nation = "Wales"', f"nation = {nation}")
    with pytest.raises(SchemeError, match=r"nation must be a text in quotation marks, not"):
        parse_scheme(text, FILE)


def test_documents_that_are_missing_are_still_missed() -> None:
    text = re.sub(r"\[documents\.handbook\]\n.+\n.+\n", "", text_of(nation="Wales"))
    with pytest.raises(SchemeError, match="key 'documents' is missing"):
        parse_scheme(text, FILE)


def test_an_editor_asks_for_no_key_that_the_nation_gives() -> None:
    meetings = json_schema()["$defs"]["MeetingRules"]  # type: ignore[index]
    assert "required" not in meetings
    assert "notice" in meetings["properties"]


@pytest.mark.parametrize("nation", sorted(BY_NATION))
def test_every_rule_appears_in_words_with_its_source(nation: str) -> None:
    scheme = parse(nation=nation)
    rules = law(scheme)
    described = describe_meetings(scheme)
    words = [one.words for one in described]
    ends = [f": {one.act}, section {one.section}." for one in rules.notice]
    ends += [f": {one.act}, section {one.section}." for one in rules.retention]
    assert [end for end in ends if not any(line.endswith(end) for line in words)] == []
    for exempt in rules.exempt:
        assert f"{exempt.number}: {exempt.words}." in words
    declared = (*rules.notice, *rules.retention, *rules.exempt, rules.not_counted)
    assert len(described) == len(declared)
    assert sum(one.assumed for one in described) == sum(one.assumed for one in declared)
    topics = [one.topic for one in described]
    assert sorted(set(topics), key=topics.index) == [topic for i, topic in enumerate(topics) if topics[:i][-1:] != [topic]]


def test_the_law_of_wales_in_words() -> None:
    words = [one.words for one in describe_meetings(load_scheme("vale_of_glamorgan"))]
    assert words[:3] == [
        "3 clear days at least before a meeting: Local Government Act 1972, section 100B(3).",
        "3 clear days at least before a meeting, for meetings from 1 May 2021 on: Local Government Act 1972, section 100BA(3).",
        "Not counted: the day of publication, that of the meeting, Saturdays, Sundays, the bank holidays of Wales.",
    ]
    assert "Background papers: 4 years from the meeting: Local Government Act 1972, section 100D(2)." in words


def test_the_key_sheet_leaves_the_law_out() -> None:
    with_law, without = parse(), parse(nation="")
    assert describe(with_law) == describe(without)
