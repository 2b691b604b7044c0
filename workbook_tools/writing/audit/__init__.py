"""The audit pack for the retention file: a workbook and a JSON file that say what was sent, to whom, when, by which rules."""

from workbook_tools.writing.audit.files import write_audit, write_audit_json
from workbook_tools.writing.audit.workbook import build_audit

__all__ = ["build_audit", "write_audit", "write_audit_json"]
