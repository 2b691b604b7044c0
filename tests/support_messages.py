"""Packs, recipients and messages, for tests of what is sent."""

from collections import Counter
from collections.abc import Sequence
from datetime import date

from support_samples import judge_sample
from workbook_tools.findings import Where
from workbook_tools.mailing.compose import compose
from workbook_tools.mailing.facts import Words
from workbook_tools.mailing.texts import Texts
from workbook_tools.model.despatch import NoticeVerdict
from workbook_tools.model.distribution import Format, Recipient, SendAs
from workbook_tools.model.pack import Exempt, Pack, PackCount, PackException, PackFile, PackReturn
from workbook_tools.writing.exceptions import find_exceptions, headline_exceptions
from workbook_tools.writing.front.summary_sheet import NO_RULE, NOTHING_COUNTED
from workbook_tools.writing.status_counts import rollup_word
from workbook_tools.writing.summary_facts import SummaryFacts, service_of

MEETING = date(2023, 10, 26)
IN_TIME = NoticeVerdict(5, 3, late=False, reason="5 clear days: in time.", assumed=False)
LATE = NoticeVerdict(
    2,
    3,
    late=True,
    reason="2 clear days before the meeting on 26 October 2023; the Local Government (Scotland) Act 1973, section 50B(3), "
    "asks for at least 3: late.",
    assumed=False,
)
EXEMPT = Exempt(
    paragraph="6",
    schedule="Part I of Schedule 7A to the Local Government (Scotland) Act 1973",
    words="Information relating to the financial or business affairs of any particular person",
)
CLERK = Recipient(
    committee="Audit and Scrutiny Committee",
    role="Committee clerk",
    address="clerk@example.gov.uk",
    send_as=SendAs.TO,
    format=Format.WORKBOOK,
    cleared=True,
    where=Where("list.xlsx"),
)
FILE = PackFile(format=Format.WORKBOOK, name="summary.xlsx", sha256="0" * 64, size=1)
SMALL = Pack(
    program="1",
    title="Performance report",
    council="Clackmannanshire Council",
    scheme="clackmannanshire",
    scheme_version="1",
    period="2022/23",
    as_at=date(2023, 3, 31),
    files=(FILE,),
    returns=(PackReturn(file="Housing.xlsx", sha256="1" * 64, service="Housing", period="2022/23"),),
)


def pack_of(sample: str, remedies: Sequence[str]) -> Pack:
    """What a sample's summary says, with a headline exception for each remedy that its front page shows."""
    judged = judge_sample(sample)
    scheme, overall = judged.scheme, judged.overall.computed
    facts = SummaryFacts.of([judged], scheme, judged.as_at)
    counts = []
    for count in (count for count in judged.counts if not count.section and count.total):
        words: Counter[str] = Counter()
        for key, number in count.by_style:
            words[scheme.style_of(count.table, key).word] += number
        counts.append(PackCount(table=count.table, total=count.total, words=tuple((w, n) for w, n in words.items() if n)))
    listed = find_exceptions(facts)
    return Pack(
        program="1",
        title=facts.title,
        council=scheme.council,
        scheme=scheme.name,
        scheme_version=scheme.version,
        period=facts.period,
        as_at=judged.as_at,
        files=(FILE,),
        returns=(
            PackReturn(
                file=judged.service_return.source.name,
                sha256=judged.service_return.source.sha256,
                service=service_of(judged),
                period=facts.period,
                overall=rollup_word(scheme, overall.status) if overall else "",
                overall_reason=overall.reason if overall else NOTHING_COUNTED if scheme.rollup else NO_RULE,
                counts=tuple(counts),
            ),
        ),
        exceptions=tuple(
            PackException(
                table=one.table,
                code=one.code,
                title=one.title,
                service=service_of(one.assessment),
                word=one.style.word,
                symbol=one.style.symbol,
                reason=one.reason,
                done=done,
            )
            for one, done in zip(headline_exceptions(listed, len(remedies)), remedies, strict=True)
        ),
        exceptions_total=len(listed),
    )


def words_of(
    pack: Pack,
    texts: Texts | None = None,
    *,
    notice: NoticeVerdict = IN_TIME,
    recipient: Recipient = CLERK,
    edition: Format = Format.WORKBOOK,
    attachment: str = "Papers.xlsx",
    late_reason: str = "",
    retention: str = "",
) -> Words:
    """What the message says that carries a pack to a recipient."""
    return compose(
        texts or Texts(),
        pack,
        recipient,
        MEETING,
        notice,
        edition=edition,
        attachment=attachment,
        late_reason=late_reason,
        retention=retention,
    )
