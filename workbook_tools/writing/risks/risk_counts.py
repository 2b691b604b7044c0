"""How many risks stand in each band, now and by their targets."""

from collections.abc import Sequence
from dataclasses import dataclass

from workbook_tools.model.scheme import Scheme
from workbook_tools.writing.risks.risks_sheet import RiskLine
from workbook_tools.writing.risks.small_matrix import scores_of
from workbook_tools.writing.summary.report_columns import word_of
from workbook_tools.writing.theme import styles_of

NOT_STATED = "Not stated"


@dataclass(frozen=True, slots=True)
class BandCount:
    """A band and its risks.

    Attributes:
        word: of the band, or of a risk without a usable score.
        scores: such as "10 to 15".
        current: risks of this band by the status in force.
        unplaced: those of them whose position is not stated.
        target: risks whose target is in this band.
        target_unplaced: those of them whose target position is not stated.
    """

    word: str
    scores: str
    current: int
    unplaced: int
    target: int
    target_unplaced: int


def count_bands(scheme: Scheme, lines: Sequence[RiskLine]) -> list[BandCount]:
    """A row for each band of the scheme in its order, then one for risks or targets without any, where there are such."""
    scores = {band.label: scores_of(band) for band in (scheme.risks.bands if scheme.risks else ())}
    now = [(word_of(scheme, "risks", line.judged.status), line.judged.position) for line in lines]
    targets = [
        (line.judged.target_band.label, line.judged.target_position) for line in lines if line.judged.target_band is not None
    ]
    rows = [
        BandCount(style.word, scores.get(style.word, ""), *_count(now, style.word), *_count(targets, style.word))
        for style in styles_of(scheme, "risks")
    ]
    without = len(lines) - len(targets)
    rows = [row for row in rows if row.scores or row.current]
    return [*rows, BandCount(NOT_STATED, "", 0, 0, without, without)] if targets and without else rows


def _count(risks: Sequence[tuple[str, object]], word: str) -> tuple[int, int]:
    """How many are of a band, and how many of those stand nowhere."""
    places = [place for band, place in risks if band == word]
    return len(places), places.count(None)
