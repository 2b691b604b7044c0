"""Each way in which a scheme can be wrong, planted alone into a good one: the sentence names file and key."""

from decimal import Decimal
from pathlib import Path

import pytest

from workbook_tools.findings import SchemeError
from workbook_tools.schemes.contrast import contrast, is_colour
from workbook_tools.schemes.load import parse_scheme

TEXT = (Path(__file__).resolve().parents[1] / "data" / "made_up_council.toml").read_text(encoding="utf-8")
FILE = "made_up_council.toml"
OK_STYLE = '[styles.indicators.ok]\nword = "On target"\nsymbol = "●"\nfill = "#CDEBC5"\nink = "#12380B"'
TOLERANCE = '{ amount = 5, measured_as = "percent", inclusive = true }'
OTHERWISE = '[[target_status]]\nstatus = "alert"\nwhen = "otherwise"\n'
NO_WORSE = 'compare_with = "same_period_last_year"\n'
SHORT = '[trend.short]\ncompare_with = "previous_period"\n'
LATE = 'status = "overdue"\npast_due = true\n'
LAST_ROLLUP = '[[rollup]]\nstatus = "alert"\n'

KEYS_AND_TYPES = [
    ('council = "Made-up Council"', 'counsil = "x"', "unknown key 'counsil'; did you mean 'council'?"),
    (
        f"tolerance = {TOLERANCE}",
        f"tolerence = {TOLERANCE}",
        "unknown key 'tolerence' in target_status[1] (the second); did you mean 'tol",
    ),
    (
        "amount = 5,",
        "amonut = 5,",
        "unknown key 'amonut' in tolerance in target_status[1] (the second); did you mean 'amount'?",
    ),
    (OK_STYLE, OK_STYLE.replace("fill", "fyll"), "unknown key 'fyll' in styles.indicators.ok; did you mean 'fill'?"),
    ('title = "Performance handbook', 'zzz = "Performance handbook', "unknown key 'zzz' in documents.handbook."),
    ('label = "Minor"\n', "", "key 'label' is missing in risks.bands[1] (the second)."),
    ('version = "1"', "version = 1.0", "version must be a text in quotation marks, not a number."),
    ("amount = 5,", "amount = true,", "tolerance.amount in target_status[1] (the second) must be a number, not true or false."),
    (
        "amount = 5,",
        'amount = "five",',
        "tolerance.amount in target_status[1] (the second) must be a number, not a text in quotation",
    ),
    ("overdue = true", 'overdue = "yes"', "actions.due_on_as_at.overdue must be true or false, not a text in quotation marks."),
    ("lowest = 4", "lowest = 4.5", "lowest in risks.bands[1] (the second) must be a whole number, not a number."),
    ('G1 = "A goal"', "G1 = 1", "report.section_titles.G1 must be a text in quotation marks, not a whole number."),
    (
        'measured_as = "percent"',
        'measured_as = "share"',
        "tolerance.measured_as in target_status[1] (the second) is 'share', but must be one of: ",
    ),
    ("format = 1", "format = 2", "format is 2, but must be one of: 1."),
    (
        'level = "ok"',
        'level = "good"',
        "styles.indicators.near.level is 'good', but must be one of: alert, neutral, ok, warning.",
    ),
]
STYLES = [
    ('name = "made_up_council"', 'name = "other"', "name is 'other', but must be 'made_up_council' like the file."),
    (
        f'{OTHERWISE}source = "handbook"',
        f'{OTHERWISE}source = "book"',
        "source in target_status[3] (the fourth) is 'book', which is no key",
    ),
    (
        f'{SHORT}source = "handbook"',
        f'{SHORT}source = "x"',
        "trend.short.source is 'x', which is no key of documents (known: handbook).",
    ),
    ('[risks]\nsource = "handbook"', '[risks]\nsource = "x"', "risks.source is 'x', which is no key of documents"),
    ('means = "warning"', 'means = "warm"', "styles.indicators.near.means is 'warm', but must be one of: ok, warning, alert,"),
    ('means = "warning"\n', "", "styles.indicators.near needs the key 'means'"),
    (
        "[styles.trends.same]",
        '[styles.trends.same]\nmeans = "declined"',
        "styles.trends.same.means is 'declined', but 'same' is itself",
    ),
    (
        "[styles.indicators.unknown]",
        '[styles.indicators.blank]\nmeans = "unknown"',
        "key 'unknown' is missing in styles.indicators.",
    ),
    ("[styles.actions.unknown]", '[styles.actions.blank]\nmeans = "unknown"', "key 'unknown' is missing in styles.actions."),
    ("[styles.trends.same]", '[styles.trends.level]\nmeans = "same"', "key 'same' is missing in styles.trends."),
    ("[risks.movements.declined]", '[risks.movements.up]\nmeans = "declined"', "key 'declined' is missing in risks.movements."),
    (OK_STYLE, OK_STYLE.replace("#CDEBC5", "green"), "styles.indicators.ok.fill is 'green', but a colour is written #RRGGBB."),
    (OK_STYLE, OK_STYLE.replace("#12380B", "#12380G"), "styles.indicators.ok.ink is '#12380G', but a colour"),
    (
        OK_STYLE,
        OK_STYLE.replace("#12380B", "#FFFFFF"),
        "styles.indicators.ok.ink: #FFFFFF on fill #CDEBC5 has a contrast of 1.",
    ),
    ('symbol = "○"', 'symbol = " "', "symbol in risks.bands[0] (the first) must not be empty."),
    ('word = "No score"', 'word = ""', "risks.unknown.word must not be empty."),
    (
        'word = "Amber"',
        'word = "Near"',
        "styles.indicators.warning.symbol differs from that of styles.indicators.near, which has the same",
    ),
    (
        'word = "Behind"\nsymbol = "▲"',
        'word = "LATE"\nsymbol = "■"',
        "styles.actions.overdue.fill differs from that of styles.actions.check_",
    ),
    (
        'aliases = ["Yellow"]',
        'aliases = ["amber"]',
        "styles.indicators.warning: the spelling 'Amber' is already taken by styles.indicators.near",
    ),
    ('label = "Minor"', 'label = "Negligible"', "risks.bands: the label 'Negligible' occurs twice."),
    ('label = "Minor"', 'label = "unknown"', "risks.bands: no band may have the label 'unknown'"),
]
RULES = [
    (
        'status = "near"',
        'status = "nearly"',
        "status in target_status[1] (the second) is 'nearly', which is no style of styles.indicators",
    ),
    (
        LATE,
        LATE.replace('"overdue"', '"late"'),
        "status in actions.rules[2] (the third) is 'late', which is no style of styles.actions",
    ),
    (f"tolerance = {TOLERANCE}\n", "", "target_status[1] (the second) is 'within_tolerance' and needs the key 'tolerance'."),
    (NO_WORSE, "", "target_status[2] (the third) is 'no_worse_than' and needs the key 'compare_with'."),
    (
        OTHERWISE,
        f"{OTHERWISE}tolerance = {TOLERANCE}\n",
        "tolerance in target_status[3] (the fourth) has no meaning for a rule that is",
    ),
    (
        'when = "target_met"\n',
        f'when = "target_met"\n{NO_WORSE}',
        "compare_with in target_status[0] (the first) has no meaning",
    ),
    (
        f'{OTHERWISE}source = "handbook"\n',
        "",
        "target_status[2] (the third) is the last rule and must be 'otherwise', for all units.",
    ),
    (
        OTHERWISE,
        f'{OTHERWISE}units = ["percent"]\n',
        "target_status[3] (the fourth) is the last rule and must be 'otherwise', for all",
    ),
    (
        'when = "target_met"',
        'when = "otherwise"',
        "target_status[0] (the first) is 'otherwise' for all units, so the rules after it are",
    ),
    (
        NO_WORSE,
        f"{NO_WORSE}periods = 2\n",
        "periods in target_status[2] (the third) is 2, but only a mean is of several periods.",
    ),
    (
        NO_WORSE,
        'compare_with = "mean_of_last"\nperiods = 0\n',
        "periods in target_status[2] (the third) is 0, but must be from 1 to 100.",
    ),
    (
        SHORT,
        '[trend.short]\ncompare_with = "mean_of_last"\nperiods = 101\n',
        "trend.short.periods is 101, but must be from 1 to 100.",
    ),
    (SHORT, f"{SHORT}periods = 3\n", "trend.short.periods is 3, but only a mean is of several periods."),
    (
        SHORT,
        '[trend.short]\ncompare_with = "mean_of_last"\nperiods = 3\nat_least = 4\n',
        "trend.short.at_least is 4, but must be from 1 to",
    ),
    (SHORT, f"{SHORT}at_least = 0\n", "trend.short.at_least is 0, but must be from 1 to periods (1)."),
    ("amount = 5,", "amount = -0.001,", "tolerance.amount in target_status[1] (the second) is -0.001, but must be 0 or more."),
    ("amount = 5,", "amount = nan,", "tolerance.amount in target_status[1] (the second) is NaN, but must be 0 or more."),
    ("amount = 5,", "amount = inf,", "tolerance.amount in target_status[1] (the second) is Infinity, but must be 0 or more."),
    (
        SHORT,
        f'{SHORT}same_within = {{ amount = -1, measured_as = "absolute" }}\n',
        "trend.short.same_within.amount is -1, but must be 0",
    ),
    (
        LATE,
        LATE.replace("past_due = true\n", ""),
        "actions.rules[2] (the third) has no condition, so the rules after it are never reached.",
    ),
    (
        "progress_at_least = 100",
        "progress_at_least = 101",
        "progress_at_least in actions.rules[1] (the second) is 101, but must be from 0 to",
    ),
    (
        "of_elapsed_at_least = 87.5",
        "of_elapsed_at_least = -1",
        "of_elapsed_at_least in actions.rules[3] (the fourth) is -1, but must be 0 or",
    ),
    (
        "alert_count_at_most = 0",
        "alert_count_at_most = -1",
        "alert_count_at_most in rollup[0] (the first) is -1, but must be 0 or more.",
    ),
    (LAST_ROLLUP, f"{LAST_ROLLUP}ok_share_at_least = 1\n", "rollup[2] (the third) is the last rule and must have no condition"),
    ("alert_share_at_most = 25\n", "", "rollup[1] (the second) has no condition, so the rules after it are never reached."),
]
BANDS_AND_REPORT = [
    (
        'highest = 6\nstatus = "ok"',
        'highest = 6\nstatus = "unknown"',
        "status in risks.bands[1] (the second) is 'unknown', but a band's",
    ),
    ("lowest = 4", "lowest = 5", "risks.bands: no band covers the scores 4, which the matrix has."),
    ("highest = 25", "highest = 19", "risks.bands: no band covers the scores 20, 25, which the matrix has."),
    ("lowest = 4", "lowest = 3", "risks.bands: 'Negligible' and 'Minor' overlap at score 3."),
    ("lowest = 7", "lowest = 6", "risks.bands: 'Minor' and 'Moderate' overlap at score 6."),
    ("highest = 16", "highest = 17", "risks.bands: 'Major' and 'Severe' overlap at score 17."),
    ("highest = 6", "highest = 3", "risks.bands[1] (the second): lowest 4 is above highest 3."),
    ('impact = ["Slight", "Small", "Middling", "Large", "Grave"]', "impact = []", "risks.impact has no label."),
    ('"Large", "Grave"]', '"Large", "Grave", "Final"]', "risks.bands: no band covers the scores 30, which the matrix has."),
    ("{council}: {service}", "{council}: {servce}", "report.title may have {council}, {service} and {period} in braces"),
    (
        'field = "value"',
        'field = "worth"',
        "field in report.indicators.columns[2] (the third) is 'worth', but must be one of: section,",
    ),
    ('field = "due"', 'field = "value"', "field in report.actions.columns[2] (the third) is 'value', but must be one of"),
    (
        'field = "value"',
        'field = "code"',
        "field in report.indicators.columns[2] (the third) is 'code', which an earlier column has already.",
    ),
    (
        'heading = "Now"',
        'heading = "no."',
        "heading in report.indicators.columns[2] (the third) is 'no.', which an earlier column has",
    ),
    ('heading = "Now"', 'heading = " "', "heading in report.indicators.columns[2] (the third) must not be empty."),
    (
        'title = "How we are doing"',
        'title = "How we are doing"\ngroup_by = "title"',
        "report.indicators.group_by is 'title', but must be one of: service, section, lead.",
    ),
    (
        'field = "due"',
        'field = "section"',
        "report.actions.group_by is 'section', which a column shows already; leave out one of them.",
    ),
    ('group_by = ["section"]', 'group_by = ["section", "section"]', "report.actions.group_by has 'section' twice."),
    ('group_by = ["section"]', "group_by = 1", "report.actions.group_by must be a text in quotation marks or a list, not a"),
    (
        'title = "What may go wrong"',
        'title = "What may go wrong"\ngroup_by = "section"',
        "report.risks.group_by has no meaning: only indicators and actions are grouped.",
    ),
    ("width = 70", "width = 0", "width in report.risks.columns[0] (the first) is 0, but must be above 0 and at most 255."),
    (
        '[report.risks]\ntitle = "What may go wrong"',
        '[report.risks]\ntitle = "x"\nlayout = "cards"',
        "report.risks.layout is 'cards', but must be one of: blocks, table.",
    ),
    ("[report.indicators]", '[report.indicators]\nlayout = "blocks"', "unknown key 'layout' in report.indicators."),
    ("width = 70", "width = 256", "width in report.risks.columns[0] (the first) is 256, but must be above 0"),
]


@pytest.mark.parametrize(("good", "bad", "message"), [*KEYS_AND_TYPES, *STYLES, *RULES, *BANDS_AND_REPORT])
def test_a_breach_is_named(good: str, bad: str, message: str) -> None:
    assert good in TEXT
    with pytest.raises(SchemeError) as caught:
        parse_scheme(TEXT.replace(good, bad, 1), FILE)
    assert str(caught.value).startswith(f"{FILE}: {message}")


def test_blocks_need_a_matrix() -> None:
    start, end = TEXT.index("[risks]"), TEXT.index("[[rollup]]")
    without = TEXT[:start] + TEXT[end:]
    assert parse_scheme(without, FILE).risks is None
    with pytest.raises(SchemeError, match=r"report\.risks\.layout is 'blocks', which shows each risk on a matrix, but"):
        parse_scheme(without.replace("[report.risks]", '[report.risks]\nlayout = "blocks"'), FILE)


def test_a_table_without_columns_and_a_scheme_without_rules_are_refused() -> None:
    start, end = TEXT.index("[report.risks]"), TEXT.index("[report.section_titles]")
    with pytest.raises(SchemeError, match=r"report\.risks\.columns is empty\."):
        parse_scheme(TEXT[:start] + '[report.risks]\ntitle = "Risks"\ncolumns = []\n' + TEXT[end:], FILE)
    start, end = TEXT.index("[[target_status]]"), TEXT.index("[trend.short]")
    with pytest.raises(SchemeError, match=r"target_status has no rule\."):
        parse_scheme(TEXT[:start].replace("format = 1", "format = 1\ntarget_status = []") + TEXT[end:], FILE)


@pytest.mark.parametrize(
    "change",
    [
        ("amount = 5,", "amount = 0,"),
        ("lowest = 7", "lowest = 8"),  # no cell of the matrix has the score 7
        ("width = 70", "width = 255"),
        ('word = "Late"', 'word = "Over due"'),
        ('aliases = ["Yellow"]', 'aliases = ["near", "Yellow"]'),
        ("progress_at_least = 100", "progress_at_least = 0"),
    ],
)
def test_what_stands_just_within_the_bounds_is_taken(change: tuple[str, str]) -> None:
    assert parse_scheme(TEXT.replace(*change, 1), FILE).name == "made_up_council"


@pytest.mark.parametrize(
    ("one", "other", "at_least", "below"),
    [
        ("#FFFFFF", "#000000", "21", "21.001"),
        ("#123456", "#123456", "1", "1.001"),
        ("#FFFFFF", "#777777", "4.47", "4.5"),  # the well-known grey just short of the bound
        ("#FFFFFF", "#767676", "4.5", "4.55"),  # and the one just within
        ("#ffffff", "#FF0000", "3.99", "4.0"),
    ],
)
def test_contrast_is_that_of_wcag(one: str, other: str, at_least: str, below: str) -> None:
    assert Decimal(at_least) <= contrast(one, other) < Decimal(below)
    assert contrast(one, other) == contrast(other, one)


@pytest.mark.parametrize(
    ("text", "expected"), [("#A0b1C2", True), ("#FFF", False), ("FFFFFF", False), ("#FFFFFF\n", False), ("#FFFFFG", False)]
)
def test_colours_are_written_in_six_digits(text: str, *, expected: bool) -> None:
    assert is_colour(text) is expected
