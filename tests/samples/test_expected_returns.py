"""The sample list fits the sample returns, and serves for issuing as well."""

import zipfile

from support_samples import BEST_VALUE, PARTNERSHIP, PEOPLE, ROOT, path_of
from workbook_tools.consolidation.choose import choose
from workbook_tools.model.consolidation import ReturnFacts, ReturnState
from workbook_tools.reading.expected_list import read_expected_list
from workbook_tools.reading.last_saved import last_saved_on
from workbook_tools.reading.service_list import read_service_list
from workbook_tools.reading.service_return import read_service_return

LIST = ROOT / "samples" / "expected-returns.csv"


def test_the_sample_returns_are_those_that_the_list_expects_but_for_one() -> None:
    found = []
    for sample in (BEST_VALUE, PARTNERSHIP, PEOPLE):
        given = read_service_return(path_of(sample))
        with zipfile.ZipFile(path_of(sample)) as package:
            saved_on = last_saved_on(package.read("docProps/core.xml"))
        found.append((given.source, ReturnFacts(given.cover.service, saved_on=saved_on)))
    tracker = choose(found, read_expected_list(LIST)).tracker
    assert {row.service: row.state for row in tracker} == {
        "Partnership & Performance": ReturnState.RECEIVED,
        "People": ReturnState.RECEIVED,
        "Best Value": ReturnState.RECEIVED,
        "Place": ReturnState.MISSING,
    }


def test_the_previous_returns_that_it_names_are_there() -> None:
    previous = {listed.service: LIST.parent / listed.previous for listed in read_service_list(LIST) if listed.previous}
    assert {read_service_return(path).cover.service for path in previous.values()} == set(previous)


def test_both_readers_know_its_owners() -> None:
    owners = [asked.owner for asked in read_expected_list(LIST)]
    assert all(owners)
    assert [listed.contact_role for listed in read_service_list(LIST)] == owners
