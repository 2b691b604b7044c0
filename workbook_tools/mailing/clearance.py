"""Whether papers may go to an address, asked when a message is made and again each time before it is sent."""

from workbook_tools.findings import shorten
from workbook_tools.model.distribution import DistributionList, Recipient
from workbook_tools.model.spellings import folded


def recipient_at(listed: DistributionList, committee: str, address: str) -> Recipient | None:
    """The recipient of a committee with this address, without regard to case; None where the list has none."""
    wanted = address.lower()
    return next((one for one in listed.of(committee) if one.address.lower() == wanted), None)


def why_not(listed: DistributionList, committee: str, address: str, *, exempt: bool) -> str:
    """Why a committee's papers may not go to an address, in a sentence; "" where they may.

    Whoever is not in the list gets nothing, whatever else is known of the address. Of exempt papers the list itself must say
    that they may go there: no option, no copy and no second attempt stands in for that.

    Args:
        listed: the list as it is now.
        committee: whose papers they are.
        address: where they would go.
        exempt: whether they are exempt.
    """
    found = recipient_at(listed, committee, address)
    if found is None:
        return f"{shorten(address)} is not a recipient of {shorten(committee)} in {listed.name}."
    if folded(found.committee) not in {folded(one.name) for one in listed.committees}:
        return f"{shorten(committee)} is not a committee of {listed.name}."
    if not listed.allows(found.address):
        return f"{shorten(address)} is in none of the domains that {listed.name} allows."
    if exempt and not found.cleared:
        return f"{shorten(found.role)} ({shorten(address)}) is not cleared for exempt papers in {listed.name}."
    return ""
