"""Findings (what an officer should look at) and the errors that stop a run.

Bad data is a `Finding`: collected, shown, never raised. What makes a run impossible is a `ToolkitError` that carries its own
sentence. Every kind of finding stands once, in `catalogue`, with a stable code, what it means and what to do.
"""

from dataclasses import dataclass
from enum import StrEnum

import msgspec

QUOTED_LENGTH = 80  # characters of a cell's text repeated in a message; the whole text stays in the return


class Severity(StrEnum):
    """How much a finding weighs: an error blocks acceptance, a warning needs a look, a query may be right."""

    ERROR = "error"
    WARNING = "warning"
    QUERY = "query"


class Where(
    msgspec.Struct, frozen=True, gc=False
):  # no dataclass: one is made for every cell of a return, several times as fast
    """A place in a file: the file's name without its folder, a sheet's name, a cell's address such as "F14"."""

    file: str
    sheet: str | None = None
    cell: str | None = None

    def __str__(self) -> str:
        """As an officer reads it, on one line: "Housing.xlsx, Indicators!F14"."""
        place = "!".join(part for part in (self.sheet, self.cell) if part)
        whole = ", ".join(part for part in (self.file, place) if part)
        return shorten(whole, len(whole))


@dataclass(frozen=True, slots=True)
class Finding:
    """Something an officer should look at.

    Attributes:
        code: stable code of its kind, an entry in docs/findings.md.
        severity: how much it weighs.
        message: what was found and what to do, without the place.
        where: the place it was found at.
        subject: code of the indicator, action, risk or budget line it is about; empty when it is about the return.
    """

    code: str
    severity: Severity
    message: str
    where: Where
    subject: str = ""

    def __str__(self) -> str:
        """The place, then the sentence."""
        return f"{self.where}: {self.message}"


class Sentence(str):
    """A sentence of our own, such as a verdict's reason: a message repeats it whole, where a cell's text is shortened."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of finding: what all its findings share.

    Attributes:
        code: stable code in lower case with hyphens.
        severity: of every finding of this kind.
        title: a few words for a list.
        message: template of the sentence; its {names} are filled by `at`.
        meaning: one or two sentences for the documentation.
        remedy: what the officer should do, for the documentation.
    """

    code: str
    severity: Severity
    title: str
    message: str
    meaning: str
    remedy: str

    def at(self, where: Where, subject: str = "", **details: object) -> Finding:
        """A finding of this kind; each text among `details` is kept to one line and, unless a `Sentence`, shortened.

        `subject` stays as written unless it does not fit a line: a code may be any text at all.
        """
        shown = {name: _shown(value) if isinstance(value, str) else value for name, value in details.items()}
        fits = subject.isprintable() and len(subject) <= QUOTED_LENGTH
        return Finding(self.code, self.severity, self.message.format(**shown), where, subject if fits else shorten(subject))


def _shown(text: str) -> str:
    return shorten(text, len(text)) if isinstance(text, Sentence) else shorten(text)


def shorten(text: str, length: int = QUOTED_LENGTH) -> str:
    """`text` on one line, without control characters, cut to `length` characters with an ellipsis."""
    printable = text if text.isprintable() else "".join(mark if mark.isprintable() else " " for mark in text)
    line = " ".join(printable.split())
    return line if len(line) <= length else line[: length - 1].rstrip() + "…"


class ToolkitError(Exception):
    """A run that cannot go on. Its text is the sentence the user is shown."""


class SchemeError(ToolkitError):
    """A scheme that is missing or not in order; the sentence names the file and the key."""


class ReadingError(ToolkitError):
    """A file that cannot be read as a service return; the sentence says why in plain words."""


class WritingError(ToolkitError):
    """An output that could not be written; the sentence names the file and what to do."""
