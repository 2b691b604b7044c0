"""The audit pack as one JSON object, to the character; docs/audit-pack.md lists its keys. Keys may be added, never renamed.

It is ASCII: what is not stands in escapes, so that every program reads it alike and no character hides or turns others round.
The messages themselves are left out: their attachments stand by name and hash.
"""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import msgspec

from workbook_tools import __version__
from workbook_tools.findings import Finding
from workbook_tools.model.audit import Audit, Sent, sent_at
from workbook_tools.model.despatch import OutboxEvent, OutboxRow
from workbook_tools.model.pack import Pack
from workbook_tools.writing.audit.open_points import open_points
from workbook_tools.writing.moments import moment_json

FORMAT = 1
Json = dict[str, Any]


def build_json(audit: Audit) -> bytes:
    """The file's content; the same audit gives the same bytes."""
    return (json.dumps(to_json(audit), indent=1) + "\n").encode("ascii")


def to_json(audit: Audit) -> Json:
    """The audit as plain values: days and times by ISO 8601, times in UTC; what is not known is null."""
    return {
        "format": FORMAT,
        "version": __version__,
        "council": audit.council,
        "committee": audit.committee,
        "meeting": audit.meeting.isoformat(),
        "made": audit.made.isoformat(),
        "time_zone": "UTC",
        "distribution_list": {"name": audit.distribution_list, "sha256": audit.distribution_sha256},
        "notice": _notice(audit),
        "retention": msgspec.to_builtins(audit.kept),
        "open": open_points(audit),
        "gate": [_finding(finding) for finding in audit.gate],
        "packs": [_pack(pack) for pack in audit.packs],
        "messages": [_message(message, audit) for message in audit.messages],
        "events": [_event(event) for event in audit.events],
    }


def _notice(audit: Audit) -> Json:
    return {
        "published": audit.published.isoformat() if audit.published else None,
        "verdict": msgspec.to_builtins(audit.notice),
        "late_reason": audit.late_reason,
    }


def _pack(pack: Pack) -> Mapping[str, Any]:
    return {"identity": pack.identity, **msgspec.to_builtins(pack)}


def _message(message: OutboxRow, audit: Audit) -> Json:
    outgoing = message.outgoing
    return {
        "number": message.number,
        "message_id": outgoing.message_id,
        "pack": outgoing.pack,
        "title": outgoing.title,
        "scheme": outgoing.scheme,
        "committee": outgoing.committee,
        "meeting": outgoing.meeting.isoformat(),
        "role": outgoing.role,
        "address": outgoing.address,
        "send_as": outgoing.send_as.value,
        "edition": outgoing.format.value,
        "exempt": outgoing.exempt,
        "subject": outgoing.subject,
        "copy": message.copy,
        "state": message.state.value,
        "attempts": message.attempts,
        "created": moment_json(message.created),
        "changed": moment_json(message.changed),
        "sent": moment_json(sent_at(message)),
        "next_attempt": moment_json(message.next_attempt),
        "reply": message.reply,
        "attachments": [_attachment(sent) for sent in audit.attachments_of(message)],
    }


def _attachment(sent: Sent) -> Json:
    origin = sent.origin
    return {
        **msgspec.to_builtins(sent.attachment),
        "pack": origin.pack.identity if origin.pack else None,
        "file": origin.file.name if origin.file else None,
        "as_said": origin.as_said,
    }


def _event(event: OutboxEvent) -> Json:
    return {"number": event.number, "state": event.state.value, "at": moment_json(event.at), "note": event.note}


def _finding(finding: Finding) -> Json:
    return {
        "code": finding.code,
        "severity": finding.severity.value,
        "message": finding.message,
        "subject": finding.subject,
        "file": finding.where.file,
        "sheet": finding.where.sheet,
        "cell": finding.where.cell,
    }


def is_audit_json(path: Path) -> bool:
    """Whether a file is an audit pack that this program wrote."""
    try:
        found = json.loads(path.read_bytes())
    except (OSError, ValueError):
        return False
    return isinstance(found, dict) and {"format", "distribution_list", "packs", "messages"} <= set(found)
