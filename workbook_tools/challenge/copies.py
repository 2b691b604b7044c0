"""What the rows of a return say, without their places: two returns that say the same are copies of one another."""

import json
from hashlib import sha256

from workbook_tools.model.figures import Figure, FigureKind, plain
from workbook_tools.model.layout import ANSWERS
from workbook_tools.model.service_return import ServiceReturn

ANSWERED_ROWS = 3  # below so many a return says too little to be taken for a copy of another
BETWEEN_ROWS, BETWEEN_PARTS = "\x1e", "\x1f"  # count as blanks, so no text has them after its blanks are folded


def answers_digest(service_return: ServiceReturn) -> str | None:
    """SHA-256, in hexadecimal, of each row's code, title, note and answers, in whatever order the rows stand.

    The same on every machine. None where fewer than three rows have an answer. Earlier figures, targets and dates are left
    aside: a copy of last quarter's answers stands beside new ones.
    """
    answered, rows = 0, []
    for table, fields in ANSWERS.items():
        for row in getattr(service_return, table):
            answers = [_said(getattr(row, field)) for field in fields]
            answered += any(answers)
            rows.append(BETWEEN_PARTS.join([table, _line(row.code), _line(row.title), _line(row.note), *answers]))
    if answered < ANSWERED_ROWS:
        return None
    return sha256(BETWEEN_ROWS.join(sorted(rows)).encode("utf-8", "surrogatepass")).hexdigest()


def _line(text: str) -> str:
    """A text with its blanks folded."""
    if text.isprintable() and "  " not in text:  # the usual case, quicker than to part all the words of a long note
        return text.strip()
    return " ".join(text.split())


def _said(answer: Figure) -> str:
    """What an answer says, however it is written: 96 and 96.0 are the same. "" for none; each kind has a form of its own."""
    if answer.number is not None:
        return plain(answer.number)
    match answer.kind:
        case FigureKind.EMPTY:
            return ""
        case FigureKind.RANGE if answer.low is not None and answer.high is not None:
            return f"{plain(answer.low)} to {plain(answer.high)}"
        case FigureKind.NOT_UNDERSTOOD:
            return json.dumps(answer.text)  # in quotes, and without marks that end a part
        case _:
            return answer.kind
