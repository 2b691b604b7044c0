"""The sample distribution list: what the script builds, in order, with every choice in it; the documentation has the same."""

import re
from pathlib import Path

from distribution_list import CONTENTS, FILE, write_sample_list
from workbook_tools.accessibility.audit import audit
from workbook_tools.model.distribution import DistributionList, Format, SendAs
from workbook_tools.model.service_return import SourceFile
from workbook_tools.reading.distribution_list import read_distribution_list
from workbook_tools.reading.list_file import parse_list_file
from workbook_tools.reading.list_rules import judge_list

ROOT = Path(__file__).resolve().parents[2]
SAMPLE = ROOT / "samples" / FILE


def test_the_committed_list_is_what_the_script_builds(tmp_path: Path) -> None:
    assert write_sample_list(tmp_path).read_bytes() == SAMPLE.read_bytes(), "run: make samples"


def test_it_is_in_order_and_shows_every_choice() -> None:
    given, findings = read_distribution_list(SAMPLE)
    assert given is not None
    assert findings == ()
    assert tuple(one.name for one in given.committees) == CONTENTS.committees
    assert len(given.recipients) == len(CONTENTS.recipients)
    assert {one.send_as for one in given.recipients} == set(SendAs)
    assert {one.format for one in given.recipients} == set(Format)
    for committee in given.committees:
        assert {one.cleared for one in given.of(committee.name)} == {True, False}
        assert 2 <= len(given.of(committee.name)) <= 4


def test_nobody_is_named_and_no_address_exists() -> None:
    given, _ = read_distribution_list(SAMPLE)
    assert given is not None
    assert all(domain.endswith(".example.gov.uk") for domain in given.domains)
    assert all(given.allows(one.address) for one in given.recipients)


def test_it_meets_every_point_of_the_checklist_that_a_program_can_judge() -> None:
    assert [result.point.code for result in audit(SAMPLE).breached] == []


def test_the_documentation_shows_the_same_list_in_toml() -> None:
    page = (ROOT / "docs" / "distribution-list.md").read_text(encoding="utf-8")
    block = re.search(r"```toml\n(.*?)```", page, re.DOTALL)
    assert block is not None
    given, findings = judge_list(SourceFile("list.toml", "", 0), parse_list_file(block[1].encode(), "list.toml"))
    assert findings == ()
    assert given is not None
    assert texts_of(given) == texts_of(read_distribution_list(SAMPLE)[0])


def texts_of(given: DistributionList | None) -> object:
    """A list without its places."""
    assert given is not None
    recipients = [(one.committee, one.role, one.address, one.send_as, one.format, one.cleared) for one in given.recipients]
    return [one.name for one in given.committees], recipients, given.domains
