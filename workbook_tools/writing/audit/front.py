"""The front page: which packs for which meeting, what became of the messages, notice, retention, what is still open."""

from collections.abc import Iterable, Iterator

from workbook_tools.findings import shorten
from workbook_tools.model.audit import Audit
from workbook_tools.model.wording import say_count, say_date
from workbook_tools.writing.accessible.cover import TITLE_LENGTH, Line
from workbook_tools.writing.accessible.reference_sheets import CONTENTS
from workbook_tools.writing.audit.open_points import open_points, say_pack
from workbook_tools.writing.audit.paper_sheets import PAPERS, say_kept
from workbook_tools.writing.audit.states import STATES
from workbook_tools.writing.cells import Link
from workbook_tools.writing.seen import seen
from workbook_tools.writing.theme import Look

FRONT = "Despatch"
ABOUT = "What was sent, to whom and when, for the retention file. This sheet has no table; every other sheet has one."
NOTHING_OPEN = "Nothing is open."
HOW_TO = (
    "All times are in UTC, which is one hour behind British summer time.",
    "The file of the same name that ends in .json holds the same for programs, to the character.",
    "A file is the one that was sent if its SHA-256 is the one on the sheet Attachments. PowerShell shows it by Get-FileHash.",
    "This workbook holds e-mail addresses. Keep it where those who need it can open it, and nobody else.",
    "A sheet that would be empty is left out. A character that cannot be seen stands as its number, such as [U+202E].",
)


def lines_of(audit: Audit) -> Iterator[Line]:
    """The lines of the page, the title first."""
    yield title_of(audit), Look.TITLE
    yield ABOUT, Look.PROSE
    yield Link("Go to Contents", CONTENTS, 0), Look.LINK
    yield from _prose(_about(audit))
    for heading, texts in (
        ("What is still open", open_points(audit) or [NOTHING_OPEN]),
        ("Packs", _packs(audit)),
        ("Messages", _messages(audit)),
        ("Notice", _notice(audit)),
        ("Retention", _kept(audit)),
        ("How to use this workbook", HOW_TO),
    ):
        yield heading, Look.SECTION
        yield from _prose(texts)


def title_of(audit: Audit) -> str:
    """Of the page and of the workbook, on one line."""
    return shorten(f"Audit pack: {seen(audit.committee)}, {say_date(audit.meeting)}", TITLE_LENGTH)


def _prose(texts: Iterable[str]) -> Iterator[Line]:
    for text in texts:
        yield seen(text), Look.PROSE


def _about(audit: Audit) -> Iterator[str]:
    yield f"Council: {audit.council}"
    yield f"Committee: {audit.committee}"
    yield f"Date of meeting: {say_date(audit.meeting)}"
    yield f"As at: {say_date(audit.made)}"
    yield f"Distribution list: {audit.distribution_list}, SHA-256 {audit.distribution_sha256}"


def _packs(audit: Audit) -> Iterator[str]:
    for pack in audit.packs:
        marking = f" {pack.exempt.marking}." if pack.exempt else ""
        rules = f"scheme {pack.scheme}, version {pack.scheme_version}"
        yield f"{say_pack(pack)}: {say_count(len(audit.carrying(pack)), 'message')}; {rules}.{marking}"
    if not audit.packs:
        yield "No pack."


def _messages(audit: Audit) -> Iterator[str]:
    yield f"{say_count(len(audit.messages), 'message')} in all." if audit.messages else "No message."
    for state, said in STATES.items():
        if messages := audit.in_state(state):
            yield f"{said.word}: {len(messages)}."


def _notice(audit: Audit) -> Iterator[str]:
    if audit.published:
        yield f"Open to the public since {say_date(audit.published)}."
    if audit.notice:
        yield audit.notice.reason
        if audit.notice.late:
            yield f"Late. Reason: {audit.late_reason.strip() or 'none is recorded'}"
    if not audit.published and not audit.notice:
        yield "Nothing is recorded."


def _kept(audit: Audit) -> Iterator[str]:
    for kept in audit.kept:
        yield f"{PAPERS[kept.papers]} {say_kept(kept)} ({kept.act}, section {kept.section})."
    if any(pack.exempt for pack in audit.packs):
        yield "Papers that are not for publication are not open to the public."
    elif not audit.kept:
        yield "The scheme does not say how long these papers stay open to the public."
