"""The law on meetings for tests: that of each nation as a scheme gets it, and rules built in Python."""

from datetime import date
from pathlib import Path
from typing import Any

from support_scheme import SOURCE
from workbook_tools.model.scheme import MeetingRules, Nation, NotCounted, Notice
from workbook_tools.schemes.load import parse_scheme

FILE = "made_up_council.toml"
TEXT = (Path(__file__).parent / "data" / FILE).read_text(encoding="utf-8")
TOP = 'version = "1"\n'


def text_of(*parts: str, nation: str = "") -> str:
    """The made-up scheme with a nation and more at its end."""
    top = f'{TOP}nation = "{nation}"\n' if nation else TOP
    return "\n".join((TEXT.replace(TOP, top), *parts))


def law_of(nation: Nation) -> MeetingRules:
    rules = parse_scheme(text_of(nation=nation), FILE).meetings
    assert rules is not None
    return rules


ENGLAND, SCOTLAND, WALES = law_of("England"), law_of("Scotland"), law_of("Wales")


def notice(clear_days: int, since: date | None = None, *, assumed: bool = False) -> Notice:
    return Notice(clear_days=clear_days, act="Act", section="1", since=since, assumed=assumed, source=SOURCE)


def rules_with(
    *notices: Notice, days: tuple[Any, ...] = ("saturdays", "sundays", "bank_holidays"), assumed: bool = False
) -> MeetingRules:
    """Rules that say nothing but how long the notice is, and which days are left out of it."""
    not_counted = NotCounted(days=days, assumed=assumed, source=SOURCE)
    return MeetingRules(
        nation="Scotland", notice=notices, not_counted=not_counted, retention=(), schedule="Schedule", exempt=()
    )
