"""The committee's papers as drafts, from the settings of the control workbook: the same way as the command `despatch`."""

from datetime import date
from pathlib import Path

from workbook_tools import pipeline
from workbook_tools.config import FILE_NAME, Config, load_config
from workbook_tools.excel.team_settings import Settings, wrong
from workbook_tools.findings import ToolkitError
from workbook_tools.issuing import plain_name
from workbook_tools.model.control_book import Setting
from workbook_tools.model.mail_settings import OUTBOX, MailSettings
from workbook_tools.model.pack import pack_beside
from workbook_tools.model.wording import say_count


def summary_of(settings: Settings) -> Path:
    """Where the summary of the period goes."""
    return settings.output / f"{plain_name(settings.name, str(settings.period))}.xlsx"


def draft_papers(settings: Settings) -> tuple[str, tuple[str, ...]]:
    """Writes a draft for each recipient of the committee, if the gate lets the papers through.

    Returns:
        A sentence, and one for each thing that keeps them in or is worth knowing.

    Raises:
        ToolkitError: no distribution list, committee or day of the meeting is filled in, or a draft could not be made.
    """
    summary = summary_of(settings)
    if not pack_beside(summary).is_file():
        return "The committee's papers were not drafted: press Build summary first.", ()
    done = pipeline.despatch(_order(settings, summary))
    found = tuple(f"{finding} [{finding.code}]" for finding in done.findings)
    if done.kept_in:
        return f"The papers for {settings.meeting.committee} were not drafted. What keeps them in:", found
    drafts = [path for path in done.written if path.suffix == ".eml"]
    where = drafts[0].parent if drafts else settings.output
    sentence = f"{say_count(len(drafts), 'draft')} for {settings.meeting.committee} in {where}. Nothing was sent."
    return sentence, (*found, *done.notes)


def _order(settings: Settings, summary: Path) -> pipeline.DespatchOrder:
    listed, committee, day = settings.distribution_list, settings.meeting.committee, settings.meeting.day
    if listed is None:
        raise wrong(Setting.DISTRIBUTION_LIST, "name the distribution list.")
    if not committee:
        raise wrong(Setting.COMMITTEE, "name the committee, as the distribution list does.")
    if day is None:
        raise wrong(Setting.MEETING, "type the day of the meeting.")
    mail = mail_of(settings)
    return pipeline.DespatchOrder(
        packs=(summary,),
        committee=committee,
        meeting=day,
        distribution_list=listed,
        published=date.today(),  # noqa: DTZ011 - the day in the office that the papers leave
        folder=settings.output,
        outbox=Path(mail.outbox) if mail.outbox else listed.parent / OUTBOX,
        mail=mail,
        scheme_name=settings.scheme,
        late_because=settings.late_because,
    )


def mail_of(settings: Settings) -> MailSettings:
    """Sender, texts and limits, where a file of defaults lies beside the control workbook."""
    path = settings.book.parent / FILE_NAME
    try:
        return (load_config(path) if path.is_file() else Config()).mail
    except ToolkitError as error:
        raise ToolkitError(f"{error} Correct the file, or move it away.") from error
