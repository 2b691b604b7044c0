"""CSV, JSON and data frames."""

import csv
import io
import json
from datetime import date
from decimal import Decimal
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from support_consolidation import SCHEME, WITH_ROLLUP, consolidated, digest, made_up, with_titles
from workbook_tools.findings import WritingError
from workbook_tools.model.consolidation import Consolidation
from workbook_tools.model.flat import ACTIONS, INDICATORS, RISKS, Amount, Day, FlatRow
from workbook_tools.model.scheme import Scheme
from workbook_tools.model.words import Unit
from workbook_tools.writing.consolidated.batches import TABLES
from workbook_tools.writing.consolidated.csv_files import write_csv
from workbook_tools.writing.consolidated.frames import to_frames
from workbook_tools.writing.consolidated.json_file import write_json
from workbook_tools.writing.consolidated.pivots import by_section, by_service
from workbook_tools.writing.consolidated.tally import Spool, Tally, take_tally

NAMES = ["tracker", "indicators", "actions", "risks", "finance", "savings", "findings", "control_totals", "sources"]


def read_csv(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as stream:
        return list(csv.DictReader(stream))


def as_json(consolidation: Consolidation) -> dict[str, object]:
    stream = io.StringIO()
    write_json(stream, consolidation)
    found: dict[str, object] = json.loads(stream.getvalue())
    return found


def tally_of(consolidation: Consolidation) -> Tally:
    with Spool() as spool:
        return take_tally(consolidation, spool)


def budget_line(number: Decimal) -> FlatRow:
    amount = Amount(number, Unit.GBP)
    money = (amount, amount, amount, amount, amount, amount)
    return ("Housing", "B1", "", "Line", "", *money, None, "On budget", "ok", "", "", "", "Finance!D4")


@pytest.fixture
def housing() -> Consolidation:
    action = ("Housing", "A1", "CP1", "Title", Day(date(2020, 3, 31)), Amount(Decimal("50.50"), Unit.PERCENT), "overdue")
    ongoing = ("Housing", "A2", "", "-", "Ongoing", "n/a", "completed")
    rest = ("Late.", "", "", "Lead", "year end\nto come", "Actions!G2")
    return consolidated(digest("a.xlsx", {"actions": [(*action, *rest), (*ongoing, *rest)]}))


def test_there_is_a_csv_file_for_each_table(tmp_path: Path) -> None:
    paths = write_csv(tmp_path, made_up(2, 3))
    assert [path.name for path in paths] == [f"{name}.csv" for name in NAMES]
    assert sorted(tmp_path.iterdir()) == sorted(paths)
    for path in paths:
        content = path.read_bytes()
        assert content.startswith(b"\xef\xbb\xbf")
        assert content.count(b"\n") == content.count(b"\r\n")


def test_csv_holds_plain_figures_iso_dates_and_words(housing: Consolidation, tmp_path: Path) -> None:
    write_csv(tmp_path, housing)
    first, second = read_csv(tmp_path / "actions.csv")
    assert (first["progress"], first["due"], first["status"]) == ("50.5", "2020-03-31", "overdue")
    assert first["status_word"] == SCHEME.styles.actions["overdue"].word
    assert first["note"] == "year end\nto come"
    assert (second["progress"], second["due"], second["title"]) == ("n/a", "Ongoing", "'-")


@pytest.mark.parametrize(
    ("text", "field"),
    [
        ("=1+1", "'=1+1"),
        ("+44", "'+44"),
        ("-", "'-"),
        ("@x", "'@x"),
        ("\t=1", "'\t=1"),
        ("\r=1", "'\r=1"),
        ("1=1", "1=1"),
        ("'", "'"),
    ],
)
def test_no_text_in_a_csv_file_is_a_formula(text: str, field: str, tmp_path: Path) -> None:
    write_csv(tmp_path, with_titles(text))
    assert read_csv(tmp_path / "indicators.csv")[0]["title"] == field


def test_a_negative_figure_is_no_formula(tmp_path: Path) -> None:
    line = budget_line(Decimal("-294.10"))
    write_csv(tmp_path, consolidated(digest("a.xlsx", {"finance": [line]})))
    assert read_csv(tmp_path / "finance.csv")[0]["budget"] == "-294.1"


def test_a_csv_file_that_cannot_be_written_leaves_nothing_behind(tmp_path: Path) -> None:
    (tmp_path / "tracker.csv").mkdir()
    with pytest.raises(WritingError, match=r"tracker\.csv could not be written"):
        write_csv(tmp_path, made_up(1, 1))
    assert [path.name for path in tmp_path.iterdir()] == ["tracker.csv"]


def test_json_has_every_table_with_the_data_names(housing: Consolidation) -> None:
    found = as_json(housing)
    assert list(found) == ["version", "scheme", "as_at", *NAMES]
    assert (found["scheme"], found["as_at"]) == ("clackmannanshire", "2019-09-30")
    assert found["control_totals"] == [{"file": None, "table": "finance", "column": "budget", "count": 1, "total": "0.1"}]
    actions = found["actions"]
    assert isinstance(actions, list)
    assert list(actions[0]) == [column.name for column in ACTIONS.columns]
    assert (actions[0]["progress"], actions[0]["due"], actions[0]["overruled"]) == ("50.5", "2020-03-31", None)
    assert (actions[1]["progress"], actions[1]["progress_text"], actions[1]["due_text"]) == (None, "n/a", "Ongoing")


@given(st.lists(st.text(st.characters() | st.sampled_from('"\\\ud800\uffff')), max_size=4))
def test_json_is_valid_whatever_a_return_says(titles: list[str]) -> None:
    found = as_json(with_titles(*titles))["indicators"]
    assert isinstance(found, list)
    assert len(found) == len(titles)


def test_an_empty_consolidation_is_valid_json_and_csv(tmp_path: Path) -> None:
    assert as_json(consolidated())["indicators"] == []
    write_csv(tmp_path, consolidated())
    assert read_csv(tmp_path / "indicators.csv") == []


def test_frames_have_the_documented_types(housing: Consolidation) -> None:
    frames = to_frames(housing)
    actions = frames["actions"]
    assert list(frames) == NAMES
    assert actions["progress"].tolist() == [Decimal("50.50"), None]
    assert actions["progress"].dtype == object
    assert actions["due"].dtype == "datetime64[s]"
    assert actions["due"].isna().tolist() == [False, True]
    assert pd.api.types.is_string_dtype(actions["reason"])
    assert frames["tracker"]["errors"].dtype == "int64"
    assert frames["sources"]["as_at"].tolist() == [pd.Timestamp(2019, 9, 30)]


def test_empty_frames_keep_their_columns_and_types() -> None:
    frames = to_frames(consolidated())
    for table in TABLES:
        assert list(frames[table.name].columns) == [column.name for column in table.columns]
    assert frames["actions"]["due"].dtype == "datetime64[s]"
    assert frames["tracker"]["errors"].dtype == "int64"


@pytest.mark.parametrize("scheme", [SCHEME, WITH_ROLLUP], ids=lambda scheme: scheme.name)
@pytest.mark.parametrize(("index", "of"), [("service", "service"), ("section", "section")])
def test_pivots_are_those_of_pandas(index: str, of: str, scheme: Scheme) -> None:
    consolidation = made_up(4, 30, scheme)
    frames = to_frames(consolidation)
    pivot = (by_service if of == "service" else by_section)(tally_of(consolidation), scheme)
    names = [column.name for column in pivot.table.columns]
    counted = pd.DataFrame(pivot.rows, columns=names)
    for table in (INDICATORS, ACTIONS, RISKS):
        frame = frames[table.name].rename(columns={"register": "section"})
        frame["word"] = [scheme.style_of(table.name, key).word for key in frame["status"]]
        frame["section"] = frame.get("section", pd.Series("", frame.index)).replace("", "(no section)")
        theirs = pd.pivot_table(frame, index=index, columns="word", values="file", aggfunc="count", fill_value=0)
        for word in theirs:
            ours = counted.groupby(index)[f"{table.name}_{word}"].sum()
            assert ours[theirs.index].tolist() == theirs[word].tolist()
        assert sum(counted[f"{table.name}_total"]) == len(frame)
    finance = frames["finance"]
    finance["section"] = finance["section"].replace("", "(no section)")
    money = finance.dropna(subset=["budget"]).groupby(index)["budget"].sum()
    ours = counted.groupby(index)["budget"].agg(lambda amounts: sum((amount.number for amount in amounts), Decimal(0)))
    assert {key: ours[key] for key in money.index} == money.to_dict()


def test_the_foot_of_a_pivot_is_the_sum_of_its_rows() -> None:
    consolidation = made_up(3, 20, WITH_ROLLUP)
    tally = tally_of(consolidation)
    for pivot in (by_service(tally, WITH_ROLLUP), by_section(tally, WITH_ROLLUP)):
        for place, total in enumerate(pivot.totals):
            if isinstance(total, int):
                assert total == sum(value for row in pivot.rows if isinstance(value := row[place], int))
            if isinstance(total, Amount):
                amounts = (row[place] for row in pivot.rows)
                assert total.number == sum((amount.number for amount in amounts if isinstance(amount, Amount)), Decimal(0))


def test_money_is_added_exactly() -> None:
    amounts = [Decimal("1E+300"), Decimal("1E-300"), Decimal("-1E+300")]
    lines = [budget_line(amount) for amount in amounts]
    assert tally_of(consolidated(digest("a.xlsx", {"finance": lines}))).whole.money["budget"] == Decimal("1E-300")
