"""A consolidation proved and written: its workbook, and what was asked for beside it."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime
from functools import partial
from pathlib import Path

from workbook_tools.consolidation.control_sheet import build_control_sheet
from workbook_tools.consolidation.money import verify_workbook
from workbook_tools.findings import ToolkitError
from workbook_tools.flows.values import Batch
from workbook_tools.model.consolidation import Consolidation
from workbook_tools.model.control import ControlSheet
from workbook_tools.writing.consolidated.workbook import write_consolidation
from workbook_tools.writing.run_lock import running
from workbook_tools.writing.whole_file import check_replaceable, make_folder


@contextmanager
def one_run(workbook: Path) -> Iterator[str]:
    """Holds a workbook that is to be written for the time of a run.

    Yields:
        When a run before this one began that was stopped before it had ended; "" where none was.

    Raises:
        ToolkitError: another run is writing the workbook.
        WritingError: somebody's own file is in its place.
    """
    check_replaceable(workbook)
    began = f"{datetime.now().astimezone():%d/%m/%Y at %H:%M}"  # for the log and for who finds the lock taken; in no output
    with running(workbook, began) as unfinished:
        yield unfinished


def prove(consolidation: Consolidation, ledger: Path | None) -> tuple[Consolidation, ControlSheet]:
    """A consolidation with its differences from the ledger, where there is one, among its findings; and its control totals.

    Raises:
        ReadingError: the ledger cannot be read.
    """
    compared = ""
    if ledger:
        from workbook_tools.consolidation.ledger import against_ledger  # noqa: PLC0415 - most runs do without

        differences, compared = against_ledger(consolidation, ledger)
        consolidation = replace(consolidation, findings=(*consolidation.findings, *differences))
    return consolidation, build_control_sheet(consolidation, compared)


def write_outputs(
    batch: Batch, consolidation: Consolidation, control: ControlSheet
) -> tuple[tuple[Path, ...], tuple[str, ...]]:
    """Writes the workbook, verified before it takes its place, then what was asked for beside it.

    Returns:
        What was written, and sentences about what could not be made beside the workbook.

    Raises:
        WritingError: the workbook could not be written.
    """
    write_consolidation(batch.workbook, consolidation, control, verify=partial(verify_workbook, consolidation))
    written, problems = _write_beside(batch, consolidation)
    return (batch.workbook, *written), problems


def _write_beside(batch: Batch, consolidation: Consolidation) -> tuple[tuple[Path, ...], tuple[str, ...]]:
    """What was asked for beside the workbook: the tables as CSV files, the reminders; and what could not be made."""
    written: list[Path] = []
    problems: list[str] = []
    try:
        if batch.tables:
            from workbook_tools.writing.consolidated.csv_files import write_csv  # noqa: PLC0415 - seldom asked for

            make_folder(batch.tables)
            written += write_csv(batch.tables, consolidation)
        if batch.reminders:
            drafts, not_drafted = _write_reminders(batch, batch.reminders, consolidation)
            written += drafts
            problems += not_drafted
    except ToolkitError as error:  # the workbook is there; what could not be made beside it is said
        problems.append(str(error))
    return tuple(written), tuple(problems)


def _write_reminders(batch: Batch, folder: Path, consolidation: Consolidation) -> tuple[tuple[Path, ...], tuple[str, ...]]:
    from workbook_tools.mailing.reminders import write_reminders  # noqa: PLC0415 - brings the e-mail library
    from workbook_tools.mailing.texts import Texts  # noqa: PLC0415 - likewise

    return write_reminders(consolidation.tracker, folder, batch.period, consolidation.as_at, Texts(batch.texts))
