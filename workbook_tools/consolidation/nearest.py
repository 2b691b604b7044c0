"""Which missing service an unexpected one may be. Only ever suggested: a return is never matched by it."""

import re
from collections.abc import Iterable, Mapping, Sequence

from workbook_tools.model.spellings import folded

CLOSE = 90  # of 100; 100 where the words of one name are all in the other ("Housing", "Housing Services")
MOST_COMPARISONS = 100_000  # about 0.1 s; so many unknown services mean another list, which no suggestion mends


def suggested_services(unknown: Iterable[str], missing: Sequence[str]) -> dict[str, str]:
    """The missing service that each unknown one may stand for; none where two missing ones are equally near.

    Names whose numbers differ ("Ward 1", "Ward 2") are never near.
    """
    names = tuple(dict.fromkeys(unknown))
    if not missing or not names or len(names) * len(missing) > MOST_COMPARISONS:
        return {}
    known = {service: _words(service) for service in missing}
    found = {name: _nearest(_words(name), known) for name in names}
    return {name: service for name, service in found.items() if service is not None}


def _nearest(name: str, known: Mapping[str, str]) -> str | None:
    # Its import costs as much as all the rest, and hardly a folder has an unexpected return.
    from rapidfuzz.fuzz import ratio, token_set_ratio  # noqa: PLC0415
    from rapidfuzz.process import extract_iter  # noqa: PLC0415

    found = extract_iter(name, known, scorer=token_set_ratio, score_cutoff=CLOSE)
    near = [(words, service) for words, _, service in found if _numbers(words) == _numbers(name)]
    if len(near) > 1:  # sharing words is no longer enough
        near = [(words, service) for words, service in near if ratio(name, words) >= CLOSE]
    return near[0][1] if len(near) == 1 else None


def _words(service: str) -> str:
    """A name without what is easily written in another way: case, punctuation, "and" or "&"."""
    words = re.findall(r"[^\W_]+", re.sub("['’]", "", folded(service)))
    return " ".join(word for word in words if word != "and")


def _numbers(words: str) -> list[str]:
    return re.findall(r"[0-9]+", words)
