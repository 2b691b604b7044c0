"""Mistakes of many kinds planted at random places of a clean return: each is found at its cell, and nothing else is."""

import random
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from io import BytesIO
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.styles import Font

from support_clean_return import SERVICE, CleanReturn, clean_return
from support_issue import fill
from workbook_tools import catalogue, pipeline
from workbook_tools.model.layout import ISSUED_SHEET
from workbook_tools.writing.copied_package import finish, results_of
from workbook_tools.writing.issued.plan import FIRST

RUNS, RUNS_IN_A_TEST, MOST_IN_A_RUN = 200, 10, 6
Place = tuple[str, str | None]  # sheet and cell


@dataclass
class Planting:
    """A workbook that mistakes are planted in, with the places that are taken and what is to be found.

    `alone`: nothing else may be planted beside what was.
    """

    clean: CleanReturn
    book: Any
    chance: random.Random
    taken: set[tuple[str, int]] = field(default_factory=set)
    alone: bool = False
    expected: Counter[tuple[str, str | None, str | None]] = field(default_factory=Counter)

    def row(self, table: str, fits: Callable[[Any], bool] = lambda _: True) -> int:
        """A row of a table that nothing was planted in yet; from now on it is taken."""
        rows = self.clean.plans[table].rows
        free = [number for number, row in enumerate(rows) if (table, number) not in self.taken and fits(row)]
        if not free:
            raise Taken
        number = self.chance.choice(free)
        self.taken.add((table, number))
        return number

    def whole(self, table: str) -> None:
        """Takes a whole table; nothing may have been planted in it."""
        numbers = (
            {(table, number) for number in range(-1, len(self.clean.plans[table].rows))}
            if table in self.clean.plans
            else {(table, -1)}
        )
        if numbers & self.taken:
            raise Taken
        self.taken |= numbers

    def once(self, table: str) -> None:
        """Takes what there is only once in a table, such as its headings."""
        if (table, -1) in self.taken:
            raise Taken
        self.taken.add((table, -1))

    def put(self, place: tuple[str, str], value: Any, number_format: str | None = None) -> tuple[str, str]:
        sheet, address = place
        cell = self.book[sheet][address]
        cell.value = value
        if number_format:
            cell.number_format = number_format
        return place

    def expect(self, code: str, place: Place) -> None:
        self.expected[code, *place] += 1


class Taken(Exception):  # noqa: N818 - a signal, no error
    """There is no place left for this mistake."""


Plant = Callable[[Planting], None]
PLANTS: dict[str, Plant] = {}
CODES: set[str] = set()
"""The kinds of findings that are planted; each mistake is the first of at least four runs."""


def plants(code: str) -> Callable[[Plant], Plant]:
    def register(plant: Plant) -> Plant:
        PLANTS[plant.__name__] = plant
        assert code in {kind.code for kind in catalogue.ALL}
        CODES.add(code)
        return plant

    return register


def put_in(
    planting: Planting, code: str, table: str, name: str, value: Any, *, fits: Callable[[Any], bool] = lambda _: True
) -> int:
    """Puts one wrong content into a field of a free row, to be found there."""
    row = planting.row(table, fits)
    planting.expect(code, planting.put(planting.clean.cell(table, name, row), value))
    return row


def unit_is(*units: str) -> Callable[[Any], bool]:
    return lambda row: row.unit_text in units


@plants("not-a-number")
def text_where_a_number_belongs(planting: Planting) -> None:
    put_in(
        planting, "not-a-number", "indicators", "value", planting.chance.choice(["about 5", "12 or so", "n/a?", "3,14", "5 6"])
    )


@plants("not-a-number")
def text_where_money_belongs(planting: Planting) -> None:
    put_in(planting, "not-a-number", "finance", "forecast", planting.chance.choice(["ask finance", "1.000,50", "£?"]))


@plants("bare-percent")
def a_percentage_without_its_sign(planting: Planting) -> None:
    row = put_in(planting, "bare-percent", "indicators", "value", 61.17, fits=unit_is("percent"))
    planting.book["Indicators"][planting.clean.cell("indicators", "value", row)[1]].number_format = "General"


@plants("unit-differs")
def a_figure_in_another_unit(planting: Planting) -> None:
    put_in(planting, "unit-differs", "indicators", "value", "£12", fits=unit_is("number", "days"))


@plants("impossible-date")
def a_day_that_does_not_exist(planting: Planting) -> None:
    put_in(planting, "impossible-date", "actions", "due", planting.chance.choice(["31/09/2023", "30/02/2024", "31 June 2023"]))


@plants("date-not-understood")
def a_date_that_is_none(planting: Planting) -> None:
    put_in(planting, "date-not-understood", "actions", "due", planting.chance.choice(["soon", "Spring", "03/2024?"]))


@plants("cover-day-wrong")
def a_sign_off_day_that_is_none(planting: Planting) -> None:
    planting.once("sign-off")
    planting.expect("cover-day-wrong", planting.put(("Cover", "B20"), planting.chance.choice(["yesterday", "31/09/2024"])))


@plants("error-cell")
def a_cell_that_shows_an_error(planting: Planting) -> None:
    row = put_in(planting, "error-cell", "indicators", "value", "#REF!")
    planting.book["Indicators"][planting.clean.cell("indicators", "value", row)[1]].data_type = "e"


@plants("formula-without-value")
def a_formula_without_a_result(planting: Planting) -> None:
    put_in(planting, "formula-without-value", "indicators", "value", "=1+1")


@plants("score-off-scale")
def a_likelihood_off_the_scale(planting: Planting) -> None:
    row = put_in(
        planting,
        "score-off-scale",
        "risks",
        planting.chance.choice(["likelihood", "impact"]),
        planting.chance.choice([0, 6, 2.5]),
    )
    planting.put(planting.clean.cell("risks", "score", row), None)


@plants("score-not-attainable")
def a_score_that_the_matrix_does_not_have(planting: Planting) -> None:
    row = put_in(planting, "score-not-attainable", "risks", "score", planting.chance.choice([7, 11, 23]))
    for name in ("likelihood", "impact"):
        planting.put(planting.clean.cell("risks", name, row), None)


@plants("score-not-product")
def a_score_that_is_not_the_product(planting: Planting) -> None:
    put_in(planting, "score-not-product", "risks", "score", planting.chance.choice([6, 9, 25]))


@plants("polarity-unknown")
def a_polarity_that_is_none(planting: Planting) -> None:
    put_in(planting, "polarity-unknown", "indicators", "polarity", "up")


@plants("unit-unknown")
def a_unit_of_its_own(planting: Planting) -> None:
    put_in(planting, "unit-unknown", "indicators", "unit_text", "furlongs", fits=unit_is("number"))


@plants("progress-out-of-range")
def progress_beyond_its_range(planting: Planting) -> None:
    put_in(planting, "progress-out-of-range", "actions", "progress", planting.chance.choice([1.01, 1.5, -0.01]))


@plants("code-twice")
def a_row_twice(planting: Planting) -> None:
    planting.once("actions")
    row, spare = planting.row("actions"), len(planting.clean.plans["actions"].rows)
    for column in planting.clean.plans["actions"].columns:
        old, new = (planting.clean.cell("actions", column.name, number)[1] for number in (row, spare))
        if column.name in {"code", "title", "start", "due", "progress", "note"}:
            planting.put(("Actions", new), planting.book["Actions"][old].value, planting.book["Actions"][old].number_format)
    planting.expect("code-twice", planting.clean.cell("actions", "code", spare))


@plants("total-counted")
def a_total_among_the_lines(planting: Planting) -> None:
    put_in(planting, "total-counted", "finance", "title", planting.chance.choice(["Total", "Grand total", "Sub-total"]))


@plants("officer-status-unknown")
def an_officers_status_of_no_key(planting: Planting) -> None:
    table = planting.chance.choice(["indicators", "actions", "risks"])
    row = put_in(planting, "officer-status-unknown", table, "officer_status", "Purple")
    planting.put(planting.clean.cell(table, "officer_reason", row), "Weather.")


@plants("officer-reason-missing")
def an_officers_status_without_a_reason(planting: Planting) -> None:
    row = planting.row("indicators")
    planting.put(planting.clean.cell("indicators", "officer_status", row), "OK")
    planting.expect("officer-reason-missing", planting.clean.cell("indicators", "officer_reason", row))


@plants("target-contradicts-polarity")
def a_target_against_the_polarity(planting: Planting) -> None:
    put_in(
        planting, "target-contradicts-polarity", "indicators", "target", "<", fits=lambda row: row.polarity_text == "Maximise"
    )


@plants("heading-not-understood")
def a_heading_of_its_own(planting: Planting) -> None:
    table = planting.chance.choice(["indicators", "finance"])
    planting.once(table)
    planting.expect("heading-not-understood", planting.put(planting.clean.heading(table, "lead"), "Whatnot"))


@plants("heading-twice")
def a_heading_twice(planting: Planting) -> None:
    planting.once("indicators")
    planting.expect("heading-twice", planting.put(planting.clean.heading("indicators", "lead"), "Commentary"))


@plants("hidden-sheet-not-read")
def a_hidden_sheet(planting: Planting) -> None:
    planting.whole("risks")
    planting.book["Risks"].sheet_state = "hidden"
    planting.expect("hidden-sheet-not-read", ("Risks", None))
    planting.expect("table-not-answered", ("Risks", None))


@plants("wrong-period")
def another_period(planting: Planting) -> None:
    planting.once("period")
    planting.expect("wrong-period", planting.put(("Cover", "B8"), "Q1 2024/25"))


@plants("period-not-understood")
def a_period_that_is_none(planting: Planting) -> None:
    planting.once("period")
    planting.expect("period-not-understood", planting.put(("Cover", "B8"), "last quarter"))


@plants("wrong-service")
def another_service(planting: Planting) -> None:
    planting.once("service")
    planting.expect("wrong-service", planting.put(("Cover", "B6"), planting.chance.choice(["Parks", f"{SERVICE} Repairs"])))


@plants("cover-label-twice")
def a_second_answer_on_the_cover(planting: Planting) -> None:
    planting.once("service")
    planting.put(("Cover", "A27"), "Service")
    planting.expect("cover-label-twice", planting.put(("Cover", "B27"), "Parks"))


@plants("template-stale")
def an_older_template(planting: Planting) -> None:
    planting.once("template")
    planting.expect("template-stale", planting.put(("Cover", "B25"), "Standard return, version 0"))


@plants("scheme-stale")
def older_rules(planting: Planting) -> None:
    planting.once("template")
    (cell,) = (line[1] for line in planting.book[ISSUED_SHEET].iter_rows() if line[0].value == "Scheme version")
    cell.value = "0"
    planting.expect("scheme-stale", ("Cover", "B24"))


@plants("sign-off-missing")
def no_sign_off(planting: Planting) -> None:
    planting.once("sign-off")
    planting.expect("sign-off-missing", planting.put(("Cover", planting.chance.choice(["B19", "B20"])), None))


@plants("row-unanswered")
def a_row_that_is_not_answered(planting: Planting) -> None:
    table, name = planting.chance.choice([("indicators", "value"), ("actions", "progress"), ("finance", "forecast")])
    put_in(planting, "row-unanswered", table, name, None)


@plants("row-unanswered")
def a_risk_that_is_not_rated(planting: Planting) -> None:
    row = put_in(planting, "row-unanswered", "risks", "likelihood", None)
    planting.put(planting.clean.cell("risks", "score", row), None)


@plants("note-missing")
def a_red_row_without_a_note(planting: Planting) -> None:
    row = put_in(planting, "note-missing", "indicators", "note", None, fits=lambda row: row.polarity_text == "Maximise")
    value = planting.book["Indicators"][planting.clean.cell("indicators", "value", row)[1]]
    value.value = 0.1 if "%" in value.number_format else 10


@plants("code-unknown")
def a_code_that_was_not_issued(planting: Planting) -> None:
    table, code = planting.chance.choice(
        [("indicators", "HSG-{:02d}x"), ("actions", "ACTO{:02d}"), ("risks", "R-{:02d}"), ("finance", "CD{:02d}")]
    )
    row = planting.row(table)
    planting.expect("code-unknown", planting.put(planting.clean.cell(table, "code", row), code.format(row)))


@plants("row-without-code")
def a_row_without_its_code(planting: Planting) -> None:
    put_in(planting, "row-without-code", planting.chance.choice(["indicators", "actions", "risks", "finance"]), "code", None)


@plants("row-missing")
def a_row_that_is_gone(planting: Planting) -> None:
    table = planting.chance.choice(["indicators", "actions", "risks", "finance"])
    row = planting.row(table)
    for column in planting.clean.plans[table].columns:
        if column.role != "shown":
            planting.put(planting.clean.cell(table, column.name, row), None)
    planting.expect("row-missing", (planting.clean.plans[table].table.sheet, None))


@plants("target-changed")
def another_target(planting: Planting) -> None:
    put_in(
        planting,
        "target-changed",
        "indicators",
        "target",
        planting.chance.choice([1, "No Target", "5 to 10"]),
        fits=unit_is("number", "days"),
    )


@plants("title-changed")
def another_title(planting: Planting) -> None:
    table = planting.chance.choice(["indicators", "actions", "risks", "finance"])
    put_in(planting, "title-changed", table, "title", "Something else entirely")


@plants("issued-cell-changed")
def another_figure_than_was_issued(planting: Planting) -> None:
    table, name, figure = planting.chance.choice(
        [("indicators", "earlier_0", 0.123), ("finance", "budget", 5), ("risks", "previous_score", 1)]
    )
    put_in(planting, "issued-cell-changed", table, name, figure)


@plants("date-outside-plan")
def a_date_outside_the_plan(planting: Planting) -> None:
    put_in(planting, "date-outside-plan", "actions", "due", datetime(2024, 4, 1))  # noqa: DTZ001 - a day


@plants("due-before-start")
def due_before_it_starts(planting: Planting) -> None:
    put_in(planting, "due-before-start", "actions", "due", datetime(2023, 5, 31))  # noqa: DTZ001 - a day


@plants("hidden-rows-read")
def a_hidden_row(planting: Planting) -> None:
    table = planting.chance.choice(["indicators", "actions", "risks", "finance"])
    planting.once(f"hidden {table}")
    row = planting.row(table)
    sheet, _ = place = planting.clean.cell(table, "code", row)
    planting.book[sheet].row_dimensions[FIRST + 1 + row].hidden = True
    planting.expect("hidden-rows-read", place)


@plants("hidden-columns-read")
def a_hidden_column(planting: Planting) -> None:
    planting.once("indicators")
    sheet, address = place = planting.clean.heading("indicators", "lead")
    planting.book[sheet].column_dimensions[address.rstrip("0123456789")].hidden = True
    planting.expect("hidden-columns-read", place)


@plants("row-struck-out")
def a_row_that_is_struck_out(planting: Planting) -> None:
    table = planting.chance.choice(["indicators", "actions", "risks", "finance"])
    sheet, address = place = planting.clean.cell(table, "code", planting.row(table))
    planting.book[sheet][address].font = Font(strike=True)
    planting.expect("row-struck-out", place)


@plants("cells-merged")
def merged_cells(planting: Planting) -> None:
    row = planting.row("indicators")
    if ("indicators", row + 1) in planting.taken or row + 1 >= len(planting.clean.plans["indicators"].rows):
        raise Taken
    planting.taken.add(("indicators", row + 1))
    first, second = (planting.clean.cell("indicators", "value", number)[1] for number in (row, row + 1))
    planting.book["Indicators"].merge_cells(f"{first}:{second}")
    planting.expect("cells-merged", ("Indicators", first))


@plants("sheet-not-understood")
def a_sheet_of_its_own(planting: Planting) -> None:
    planting.once("sheet")
    sheet = planting.book.create_sheet("Our figures")
    for line in (["This", "and", "that"], ["more", 1, 2], ["of it", 3, 4]):
        sheet.append(line)
    planting.expect("sheet-not-understood", ("Our figures", None))


@plants("text-not-read")
def figures_outside_the_table(planting: Planting) -> None:
    planting.once("outside")
    row = FIRST + 1 + planting.chance.randrange(5)
    for column, content in (("T", "Cranes"), ("U", 12), ("V", 13)):
        planting.put(("Finance", f"{column}{row}"), content)
    planting.expect("text-not-read", ("Finance", f"T{row}"))


@plants("column-missing")
def a_column_that_is_gone(planting: Planting) -> None:
    planting.whole("actions")
    for row in range(-1, len(planting.clean.plans["actions"].rows)):
        planting.put(planting.clean.cell("actions", "start", row), None)
    planting.expect("column-missing", ("Actions", None))


@plants("table-not-answered")
def a_sheet_that_is_gone(planting: Planting) -> None:
    planting.whole("finance")
    planting.once("outside")
    planting.once("hidden finance")
    planting.book.remove(planting.book["Finance"])
    planting.expect("table-not-answered", ("Finance", None))


@plants("issued-copy-missing")
def what_was_issued_is_gone(planting: Planting) -> None:
    if planting.taken:
        raise Taken  # nothing else could be compared
    planting.book.remove(planting.book[ISSUED_SHEET])
    planting.expect("issued-copy-missing", ("Cover", "B25"))
    planting.alone = True


def planted(seed: int) -> tuple[bytes, Counter[tuple[str, str | None, str | None]]]:
    """A workbook with mistakes, and what is to be found in it."""
    clean, chance = clean_return(), random.Random(seed)  # noqa: S311 - places to plant, no secrets
    content = BytesIO()
    filled(content)
    book = openpyxl.load_workbook(content)
    planting = Planting(clean, book, chance)
    names = sorted(PLANTS)
    wanted = [names[seed % len(names)], *chance.choices(names, k=chance.randrange(MOST_IN_A_RUN))]
    for name in wanted:
        if planting.alone:
            break
        try:
            PLANTS[name](planting)
        except Taken:
            continue
    saved = BytesIO()
    book.save(saved)
    return finish(saved.getvalue(), results_of(content)), planting.expected


_FILLED: list[bytes] = []


def filled(content: BytesIO) -> None:
    """The clean return, filled in once."""
    if not _FILLED:
        import tempfile

        with tempfile.TemporaryDirectory() as folder:
            clean = clean_return()
            _FILLED.append(fill(clean.issued, clean.answers, Path(folder) / "clean.xlsx").read_bytes())
    content.write(_FILLED[0])
    content.seek(0)


def found_in(content: bytes, folder: Path) -> Iterator[tuple[str, str | None, str | None]]:
    path = folder / "return.xlsx"
    path.write_bytes(content)
    for finding in pipeline.check([path]).findings:
        yield finding.code, finding.where.sheet, finding.where.cell


def test_a_clean_return_gives_no_finding(tmp_path: Path) -> None:
    content = BytesIO()
    filled(content)
    assert list(found_in(content.getvalue(), tmp_path)) == []


def test_there_are_at_least_thirty_kinds_of_mistakes() -> None:
    assert len(CODES) >= 30
    assert len(PLANTS) * 4 <= RUNS


@pytest.mark.parametrize("first", range(0, RUNS, RUNS_IN_A_TEST))
def test_every_planted_mistake_is_found_at_its_cell_and_nothing_else(first: int, tmp_path: Path) -> None:
    for seed in range(first, first + RUNS_IN_A_TEST):
        content, expected = planted(seed)
        assert expected, seed
        assert Counter(found_in(content, tmp_path)) == expected, seed
