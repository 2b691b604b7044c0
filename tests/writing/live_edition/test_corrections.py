"""Correct a figure or a rule in a summary, and it shows what `check` says of the corrected return or by the corrected rule."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import partial
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from support_corrections import Correction, Shown, correct
from support_libreoffice import needs_libreoffice
from support_live import write_case
from support_random_corrections import Changes, Corrected, Corrector
from support_random_rows import case, dated
from support_samples import MORAY, PARTNERSHIP, VALE, changed_grids, path_of
from support_scheme import changed_actions, changed_band, changed_status, changed_trend, margin
from workbook_tools import pipeline
from workbook_tools.model.assessment import Assessment
from workbook_tools.model.scheme import Scheme
from workbook_tools.reading.grids import Grid
from workbook_tools.reading.grids_openpyxl import read_grids
from workbook_tools.reading.service_return import parse_service_return, source_of
from workbook_tools.schemes.load import load_scheme
from workbook_tools.writing import summary_workbook
from workbook_tools.writing.frame import Canvas, ReportPlace
from workbook_tools.writing.live_edition.lists_sheet import CHANGED
from workbook_tools.writing.live_edition.workbook import make_live

pytestmark = pytest.mark.xdist_group("live")

ROUNDS, CORRECTIONS = 4, 10  # of each of five returns: 200 corrections
COUNTS = {"indicators": 60, "actions": 60, "risks": 60, "finance": 6}
RETURNS = (PARTNERSHIP, VALE, MORAY, "made_up_council", "clackmannanshire")


@dataclass(frozen=True)
class Summary:
    """A return's cells, its scheme, its summary, and where the tables of that stand."""

    source: Path
    grids: tuple[Grid, ...]
    scheme: Scheme
    path: Path
    places: Mapping[str, ReportPlace]

    def judged(self, changes: Changes) -> Assessment:
        """The return with some cells changed, as `check` judges it."""
        return pipeline.judge(parse_service_return(source_of(self.source), changed_grids(self.grids, changes)), self.scheme)


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
    places: dict[str, ReportPlace] = {}

    def see(canvas: Canvas, book: Any) -> None:
        places.update(canvas.places)
        make_live(canvas, book)

    monkeypatch.setattr(summary_workbook, "make_live", see)
    judged = pipeline.judge(given, scheme)
    path = folder / "summary.xlsx"
    path.write_bytes(summary_workbook.build_summary([judged], scheme, judged.as_at))
    return Summary(source, grids, scheme, path, places)


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


@needs_libreoffice
@pytest.mark.parametrize("name", RETURNS)
def test_a_corrected_figure_is_followed(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    summary = summary_of(name, tmp_path, monkeypatch)
    corrector = Corrector(RETURNS.index(name), summary.places)
    changes: Changes = {}
    rounds: list[Sequence[Corrected]] = []
    expected = [verdicts(summary.judged({}))]
    for _ in range(ROUNDS):
        rounds.append(list(corrector.corrections(summary.judged(changes), CORRECTIONS)))
        changes |= {made.place: made.cell for made in rounds[-1]}
        expected.append(verdicts(summary.judged(changes)))
    shown = correct(summary.path, [[], *([made.in_summary for made in each] for each in rounds)], list(summary.places))
    for number, (words, cells) in enumerate(zip(expected, shown, strict=True)):
        assert (number, list(differing(summary, words, cells))) == (number, [])
    assert sum(made.on_bound for each in rounds for made in each) * 2 == ROUNDS * CORRECTIONS
    assert sum(expected[0][where] != words for where, words in expected[-1].items()) >= ROUNDS * CORRECTIONS // 5


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
    before, after = correct(summary.path, [[], corrections], [*summary.places, "Rules"])
    expected = verdicts(replace(summary, scheme=scheme).judged({}))
    assert list(differing(summary, verdicts(summary.judged({})), before)) == []
    assert list(differing(summary, expected, after)) == []
    assert expected != verdicts(summary.judged({}))
    changed = [row for sheet in summary.places for row in after[sheet] if CHANGED in row]
    assert len(changed) > 1
    assert not [row for sheet in summary.places for row in before[sheet] if CHANGED in row]
