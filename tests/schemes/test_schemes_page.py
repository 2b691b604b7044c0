"""docs/schemes.md names every key, and its worked example is a scheme."""

import re
from pathlib import Path
from typing import Any

import pytest

from workbook_tools.model.layout import REPORT_FIELDS
from workbook_tools.schemes.load import json_schema, list_schemes, parse_scheme

PAGE = (Path(__file__).resolve().parents[2] / "docs" / "schemes.md").read_text(encoding="utf-8")
REFERENCE = PAGE.partition("## Every key")[2]
DEFINITIONS: dict[str, Any] = json_schema()["$defs"]  # type: ignore[assignment]


@pytest.mark.parametrize("name", [name for name, part in DEFINITIONS.items() if "properties" in part])
def test_every_key_is_explained(name: str) -> None:
    assert [key for key in DEFINITIONS[name]["properties"] if f"`{key}`" not in REFERENCE] == []


@pytest.mark.parametrize("name", [name for name, part in DEFINITIONS.items() if "enum" in part])
def test_every_value_of_a_fixed_list_is_named(name: str) -> None:
    assert [value for value in DEFINITIONS[name]["enum"] if f"`{value}`" not in REFERENCE] == []


def test_every_report_field_and_shipped_scheme_is_named() -> None:
    for fields in REPORT_FIELDS.values():
        assert [field for field in fields if f"`{field}`" not in REFERENCE] == []
    assert [name for name in list_schemes() if f"| `{name}` |" not in PAGE] == []


def test_the_worked_example_is_a_scheme() -> None:
    example = "\n".join(re.findall(r"```toml\n(.*?)```", PAGE, re.DOTALL))
    scheme = parse_scheme(example, "example_council.toml")
    assert scheme.council == "Example Council"
    assert scheme.styles.actions["badly_behind"].level == "alert"
