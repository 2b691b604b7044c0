"""Actions that are part of others."""

import re
from collections.abc import Iterable, Sequence

from msgspec.structs import replace

from workbook_tools.model.figures import FigureKind
from workbook_tools.model.service_return import Action

SUB_CODE = re.compile(r"(?P<whole>.*[0-9])[a-z]")  # "Strat-4.3a" is part of "Strat-4.3"
NO_PROGRESS = {FigureKind.EMPTY, FigureKind.NOT_APPLICABLE}


def with_parents(actions: Sequence[Action]) -> tuple[Action, ...]:
    """The actions with `is_heading` and `parent` filled in.

    A heading has neither due date nor progress and is followed by an action whose code continues its own after a blank ("A",
    "A i)"), or others name it as what they are part of. What the return itself says of the parent stays as it is.
    """
    named = {action.parent for action in actions if action.parent}
    following = [*(action.code for action in actions[1:]), ""][: len(actions)]
    headings = [
        bool(action.code) and _has_no_course(action) and (action.code in named or after.startswith(f"{action.code} "))
        for action, after in zip(actions, following, strict=True)
    ]
    heading_codes = {action.code for action, heading in zip(actions, headings, strict=True) if heading}
    codes = {action.code for action in actions}
    return tuple(
        _placed(action, action.parent or _parent(action.code, heading_codes, codes), is_heading=heading)
        for action, heading in zip(actions, headings, strict=True)
    )


def _placed(action: Action, parent: str, *, is_heading: bool) -> Action:
    """The action with both filled in; most are neither a heading nor part of another, and stay as they are."""
    if (parent, is_heading) == (action.parent, action.is_heading):
        return action
    return replace(action, is_heading=is_heading, parent=parent)


def _has_no_course(action: Action) -> bool:
    return not action.due.text and action.progress.kind in NO_PROGRESS


def _parent(code: str, heading_codes: Iterable[str], codes: Iterable[str]) -> str:
    """The longest code of a heading that this one continues, or the action that it is a lettered part of; else ""."""
    headings = [heading for heading in heading_codes if code.startswith(f"{heading} ")]
    if headings:
        return max(headings, key=len)
    match = SUB_CODE.fullmatch(code)
    return match["whole"] if match and match["whole"] in codes else ""
