"""What the rows of a return say, without their places: two returns that say the same are copies of one another."""

import json
from collections.abc import Iterable
from hashlib import sha256

from workbook_tools.model.figures import Figure, FigureKind, plain
from workbook_tools.model.layout import ANSWERS
from workbook_tools.model.service_return import ServiceReturn

ANSWERED_ROWS = 3  # below so many a return says too little to be taken for a copy of another
BLANKS = "\t\n\v\f\r\x1c\x1d\x1e\x1f\x85\xa0\u1680\u2028\u2029\u202f\u205f\u3000" + "".join(map(chr, range(0x2000, 0x200B)))
"""Every mark that counts as a blank, but for the ordinary one."""
BETWEEN_ROWS, BETWEEN_PARTS = "\x1e", "\x1f"  # count as blanks, so no text has them after its blanks are folded


def answers_digest(service_return: ServiceReturn) -> str | None:
    """SHA-256, in hexadecimal, of each row's code, title, note and answers, in whatever order the rows stand.

    The same on every machine. None where fewer than three rows have an answer. Earlier figures, targets and dates are left
    aside: a copy of last quarter's answers stands beside new ones.
    """
    given = [
        (table, row, [_said(getattr(row, field)) for field in fields])
        for table, fields in ANSWERS.items()
        for row in getattr(service_return, table)
    ]
    if sum(any(answers) for _, _, answers in given) < ANSWERED_ROWS:
        return None
    line = str if _are_lines([text for _, row, _ in given for text in (row.code, row.title, row.note)]) else _line
    rows = [
        BETWEEN_PARTS.join([table, line(row.code), line(row.title), line(row.note), *answers]) for table, row, answers in given
    ]
    return sha256(BETWEEN_ROWS.join(sorted(rows)).encode("utf-8", "surrogatepass")).hexdigest()


def _line(text: str) -> str:
    """A text with its blanks folded."""
    return " ".join(text.split())


def _are_lines(texts: Iterable[str]) -> bool:
    """Whether folding the blanks of any of these texts would change nothing: nearly always, and quickly seen of all at once."""
    whole = f" {' '.join(filter(None, texts))} "
    return "  " not in whole and not any(blank in whole for blank in BLANKS)


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
