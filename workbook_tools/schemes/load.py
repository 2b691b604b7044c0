"""Loads schemes: TOML text -> `Scheme`. What is not declared in `model.scheme`, or does not hold together, is refused.

Cheap to import: every button press pays for it.
"""

import tomllib
from decimal import Decimal
from difflib import get_close_matches
from pathlib import Path, PurePath
from typing import Any

import msgspec

from workbook_tools.findings import SchemeError, shorten
from workbook_tools.model.scheme import MeetingRules, Scheme
from workbook_tools.schemes.explain import explain_conversion, explain_syntax
from workbook_tools.schemes.national_law import with_national_law
from workbook_tools.schemes.validate import find_problems

SHIPPED = Path(__file__).parent
SUFFIX = ".toml"
SCHEMA_DIALECT = "https://json-schema.org/draft/2020-12/schema"


def list_schemes() -> tuple[str, ...]:
    """Names of the shipped schemes, sorted."""
    return tuple(sorted(path.stem for path in SHIPPED.glob(f"*{SUFFIX}")))


def load_scheme(name_or_path: str) -> Scheme:
    """The scheme of a shipped name, or of a path that ends in ".toml".

    Raises:
        SchemeError: there is no such scheme or file, or it is not in order; the sentence names the file and the key.
    """
    text, file = _read(name_or_path)
    return parse_scheme(text, file)


def parse_scheme(text: str, file: str) -> Scheme:
    """The scheme that a TOML text declares; numbers with a decimal point are taken exactly.

    Args:
        text: the content of the file.
        file: the file's name, for messages; without ".toml" it must be the scheme's own name.

    Raises:
        SchemeError: the text is no TOML, has an unknown, missing or ill-typed key, or does not hold together. Of several
            problems the first is named; `scheme_problems` gives all.
    """
    scheme = _convert(text, file)
    for problem in find_problems(scheme, PurePath(file).stem):
        raise SchemeError(f"{file}: {problem}")
    return scheme


def scheme_problems(name_or_path: str) -> tuple[str, ...]:
    """Everything that is wrong with a scheme, a sentence each with the file's name; empty where it is in order.

    Problems of syntax, of keys and of types come one at a time, since what follows them cannot be judged.
    """
    try:
        text, file = _read(name_or_path)
        scheme = _convert(text, file)
    except SchemeError as error:
        return (str(error),)
    return tuple(f"{file}: {problem}" for problem in find_problems(scheme, PurePath(file).stem))


def json_schema() -> dict[str, object]:
    """The JSON Schema of a scheme file, for editors that complete and check TOML by one; plain lists, dicts and texts.

    No key of `meetings` is required in it: what the file leaves out is the nation's.
    """
    schema = _with_toml_numbers(msgspec.json.schema(Scheme))
    del schema["$defs"][MeetingRules.__name__]["required"]
    return {"$schema": SCHEMA_DIALECT, **schema}


def _with_toml_numbers(node: Any) -> Any:
    """A part of the schema in which amounts are numbers, as TOML writes them; msgspec has them as texts, as JSON would."""
    if isinstance(node, dict):
        if node.get("format") == "decimal":
            return {**{key: value for key, value in node.items() if key != "format"}, "type": "number"}
        return {key: _with_toml_numbers(value) for key, value in node.items()}
    return [_with_toml_numbers(item) for item in node] if isinstance(node, list) else node


def _read(name_or_path: str) -> tuple[str, str]:
    """The text and the file name of a scheme."""
    path = Path(name_or_path) if name_or_path.lower().endswith(SUFFIX) else _shipped(name_or_path)
    try:
        return path.read_text(encoding="utf-8-sig"), path.name  # Notepad may have put a byte order mark in front
    except FileNotFoundError:
        raise SchemeError(f"There is no scheme file {name_or_path}.") from None
    except UnicodeDecodeError:
        raise SchemeError(f"{path.name}: the file is not UTF-8 text; save it with the encoding UTF-8.") from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or error
        raise SchemeError(f"{shorten(path.name)}: the scheme file cannot be read ({reason}).") from error


def _shipped(name: str) -> Path:
    known = list_schemes()
    if name in known:
        return SHIPPED / f"{name}{SUFFIX}"
    likely = get_close_matches(name.strip().lower().replace(" ", "_").replace("-", "_"), known, n=1)
    suggestion = f" Did you mean '{likely[0]}'?" if likely else ""
    raise SchemeError(
        f"There is no scheme '{shorten(name)}'.{suggestion} The shipped schemes are {', '.join(known)}; "
        f"a scheme of your own is given by the path of its {SUFFIX} file."
    )


def _convert(text: str, file: str) -> Scheme:
    """The scheme as typed values, before it is known whether they hold together."""
    data: dict[str, Any]
    try:
        data = with_national_law(tomllib.loads(text, parse_float=Decimal))
    except (ValueError, ArithmeticError, RecursionError) as error:
        raise SchemeError(f"{file}: {explain_syntax(error, text)}") from error
    try:
        return msgspec.convert(data, Scheme)
    except msgspec.ValidationError as error:
        raise SchemeError(f"{file}: {explain_conversion(error, data, json_schema())}") from error
