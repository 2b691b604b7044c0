"""What a message says that carries a pack to a recipient: taken from the pack, so that it says what the attachment says."""

from datetime import date
from typing import Final

from markupsafe import escape

from workbook_tools.mailing.errors import DraftError, TextError
from workbook_tools.mailing.facts import (
    LONGEST_REASON,
    CountFacts,
    ExceptionFacts,
    PaperFacts,
    ReturnFacts,
    WordFacts,
    Words,
    plain,
)
from workbook_tools.mailing.texts import Texts
from workbook_tools.model.despatch import NoticeVerdict
from workbook_tools.model.distribution import Format, Recipient, SendAs
from workbook_tools.model.pack import Pack, PackCount, PackException, PackReturn
from workbook_tools.model.wording import say_date

MOST_RETURNS = 20  # that a message tells; the rest stands in the attachment
MOST_COUNTS, MOST_WORDS = 10, 20
MOST_EXCEPTIONS = 10  # the front page shows fewer
EDITIONS: Final = {
    Format.WORKBOOK: "The workbook is the working edition: its statuses are formulas that follow where a figure is corrected.",
    Format.ACCESSIBLE: "The workbook is the accessible edition: plain tables that read well with a screen reader.",
    Format.PDF: "The PDF is the working edition as it prints.",
}
KINDS: Final = {"indicators": "Indicator", "actions": "Action", "risks": "Risk"}
EXEMPT = "EXEMPT"
NO_LATE_REASON = "none."


def compose(
    texts: Texts,
    pack: Pack,
    recipient: Recipient,
    meeting: date,
    notice: NoticeVerdict,
    *,
    edition: Format,
    attachment: str,
    late_reason: str = "",
    retention: str = "",
) -> Words:
    """What the message to a recipient says.

    Args:
        texts: the council's, or those that are shipped.
        pack: that is sent.
        recipient: whose committee's papers they are.
        meeting: its day.
        notice: whether the papers are in time.
        edition: that is attached; it may be another than the recipient wants, where the pack has none of these.
        attachment: its name in the message.
        late_reason: why the papers are late; only told where they are.
        retention: how long papers are kept, in a sentence; "" where that is not known.

    Raises:
        DraftError: the pack is exempt, and the recipient not cleared for exempt papers.
        TextError: the council's text is not in order.
    """
    if pack.exempt and not recipient.cleared:
        raise DraftError(f"{plain(recipient.role)} of {plain(recipient.committee)} is not cleared for exempt papers.")
    exceptions = pack.exceptions[:MOST_EXCEPTIONS]
    facts = PaperFacts(
        role=plain(recipient.role),
        copy=recipient.send_as is not SendAs.TO,
        council=plain(pack.council),
        title=plain(pack.title),
        committee=plain(recipient.committee),
        meeting=say_date(meeting),
        services=plain(pack.services),
        period=plain(pack.period),
        as_at=say_date(pack.as_at),
        marking=plain(pack.exempt.marking, LONGEST_REASON) if pack.exempt else "",
        exempt_words=plain(pack.exempt.words, LONGEST_REASON) if pack.exempt else "",
        late=plain(notice.reason, LONGEST_REASON) if notice.late else "",
        late_reason=(plain(late_reason, LONGEST_REASON) or NO_LATE_REASON) if notice.late else "",
        clear_days=notice.clear_days,
        required_days=notice.required,
        returns=tuple(map(_return, pack.returns[:MOST_RETURNS])),
        returns_more=max(0, len(pack.returns) - MOST_RETURNS),
        exceptions=tuple(map(_exception, exceptions)),
        exceptions_total=pack.exceptions_total,
        exceptions_more=max(0, pack.exceptions_total - len(exceptions)),
        attachment=plain(attachment),
        edition=EDITIONS[edition],
        retention=plain(retention, LONGEST_REASON),
    )
    words = texts.words(facts)
    _check_said(facts, words)
    return words


def _check_said(facts: PaperFacts, words: Words) -> None:
    """A council's own text may word everything anew but this: that papers are exempt, and that they are late."""
    for said, name in ((facts.marking, "marking"), (facts.late, "late")):
        if said not in words.text or escape(said) not in words.html:
            raise TextError(f"The council's text does not show what is in '{name}'. Put {{{{ {name} }}}} into both its files.")
    if facts.marking and EXEMPT not in words.subject.upper():
        raise TextError(
            f"The council's subject does not say that papers are exempt. Let it begin with '{EXEMPT}: ' if they are."
        )


def _return(given: PackReturn) -> ReturnFacts:
    return ReturnFacts(
        service=plain(given.service),
        period=plain(given.period),
        overall=plain(given.overall),
        reason=plain(given.overall_reason, LONGEST_REASON),
        counts=tuple(map(_count, given.counts[:MOST_COUNTS])),
    )


def _count(count: PackCount) -> CountFacts:
    words = tuple(WordFacts(plain(word), number) for word, number in count.words[:MOST_WORDS])
    return CountFacts(plain(count.table).capitalize(), count.total, words)


def _exception(exception: PackException) -> ExceptionFacts:
    return ExceptionFacts(
        kind=KINDS.get(exception.table, "Row"),
        code=plain(exception.code),
        title=plain(exception.title),
        service=plain(exception.service),
        word=plain(exception.word),
        symbol=plain(exception.symbol),
        reason=plain(exception.reason, LONGEST_REASON),
        done=plain(exception.done, LONGEST_REASON),
    )
