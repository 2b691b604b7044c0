"""What the message says that carries a pack: the same as the workbook's front page, and nothing that its texts try to do."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from support_changed import replace
from support_messages import CLERK, EXEMPT, IN_TIME, LATE, SMALL, pack_of, words_of
from support_parsed_mail import Html, parse
from support_samples import SAMPLES, judge_sample, path_of
from workbook_tools import pipeline
from workbook_tools.mailing.compose import MOST_EXCEPTIONS, MOST_RETURNS
from workbook_tools.mailing.errors import DraftError
from workbook_tools.mailing.message import Envelope, build_message
from workbook_tools.mailing.texts import LONGEST_SUBJECT
from workbook_tools.model.distribution import Format, SendAs
from workbook_tools.model.pack import Pack, PackCount, PackException, PackReturn

OUR_TAGS = {
    *("html", "head", "meta", "title", "body", "div", "p", "h1", "h2", "br", "strong", "span"),
    *("table", "caption", "tr", "th", "td"),
}
OUR_ATTRIBUTES = {
    *(("html", "lang"), ("meta", "charset"), ("meta", "name"), ("meta", "content"), ("span", "aria-hidden")),
    *(("table", "lang"), ("table", "cellspacing"), ("table", "cellpadding"), ("table", "width")),
    *(("th", "scope"), ("th", "width"), ("caption", "align"), ("th", "align"), ("th", "valign"), ("td", "valign")),
    *((tag, "style") for tag in ("body", "div", "p", "h1", "h2", "table", "caption", "th", "td")),
}
RED = PackException(
    table="indicators", code="A1", title="Repairs", service="Housing", word="Red", symbol="▼", reason="94% against 95%: Red."
)
CUT = " …"


@dataclass(frozen=True)
class Page:
    """What a summary's front page shows: its rows, each as the texts of its filled cells."""

    rows: tuple[tuple[str, ...], ...]

    def beside(self, label: str) -> tuple[str, ...]:
        return next(row[1:] for row in self.rows if row and row[0] == label)

    def counts(self, title: str) -> dict[str, str]:
        """Heading -> figure of the row of all returns in the table with this title."""
        start = next(number for number, row in enumerate(self.rows) if row and row[0].startswith(f"{title} by status"))
        return dict(zip(self.rows[start + 1], self.rows[start + 2], strict=False))

    @property
    def headlines(self) -> list[tuple[str, ...]]:
        start = next((number for number, row in enumerate(self.rows) if row and row[0] == "Exception"), None)
        if start is None:
            return []
        end = next(number for number, row in enumerate(self.rows) if number > start and not row)
        return [row[:4] for row in self.rows[start + 1 : end]]


@cache
def front_page(sample: str) -> Page:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "summary.xlsx"
        pipeline.report([path_of(sample)], path)
        sheet = openpyxl.load_workbook(path, data_only=True)["Summary"]
        return Page(tuple(tuple(str(c.value) for c in row if c.value not in {None, ""}) for row in sheet.iter_rows()))


def lines_of(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines()]


@pytest.mark.parametrize("sample", SAMPLES)
def test_the_message_says_what_the_front_page_says(sample: str) -> None:
    page = front_page(sample)
    pack = pack_of(sample, [done for *_, done in page.headlines])
    words = words_of(pack)
    lines, html = lines_of(words.text), Html(words.html).text

    *word, reason = page.beside("Overall status")
    assert f"Overall status: {word[0] if word else 'none'}" in lines
    assert reason in lines
    assert f"Overall status: {word[0] if word else 'none'} {reason}" in html

    for count in pack.returns[0].counts:
        shown = page.counts(getattr(judge_sample(sample).scheme.report, count.table).title)
        figures = {word: shown[word] for word, _ in count.words}
        assert sum(map(int, figures.values())) == int(shown["Total"])
        said = ", ".join(f"{number} {word}" for word, number in figures.items())
        assert f"{count.table.capitalize()}: {shown['Total']} ({said})" in lines
        assert f"{count.table.capitalize()} {shown['Total']} {said}" in html

    heading = next((row[0] for row in page.rows if row and row[0].startswith("Headline exceptions")), "")
    assert ("HEADLINE EXCEPTIONS" in lines) is bool(heading)
    for number, (name, word_shown, why, done) in enumerate(page.headlines, start=1):
        start = next(index for index, line in enumerate(lines) if line.startswith(f"{number}. "))
        title, status, reason_said, done_said = (" ".join(line.split()) for line in lines[start : start + 4])
        assert title.startswith(f"{number}. {name.removesuffix(CUT)}")
        assert status == f"Status: {pack.exceptions[number - 1].symbol} {word_shown}"
        assert reason_said == f"Why: {why}"
        assert done_said == f"What the service says is done: {done}"
        assert f"Status {pack.exceptions[number - 1].symbol} {word_shown} Why {why} What is done {done}" in html
    if listed := re.search(r"\(the weightiest (\d+) of (\d+)\)", heading):
        more = f"In the attachment: {int(listed[2]) - int(listed[1])} more, {listed[2]} in all."
        assert more in lines
        assert more in html


@pytest.mark.parametrize("exempt", [False, True], ids=["public", "exempt"])
@pytest.mark.parametrize("late", [False, True], ids=["in time", "late"])
@pytest.mark.parametrize("send_as", list(SendAs))
def test_marking_lateness_and_copies_are_said_where_they_hold_and_nowhere_else(
    exempt: bool,  # noqa: FBT001 - a case of a table
    late: bool,  # noqa: FBT001
    send_as: SendAs,
) -> None:
    pack = replace(SMALL, exempt=EXEMPT if exempt else None)
    words = words_of(
        pack, notice=LATE if late else IN_TIME, late_reason="Figures were late.", recipient=replace(CLERK, send_as=send_as)
    )
    lines, html = lines_of(words.text), Html(words.html).text
    subject = "Audit and Scrutiny Committee, 26 October 2023: Performance report"
    assert words.subject == f"{'EXEMPT: ' if exempt else ''}{'Late paper: ' if late else ''}{subject}"
    assert lines[0].startswith("Not for publication: exempt under paragraph 6 of Part I of Schedule 7A" if exempt else "Dear ")
    assert (EXEMPT.marking in html, EXEMPT.words in html, EXEMPT.words in words.text) == (exempt, exempt, exempt)
    assert (LATE.reason in lines, "Reason given: Figures were late." in lines) == (late, late)
    assert (LATE.reason in html, "Reason given: Figures were late." in html) == (late, late)
    copy = "This copy is for your information."
    assert (copy in lines, copy in html) == ((send_as is not SendAs.TO,) * 2)


def test_a_late_paper_without_a_reason_says_so() -> None:
    words = words_of(SMALL, notice=LATE)
    assert "Reason given: none." in lines_of(words.text)
    assert "Reason given: none." in Html(words.html).text


def test_exempt_papers_are_never_worded_for_somebody_who_is_not_cleared() -> None:
    for send_as in SendAs:
        with pytest.raises(
            DraftError, match="Committee clerk of Audit and Scrutiny Committee is not cleared for exempt papers"
        ):
            words_of(replace(SMALL, exempt=EXEMPT), recipient=replace(CLERK, cleared=False, send_as=send_as))
    assert words_of(SMALL, recipient=replace(CLERK, cleared=False))


@pytest.mark.parametrize(
    ("edition", "sentence"),
    [
        (Format.WORKBOOK, "The workbook is the working edition"),
        (Format.ACCESSIBLE, "The workbook is the accessible edition"),
        (Format.PDF, "The PDF is the working edition as it prints."),
    ],
)
def test_what_is_attached_and_how_long_papers_are_kept_is_said(edition: Format, sentence: str) -> None:
    kept = "Background papers are kept available until 26 October 2027."
    words = words_of(SMALL, edition=edition, attachment="Audit - 2022-23.xlsx", retention=kept)
    for text in (words.text, Html(words.html).text):
        assert "Audit - 2022-23.xlsx" in text
        assert sentence in text
        assert kept in text
    assert "kept" not in words_of(SMALL).text


def test_of_several_returns_each_is_told_and_exceptions_say_whose_they_are() -> None:
    two = (replace(SMALL.returns[0], overall="Green"), replace(SMALL.returns[0], service="Roads", overall="Amber"))
    words = words_of(replace(SMALL, returns=two, exceptions=(RED,), exceptions_total=1))
    lines = lines_of(words.text)
    assert lines.index("HOUSING, 2022/23") < lines.index("Overall status: Green") < lines.index("ROADS, 2022/23")
    assert "1. A1  Repairs (Housing)" in lines
    assert "A1 Repairs (Housing)" in words.html
    one = words_of(replace(SMALL, exceptions=(replace(RED, code=""),), exceptions_total=1))
    assert "1. Indicator  Repairs" in lines_of(one.text)


def test_what_finds_no_room_is_counted() -> None:
    pack = replace(SMALL, returns=SMALL.returns * 50, exceptions=(RED,) * 40, exceptions_total=90)
    for text in (words_of(pack).text, Html(words_of(pack).html).text):
        assert text.lower().count("housing, 2022/23") == MOST_RETURNS
        assert f"In the attachment: {50 - MOST_RETURNS} more returns." in text
        assert text.count("94% against 95%: Red.") == MOST_EXCEPTIONS
        assert f"In the attachment: {90 - MOST_EXCEPTIONS} more, 90 in all." in text


def test_the_same_pack_gives_the_same_words() -> None:
    assert words_of(replace(SMALL, exceptions=(RED,))) == words_of(replace(SMALL, exceptions=(RED,)))


HOSTILE = [
    "a\r\nBcc: other@example.org",
    "a\n\n<b>",
    "\u202egpj.exe",
    "zero\u200bwidth\ufeff",
    "../../etc/passwd",
    "x" * 400,
    "'\"`;--",
    '"clerk@council.gov.uk" <evil@example.org>',
    "xn--exmple-cua.gov.uk",
    "{{ 7*7 }}",
    "{% for a in returns %}{{ a }}{% endfor %}",
    "{# x #}",
    "<script>alert(1)</script>",
    "<img src=https://example.org/a.png>",
    '" onmouseover="x',
    '=HYPERLINK("https://example.org")',
    "=?utf-8?q?=0D=0ABcc:_other?=",
    "]]>--></td></table>",
    "&lt;b&gt;",
    "\0\x1b[31m\ud800",
]


def full(text: str, other: str) -> Pack:
    """A pack all of whose texts are these."""
    exempt = replace(EXEMPT, paragraph=text, words=other)
    counts = (PackCount(table=text, total=3, words=((other, 1), (text, 2))),)
    given = PackReturn(file=text, sha256="", service=text, period=other, overall=text, overall_reason=other, counts=counts)
    row = PackException(table=text, code=other, title=text, service=other, word=text, symbol=other, reason=text, done=other)
    named = {"title": text, "council": other, "period": text, "committee": other}
    return replace(SMALL, **named, exempt=exempt, returns=(given, given), exceptions=(row,), exceptions_total=2)


def assert_harmless(pack: Pack, texts: Sequence[str]) -> None:
    """Sends a pack and looks at what arrives: our headers and tags only, and every text as text."""
    text, other = texts
    late = replace(LATE, reason=other)
    clerk = replace(CLERK, role=other or "x", committee=text or "x")
    words = words_of(pack, notice=late, recipient=clerk, late_reason=text, retention=other, attachment=text)
    envelope = Envelope("clerk@example.gov.uk", datetime(2023, 11, 3, tzinfo=UTC))
    read = parse(build_message(envelope, words).as_bytes())
    assert read.names == ["X-Unsent", "Date", "To", "Subject", "MIME-Version", "Content-Type"]
    assert (read["To"], read["Subject"]) == ("clerk@example.gov.uk", words.subject)
    assert words.subject.startswith("EXEMPT: ")
    assert words.subject.isprintable()
    assert len(words.subject) <= LONGEST_SUBJECT
    assert [leaf.text for leaf in read.leaves()] == [words.text, words.html]
    assert all(line.isprintable() for line in words.text.split("\n"))
    html = Html(words.html)
    assert html.tags <= OUR_TAGS
    assert html.attributes <= OUR_ATTRIBUTES


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_texts_are_shown_and_never_obeyed(text: str) -> None:
    assert_harmless(full(text, text), (text, text))
    shown = " ".join("".join(mark if mark.isprintable() else " " for mark in text.replace("=?", "= ?")).split())
    words = words_of(replace(SMALL, exceptions=(replace(RED, reason=text, done=text),)))
    assert words.text.count(shown) >= 2
    assert Html(words.html).text.count(shown) >= 2


@given(st.text(max_size=300), st.text(max_size=300))
def test_whatever_a_pack_says_the_message_is_ours(text: str, other: str) -> None:
    assert_harmless(full(text, other), (text, other))
