"""What is wrong with a scheme file, in plain words: msgspec's and tomllib's messages become sentences that name the key."""

import re
from difflib import get_close_matches
from typing import Any

import msgspec

from workbook_tools.findings import shorten
from workbook_tools.model.scheme import Scheme

KeyPath = tuple[str | int, ...]
"""The way to a key: names of keys, and places in lists counted from 0."""

ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth")
TYPE_WORDS = {
    "str": "a text in quotation marks",
    "int": "a whole number",
    "float": "a number",
    "decimal": "a number",
    "bool": "true or false",
    "array": "a list",
    "object": "a table of keys",
    "date": "a date",
    "datetime": "a date and time",
    "time": "a time of day",
}
ANY_KEY = "..."  # how msgspec writes a key of a table whose keys are free


def place(path: KeyPath) -> str:
    """A key's place in words: "tolerance.amount in target_status[1] (the second)"; lists count from 0."""
    last = max((index for index, part in enumerate(path) if isinstance(part, int)), default=-1)
    tail = ".".join(str(part) for part in path[last + 1 :])
    if last < 0:
        return tail
    number = int(path[last])
    ordinal = ORDINALS[number] if number < len(ORDINALS) else f"number {number + 1}"
    head = "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in path[: last + 1]).removeprefix(".")
    return f"{tail} in {head} (the {ordinal})".removeprefix(" in ")


def explain_syntax(error: Exception, text: str) -> str:
    """A sentence for a text that is no TOML, with line and column (each from 1) where they are known."""
    if isinstance(error, RecursionError):
        return "lists or tables stand too deep inside one another."
    if isinstance(error, ArithmeticError):
        return "a number has too many digits or too large an exponent."
    place_in_text = r"(?:line (?P<line>\d+), column (?P<column>\d+)|end of document)"
    match = re.fullmatch(rf"(?P<what>.*) \(at {place_in_text}\)", str(error), re.DOTALL)
    if match is None:
        return f"the file is not valid TOML ({shorten(str(error))})."
    lines = text.split("\n")
    line, column = match["line"] or len(lines), match["column"] or len(lines[-1]) + 1
    return f"the file is not valid TOML at line {line}, column {column} ({shorten(match['what'])})."


def explain_conversion(error: msgspec.ValidationError, data: dict[str, Any], schema: dict[str, Any]) -> str:
    """A sentence for a key that is unknown or missing, or whose value is of the wrong kind."""
    what, _, raw_path = str(error).partition(" - at `$")
    path = _resolve(_parse_path(raw_path.removesuffix("`")), data, str(error))
    where = place(path)
    if match := re.fullmatch(r"Object contains unknown field `(.*)`", what, re.DOTALL):
        return f"unknown key '{shorten(match[1])}'{_inside(where)}{_suggestion(match[1], path, schema)}"
    if match := re.fullmatch(r"Object missing required field `(.*)`", what):
        return f"key '{match[1]}' is missing{_inside(where)}."
    if match := re.fullmatch(r"Expected `(.*)`, got `(.*)`", what):
        return f"{where} must be {_type_words(match[1])}, not {_type_words(match[2])}."
    if match := re.fullmatch(r"Invalid enum value (.*)", what, re.DOTALL):
        allowed = ", ".join(str(value) for value in _node(path, schema).get("enum", ()))
        return f"{where} is {shorten(match[1])}, but must be one of: {allowed}."
    if what == "Invalid decimal string":
        return f"{where} must be a number, not a text in quotation marks."
    return f"{where}: {what}."


def _inside(where: str) -> str:
    return f" in {where}" if where else ""


def _type_words(types: str) -> str:
    return " or ".join(TYPE_WORDS.get(name, name) for name in types.split(" | ") if name != "null")


def _parse_path(raw: str) -> KeyPath:
    """The path in ".styles.indicators[...].fill" or ".target_status[1]"."""
    parts = re.findall(r"\.(\w+)|\[(\d+|\.\.\.)\]", raw)
    return tuple(name or (ANY_KEY if index == ANY_KEY else int(index)) for name, index in parts)


def _resolve(path: KeyPath, data: dict[str, Any], message: str) -> KeyPath:
    """`path` with the name of the key that msgspec leaves out: the one that gives the same message when it stands alone."""
    if ANY_KEY not in path:
        return path
    position = path.index(ANY_KEY)
    for key in _follow(path[:position], data):
        try:
            msgspec.convert(_with_one_key(data, path[:position], key), Scheme)
        except msgspec.ValidationError as error:
            if str(error) == message:
                return (*path[:position], key, *path[position + 1 :])
    return path


def _follow(path: KeyPath, data: Any) -> Any:
    for part in path:
        data = data[part]
    return data


def _with_one_key(data: dict[str, Any], path: KeyPath, key: str) -> dict[str, Any]:
    """A copy of `data` in which the table at `path` holds `key` alone."""
    if not path:
        return {key: data[key]}
    first = str(path[0])
    return {**data, first: _with_one_key(data[first], path[1:], key)}


def _node(path: KeyPath, schema: dict[str, Any]) -> dict[str, Any]:
    """The part of the JSON Schema that describes the value at `path`; empty where there is none."""
    node = _dereference(schema, schema)
    for part in path:
        if isinstance(part, int):
            node = node.get("items", {})
        elif part in node.get("properties", {}):
            node = node["properties"][part]
        else:
            node = node.get("additionalProperties") or {}
        node = _dereference(node, schema)
    return node


def _dereference(node: dict[str, Any], schema: dict[str, Any]) -> dict[str, Any]:
    node = next((choice for choice in node.get("anyOf", ()) if choice.get("type") != "null"), node)
    reference: str = node.get("$ref", "")
    return schema["$defs"][reference.rpartition("/")[2]] if reference else node


def _suggestion(key: str, path: KeyPath, schema: dict[str, Any]) -> str:
    likely = get_close_matches(key, _node(path, schema).get("properties", {}), n=1)
    return f"; did you mean '{likely[0]}'?" if likely else "."
