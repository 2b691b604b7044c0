"""The covering report of a scheme: what is wrong is named, what the councils print is what the shipped schemes declare."""

import csv
from pathlib import Path

import msgspec
import pytest

from workbook_tools.findings import SchemeError
from workbook_tools.model.scheme import CoveringPart, Scheme
from workbook_tools.schemes.load import list_schemes, load_scheme, parse_scheme
from workbook_tools.writing.covering.plain_order import PLAIN_ORDER

ROOT = Path(__file__).resolve().parents[2]
TEXT = (ROOT / "tests" / "data" / "made_up_council.toml").read_text(encoding="utf-8")
FILE = "made_up_council.toml"
PUBLISHED = ROOT / "samples" / "published"
SHIPPED = [load_scheme(name) for name in list_schemes()]

FIGURES = '[[covering_report]]\nheading = "Figures"\ncontents = "considerations"\nsource = "handbook"\n'


def parse(*parts: str) -> Scheme:
    return parse_scheme("\n".join((TEXT, *parts)), FILE)


def part(contents: str, heading: str = "Part", **keys: str) -> str:
    lines = [f'contents = "{contents}"', *(f"{key} = {value}" for key, value in ({"source": '"handbook"'} | keys).items())]
    return "\n".join(["[[covering_report]]", *([f'heading = "{heading}"'] if heading else []), *lines, ""])


def test_a_scheme_needs_no_covering_report() -> None:
    assert parse().covering_report == ()


def test_every_kind_of_part_is_taken() -> None:
    scheme = parse(
        part("purpose", "Purpose", words='["How {service} of {council} did in {period}."]'),
        part("recommendations", "Recommendations", ask='"What?"'),
        part("background", "Background"),
        FIGURES,
        part("exceptions", ""),
        part("narrative", "", **{"from": '["Considerations", "*"]'}),
        part("choice", "Choice", ask='"Which?"', words='["Yes", "No"]'),
        part("blank", "Blank", ask='"What?"', assumed="true", note='"Not printed."'),
        part("appendices", "Appendices"),
        part("background_papers", "Papers", ask='"others"'),
    )
    assert len(scheme.covering_report) == 10
    assert scheme.covering_report[5].from_ == ("Considerations", "*")
    assert scheme.covering_report[7].assumed


@pytest.mark.parametrize(
    ("parts", "message"),
    [
        ([part("figures")], "contents in covering_report[0] (the first) is 'figures', but must be one of: "),
        ([part("blank", aks='"x"')], "unknown key 'aks' in covering_report[0] (the first); did you mean 'ask'?"),
        ([part("narrative", form='["x"]')], "unknown key 'form' in covering_report[0] (the first); did you mean 'from'?"),
        ([part("narrative", **{"from": '"x"'})], "from in covering_report[0] (the first) must be a list, not a text in"),
        (['[[covering_report]]\nheading = "A"\nsource = "handbook"\n'], "key 'contents' is missing in covering_report[0]"),
        (['[[covering_report]]\nheading = "A"\ncontents = "exceptions"\n'], "key 'source' is missing in covering_report[0]"),
        ([FIGURES, part("appendices", source='"x"')], "source in covering_report[1] (the second) is 'x', which is no key"),
        ([part("considerations", "")], "covering_report[0] (the first) is the first part and needs the key 'heading'."),
        ([FIGURES, part("purpose")], "covering_report[1] (the second) is 'purpose' and needs the key 'ask'."),
        ([FIGURES, part("recommendations")], "covering_report[1] (the second) is 'recommendations' and needs the key 'ask'."),
        ([FIGURES, part("blank", ask='" "')], "covering_report[1] (the second) is 'blank' and needs the key 'ask'."),
        ([FIGURES, part("choice", ask='"x"')], "covering_report[1] (the second) is 'choice' and needs the key 'words'."),
        ([FIGURES, part("exceptions", ask='"x"')], "ask in covering_report[1] (the second) has no meaning for a part that is"),
        ([FIGURES, part("blank", ask='"x"', words='["y"]')], "words in covering_report[1] (the second) has no meaning for a"),
        ([FIGURES, part("blank", ask='"x"', **{"from": '["y"]'})], "from in covering_report[1] (the second) has no meaning"),
        ([FIGURES, part("narrative", "")], "covering_report[1] (the second) has no heading and needs the key 'from'."),
        (
            [FIGURES, part("purpose", words='["{servce}"]')],
            "words in covering_report[1] (the second) may have {council}, {service} and {period} in braces, nothing else.",
        ),
        (
            [FIGURES, part("choice", ask='"x"', words='["y", " "]')],
            "covering_report[1].words[1] (the second) must not be empty.",
        ),
        ([FIGURES, part("background", "figures ")], "heading in covering_report[1] (the second) is 'figures ', which an"),
        (
            [FIGURES, part("considerations")],
            "contents in covering_report[1] (the second) is 'considerations', which an earlier",
        ),
        (
            [FIGURES, part("narrative", "A", **{"from": '["*"]'}), part("narrative", "B", **{"from": '["*"]'})],
            "from in covering_report[2] (the third) is all other paragraphs, which an earlier part has already.",
        ),
        (
            [FIGURES, part("narrative", "A", **{"from": '["b"]'}), part("narrative", "B")],
            "from in covering_report[2] (the third) is 'B', which an earlier part has already.",
        ),
        ([part("exceptions")], "covering_report has no part that is 'considerations', so the figures would stand nowhere."),
    ],
)
def test_a_breach_is_named(parts: list[str], message: str) -> None:
    with pytest.raises(SchemeError) as caught:
        parse(*parts)
    assert str(caught.value).startswith(f"{FILE}: {message}")


def printed_headings(name: str) -> list[str]:
    with (PUBLISHED / name).open(encoding="utf-8", newline="") as file:
        return list(dict.fromkeys(row["section"] for row in csv.DictReader(file)))


@pytest.mark.parametrize("name", ["clacks_pp_2022_23_narrative.csv", "clacks_people_2022_23_narrative.csv"])
def test_clackmannanshire_has_the_printed_headings_in_the_printed_order(name: str) -> None:
    numbered = [heading.partition(" ")[2] for heading in printed_headings(name) if heading[0].isdigit()]
    declared = [part.heading for part in SHIPPED[0].covering_report]
    assert [heading for heading in declared if heading in numbered] == numbered
    unnumbered = {heading for heading in printed_headings(name) if not heading[0].isdigit()}
    assert unnumbered <= {name for part in SHIPPED[0].covering_report for name in part.from_}


def test_the_vale_has_the_printed_kinds() -> None:
    with (PUBLISHED / "vale_2019_20_q2_narrative.csv").open(encoding="utf-8", newline="") as file:
        kinds = {row["kind"] for row in csv.DictReader(file)}
    assert kinds == {name for part in SHIPPED[2].covering_report if not part.assumed for name in part.from_} - {"*"}


def test_moray_prints_none_so_all_of_it_is_assumed_and_plain() -> None:
    declared = SHIPPED[1].covering_report
    assert all(part.assumed for part in declared)
    assert tuple(msgspec.structs.replace(part, source="", note="") for part in declared) == PLAIN_ORDER


@pytest.mark.parametrize("scheme", SHIPPED, ids=lambda scheme: scheme.name)
def test_what_no_document_prints_is_assumed_with_a_note(scheme: Scheme) -> None:
    parts: tuple[CoveringPart, ...] = scheme.covering_report
    judgements = [part for part in parts if part.contents == "choice"]
    assert judgements
    assert all(part.assumed for part in judgements)
    assert [part for part in parts if part.assumed and not part.note] == []
