"""Texts that a council edits: what they may hold, what is said of one that is not in order, and that none can do harm."""

import re
from collections.abc import Sequence
from dataclasses import fields
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from support_changed import replace
from support_messages import EXEMPT, LATE, SMALL, words_of
from support_samples import ROOT
from workbook_tools.findings import WritingError
from workbook_tools.mailing import facts as facts_module
from workbook_tools.mailing.errors import TextError
from workbook_tools.mailing.facts import RefusedFacts, ReminderFacts
from workbook_tools.mailing.texts import LARGEST_TEMPLATE, LONGEST_SUBJECT, LONGEST_TEXT, Texts, write_texts

NAMES = ["paper.html", "paper.txt", "reminder.html", "reminder.txt"]
REMINDER = ReminderFacts(
    owner="Head of Housing",
    service="Housing",
    period="2022/23",
    due="16 October 2023",
    missing=True,
    refused=(),
    refused_more=0,
    versions=(),
    versions_more=0,
)
TEXT, HTML = "Subject: Return\nText\n", "<p>Text</p>\n"


def edited(folder: Path, text: str = TEXT, html: str = HTML, kind: str = "reminder") -> Texts:
    for ending, content in (("txt", text), ("html", html)):
        (folder / f"{kind}.{ending}").write_text(content, encoding="utf-8", newline="")
    return Texts(folder)


def said(folder: Path, text: str = TEXT, html: str = HTML) -> str:
    """What is said of texts that are not in order, without the folder."""
    with pytest.raises(TextError) as error:
        edited(folder, text, html).words(REMINDER)
    return str(error.value).replace(f"{folder}/", "")


def test_a_council_s_own_text_takes_the_place_of_the_shipped_one(tmp_path: Path) -> None:
    texts = edited(
        tmp_path,
        "\ufeffSubject: Still missing: {{ service }}\r\nDear {{ owner|upper }},\r\n\r\n"
        "{% if due %}\r\nBy {{ due }}.\r\n{% endif %}\r\nThanks\r\n",
        "<p>Dear {{ owner }}, we await {{ service if service else 'it' }}.</p>",
    )
    words = texts.words(REMINDER)
    assert words.subject == "Still missing: Housing"
    assert words.text == "Dear HEAD OF HOUSING,\n\nBy 16 October 2023.\nThanks\n"
    assert words.html == "<p>Dear Head of Housing, we await Housing.</p>\n"
    assert words_of(SMALL, texts) == words_of(SMALL)


def test_texts_are_written_to_be_edited_and_never_over_others(tmp_path: Path) -> None:
    folder = tmp_path / "new" / "texts"
    assert sorted(path.name for path in write_texts(folder)) == NAMES
    assert Texts(folder).words(REMINDER) == Texts().words(REMINDER)
    (folder / "paper.txt").write_text("Subject: Ours\nOurs", encoding="utf-8")
    (folder / "reminder.html").unlink()
    assert [path.name for path in write_texts(folder)] == ["reminder.html"]
    assert (folder / "paper.txt").read_text(encoding="utf-8") == "Subject: Ours\nOurs"


def test_where_texts_cannot_be_written_it_is_said(tmp_path: Path) -> None:
    (tmp_path / "paper.txt").mkdir()
    with pytest.raises(WritingError, match="is a folder"):
        write_texts(tmp_path)


@pytest.mark.parametrize("there", ["reminder.txt", "reminder.html"])
def test_one_of_two_files_alone_is_refused(tmp_path: Path, there: str) -> None:
    (tmp_path / there).write_text(TEXT, encoding="utf-8")
    with pytest.raises(TextError, match=r"is there without reminder\.(txt|html), so some would read another text"):
        Texts(tmp_path).words(REMINDER)


def test_a_folder_that_is_not_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(TextError, match=r"There is no folder .* with texts of messages"):
        Texts(tmp_path / "gone").words(REMINDER)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("Text", "reminder.txt, line 1: the text does not begin with its subject. Let the line be 'Subject: ...'."),
        ("", "reminder.txt, line 1: the text does not begin with its subject. Let the line be 'Subject: ...'."),
        ("Subject:\nText", "reminder.txt, line 1: the subject is empty. Write one after 'Subject:'."),
        (
            "Subject: {{ titel }}\n",
            "reminder.txt, line 1: There is no 'titel'. What there is stands in docs/messages.md.",
        ),
        (
            "Subject: a\n\nText\n{{ sevice }}",
            "reminder.txt, line 4: There is no 'sevice'. What there is stands in docs/messages.md.",
        ),
        (
            "Subject: a\n{% for one in refused %}\n{{ one.fil }}\n{% endfor %}",
            "reminder.txt, line 3: There is no 'fil' in 'one'. What there is stands in docs/messages.md.",
        ),
        (
            "Subject: a\n{% if false %}\n{{ sevice }}\n{% endif %}",
            "reminder.txt, line 3: There is no 'sevice'. What there is stands in docs/messages.md.",
        ),
        ("Subject: a\n{{ refused }}", "reminder.txt, line 2: 'refused' is no text or number that could be shown."),
        ("Subject: a\n{{ missing }}", "reminder.txt, line 2: 'missing' is no text or number that could be shown."),
        ("Subject: a\n{% if due %}\nText", "reminder.txt, line 3: An {% if %} or {% for %} before this line has no end."),
        ("Subject: a\n{{ due", "reminder.txt, line 2: unexpected end of template"),
        ("Subject: a\n{% mistake %}", "reminder.txt, line 2: Encountered unknown tag 'mistake'."),
        ("Subject: a\n{{ due|mistake }}", "reminder.txt, line 2: 'due|mistake' cannot be used in a message."),
        ("Subject: a\n{% for one in service %}{% endfor %}", "reminder.txt, line 2: A loop is written"),
        ("Subject: a\n{% if due > 3 %}{% endif %}", "reminder.txt, line 2: 'due … 3' cannot be used in a message."),
        ("Subject: a\n" + "{% if due %}" * 120 + "{% endif %}" * 120, "reminder.txt: too much stands inside each other."),
        ("Subject: a\n{{ " + "(" * 5_000 + "due" + ")" * 5_000 + " }}", "reminder.txt: too much stands inside each other."),
        (
            "Subject: a\n\nDear\u202e you",
            "reminder.txt, line 3: it holds U+202E (right-to-left override), which nobody sees. Take it out.",
        ),
        ("Subject: a\0\n", "reminder.txt, line 1: it holds U+0000, which nobody sees. Take it out."),
        ("Subject: a\n" + "x" * LARGEST_TEMPLATE, "reminder.txt is larger than 50,000 bytes. Make it shorter."),
    ],
)  # fmt: skip
def test_what_is_not_in_order_is_said_with_its_line(tmp_path: Path, text: str, sentence: str) -> None:
    assert said(tmp_path, text).startswith(sentence)


def test_a_character_of_another_encoding_is_said_with_its_line(tmp_path: Path) -> None:
    edited(tmp_path)
    (tmp_path / "reminder.txt").write_bytes(b"Subject: a\n\nR\xe9ponse")
    with pytest.raises(TextError, match=r"reminder\.txt, line 3: a character is not in UTF-8"):
        Texts(tmp_path).words(REMINDER)


NOT_ALLOWED = [
    "{% include 'paper.txt' %}",
    "{% include '../../etc/passwd' %}",
    "{% extends 'paper.txt' %}",
    "{% import 'paper.txt' as x %}",
    "{% from 'paper.txt' import x %}",
    "{% macro x() %}{% endmacro %}",
    "{% set x = due ~ due %}",
    "{% set x %}{% endset %}",
    "{% with x = due %}{% endwith %}",
    "{% block x %}{% endblock %}",
    "{% filter upper %}{% endfilter %}",
    "{% call service() %}{% endcall %}",
    "{% autoescape false %}{% endautoescape %}",
    "{{ range(9) }}",
    "{{ lipsum() }}",
    "{{ namespace() }}",
    "{{ self }}",
    "{{ service.upper() }}",
    "{{ service.__class__ }}",
    "{{ service.__class__.__mro__ }}",
    "{{ service['upper'] }}",
    "{{ service[0] }}",
    "{{ service|attr('upper') }}",
    "{{ service|safe }}",
    "{{ service|center(1000000000) }}",
    "{{ service|replace('', service) }}",
    "{{ service|join(service) }}",
    "{{ service ~ service }}",
    "{{ service * 1000000000 }}",
    "{{ 10 ** 10 ** 10 }}",
    "{{ 1 + 1 }}",
    "{{ '%1000000000d' % 1 }}",
    "{{ -1 }}",
    "{{ [service] }}",
    "{{ (service, service) }}",
    "{{ {'a': service} }}",
    "{{ service is defined }}",
    "{{ service if due }}",
    "{{ 1.5 }}",
    "{{ none }}",
    "{% for one in [1, 2] %}{% endfor %}",
    "{% for one in refused if one.file %}{% endfor %}",
    "{% for one in refused recursive %}{{ loop(refused) }}{% endfor %}",
    "{% for one, other in refused %}{% endfor %}",
    "{% for a in refused %}{% for b in refused %}{% for c in refused %}{% for d in refused %}"
    + "{% endfor %}" * 4,
]  # fmt: skip


@pytest.mark.parametrize("text", NOT_ALLOWED)
@pytest.mark.parametrize("ending", ["txt", "html"])
def test_a_text_reaches_nothing_but_its_values_and_ends(tmp_path: Path, text: str, ending: str) -> None:
    sentence = said(tmp_path, f"{TEXT}{text}" if ending == "txt" else TEXT, f"{HTML}{text}" if ending == "html" else HTML)
    assert sentence.startswith(f"reminder.{ending}, line {3 if ending == 'txt' else 2}: ")


ALLOWED = [
    ("{{ service|lower }} {{ service|upper }} {{ 'a'|capitalize }}", "housing HOUSING A"),
    ("{{ refused|length }} {{ service|length }}", "2 7"),
    ("{% if refused|length > 1 and not versions %}several{% elif missing %}one{% else %}none{% endif %}", "several"),
    ("{% if service == 'Housing' or 'x' in service %}ours{% endif %}", "ours"),
    ("{{ 'no due day' if not due else due }}", "16 October 2023"),
    ("{% for one in refused %}{{ loop.index }}{{ one.file }}{{ '' if loop.last else ', ' }}{% else %}-{% endfor %}", "1a, 2b"),
    ("{% for one in versions %}{{ one.file }}{% else %}no version{% endfor %}", "no version"),
    ("a\u00a0b\tc ⚠\ufe0f", "a\u00a0b\tc ⚠\ufe0f"),
    ("{# a remark #}{{ '{{' }} {% raw %}{{ service }}{% endraw %}", "{{ {{ service }}"),
]


@pytest.mark.parametrize(("text", "gives"), ALLOWED)
def test_what_a_text_may_do(tmp_path: Path, text: str, gives: str) -> None:
    rows = (RefusedFacts("a", "x"), RefusedFacts("b", "y"))
    words = edited(tmp_path, f"Subject: a\n{text}", f"<p>{text}</p>").words(replace(REMINDER, refused=rows))
    assert (words.text, words.html) == (f"{gives}\n", f"<p>{gives}</p>\n")


@pytest.mark.parametrize(
    ("html", "sentence"),
    [
        ("<p\ntitle='{{ service }}'>", "line 2: A value stands inside a tag. Put it between tags, as in <p>{{ title }}</p>."),
        ("<a href={{ service }}>", "line 1: A value stands inside a tag."),
        ("<p {% if due %}>{% endif %} {{ service }}", "line 1: A tag that begins in an {% if %} or {% for %} must end there."),
        ("{% for one in refused %}<p {% endfor %}>", "line 1: A tag that begins in an"),
        ("<p>\n\n<script>alert(1)</script>", "line 3: '<script' cannot be used in a message. Take it out."),
        ("<img alt='' src='https://example.org/a.png'>", "line 1: '<img' cannot be used"),
        ("<td background='https://example.org/a.png'>", "line 1: 'background=' cannot be used"),
        ("<p style='background:url(https://example.org)'>", "line 1: 'url(' cannot be used"),
        ("<p onclick='x'>", "line 1: 'onclick=' cannot be used"),
        ("<a href='JavaScript:x'>", "line 1: 'JavaScript:' cannot be used"),
        ("<style>p {}</style>", "line 1: '<style' cannot be used"),
        ("<meta http-equiv='refresh'>", "line 1: '<meta http-equiv' cannot be used"),
        ("\n<scr{# #}ipt>", "line 2: '<script' cannot be used"),
    ],
)
def test_html_neither_runs_nor_fetches_anything(tmp_path: Path, html: str, sentence: str) -> None:
    assert said(tmp_path, html=html).startswith(f"reminder.html, {sentence}")


def test_tags_of_the_text_s_own_may_depend_on_values(tmp_path: Path) -> None:
    html = "<p{% if due %} style='color:#8a0000'{% endif %}>{{ service }} &gt; 1 <a href='https://example.gov.uk'>us</a></p>"
    assert "<p style='color:#8a0000'>Housing &gt; 1 <a" in edited(tmp_path, html=html).words(REMINDER).html


def test_a_text_that_is_too_long_is_stopped_while_it_grows(tmp_path: Path) -> None:
    rows = tuple(RefusedFacts("a", "b") for _ in range(50))
    loops = "{% for a in refused %}{% for b in refused %}{% for c in refused %}"
    text = f"{TEXT}{loops}{'x' * 40_000}{'{% endfor %}' * 3}"
    with pytest.raises(TextError, match=f"gives more than {LONGEST_TEXT:,} characters"):
        edited(tmp_path, text).words(replace(REMINDER, refused=rows))


def test_a_subject_is_one_line_however_long_its_values(tmp_path: Path) -> None:
    texts = edited(tmp_path, "Subject: {{ service }}{{ service }}\n")
    assert texts.words(replace(REMINDER, service="a" * 200)).subject == "a" * (LONGEST_SUBJECT - 1) + "…"


@given(st.text(alphabet=st.sampled_from("{}%#<>|.()[]'\" \nabcdefinor") | st.characters(codec="utf-8"), max_size=80))
@settings(max_examples=200)
def test_whatever_a_text_holds_it_is_run_or_refused(tmp_path_factory: pytest.TempPathFactory, text: str) -> None:
    folder = tmp_path_factory.mktemp("texts")
    try:
        words = edited(folder, f"Subject: a\n{text}", text).words(REMINDER)
    except TextError as error:
        assert re.search(r"reminder\.(txt|html)(, line \d+)?: ", str(error))  # noqa: PT017 - either may come
    else:
        assert words.subject == "a"


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ([("paper.txt", "{{ marking }}", "")], "does not show what is in 'marking'. Put {{ marking }} into both its files."),
        ([("paper.html", "{{ marking }}", "")], "does not show what is in 'marking'"),
        ([("paper.txt", "{{ late }}", "")], "does not show what is in 'late'"),
        ([("paper.html", "{{ late }}", "")], "does not show what is in 'late'"),
        ([("paper.txt", "EXEMPT: ", "")], "does not say that papers are exempt. Let it begin with 'EXEMPT: ' if they are."),
    ],
)
def test_no_text_of_a_council_hides_that_papers_are_exempt_or_late(
    tmp_path: Path, changes: Sequence[tuple[str, str, str]], sentence: str
) -> None:
    write_texts(tmp_path)
    for name, old, new in changes:
        text = (tmp_path / name).read_text(encoding="utf-8")
        assert old in text
        (tmp_path / name).write_text(text.replace(old, new), encoding="utf-8")
    texts = Texts(tmp_path)
    assert words_of(SMALL, texts)
    with pytest.raises(TextError, match=re.escape(sentence)):
        words_of(replace(SMALL, exempt=EXEMPT), texts, notice=LATE)


def documented() -> dict[str, set[str]]:
    """The names in the tables of docs/messages.md, by the heading above them."""
    page = (ROOT / "docs" / "messages.md").read_text(encoding="utf-8")
    found = {}
    for part in page.split("\n### ")[1:]:
        heading, _, rest = part.partition("\n")
        found[heading.strip()] = set(re.findall(r"^\| `(\w+)` \|", rest.split("\n## ")[0], re.MULTILINE))
    return found


@pytest.mark.parametrize(
    ("heading", "name"),
    [
        ("Papers", "PaperFacts"),
        ("A return", "ReturnFacts"),
        ("A count", "CountFacts"),
        ("A word of a count", "WordFacts"),
        ("An exception", "ExceptionFacts"),
        ("Reminders", "ReminderFacts"),
        ("A refused return", "RefusedFacts"),
        ("A version", "VersionFacts"),
        ("In a loop", "LoopFacts"),
    ],
)
def test_every_value_is_documented(heading: str, name: str) -> None:
    assert documented()[heading] == {field.name for field in fields(getattr(facts_module, name))}
