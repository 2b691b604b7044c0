"""The audit pack's two files."""

from pathlib import Path

from workbook_tools.findings import WritingError
from workbook_tools.model.audit import Audit
from workbook_tools.writing.audit.json_file import build_json, is_audit_json
from workbook_tools.writing.audit.workbook import build_audit
from workbook_tools.writing.whole_file import check_replaceable, replace_file


def write_audit(path: Path, audit: Audit) -> Path:
    """Writes the workbook to `path`, and the JSON beside it under the same name with ".json"; the same audit, the same bytes.

    Both are built before either is written, and each appears whole or not at all.

    Returns:
        The path of the JSON file.

    Raises:
        WritingError: one could not be written, or somebody's own file is in its place.
    """
    beside = path.with_suffix(".json")
    check_replaceable(path)
    if beside.exists() and not is_audit_json(beside):
        raise WritingError(
            f"{beside} is there already and was not written by this program, so it is left as it is. Choose another name."
        )
    content = build_audit(audit)
    write_audit_json(beside, audit)
    replace_file(path, content)
    return beside


def write_audit_json(path: Path, audit: Audit) -> None:
    """Writes the JSON file alone.

    Raises:
        WritingError: it could not be written.
    """
    replace_file(path, build_json(audit))
