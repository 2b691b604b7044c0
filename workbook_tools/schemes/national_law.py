"""The law on meetings, kept once a nation in `nations/*.toml` and put into the schemes that name the nation.

A nation's file holds the `documents` and `meetings` of a scheme. What a scheme says itself goes before, key by key: a council
with a longer notice of its own writes `meetings.notice`, and keeps the nation's retention and exempt papers.
"""

import tomllib
from decimal import Decimal
from functools import lru_cache
from pathlib import Path
from typing import Any, get_args

from workbook_tools.model.scheme import Nation

FOLDER = Path(__file__).parent / "nations"


def with_national_law(data: dict[str, Any]) -> dict[str, Any]:
    """The raw keys of a scheme with those of its nation's law; as they are where it names no nation, or none that we know."""
    nation = data.get("nation")
    if nation not in get_args(Nation):
        return data
    law = _law_of(nation)
    # What is ill-typed stays as it is, and what is missing stays missing, for the conversion to say so.
    own: dict[str, Any] = {"documents": data.get("documents"), "meetings": data.get("meetings", {})}
    return data | {key: keys | law[key] | keys for key, keys in own.items() if isinstance(keys, dict)}


@lru_cache(len(get_args(Nation)))
def _law_of(nation: Nation) -> dict[str, dict[str, Any]]:
    """The raw keys of a nation's file."""
    text = (FOLDER / f"{nation.lower()}.toml").read_text(encoding="utf-8")
    return tomllib.loads(text, parse_float=Decimal)
