"""The five sample reports as packs, each for its committee, for tests that despatch them."""

from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from support_changed import replace
from support_samples import SAMPLES, path_of
from workbook_tools import pipeline
from workbook_tools.demo import MADE_UP, MEETINGS, RESPONSE
from workbook_tools.model.mail_settings import MailSettings
from workbook_tools.model.meeting import Meeting
from workbook_tools.model.responses import response_key
from workbook_tools.writing.marked_copy import write_marked_copy

LIST = Path(__file__).resolve().parents[1] / "samples" / "distribution-list.xlsx"


@dataclass(frozen=True, slots=True)
class SamplePack:
    """A sample's summary, and the meeting that it goes to."""

    summary: Path
    meeting: Meeting

    @property
    def day(self) -> date:
        """Of the meeting."""
        assert self.meeting.day
        return self.meeting.day


def write_packs(folder: Path, samples: tuple[str, ...] = SAMPLES, **more: Any) -> dict[str, SamplePack]:
    """A pack of each sample in `folder`, its errors answered; `more` goes to `pipeline.report`."""
    packs = {}
    for name in samples:
        meeting = MEETINGS.get(name) or MADE_UP[name]
        packs[name] = SamplePack(folder / f"{name}.xlsx", meeting)
        pipeline.report([answered(name, folder)], packs[name].summary, meeting=meeting, pack=True, **more)
    return packs


def answered(name: str, folder: Path) -> Path:
    """A sample with a response to each of its errors, as an officer would type it into the marked copy."""
    outcome = pipeline.check([path_of(name)])
    if not outcome.has_errors:
        return path_of(name)
    copy = folder / f"{name}-checked.xlsx"
    responses = {response_key(finding.code, finding.subject): RESPONSE for finding in outcome.errors}
    write_marked_copy(path_of(name), copy, outcome.findings, responses)
    return copy


def order_of(pack: SamplePack, folder: Path, **fields: Any) -> pipeline.DespatchOrder:
    """The despatch of a pack a week before its meeting, by the sample list, with an outbox in `folder`."""
    plain = pipeline.DespatchOrder(
        packs=(pack.summary,),
        committee=pack.meeting.committee,
        meeting=pack.day,
        distribution_list=LIST,
        published=pack.day - timedelta(days=7),
        folder=folder / "despatch",
        outbox=folder / "outbox.sqlite",
        mail=MailSettings(),
    )
    return replace(plain, **fields)
