"""What a template of a message may hold, checked before it is run: values, {% if %} and {% for %}, no more.

So a template that passes cannot fail later, ends (there is nothing to loop over but a few rows), and reaches nothing but its
values. Each name is looked up in the classes of `facts`, wherever it stands, so that a misspelt one is found although its part
is seldom shown.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, is_dataclass
from enum import Enum
from typing import Final, get_args, get_origin, get_type_hints

from jinja2 import nodes

from workbook_tools.findings import shorten
from workbook_tools.mailing.facts import LoopFacts

MOST_LOOPS = 3  # inside each other: returns, their tables, the words of these
PAGE = "docs/messages.md"
FILTERS: Final[Mapping[str, type]] = {"upper": str, "lower": str, "capitalize": str, "length": int}
ORDERED = {"lt", "lteq", "gt", "gteq"}
DATA_IN_TAG = "A value stands inside a tag. Put it between tags, as in <p>{{ title }}</p>."
REFUSED_HTML = re.compile(
    r"<\s*/?\s*(?:script|style|i?frame|object|embed|applet|form|input|button|link|base|img|svg|video|audio|meta\s+http-equiv)\b"
    r"|\b(?:src|background)\s*=|\son[a-z]+\s*=|javascript:|url\s*\(|@import",
    re.IGNORECASE,
)
"""What runs or fetches something in HTML, or is thrown away by mail programs."""


TAGS: Final[Mapping[type[nodes.Node], str]] = {
    nodes.Assign: "set",
    nodes.AssignBlock: "set",
    nodes.FilterBlock: "filter",
    nodes.CallBlock: "call",
    nodes.FromImport: "from",
    nodes.ScopedEvalContextModifier: "autoescape",
}
"""Tags that the parser calls otherwise."""


class Place(Enum):
    """Where a piece of a template stands: in plain text, between two tags of HTML or inside one."""

    PLAIN = "plain text"
    BETWEEN = "between tags"
    INSIDE = "inside a tag"


class RuleError(Exception):
    """What is wrong with a template, and in which of its lines."""

    def __init__(self, line: int, sentence: str) -> None:
        super().__init__(sentence)
        self.line = line


@dataclass(frozen=True, slots=True)
class Scope:
    """What stands where in a template: the types of the names that are known there, and in how many loops it is."""

    types: Mapping[str, object]
    loops: int = 0


def check_template(tree: nodes.Template, facts: type, *, is_html: bool) -> None:
    """Makes sure that a template holds only what is allowed.

    Args:
        tree: the template, parsed.
        facts: the class of its values.
        is_html: whether values must stand between tags.

    Raises:
        RuleError: it holds something else.
    """
    _check_body(tree.body, Scope(get_type_hints(facts)), Place.BETWEEN if is_html else Place.PLAIN)
    if is_html:
        _check_html(tree)


def _check_html(tree: nodes.Template) -> None:
    pieces = [(data.lineno, data.data) for data in tree.find_all(nodes.TemplateData)]
    if found := REFUSED_HTML.search("".join(text for _, text in pieces)):
        start = found.start()
        for line, text in pieces:
            if start < len(text):
                raise RuleError(
                    line + text[:start].count("\n"), f"'{shorten(found[0])}' cannot be used in a message. Take it out."
                )
            start -= len(text)


def _check_body(body: Sequence[nodes.Node], scope: Scope, place: Place) -> Place:
    """Checks a part of a template that begins in a place, and returns the place that it ends in."""
    for node in body:
        match node:
            case nodes.Output():
                place = _check_output(node, scope, place)
            case nodes.If():
                _check_value(node.test, scope)
                for branch in (node.body, [*node.elif_], node.else_):
                    _check_branch(node, branch, scope, place)
            case nodes.For():
                for branch, inside in ((node.body, _in_loop(node, scope)), (node.else_, scope)):
                    _check_branch(node, branch, inside, place)
            case nodes.Scope():  # which the parser puts around some tags
                place = _check_body(node.body, scope, place)
            case _:
                raise RuleError(node.lineno, _not_allowed(f"{{% {TAGS.get(type(node), type(node).__name__.lower())} %}}"))
    return place


def _check_branch(node: nodes.Node, body: Sequence[nodes.Node], scope: Scope, place: Place) -> None:
    if _check_body(body, scope, place) is not place:
        raise RuleError(node.lineno, "A tag that begins in an {% if %} or {% for %} must end there.")


def _check_output(node: nodes.Output, scope: Scope, place: Place) -> Place:
    for part in node.nodes:
        if isinstance(part, nodes.TemplateData):
            if place is not Place.PLAIN and (marks := re.findall(r"[<>]", part.data)):
                place = Place.INSIDE if marks[-1] == "<" else Place.BETWEEN
            continue
        if place is Place.INSIDE:
            raise RuleError(part.lineno, DATA_IN_TAG)
        if _check_value(part, scope) not in {str, int}:
            raise RuleError(part.lineno, f"'{_said(part)}' is no text or number that could be shown. See {PAGE}.")
    return place


def _in_loop(node: nodes.For, scope: Scope) -> Scope:
    """What is known in a loop."""
    rows = _check_value(node.iter, scope)
    if get_origin(rows) is not tuple or not isinstance(node.target, nodes.Name) or node.test or node.recursive:
        raise RuleError(node.lineno, "A loop is written {% for one in returns %}, over one of the lists in " + f"{PAGE}.")
    if scope.loops == MOST_LOOPS:
        raise RuleError(node.lineno, f"More than {MOST_LOOPS} loops stand inside each other.")
    return Scope({**scope.types, node.target.name: get_args(rows)[0], "loop": LoopFacts}, scope.loops + 1)


def _check_value(node: nodes.Node, scope: Scope) -> object:
    """The type of a value.

    Raises:
        RuleError: there is no such value, or it is worked out in a way that is not allowed.
    """
    kind: object = None
    match node:
        case nodes.Const(value=str() | bool() | int()):
            kind = type(node.value)
        case nodes.Name():
            kind = _known(node, scope.types, node.name, "")
        case nodes.Getattr():
            of = _check_value(node.node, scope)
            types = get_type_hints(of) if isinstance(of, type) and is_dataclass(of) else {}
            kind = _known(node, types, node.attr, f" in '{_said(node.node)}'")
        case nodes.Filter(node=nodes.Expr() as given, args=[], kwargs=[], dyn_args=None, dyn_kwargs=None):
            kind = _filtered(node.name, _check_value(given, scope))
        case nodes.Compare():
            kind = _compared(node, scope)
        case nodes.Not():
            _check_value(node.node, scope)
            kind = bool
        case nodes.And() | nodes.Or():
            kind = _common((node.left, node.right), scope) or bool
        case nodes.CondExpr(expr2=nodes.Expr() as otherwise):
            _check_value(node.test, scope)
            kind = _common((node.expr1, otherwise), scope)
    if kind is None:
        raise RuleError(node.lineno, _not_allowed(f"'{_said(node)}'"))
    return kind


def _known(node: nodes.Node, types: Mapping[str, object], name: str, of: str) -> object:
    if name not in types:
        raise RuleError(node.lineno, f"There is no '{shorten(name)}'{of}. What there is stands in {PAGE}.")
    return types[name]


def _filtered(name: str, given: object) -> object:
    """The type that a filter gives; None where there is no such filter for what it is given."""
    fits = given is str or (name == "length" and get_origin(given) is tuple)
    return FILTERS.get(name) if fits else None


def _compared(node: nodes.Compare, scope: Scope) -> object:
    """The type of a comparison; None where its two sides cannot be compared so."""
    left = _check_value(node.expr, scope)
    for operand in node.ops:
        kinds = {int} if operand.op in ORDERED else {str, int, bool} if operand.op in {"eq", "ne"} else {str}
        if left not in kinds or _check_value(operand.expr, scope) is not left:
            return None
    return bool


def _common(values: Sequence[nodes.Node], scope: Scope) -> object:
    """The type that all values have; None where they differ."""
    kinds = [_check_value(value, scope) for value in values]
    return kinds[0] if all(kind is kinds[0] for kind in kinds) else None


def _not_allowed(what: str) -> str:
    return f"{what} cannot be used in a message. What can be used stands in {PAGE}."


def _said(node: nodes.Node) -> str:
    """A value as it is written, near enough to be found in its line."""
    return shorten("".join(_pieces(node)) or "this")


def _pieces(node: nodes.Node) -> Iterator[str]:
    match node:
        case nodes.Name():
            yield node.name
        case nodes.Const():
            yield repr(node.value)
        case nodes.Getattr():
            yield f"{_said(node.node)}.{node.attr}"
        case nodes.Filter():
            yield f"{_said(node.node) if node.node else ''}|{node.name}"
        case nodes.Call():
            yield f"{_said(node.node)}(…)"
        case nodes.Compare():
            yield " … ".join((_said(node.expr), *(_said(operand.expr) for operand in node.ops)))
        case nodes.BinExpr():
            yield f"{_said(node.left)} {node.operator} {_said(node.right)}"
