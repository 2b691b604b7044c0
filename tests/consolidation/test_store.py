"""Digests on disk: what is kept comes back, what is damaged is read again, nothing that matters is forgotten."""

import sqlite3
import time
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from support_samples import scheme_named
from workbook_tools.consolidation.store import DAY, NAME, DigestStore, rules_of
from workbook_tools.model.consolidation import ReturnDigest, ReturnFacts, RowsInMemory
from workbook_tools.model.flat import FINANCE, KEPT_TABLES, Amount, Day, FlatTable, Holds, Value
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
    values: dict[str, Value] = {"service": "Housing", "title": "Rent", "budget": Amount(Decimal(amount), Unit.GBP)}
    line = tuple(values.get(column.name, "") for column in FINANCE.own_columns)
    return ReturnDigest(SOURCE, ReturnFacts("Housing", row_counts={"finance": 1}), RowsInMemory({"finance": (line,)}))


@given(FACTS, TABLES)
def test_what_is_kept_comes_back(tmp_path_factory: pytest.TempPathFactory, facts: ReturnFacts, tables: Any) -> None:
    store = DigestStore(tmp_path_factory.mktemp("cache"), "rules")
    returned = store.keep(ReturnDigest(SOURCE, facts, RowsInMemory(tables)))
    loaded = store.load(SOURCE)
    assert loaded is not None
    for found in (returned, loaded):
        assert (found.source, found.facts) == (SOURCE, facts)
        assert {table.name: tuple(found.rows(table.name)) for table in KEPT_TABLES} == {
            table.name: tables.get(table.name, ()) for table in KEPT_TABLES
        }


def test_a_digest_says_nothing_of_the_file_s_name(tmp_path: Path) -> None:
    store = DigestStore(tmp_path, "rules")
    store.keep(digest())
    store.close()
    renamed = SourceFile("Roads.xlsx", SOURCE.sha256, SOURCE.size)
    loaded = DigestStore(tmp_path, "rules").load(renamed)
    assert loaded is not None
    assert loaded.source == renamed
    assert b"Housing.xlsx" not in (tmp_path / NAME).read_bytes()


def kept(folder: Path) -> bytes:
    """The content of a cache with one digest."""
    store = DigestStore(folder, "rules")
    store.keep(digest())
    store.close()
    store.database.close()
    return (folder / NAME).read_bytes()


@pytest.mark.parametrize("cut", [0, 1, 100, 4096, 9000])
def test_a_cache_that_was_cut_off_gives_nothing_and_works_again(tmp_path: Path, cut: int) -> None:
    (tmp_path / NAME).write_bytes(kept(tmp_path)[:cut])
    store = DigestStore(tmp_path, "rules")
    assert store.load(SOURCE) is None
    assert store.keep(digest()).rows(FINANCE.name) == list(digest().rows(FINANCE.name))


@given(st.integers(0, 10**6), st.binary(min_size=1, max_size=40))
def test_a_damaged_cache_never_gives_other_rows(tmp_path_factory: pytest.TempPathFactory, place: int, noise: bytes) -> None:
    folder = tmp_path_factory.mktemp("cache")
    content = bytearray(kept(folder))
    place %= len(content)
    content[place : place + len(noise)] = noise[: len(content) - place]
    (folder / NAME).write_bytes(content)
    store = DigestStore(folder, "rules")
    loaded = store.load(SOURCE)
    assert loaded is None or (loaded.facts, list(loaded.rows(FINANCE.name))) == (
        digest().facts,
        list(digest().rows(FINANCE.name)),
    )
    assert list(store.keep(digest()).rows(FINANCE.name)) == list(digest().rows(FINANCE.name))


def test_another_content_or_other_rules_have_a_digest_of_their_own(tmp_path: Path) -> None:
    kept(tmp_path)
    assert DigestStore(tmp_path, "rules").load(SOURCE) is not None
    assert DigestStore(tmp_path, "others").load(SOURCE) is None
    assert DigestStore(tmp_path, "rules").load(SourceFile("Housing.xlsx", "cd" * 32, 3)) is None


def test_the_rules_change_with_the_scheme_and_the_choices() -> None:
    clackmannanshire, moray = (scheme_named(name) for name in ("clackmannanshire", "moray"))
    made = {rules_of(clackmannanshire, None), rules_of(clackmannanshire, "2026-09-30"), rules_of(moray, None)}
    assert len(made) == 3
    assert rules_of(clackmannanshire, None) in made


def test_where_the_cache_cannot_be_made_the_run_has_a_database_of_its_own(tmp_path: Path) -> None:
    blocked = tmp_path / "a file"
    blocked.touch()
    store = DigestStore(blocked, "rules")
    assert list(store.keep(digest()).rows(FINANCE.name)) == list(digest().rows(FINANCE.name))
    assert blocked.read_bytes() == b""


def test_while_another_run_writes_the_run_has_a_database_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("workbook_tools.consolidation.store.PATIENCE", 0.05)
    first, second = DigestStore(tmp_path, "rules"), DigestStore(tmp_path, "rules")
    first.keep(digest())
    assert list(second.keep(digest("2")).rows(FINANCE.name)) == list(digest("2").rows(FINANCE.name))
    first.close()
    loaded = DigestStore(tmp_path, "rules").load(SOURCE)
    assert loaded is not None
    assert list(loaded.rows(FINANCE.name)) == list(digest().rows(FINANCE.name))


def test_what_was_not_used_for_two_months_is_forgotten(tmp_path: Path) -> None:
    kept(tmp_path)

    def age(days: int) -> None:
        with sqlite3.connect(tmp_path / NAME) as database:
            database.execute("UPDATE digests SET used = ?", (int(time.time()) - days * DAY,))
        database.close()

    age(59)
    store = DigestStore(tmp_path, "rules")
    assert store.load(SOURCE) is not None  # which counts as use
    store.close()
    age(61)
    DigestStore(tmp_path, "rules").close()
    assert DigestStore(tmp_path, "rules").load(SOURCE) is None
    with sqlite3.connect(tmp_path / NAME) as database:
        assert database.execute("SELECT count(*) FROM blocks").fetchone() == (0,)
    database.close()
