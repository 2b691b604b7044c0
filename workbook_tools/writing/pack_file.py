"""The pack of a summary: what despatch must know of it, as JSON beside it. It says what the workbook's front page says.

Every text is on one line, without control characters and marks of direction: it goes into messages.
"""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Literal

import msgspec

from workbook_tools import __version__
from workbook_tools.findings import Finding, WritingError
from workbook_tools.model.assessment import Assessment, Overall
from workbook_tools.model.distribution import Format
from workbook_tools.model.meeting import Meeting
from workbook_tools.model.pack import (
    LARGEST_PACK,
    Pack,
    PackCount,
    PackException,
    PackFile,
    PackFinding,
    PackReturn,
    is_plain_name,
    pack_beside,
    pack_file_beside,
)
from workbook_tools.model.responses import ResponseKey, merge_responses, response_key
from workbook_tools.model.scheme import Scheme, matching_keys
from workbook_tools.writing.exceptions import find_exceptions
from workbook_tools.writing.front.front import Headline
from workbook_tools.writing.front.summary_sheet import NO_REASON, say_computed
from workbook_tools.writing.plain_text import one_line
from workbook_tools.writing.remedies import NO_REMEDY
from workbook_tools.writing.standings import NOUNS
from workbook_tools.writing.status_counts import count_rows, rollup_word
from workbook_tools.writing.summary.summary_workbook import headlines_shown
from workbook_tools.writing.summary_facts import SummaryFacts, period_of, service_of
from workbook_tools.writing.title_lines import committee_of, meeting_date_of
from workbook_tools.writing.whole_file import check_replaceable, replace_file

GIVEN_BY_OFFICER = "Officer's judgement"


class _Ours(msgspec.Struct):
    """What tells a pack from any other JSON file."""

    format: Literal[1]
    program: str
    scheme: str
    files: list[PackFile]


def build_pack(
    assessments: Sequence[Assessment],
    across: Sequence[Finding],
    scheme: Scheme,
    as_at: date,
    meeting: Meeting,
    *,
    files: Sequence[PackFile],
) -> Pack:
    """What a summary was made from and says. The same arguments give the same pack.

    Args:
        assessments: one a return, in order, as the summary was written from; of a refused return only the findings are kept.
        across: findings that concern several returns.
        scheme: the rules that they were judged by.
        as_at: the last day that counts.
        meeting: that it goes to, and whether it is exempt; what is not named is taken from the covers, if they say it.
        files: that have been written, the working edition first.
    """
    facts = SummaryFacts.of(assessments, scheme, as_at, meeting)
    headlines = headlines_shown(facts)
    return Pack(
        program=__version__,
        title=one_line(facts.title),
        council=scheme.council,
        scheme=scheme.name,
        scheme_version=scheme.version,
        committee=one_line(committee_of(facts)),
        meeting=meeting_date_of(facts),
        period="; ".join(dict.fromkeys(period for given in facts.returns if (period := one_line(period_of(given))))),
        as_at=as_at,
        exempt=meeting.exempt,
        files=tuple(files),
        returns=tuple(_return(facts, place, given) for place, given in enumerate(facts.assessments, start=1)),
        exceptions=tuple(map(_exception, headlines)),
        exceptions_total=len(find_exceptions(facts)),
        findings=tuple(_findings(assessments, across)),
    )


def describe_file(wanted: Format, path: Path, content: bytes) -> PackFile:
    """What the pack keeps of a file that was written."""
    return PackFile(format=wanted, name=path.name, sha256=hashlib.sha256(content).hexdigest(), size=len(content))


def write_pack(path: Path, pack: Pack) -> None:
    """Writes a pack; the same one gives the same bytes.

    Raises:
        WritingError: it could not be written, or is larger than what is read; an earlier one is left as it was.
    """
    content = msgspec.json.format(msgspec.json.encode(pack), indent=1) + b"\n"
    if len(content) > LARGEST_PACK:
        raise WritingError(
            f"{path.name} would be larger than {LARGEST_PACK // 1024**2} MB, so it was not written. Report on fewer returns."
        )
    replace_file(path, content)


def check_pack_places(summary: Path) -> None:
    """Makes sure that the pack of a summary can be written beside it and takes the place of nobody's own file.

    Raises:
        WritingError: the summary's name does not serve on every system, or somebody's own file is there.
    """
    if not is_plain_name(summary.name):
        raise WritingError(f"{one_line(summary.name)} is no name that every system takes. Choose another one.")
    check_replaceable(pack_file_beside(summary, Format.ACCESSIBLE))
    path = pack_beside(summary)
    if path.exists() and not _is_ours(path):
        raise WritingError(
            f"{path} is there already and was not written by this program, so it is left as it is. Choose another name."
        )


def withdraw_pack(summary: Path) -> None:
    """Removes the pack of an earlier run, so that it never vouches for files of this one.

    Raises:
        WritingError: it could not be removed.
    """
    path = pack_beside(summary)
    try:
        path.unlink(missing_ok=True)
    except OSError as error:
        raise WritingError(f"{path} could not be replaced ({error.strerror}). Close it, or choose another name.") from error


def _is_ours(path: Path) -> bool:
    try:
        msgspec.json.decode(path.read_bytes(), type=_Ours)
    except (OSError, msgspec.DecodeError, UnicodeError, RecursionError):
        return False
    return True


def _return(facts: SummaryFacts, place: int, assessment: Assessment) -> PackReturn:
    source = assessment.service_return.source
    word, reason = _overall(facts.scheme, assessment)
    return PackReturn(
        file=one_line(source.name),
        sha256=source.sha256,
        service=one_line(service_of(assessment)),
        period=one_line(period_of(assessment.service_return)),
        overall=one_line(word),
        overall_reason=one_line(reason),
        counts=tuple(_counts(facts, place)),
    )


def _overall(scheme: Scheme, assessment: Assessment) -> tuple[str, str]:
    """The word in force and why; where an officer's judgement is, the computed one stands among the reasons."""
    overall, computed = assessment.overall, say_computed(assessment)
    word = rollup_word(scheme, overall.computed.status) if overall.computed else ""
    if not overall.judgement:
        return word, computed
    by_rule = f"By the scheme's rule: {word}. {computed}" if word else computed
    if _judgement_holds(scheme, overall):
        return overall.judgement, f"{GIVEN_BY_OFFICER}: {overall.judgement_reason} {by_rule}"
    return word, f"{computed} {GIVEN_BY_OFFICER}: {overall.judgement}. {overall.judgement_reason or NO_REASON}"


def _judgement_holds(scheme: Scheme, overall: Overall) -> bool:
    """Whether the officer's judgement is in force, by the rule of `rules.counts.overall_of`."""
    return bool(matching_keys(overall.judgement, scheme.styles.indicators) and overall.judgement_reason.strip())


def _counts(facts: SummaryFacts, place: int) -> Iterator[PackCount]:
    """The counts of a return, as the front page's tables have them."""
    for table in NOUNS:
        for row in count_rows(facts, table, ()):
            if row.is_whole and row.scope.of_return == place:
                words = tuple((word, number) for word, number in row.by_word.items() if number)
                yield PackCount(table=table, total=row.total, words=words)


def _exception(headline: Headline) -> PackException:
    row = headline.exception
    return PackException(
        table=row.table,
        code=one_line(row.code),
        title=one_line(row.title),
        service=one_line(service_of(row.assessment)),
        word=row.style.word,
        symbol=row.style.symbol,
        reason=one_line(row.reason),
        done="" if headline.done == NO_REMEDY else one_line(headline.done),
    )


def _findings(assessments: Sequence[Assessment], across: Sequence[Finding]) -> Iterator[PackFinding]:
    """Those of each return, then those across returns, each answered where the return that it is at answers it."""
    for given in assessments:
        yield from (_finding(finding, given.service_return.responses) for finding in given.findings)
    for finding in across:
        at = [given.service_return for given in assessments if given.service_return.source.name == finding.where.file]
        yield _finding(finding, merge_responses(*(one.responses for one in at)))


def _finding(finding: Finding, responses: Mapping[ResponseKey, str]) -> PackFinding:
    return PackFinding(
        code=finding.code,
        severity=finding.severity,
        message=one_line(finding.message),
        subject=one_line(finding.subject),
        file=one_line(finding.where.file),
        sheet=one_line(finding.where.sheet or ""),
        cell=one_line(finding.where.cell or ""),
        response=one_line(responses.get(response_key(finding.code, finding.subject), "")),
    )
