"""What `check` and `report` print: a line a return and its findings, or one JSON object."""

import argparse
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from workbook_tools import pipeline
from workbook_tools.exit_codes import DONE, ERRORS_FOUND
from workbook_tools.findings import Finding, Severity
from workbook_tools.model.assessment import Assessment
from workbook_tools.writing.results_json import dumps, to_json


def print_outcome(outcome: pipeline.Outcome, options: argparse.Namespace, written: Path | None = None) -> int:
    """Prints the result: JSON, or a few lines a return and its findings. Without a file written, queries are shown too.

    Returns:
        The exit code: 1 where the data has errors, else 0.
    """
    if options.json:
        print(dumps(to_json(outcome.assessments, outcome.scheme, outcome.as_at, outcome.across)))
    else:
        severities = (
            {Severity.ERROR} if options.quiet else set(Severity) if written is None else {Severity.ERROR, Severity.WARNING}
        )
        for assessment in outcome.assessments:
            if not options.quiet:
                print(_headline(assessment))
            _print_findings(assessment.findings, severities)
        _print_findings(outcome.across, severities)
        if written and not options.quiet:
            print(f"Written: {written}")
    return ERRORS_FOUND if outcome.has_errors else DONE


def _print_findings(findings: Sequence[Finding], severities: set[Severity]) -> None:
    for finding in findings:
        if finding.severity in severities:
            subject = f" {finding.subject}:" if finding.subject else ""
            print(f"  {finding.severity:<8}{finding.where}:{subject} {finding.message} [{finding.code}]")


def _headline(assessment: Assessment) -> str:
    """One return in one line: what it is, how many rows it has, how many findings."""
    source, cover = assessment.service_return.source, assessment.service_return.cover
    if assessment.service_return.refused:
        return f"{source.name}: not read. {assessment.service_return.refused}"
    rows = [
        f"{len(items)} {name}"
        for name, items in (
            ("indicators", assessment.indicators),
            ("actions", [item for item in assessment.actions if not item.action.is_heading]),
            ("risks", assessment.risks),
            ("budget lines", assessment.finance),
            ("savings", assessment.savings),
        )
        if items
    ]
    severities = Counter(finding.severity for finding in assessment.findings)
    found = ", ".join(f"{severities[severity]} {severity}" for severity in Severity if severities[severity])
    period = cover.period or cover.period_text or "period not stated"
    whose = f"{cover.service or 'service not stated'}, {period}, as at {assessment.as_at}"
    return f"{source.name}: {whose}: {', '.join(rows) or 'no rows'}; findings: {found or 'none'}"
