"""A risk's rating on the scheme's matrix: score, band, position, and how it has moved."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from workbook_tools.findings import shorten
from workbook_tools.model.assessment import Verdict
from workbook_tools.model.figures import Figure, FigureKind, plain
from workbook_tools.model.scheme import Band, RiskRules, Style
from workbook_tools.model.wording import say_verdict
from workbook_tools.model.words import RiskStatus, Trend

UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Rating:
    """A rating on the matrix.

    Attributes:
        score: a whole number; None where neither likelihood and impact nor a score is usable.
        band: the band of `score`; None without one.
        position: (likelihood, impact), each from 1; None where they are not both stated, never guessed from the score.
        words: how the score comes about, or why there is none.
    """

    score: Decimal | None
    band: Band | None
    position: tuple[int, int] | None
    words: str


def rate(likelihood: Figure, impact: Figure, score: Figure, rules: RiskRules) -> Rating:
    """The rating that these three cells state.

    Likelihood x impact where both are whole numbers on their scales; else the score as given where it is a whole number that
    can occur on the matrix, its position not stated; else none.
    """
    row, column = _on_scale(likelihood, len(rules.likelihood)), _on_scale(impact, len(rules.impact))
    if row is not None and column is not None:
        product = Decimal(row * column)
        stated = "" if score.number in {None, product} else f" (the return gives {plain(score.number or product)})"
        words = f"Likelihood {row} x impact {column} = {product}{stated}"
        return Rating(product, find_band(product, rules), (row, column), words)
    number = _whole(score)
    if number is not None and can_occur(number, rules):
        return Rating(Decimal(number), find_band(Decimal(number), rules), None, f"Score {number}, position not stated")
    return Rating(None, None, None, _say_unusable(likelihood, impact, score))


def can_occur(score: int, rules: RiskRules) -> bool:
    """Whether some likelihood x impact of the matrix gives this score."""
    rows, columns = len(rules.likelihood), len(rules.impact)
    return any(score % row == 0 and 1 <= score // row <= columns for row in range(1, rows + 1))


def find_band(score: Decimal, rules: RiskRules) -> Band | None:
    """The band of a score, bounds inclusive; None where no band covers it."""
    return next((band for band in rules.bands if band.lowest <= score <= band.highest), None)


def judge_risk(rating: Rating, rules: RiskRules) -> Verdict[RiskStatus]:
    """The status of a rating by its band; unknown without a score. Assumed where the band or the whole matrix is."""
    band = rating.band
    if band is None:
        words = rating.words if rating.score is None else f"{rating.words}, for which the matrix has no band"
        return Verdict(RiskStatus.UNKNOWN, UNKNOWN, say_verdict(words, rules.unknown.word, assumed=False))
    scores = f"score {band.lowest}" if band.lowest == band.highest else f"scores {band.lowest} to {band.highest}"
    assumed = band.assumed or rules.assumed
    reason = say_verdict(f"{rating.words}, in the band for {scores}", band.label, assumed=assumed)
    return Verdict(band.status, band.label, reason, assumed)


def unrated(styles: Mapping[str, Style]) -> Verdict[RiskStatus]:
    """The status of a risk under a scheme without a matrix; `styles` are those of indicators."""
    reason = say_verdict("The scheme declares no risk matrix", styles[RiskStatus.UNKNOWN].word, assumed=False)
    return Verdict(RiskStatus.UNKNOWN, UNKNOWN, reason)


def judge_movement(score: Decimal | None, previous: Figure, rules: RiskRules) -> Verdict[Trend]:
    """A score against the previous one: IMPROVED where the risk has fallen, DECLINED where it has risen.

    No comparison without a score on either side; the previous one must be able to occur on the matrix.
    """
    before = _whole(previous)
    if score is None:
        return _movement(Trend.NO_COMPARISON, "There is no usable score", rules)
    if before is None or not can_occur(before, rules):
        text = f' ("{shorten(previous.text)}")' if previous.text else ""
        return _movement(Trend.NO_COMPARISON, f"Score {plain(score)}; no usable previous score is given{text}", rules)
    trend = Trend.SAME if score == before else Trend.DECLINED if score > before else Trend.IMPROVED
    return _movement(trend, f"Score {plain(score)} against {before} last time (lower is better)", rules)


def unmoved(styles: Mapping[str, Style]) -> Verdict[Trend]:
    """The movement of a risk under a scheme without a matrix; `styles` are those of trends."""
    key = Trend.NO_COMPARISON
    return Verdict(key, key.value, say_verdict("The scheme declares no risk matrix", styles[key].word, assumed=False))


def _movement(trend: Trend, grounds: str, rules: RiskRules) -> Verdict[Trend]:
    return Verdict(trend, trend.value, say_verdict(grounds, rules.movements[trend].word, assumed=False))


def _whole(figure: Figure) -> int | None:
    """A whole number of 1 or more; None for anything else."""
    number = figure.number
    if figure.kind is not FigureKind.NUMBER or number is None or number < 1 or number != number.to_integral_value():
        return None
    return int(number)


def _on_scale(figure: Figure, steps: int) -> int | None:
    number = _whole(figure)
    return number if number is not None and number <= steps else None


def _say_unusable(likelihood: Figure, impact: Figure, score: Figure) -> str:
    given = {"likelihood": likelihood, "impact": impact, "score": score}
    texts = [f'{name} "{shorten(figure.text)}"' for name, figure in given.items() if figure.text]
    return f"No usable score: the return gives {', '.join(texts)}" if texts else "No likelihood, impact or score is given"
