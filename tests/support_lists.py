"""Distribution lists in both forms, from the same texts; by default one in order with a committee and a recipient."""

import json
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from support_workbooks import Rows, write_workbook
from workbook_tools.findings import Finding
from workbook_tools.model.distribution import DistributionList
from workbook_tools.model.distribution_book import COMMITTEES, DOMAINS, FIELDS, HEADINGS, RECIPIENTS, Field, ListContents
from workbook_tools.reading.distribution_list import read_distribution_list

FORMS = (".xlsx", ".toml")
AUDIT, SCRUTINY = "Audit Committee", "Scrutiny Committee"
CLERK = (AUDIT, "Committee clerk", "clerk@example.gov.uk", "to", "workbook", "yes")
IN_ORDER = ListContents((AUDIT,), (CLERK,), ("example.gov.uk",))
COLUMNS = FIELDS[RECIPIENTS]


def changed(field: Field, text: str, recipient: Sequence[str] = CLERK) -> tuple[str, ...]:
    """A recipient with another text in one column."""
    return tuple(text if column is field else kept for column, kept in zip(COLUMNS, recipient, strict=True))


def with_recipients(*recipients: tuple[str, ...], committees: tuple[str, ...] = (AUDIT,)) -> ListContents:
    return replace(IN_ORDER, recipients=recipients, committees=committees)


def with_domains(*domains: str) -> ListContents:
    """The list in order with more domains."""
    return replace(IN_ORDER, domains=(*IN_ORDER.domains, *domains))


def sheets_of(contents: ListContents) -> dict[str, Rows]:
    """The sheets of a list with their headings in the first row; an empty text leaves its cell out."""
    rows = {
        COMMITTEES: [(name,) for name in contents.committees],
        RECIPIENTS: contents.recipients,
        DOMAINS: [(domain,) for domain in contents.domains],
    }
    return {
        name: [[HEADINGS[field] for field in FIELDS[name]], *([text or None for text in row] for row in own)]
        for name, own in rows.items()
    }


def toml_of(contents: ListContents) -> str:
    """The list in TOML; a clearance that is not yes is left out."""
    lines = [f"domains = {_list(contents.domains)}", f"committees = {_list(contents.committees)}"]
    lines += ["recipients = []"] * (not contents.recipients)
    for recipient in contents.recipients:
        lines.append("[[recipients]]")
        texts = dict(zip(COLUMNS, recipient, strict=True))
        cleared = texts.pop(Field.CLEARED)
        lines += [f"{field} = {quoted(text)}" for field, text in texts.items()]
        lines += ["cleared = true"] * (cleared == "yes")
    return "\n".join(lines)


def quoted(text: str) -> str:
    """A text as TOML writes it; JSON writes nearly the same."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


def _list(texts: Sequence[str]) -> str:
    return f"[{', '.join(map(quoted, texts))}]"


def write_list(folder: Path, contents: ListContents, form: str = ".xlsx") -> Path:
    """The list in one of its forms."""
    path = folder / f"list{form}"
    if form == ".toml":
        path.write_text(toml_of(contents), encoding="utf-8")
        return path
    return write_workbook(path, sheets_of(contents))


Reading = tuple[DistributionList | None, tuple[Finding, ...]]


def read_list(folder: Path, contents: ListContents, form: str = ".xlsx") -> Reading:
    """What is read of the list in one of its forms."""
    return read_distribution_list(write_list(folder, contents, form))


def read_sheets(folder: Path, sheets: dict[str, Rows], **more: Sequence[str]) -> Reading:
    """What is read of a workbook with these rows."""
    return read_distribution_list(write_workbook(folder / "list.xlsx", sheets, hidden=more.get("hidden", ())))


def found(findings: Sequence[Finding]) -> list[tuple[str, str]]:
    """Code and place of each finding, without the file."""
    return [(finding.code, f"{finding.where}".partition(", ")[2]) for finding in findings]
