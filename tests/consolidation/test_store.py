"""Digests on disk: what is kept comes back, what is damaged is read again, nothing that matters is forgotten."""

import os
import time
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from support_samples import scheme_named
from workbook_tools.consolidation.store import DAY, KEPT_FOR, DigestStore, rules_of
from workbook_tools.model.consolidation import ReturnDigest, ReturnFacts, RowsInMemory
from workbook_tools.model.flat import FINANCE, KEPT_TABLES, Amount, Day, FlatTable, Holds
from workbook_tools.model.service_return import SourceFile
from workbook_tools.model.words import Unit

SOURCE = SourceFile("Housing.xlsx", "ab" * 32, 3)
AMOUNTS = st.builds(Amount, st.decimals(allow_nan=False, allow_infinity=False), st.sampled_from(Unit))
TEXTS = st.text(st.characters(exclude_categories=["Cs"]))
VALUES: dict[Holds, st.SearchStrategy[Any]] = {
    Holds.COUNT: st.integers(-(2**60), 2**60),
    Holds.FIGURE: st.none() | TEXTS | AMOUNTS,
    Holds.DATE: st.none() | TEXTS | st.builds(Day, st.dates()),
}


def rows_of(table: FlatTable) -> st.SearchStrategy[Any]:
    return st.lists(st.tuples(*(VALUES.get(column.holds, TEXTS) for column in table.own_columns)), max_size=3).map(tuple)


FACTS = st.builds(
    ReturnFacts,
    service=TEXTS,
    as_at=st.none() | st.dates(),
    signed_off_on=st.none() | st.dates(),
    answers=st.none() | TEXTS,
    severities=st.dictionaries(TEXTS, st.integers(0, 99), max_size=3),
)
TABLES = st.fixed_dictionaries({}, optional={table.name: rows_of(table) for table in KEPT_TABLES})


def digest(amount: str = "1.10") -> ReturnDigest:
    line = ("Housing", "CC1", "", "Rent", Amount(Decimal(amount), Unit.GBP), *[None] * 4, "", "", "", "Finance!C5")
    return ReturnDigest(SOURCE, ReturnFacts("Housing", row_counts={"finance": 1}), RowsInMemory({"finance": (line,)}))


def stored(folder: Path) -> Path:
    [path] = [path for path in folder.rglob("*") if path.is_file()]
    return path


@given(FACTS, TABLES)
def test_what_is_kept_comes_back(tmp_path_factory: pytest.TempPathFactory, facts: ReturnFacts, tables: Any) -> None:
    store = DigestStore(tmp_path_factory.mktemp("cache"), "rules")
    kept = store.keep(ReturnDigest(SOURCE, facts, RowsInMemory(tables)))
    loaded = store.load(SOURCE)
    assert loaded is not None
    for found in (kept, loaded):
        assert (found.source, found.facts) == (SOURCE, facts)
        assert {table.name: tuple(found.rows(table.name)) for table in KEPT_TABLES} == {
            table.name: tables.get(table.name, ()) for table in KEPT_TABLES
        }


def test_a_digest_says_nothing_of_the_file_s_name(tmp_path: Path) -> None:
    store = DigestStore(tmp_path, "rules")
    store.keep(digest())
    renamed = SourceFile("Roads.xlsx", SOURCE.sha256, SOURCE.size)
    loaded = store.load(renamed)
    assert loaded is not None
    assert loaded.source == renamed
    assert b"Housing.xlsx" not in stored(tmp_path).read_bytes()


@pytest.mark.parametrize(
    "spoil", [lambda c: c[:-1], lambda c: c[:7], lambda _: b"", lambda c: c[:-1] + b"?", lambda c: b"x" + c]
)
def test_a_damaged_digest_is_none(tmp_path: Path, spoil: Any) -> None:
    store = DigestStore(tmp_path, "rules")
    store.keep(digest())
    path = stored(tmp_path)
    path.write_bytes(spoil(path.read_bytes()))
    assert store.load(SOURCE) is None


def test_another_content_or_other_rules_have_a_digest_of_their_own(tmp_path: Path) -> None:
    DigestStore(tmp_path, "rules").keep(digest())
    assert DigestStore(tmp_path, "others").load(SOURCE) is None
    assert DigestStore(tmp_path, "rules").load(SourceFile("Housing.xlsx", "cd" * 32, 3)) is None


def test_the_rules_change_with_the_scheme_and_the_choices() -> None:
    clackmannanshire, moray = (scheme_named(name) for name in ("clackmannanshire", "moray"))
    made = {rules_of(clackmannanshire, None), rules_of(clackmannanshire, "2026-09-30"), rules_of(moray, None)}
    assert len(made) == 3
    assert rules_of(clackmannanshire, None) in made


def test_where_nothing_can_be_kept_the_rows_stay_in_memory(tmp_path: Path) -> None:
    blocked = tmp_path / "a file"
    blocked.touch()
    kept = DigestStore(blocked, "rules").keep(digest())
    assert kept == digest()
    assert kept.rows(FINANCE.name)


def test_what_was_not_used_for_two_months_is_forgotten(tmp_path: Path) -> None:
    store = DigestStore(tmp_path, "rules")
    store.keep(digest())
    path, now = stored(tmp_path), time.time()
    os.utime(path, (now - KEPT_FOR + DAY,) * 2)
    store.tidy()
    assert store.load(SOURCE) is not None  # which counts as use
    store.tidy()
    assert path.exists()
    os.utime(path, (now - KEPT_FOR - DAY,) * 2)
    store.tidy()
    assert store.load(SOURCE) is None
