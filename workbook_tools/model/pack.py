"""A pack: the summary in its editions, and what despatch must know of it, written beside it as `SUMMARY.pack.json`.

The hashes tie the two together: a workbook that was changed after it was built is no longer the one that was checked.
"""

from datetime import date
from pathlib import Path
from typing import Literal

import msgspec

from workbook_tools.findings import Severity
from workbook_tools.model.distribution import Format

PACK_SUFFIX = ".pack.json"
LARGEST_PACK = 64 * 1024**2  # bytes of the pack's own file, inclusive; that of one return has some tens of kilobytes
ENDINGS = {Format.WORKBOOK: ".xlsx", Format.ACCESSIBLE: " accessible.xlsx", Format.PDF: ".pdf"}
"""What the name of each file of a pack has after the name that all of them share."""
NOT_FOR_PUBLICATION = "Not for publication"
"""How every marking of exempt papers begins, and nothing else that we write."""


def pack_beside(summary: Path) -> Path:
    """The pack of a working edition, in the same folder."""
    return summary.with_name(f"{summary.stem}{PACK_SUFFIX}")


def pack_file_beside(summary: Path, wanted: Format) -> Path:
    """Another file of a working edition's pack, in the same folder."""
    return summary.with_name(f"{summary.stem}{ENDINGS[wanted]}")


def is_plain_name(name: str) -> bool:
    """Whether a name is that of a file in the folder at hand on every system, and reads as what it is."""
    return bool(name) and name.isprintable() and not set(name) & set('/\\:<>"|?*')


class Written(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A part of the file: frozen, its keys all known."""


class PackFile(Written, frozen=True, kw_only=True):
    """A file of the pack, beside the pack's own: its name without any folder, its SHA-256 in hexadecimal, its size in bytes."""

    format: Format
    name: str
    sha256: str
    size: int


class PackCount(Written, frozen=True, kw_only=True):
    """How many rows of a table stand at each of the words of the scheme, those with none left out."""

    table: str
    total: int
    words: tuple[tuple[str, int], ...]


class PackReturn(Written, frozen=True, kw_only=True):
    """A return that the pack was made from.

    Attributes:
        file: its name; sha256: of its content.
        service, period: as the cover says.
        overall: the word of the overall status in force, as the summary's front page shows it; "" where there is none.
        overall_reason: why.
        counts: of the tables that have rows.
    """

    file: str
    sha256: str
    service: str
    period: str
    overall: str = ""
    overall_reason: str = ""
    counts: tuple[PackCount, ...] = ()


class PackException(Written, frozen=True, kw_only=True):
    """A row that the front page shows among its headline exceptions.

    Attributes:
        table: "indicators", "actions" or "risks".
        code, title: of the row.
        service: of its return.
        word, symbol: of its status in the scheme.
        reason: of the verdict in force.
        done: what the service says is done about it; "" where it says nothing.
    """

    table: str
    code: str
    title: str
    service: str
    word: str
    symbol: str
    reason: str
    done: str = ""


class PackFinding(Written, frozen=True, kw_only=True):
    """A finding in the returns, with the response of the service; "" where it gave none."""

    code: str
    severity: Severity
    message: str
    subject: str
    file: str
    sheet: str = ""
    cell: str = ""
    response: str = ""


class Exempt(Written, frozen=True, kw_only=True):
    """Why a pack is exempt.

    Attributes:
        paragraph: its number in the schedule to the Act, such as "6".
        schedule: such as "Part 1 of Schedule 7A to the Local Government (Scotland) Act 1973".
        words: what the paragraph says, in short.
    """

    paragraph: str
    schedule: str
    words: str

    @property
    def marking(self) -> str:
        """What stands on the papers and in the message."""
        return f"{NOT_FOR_PUBLICATION}: exempt under paragraph {self.paragraph} of {self.schedule}"


class Pack(Written, frozen=True, kw_only=True):
    """What a summary was made from and says.

    Attributes:
        format: version of this file's form; 1.
        program: version of the program that wrote it.
        title: of the report, as its front page prints it.
        council, scheme, scheme_version: whose rules it was judged by.
        committee, meeting: that it goes to, as far as the report says; "" and None where it does not.
        period: of the returns; several are joined with "; ".
        as_at: the last day that counts.
        exempt: why it is exempt; None where it is public.
        files: the working edition first; at most one a format.
        returns: in the order they were given.
        exceptions: those of the front page, in its order.
        exceptions_total: how many the summary lists in all.
        findings: of all returns, and those across returns.
    """

    format: Literal[1] = 1
    program: str
    title: str
    council: str
    scheme: str
    scheme_version: str
    committee: str = ""
    meeting: date | None = None
    period: str
    as_at: date
    exempt: Exempt | None = None
    files: tuple[PackFile, ...]
    returns: tuple[PackReturn, ...]
    exceptions: tuple[PackException, ...] = ()
    exceptions_total: int = 0
    findings: tuple[PackFinding, ...] = ()

    def file(self, wanted: Format) -> PackFile | None:
        """The file of a format; None where the pack has none."""
        return next((file for file in self.files if file.format is wanted), None)

    @property
    def identity(self) -> str:
        """What makes it this pack and no other: the SHA-256 of its working edition."""
        return self.files[0].sha256

    @property
    def services(self) -> str:
        """Whose returns it holds, joined with "; "."""
        return "; ".join(dict.fromkeys(one.service for one in self.returns))

    @property
    def unanswered(self) -> tuple[PackFinding, ...]:
        """Findings that block acceptance and have no response."""
        return tuple(one for one in self.findings if one.severity is Severity.ERROR and not one.response.strip())
