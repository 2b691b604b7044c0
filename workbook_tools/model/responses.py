"""What officers answer to findings: which answer belongs to which finding, and several answers as one."""

from collections.abc import Mapping

from workbook_tools.findings import shorten

LONGEST_SUBJECT = 1000  # characters that tell one subject from another

ResponseKey = tuple[str, str]
"""Code of the finding and what it is about: a response follows these, never a row's number."""


def response_key(code: str, subject: str) -> ResponseKey:
    """The key of a finding's response; line breaks and blanks around the subject do not matter."""
    return shorten(code, LONGEST_SUBJECT), shorten(subject, LONGEST_SUBJECT)


def merge_responses(*several: Mapping[ResponseKey, str]) -> Mapping[ResponseKey, str]:
    """All responses; where one finding was answered twice both answers are kept, the first one first."""
    merged: dict[ResponseKey, str] = {}
    for responses in several:
        for key, response in responses.items():
            merged[key] = join_responses(merged.get(key, ""), response)
    return merged


def join_responses(first: str, second: str) -> str:
    """Both answers, one a paragraph; one that the other contains is not said twice."""
    if second in first:
        return first
    return second if first in second else f"{first}\n{second}"
