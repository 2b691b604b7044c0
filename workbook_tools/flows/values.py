"""What a flow is asked for and what it came to."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from workbook_tools.findings import Finding, Severity
from workbook_tools.model.assessment import Assessment
from workbook_tools.model.consolidation import Consolidation, ExpectedReturn
from workbook_tools.model.despatch_preview import PreviewRow
from workbook_tools.model.mail_settings import MailSettings
from workbook_tools.model.scheme import Scheme
from workbook_tools.periods import Period

if TYPE_CHECKING:
    from workbook_tools.mailing.send_report import SendReport  # only its type: few commands send

Edition = Literal["working", "accessible"]
Progress = Callable[[int, int], None]
"""Told how many files are done, and of how many; what it raises ends the work there."""


Say = Callable[[str], object]
"""Told in a sentence what goes on."""


def unheard(_sentence: str) -> None:
    """Where nobody is told."""


def unwatched(_done: int, _of: int) -> None:
    """The progress of work that nobody watches."""


@dataclass(frozen=True, slots=True)
class Issued:
    """What became of one order: the return written for it, or why there is none (one of the two).

    `finished` are the codes of actions that were left out, since they were completed or cancelled in an earlier year.
    """

    service: str
    path: Path | None = None
    finished: tuple[str, ...] = ()
    problem: str = ""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a run found.

    Attributes:
        scheme: the rules it was judged by.
        as_at: the latest of the returns' as-at dates; None where every return was refused.
        assessments: one a return, in the order of the files.
        across: findings that concern several returns.
    """

    scheme: Scheme
    as_at: date | None
    assessments: tuple[Assessment, ...]
    across: tuple[Finding, ...]

    @property
    def findings(self) -> tuple[Finding, ...]:
        """All findings: those of each return in order, then those across returns."""
        return (*(finding for assessment in self.assessments for finding in assessment.findings), *self.across)

    @property
    def errors(self) -> tuple[Finding, ...]:
        """Findings that block acceptance."""
        return tuple(finding for finding in self.findings if finding.severity is Severity.ERROR)

    @property
    def has_errors(self) -> bool:
        """Whether any finding blocks acceptance."""
        return bool(self.errors)


@dataclass(frozen=True, slots=True)
class Batch:
    """What a consolidation is asked for.

    Attributes:
        places: folders, looked through to the bottom, and single files.
        workbook: to write.
        scheme_name: a shipped scheme or the path of a TOML file; by default the one that the first return read names.
        as_at: the last day that counts, inclusive; by default the end of each return's period.
        period: the one to consolidate; returns of other periods are refused. None takes them all.
        expected: the returns that should come in, no service twice; without any, nothing is late, missing or unexpected.
        ledger: an extract of the ledger as CSV, to hold against the budget lines.
        tables: a folder for the tables as CSV files.
        reminders: a folder for e-mail drafts to the owners of what is missing or refused.
        texts: the folder with the council's own texts of reminders; None for those that are shipped.
        cache: the folder in which digests of returns are kept from run to run; None for none.
    """

    places: tuple[Path, ...]
    workbook: Path
    scheme_name: str | None = None
    as_at: date | None = None
    period: Period | None = None
    expected: tuple[ExpectedReturn, ...] = ()
    ledger: Path | None = None
    tables: Path | None = None
    reminders: Path | None = None
    texts: Path | None = None
    cache: Path | None = None


@dataclass(frozen=True, slots=True)
class Consolidated:
    """What a consolidation came to.

    Attributes:
        consolidation: what was written.
        proof: whether its money is proved, in a sentence.
        files: how many there were.
        read: how many of them were read; those of known content were not.
        unfinished: when a run before this one began that was stopped before it had ended; "" where none was.
        written: the workbook, then what else was asked for.
        problems: sentences about what was asked for and could not be made.
    """

    consolidation: Consolidation
    proof: str
    files: int
    read: int
    unfinished: str
    written: tuple[Path, ...]
    problems: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class DespatchOrder:
    """What is to go where.

    Attributes:
        packs: working editions that were written as packs, or the packs' own files.
        committee: as the distribution list spells it; blanks around it and case do not matter.
        meeting: its day.
        distribution_list: the workbook or TOML file.
        published: the day from which the papers are open to the public, which the notice is counted from.
        folder: for drafts and for the table of who gets what, made where it is not there.
        outbox: its file, made where it is not there.
        mail: how messages are written and sent.
        scheme_name: a shipped scheme or the path of a TOML file, for packs judged by it; else the one that a pack names.
        late_because: why the papers are late; "" where they are not, or nobody says it.
        only: addresses of the list that alone get something; empty for all of the committee's.
        send: whether to send; False for drafts.
        again: whether to send even what was sent before.
    """

    packs: tuple[Path, ...]
    committee: str
    meeting: date
    distribution_list: Path
    published: date
    folder: Path
    outbox: Path
    mail: MailSettings
    scheme_name: str | None = None
    late_because: str = ""
    only: tuple[str, ...] = ()
    send: bool = False
    again: bool = False


@dataclass(frozen=True, slots=True)
class Despatched:
    """What a despatch came to.

    Attributes:
        findings: of the distribution list and of the gate; with an error among them nothing was drafted or sent.
        preview: who gets what, and who does not.
        written: drafts, then the table of who gets what.
        report: what became of the messages that were to be sent; None where none were.
        notes: sentences about what was not done, or is worth knowing.
    """

    findings: tuple[Finding, ...]
    preview: tuple[PreviewRow, ...] = ()
    written: tuple[Path, ...] = ()
    report: "SendReport | None" = None
    notes: tuple[str, ...] = ()

    @property
    def kept_in(self) -> bool:
        """Whether the gate let nothing through."""
        return any(finding.severity is Severity.ERROR for finding in self.findings)


@dataclass(frozen=True, slots=True)
class Collected:
    """What came in: all returns judged as one, and the files of those that were taken, in their order."""

    consolidation: Consolidation
    taken: tuple[Path, ...]
