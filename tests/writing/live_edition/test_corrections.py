"""Correct a figure or a rule in a summary, and it shows what `check` says of the corrected return or by the corrected rule."""

import math
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import partial
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.utils.cell import coordinate_to_tuple

from support_changed import replace
from support_corrections import Correction, Shown, correct
from support_libreoffice import needs_libreoffice
from support_live import write_case
from support_random_corrections import Changes, Corrected, Corrector
from support_random_rows import case, dated
from support_samples import MORAY, PARTNERSHIP, VALE, changed_grids, path_of
from support_scheme import changed_actions, changed_band, changed_status, changed_trend, margin
from workbook_tools.judging import judge
from workbook_tools.model.assessment import Assessment
from workbook_tools.model.scheme import Scheme
from workbook_tools.reading.grids import Grid
from workbook_tools.reading.grids_openpyxl import read_grids
from workbook_tools.reading.service_return import parse_service_return, source_of
from workbook_tools.schemes.load import load_scheme
from workbook_tools.writing.cells import Number
from workbook_tools.writing.front.front import FRONT
from workbook_tools.writing.live_edition.front_page import STILL
from workbook_tools.writing.live_edition.lists_sheet import AS_BUILT, CHANGED, SENTENCES
from workbook_tools.writing.live_edition.workbook import make_live
from workbook_tools.writing.summary import summary_workbook
from workbook_tools.writing.summary.frame import REMARK_ROW, Canvas, ReportPlace

pytestmark = pytest.mark.xdist_group("live")

ROUNDS, CORRECTIONS = 4, 10  # of each of five returns: 200 corrections
COUNTS = {"indicators": 60, "actions": 60, "risks": 60, "finance": 6}
RETURNS = (PARTNERSHIP, VALE, MORAY, "made_up_council", "clackmannanshire")


@dataclass(frozen=True)
class Summary:
    """A return's cells, its scheme, its summary, and where everything stands in that."""

    source: Path
    grids: tuple[Grid, ...]
    scheme: Scheme
    path: Path
    canvas: Canvas

    @property
    def places(self) -> Mapping[str, ReportPlace]:
        return self.canvas.places

    def judged(self, changes: Changes) -> Assessment:
        """The return with some cells changed, as `check` judges it."""
        return judge(parse_service_return(source_of(self.source), changed_grids(self.grids, changes)), self.scheme)


def summary_of(name: str, folder: Path, monkeypatch: pytest.MonkeyPatch) -> Summary:
    source, scheme = folder / "return.xlsx", load_scheme("clackmannanshire")
    if name in {PARTNERSHIP, VALE, MORAY}:
        source = path_of(name)
    else:
        _, scheme, of, earlier = next(each for each in dated() if each[0] == name)
        write_case(case(f"corrected, {name}", scheme, of, earlier, counts=COUNTS), source)
    grids = read_grids(source)
    given = parse_service_return(source_of(source), grids)
    scheme = load_scheme(given.cover.scheme) if given.cover.scheme else scheme
    judged = judge(given, scheme)
    content, canvas = build(judged, monkeypatch)
    path = folder / "summary.xlsx"
    path.write_bytes(content)
    return Summary(source, grids, scheme, path, canvas)


def build(judged: Assessment, monkeypatch: pytest.MonkeyPatch) -> tuple[bytes, Canvas]:
    """The summary of a return, and where everything stands in it."""
    seen: list[Canvas] = []

    def see(canvas: Canvas, book: Any) -> None:
        seen.append(canvas)
        make_live(canvas, book)

    monkeypatch.setattr(summary_workbook, "make_live", see)
    return summary_workbook.build_summary([judged], judged.scheme, judged.as_at), seen[0]


FrontCell = tuple[str, object, str]


def front_cells(canvas: Canvas) -> Iterator[tuple[FrontCell, int, int]]:
    """The cells of the front page that are counted: what, of which rows, in which column, and where they stand."""
    for table, place in canvas.counts.items():
        for scope, row in zip(place.scopes, place.table.row_of, strict=True):
            yield from (((table, scope, field), row, column) for field, column in place.columns.items())
    for badge in canvas.badges:
        yield ("overall", badge.of_return, "word"), badge.row, badge.column


def front_values(canvas: Canvas) -> dict[FrontCell, str | float]:
    """What Python wrote in them."""
    page = canvas.pages[FRONT]
    values = {cell: page.value_at(row, column) for cell, row, column in front_cells(canvas)}
    return {cell: float(value.value) if isinstance(value, Number) else str(value or "") for cell, value in values.items()}


def front_shown(canvas: Canvas, shown: Shown) -> dict[FrontCell, str | float]:
    """What they show now."""
    return {cell: shown[FRONT][row][column] for cell, row, column in front_cells(canvas)}


def alike(found: str | float, expected: str | float) -> bool:
    """Whether two cells show the same, shares but for the last bits of a binary number."""
    if isinstance(found, float) and isinstance(expected, float):
        return math.isclose(found, expected, rel_tol=1e-12)
    return found == expected


def assert_front(canvas: Canvas, shown: Shown, judged: Assessment, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every count, share and overall status that both front pages have is the same."""
    expected = front_values(build(judged, monkeypatch)[1])
    found = front_shown(canvas, shown)
    assert {cell: (found[cell], value) for cell, value in expected.items() if not alike(found.get(cell, value), value)} == {}
    assert len(found.keys() & expected.keys()) > len(expected) / 2


def verdicts(assessment: Assessment) -> dict[object, dict[str, str]]:
    """What the rows of a return should show, by their place in it."""
    scheme = assessment.scheme
    word = partial(_word, scheme)
    found: dict[object, dict[str, str]] = {}
    for indicator in assessment.indicators:
        shown = {"status": word("indicators", indicator.status)}
        shown |= {t: word("trends", getattr(indicator, t)) for t in ("short_trend", "long_trend")}
        found[indicator.indicator.where] = shown
    for action in assessment.actions:
        found[action.action.where] = {} if action.action.is_heading else {"status": word("actions", action.status)}
    for risk in assessment.risks:
        found[risk.risk.where] = {"status": word("risks", risk.status), "movement": word("movements", risk.movement)}
    return found


def _word(scheme: Scheme, table: str, verdict: Any) -> str:
    return scheme.style_of(table, verdict.style).word


def differing(summary: Summary, expected: Mapping[object, Mapping[str, str]], shown: Shown) -> Iterator[str]:
    """The cells that do not show what they should."""
    for sheet, place in summary.places.items():
        for line, row in zip(place.lines, place.rows, strict=True):
            where = next(
                getattr(line.judged, n).where for n in ("indicator", "action", "risk", "line") if hasattr(line.judged, n)
            )
            for field, word in expected.get(where, {}).items():
                if field in place.columns and shown[sheet][row][place.columns[field]] != word:
                    yield f"{sheet}, row {row + 1}, {field}: {shown[sheet][row][place.columns[field]]!r}, not {word!r}"


def changed_rows(summary: Summary, shown: Shown) -> set[tuple[str, int]]:
    """The rows, counted from 1, whose reason is left out because they were changed, by sheet."""
    return {
        (sheet, row + 1)
        for sheet, place in summary.places.items()
        for row in place.rows
        if "reason" in place.columns and shown[sheet][row][place.columns["reason"]] == CHANGED
    }


def said(shown: Shown) -> set[str | float]:
    """Everything that the front page shows."""
    return {cell for row in shown[FRONT] for cell in row}


def row_of_cell(cell: Correction) -> tuple[str, int]:
    return cell.sheet, coordinate_to_tuple(cell.address)[0]


def held(shown: Shown, cell: Correction) -> str | float:
    """What a cell holds."""
    row, column = coordinate_to_tuple(cell.address)
    return shown[cell.sheet][row - 1][column - 1]


@needs_libreoffice
@pytest.mark.parametrize("name", RETURNS)
def test_a_corrected_figure_is_followed(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    summary = summary_of(name, tmp_path, monkeypatch)
    corrector = Corrector(RETURNS.index(name), summary.places)
    changes: Changes = {}
    rounds: list[Sequence[Corrected]] = []
    judged = [summary.judged({})]
    for _ in range(ROUNDS):
        rounds.append(list(corrector.corrections(judged[-1], CORRECTIONS)))
        changes |= {made.place: made.cell for made in rounds[-1]}
        judged.append(summary.judged(changes))
    still = [sheet for sheet in STILL if sheet in summary.canvas.pages]
    sheets = [FRONT, *summary.places, *still]
    shown = correct(summary.path, [[], *([made.in_summary for made in each] for each in rounds)], sheets)
    for number, (then, cells) in enumerate(zip(judged, shown, strict=True)):
        assert (number, list(differing(summary, verdicts(then), cells))) == (number, [])
        assert_front(summary.canvas, cells, then, monkeypatch)
    assert changed_rows(summary, shown[0]) == set()
    corrected = [made.in_summary for each in rounds for made in each]
    expected_rows = {row_of_cell(cell) for cell in corrected if held(shown[0], cell) != held(shown[-1], cell)}
    assert changed_rows(summary, shown[-1]) == expected_rows
    assert sum(made.on_bound for each in rounds for made in each) * 2 == ROUNDS * CORRECTIONS
    for sheet in still:
        assert (shown[0][sheet][REMARK_ROW][0] == AS_BUILT, shown[-1][sheet][REMARK_ROW][0]) == (False, AS_BUILT)
    assert (shown[0][FRONT] == shown[-1][FRONT], SENTENCES in said(shown[0]), SENTENCES in said(shown[-1])) == (
        False,
        False,
        True,
    )
    first, last = verdicts(judged[0]), verdicts(judged[-1])
    assert sum(first[where] != words for where, words in last.items()) >= ROUNDS * CORRECTIONS // 5
    assert front_shown(summary.canvas, shown[0]) != front_shown(summary.canvas, shown[-1])


CLACK, VALE_RULES = load_scheme("clackmannanshire"), load_scheme("vale_of_glamorgan")
RULES: dict[str, tuple[str, Mapping[tuple[str, int], str], Scheme]] = {
    "a hair less tolerance": (
        "clackmannanshire",
        {("Status_rule_2_tolerance", 0): "9.999"},
        changed_status(CLACK, 1, tolerance=margin("9.999")),
    ),
    "twice the tolerance": (
        PARTNERSHIP,
        {("Status_rule_2_tolerance", 0): "20"},
        changed_status(CLACK, 1, tolerance=margin(20)),
    ),
    "two figures needed": ("clackmannanshire", {("Long_trend_at_least", 0): "2"}, changed_trend(CLACK, "long", at_least=2)),
    "complete at 50": (
        PARTNERSHIP,
        {("Action_rule_2_progress_at_least", 0): "50"},
        changed_actions(CLACK, 1, progress_at_least=Decimal(50)),
    ),
    "a hair more of the elapsed share": (
        VALE,
        {("Action_rule_5_of_elapsed_at_least", 0): "80.0001"},
        changed_actions(VALE_RULES, 4, of_elapsed_at_least=Decimal("80.0001")),
    ),
    "another band for a score": (
        "clackmannanshire",
        {("Risk_band_highest", 0): "8", ("Risk_band_lowest", 1): "9"},
        changed_band(CLACK),
    ),
}
"""By what is changed: a return, what is typed into the sheet Rules (name of the cells, which of them), the rules it gives."""


@needs_libreoffice
@pytest.mark.parametrize("change", RULES)
def test_a_corrected_rule_is_followed(change: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    name, typed, scheme = RULES[change]
    summary = summary_of(name, tmp_path, monkeypatch)
    names = openpyxl.load_workbook(summary.path).defined_names
    corrections = []
    for (cell, index), value in typed.items():
        sheet, _, area = names[cell].attr_text.replace("$", "").partition("!")
        column, row = re.split(r"(?<=[A-Z])(?=[0-9])", area.partition(":")[0])
        corrections.append(Correction(sheet, f"{column}{int(row) + index}", float(value)))
    before, after = correct(summary.path, [[], corrections], [FRONT, *summary.places])
    judged = replace(summary, scheme=scheme).judged({})
    expected = verdicts(judged)
    assert list(differing(summary, verdicts(summary.judged({})), before)) == []
    assert list(differing(summary, expected, after)) == []
    assert_front(summary.canvas, after, judged, monkeypatch)
    assert expected != verdicts(summary.judged({}))
    changed = [row for sheet in summary.places for row in after[sheet] if CHANGED in row]
    assert len(changed) > 1
    assert not [row for sheet in summary.places for row in before[sheet] if CHANGED in row]
