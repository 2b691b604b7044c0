"""Who may get a committee's papers: the list decides, and nothing else."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from support_changed import replace
from support_despatch import COMMITTEE, listed, recipient
from workbook_tools.mailing.clearance import recipient_at, why_not
from workbook_tools.model.distribution import SendAs

CLEARED, OPEN = recipient("Chair", cleared=True), recipient("Press office")
OTHER = recipient("Chair", committee="Education Committee", cleared=True, address="education@example.gov.uk")
LIST = listed(CLEARED, OPEN, OTHER)


@pytest.mark.parametrize(
    ("address", "exempt", "why"),
    [
        (CLEARED.address, False, ""),
        (CLEARED.address, True, ""),
        (CLEARED.address.upper(), True, ""),
        (OPEN.address, False, ""),
        (OPEN.address, True, "Press office (press.office@example.gov.uk) is not cleared for exempt papers in list.xlsx."),
        (
            "nobody@example.gov.uk",
            False,
            "nobody@example.gov.uk is not a recipient of Audit and Scrutiny Committee in list.xlsx.",
        ),
        (OTHER.address, True, "education@example.gov.uk is not a recipient of Audit and Scrutiny Committee in list.xlsx."),
        ("", True, " is not a recipient of Audit and Scrutiny Committee in list.xlsx."),
    ],
)
def test_who_may_get_papers(address: str, exempt: bool, why: str) -> None:  # noqa: FBT001
    assert why_not(LIST, COMMITTEE, address, exempt=exempt) == why


@pytest.mark.parametrize("committee", ["Education Committee", "No such committee", ""])
def test_a_committee_that_is_not_listed_gets_nothing(committee: str) -> None:
    assert why_not(LIST, committee, OTHER.address, exempt=False)


def test_a_domain_taken_off_the_list_gets_nothing() -> None:
    assert "none of the domains" in why_not(replace(LIST, domains=("other.gov.uk",)), COMMITTEE, CLEARED.address, exempt=False)


@pytest.mark.parametrize("send_as", list(SendAs))
def test_a_copy_is_no_way_round(send_as: SendAs) -> None:
    assert why_not(listed(replace(OPEN, send_as=send_as)), COMMITTEE, OPEN.address, exempt=True)


def test_blanks_and_case_of_a_committee_make_no_difference() -> None:
    assert recipient_at(LIST, " audit and  scrutiny COMMITTEE", CLEARED.address) == CLEARED


@given(st.text(max_size=60), st.booleans())
def test_no_other_address_gets_anything(address: str, exempt: bool) -> None:  # noqa: FBT001
    known = {one.address for one in LIST.of(COMMITTEE)}
    assert (why_not(LIST, COMMITTEE, address, exempt=exempt) == "") <= (address.lower() in known)
