"""What the text of a message may say: the values that its template is given. docs/messages.md lists them for councils.

Every text is one line of visible characters, cut where it is too long for a message; the whole stands in the attachment. Texts
are "" where there is nothing to say.
"""

from dataclasses import dataclass

from workbook_tools.findings import shorten

LONGEST_NAME = 200  # characters of a title, a name, a word
LONGEST_REASON = 600  # characters of a reason or of what is done


@dataclass(frozen=True, slots=True)
class Words:
    """What a message says: its subject, its plain text, and the same as HTML."""

    subject: str
    text: str
    html: str


@dataclass(frozen=True, slots=True)
class LoopFacts:
    """Where a loop is: whether this turn is the first or the last, and its number from 1."""

    first: bool
    last: bool
    index: int


@dataclass(frozen=True, slots=True)
class WordFacts:
    """How many rows stand at a status word."""

    word: str
    number: int


@dataclass(frozen=True, slots=True)
class CountFacts:
    """The counts of a table ("Indicators", "Actions", "Risks") of a return: of all its rows, and by word."""

    table: str
    total: int
    words: tuple[WordFacts, ...]


@dataclass(frozen=True, slots=True)
class ReturnFacts:
    """A return of the pack: whose it is, of when, its overall status ("" where there is none), why, and its counts."""

    service: str
    period: str
    overall: str
    reason: str
    counts: tuple[CountFacts, ...]


@dataclass(frozen=True, slots=True)
class ExceptionFacts:
    """A headline exception: what kind of row ("Indicator"), which, its status, why, and what is done about it."""

    kind: str
    code: str
    title: str
    service: str
    word: str
    symbol: str
    reason: str
    done: str


@dataclass(frozen=True, slots=True)
class PaperFacts:
    """What a message that carries a pack may say.

    Attributes:
        role: of the recipient.
        copy: whether the recipient gets a copy, for information.
        council, title, committee: of the report.
        meeting, as_at: days in full.
        services, period: of the returns.
        marking: why the papers are not for publication; "" where they are public.
        exempt_words: what the paragraph of the Act says in short; "" where they are public.
        late: that the papers are late, with the Act and section; "" where they are in time.
        late_reason: why they are, as given.
        clear_days, required_days: of notice, and how many the law asks for.
        returns: those that are told; returns_more: how many others the pack holds.
        exceptions: those that are told; exceptions_total: how many the pack lists in all; exceptions_more: how many others.
        attachment: its name; edition: what it is, in a sentence.
        retention: how long papers are kept, in a sentence.
    """

    role: str
    copy: bool
    council: str
    title: str
    committee: str
    meeting: str
    services: str
    period: str
    as_at: str
    marking: str
    exempt_words: str
    late: str
    late_reason: str
    clear_days: int
    required_days: int
    returns: tuple[ReturnFacts, ...]
    returns_more: int
    exceptions: tuple[ExceptionFacts, ...]
    exceptions_total: int
    exceptions_more: int
    attachment: str
    edition: str
    retention: str


@dataclass(frozen=True, slots=True)
class RefusedFacts:
    """A return that cannot be used: its file, and why."""

    file: str
    reason: str


@dataclass(frozen=True, slots=True)
class VersionFacts:
    """One of several versions of a return: its file, and whether it is used for now."""

    file: str
    used: bool


@dataclass(frozen=True, slots=True)
class ReminderFacts:
    """What a reminder may say.

    Attributes:
        owner: role of who answers for the return; "" where none is known.
        service: whose return it is.
        period: that is consolidated; "" for all.
        due: the last day in time, in full; "" where none is known.
        missing: whether no return is there.
        refused: returns that cannot be used; refused_more: how many others.
        versions: those that nothing tells apart; versions_more: how many others.
    """

    owner: str
    service: str
    period: str
    due: str
    missing: bool
    refused: tuple[RefusedFacts, ...]
    refused_more: int
    versions: tuple[VersionFacts, ...]
    versions_more: int


def plain(text: str, longest: int = LONGEST_NAME) -> str:
    """`text` on one line, without hidden characters, cut to `longest` characters.

    "=?" begins an encoded word (RFC 2047 section 2), which mail programs decode in a subject, so its marks are set apart.
    """
    return shorten(text.replace("=?", "= ?"), longest)
