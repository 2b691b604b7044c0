"""Schemes are found, read exactly, and refused with one sentence that names file and key."""

import json
import subprocess
import sys
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workbook_tools.findings import SchemeError
from workbook_tools.model.scheme import Margin, Scheme
from workbook_tools.schemes.load import json_schema, list_schemes, load_scheme, parse_scheme, scheme_problems

MADE_UP = Path(__file__).resolve().parents[1] / "data" / "made_up_council.toml"
TEXT = MADE_UP.read_text(encoding="utf-8")
FILE = MADE_UP.name
HEAVY = ("openpyxl", "pandas", "xlwings", "xlsxwriter", "numpy", "pydantic")


def test_shipped_schemes_are_listed_in_order() -> None:
    assert list_schemes() == ("clackmannanshire", "moray", "vale_of_glamorgan")


@pytest.mark.parametrize("name", list_schemes())
def test_a_shipped_scheme_loads_and_is_in_order(name: str) -> None:
    assert load_scheme(name).name == name
    assert scheme_problems(name) == ()


def test_a_scheme_of_ones_own_is_loaded_by_its_path() -> None:
    scheme = load_scheme(str(MADE_UP))
    assert scheme.council == "Made-up Council"
    assert scheme == parse_scheme(TEXT, FILE)


@pytest.mark.parametrize(
    ("written", "meant"),
    [("5", "5"), ("5.0", "5.0"), ("0.1", "0.1"), ("1_000.5", "1000.5"), ("7.00000000000000000001", "7.00000000000000000001")],
)
def test_numbers_are_taken_exactly(written: str, meant: str) -> None:
    scheme = parse_scheme(TEXT.replace("amount = 5,", f"amount = {written},"), FILE)
    assert scheme.target_status[1].tolerance == Margin(amount=Decimal(meant), measured_as="percent")
    assert str(scheme.target_status[1].tolerance.amount) == meant


def test_a_byte_order_mark_and_windows_line_ends_do_no_harm(tmp_path: Path) -> None:
    path = tmp_path / FILE
    path.write_bytes(b"\xef\xbb\xbf" + TEXT.replace("\n", "\r\n").encode())
    assert load_scheme(str(path)) == load_scheme(str(MADE_UP))


@pytest.mark.parametrize(
    ("name", "message"),
    [
        (
            "vale-of-glamorgan",
            "There is no scheme 'vale-of-glamorgan'. Did you mean 'vale_of_glamorgan'? The shipped schemes are",
        ),
        ("Moray", "Did you mean 'moray'?"),
        ("nonsense", "There is no scheme 'nonsense'. The shipped schemes are clackmannanshire, moray, vale_of_glamorgan;"),
        ("../schemes/moray", "There is no scheme '../schemes/moray'."),
        ("", "There is no scheme ''."),
        ("nowhere/council.toml", "There is no scheme file nowhere/council.toml."),
        ("cou\0ncil.toml", "cannot be read"),
    ],
)
def test_a_scheme_that_is_not_there(name: str, message: str) -> None:
    with pytest.raises(SchemeError) as caught:
        load_scheme(name)
    assert message in str(caught.value)


def test_a_folder_or_a_file_in_another_encoding_is_refused(tmp_path: Path) -> None:
    (tmp_path / "folder.toml").mkdir()
    (tmp_path / "latin.toml").write_bytes(b'council = "Caf\xe9"')
    with pytest.raises(SchemeError, match=r"^folder\.toml: the scheme file cannot be read"):
        load_scheme(str(tmp_path / "folder.toml"))
    with pytest.raises(SchemeError, match=r"^latin\.toml: the file is not UTF-8"):
        load_scheme(str(tmp_path / "latin.toml"))


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("format = 1\nname 2", "x.toml: the file is not valid TOML at line 2, column 6 ("),
        ("format = ", "x.toml: the file is not valid TOML at line 1, column 10 ("),
        ("a = 1\na = 2\n", "x.toml: the file is not valid TOML at line 2, column 6 (Cannot overwrite a value)."),
        ("a = 2022-13-45", "x.toml: the file is not valid TOML"),
        ("a = " + "[" * 5000, "x.toml: lists or tables stand too deep inside one another."),
        ("a = 1e9999999999999999999", "x.toml: a number has too many digits or too large an exponent."),
        ("", "x.toml: key 'format' is missing."),
    ],
)
def test_text_that_is_no_scheme_at_all(text: str, message: str) -> None:
    with pytest.raises(SchemeError) as caught:
        parse_scheme(text, "x.toml")
    assert str(caught.value).startswith(message)
    assert "\n" not in str(caught.value)


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=60))
def test_any_text_is_a_scheme_or_a_sentence(text: str) -> None:
    with pytest.raises(SchemeError, match=r"^x\.toml: .+\.$"):
        parse_scheme(text, "x.toml")


LINES = [number for number, line in enumerate(TEXT.splitlines()) if line and not line.startswith("#")]


@settings(max_examples=120, deadline=None)
@given(st.sampled_from(LINES), st.sampled_from(["", "surprise = 1", "status = 3", "[report]", '"" = ""', "lowest = -4"]))
def test_any_line_changed_gives_a_scheme_or_a_sentence(number: int, instead: str) -> None:
    lines = TEXT.splitlines()
    lines[number] = instead
    try:
        scheme = parse_scheme("\n".join(lines), FILE)
    except SchemeError as error:
        assert str(error).startswith(f"{FILE}: ")  # noqa: PT017 - either outcome is right
        assert str(error).endswith((".", "?"))  # noqa: PT017 - likewise
    else:
        assert isinstance(scheme, Scheme)


def test_all_problems_are_listed(tmp_path: Path) -> None:
    path = tmp_path / FILE
    path.write_text(TEXT.replace("amount = 5,", "amount = -5,").replace('field = "value"', 'field = "worth"'), encoding="utf-8")
    problems = scheme_problems(str(path))
    assert len(problems) == 2
    assert "tolerance.amount in target_status[1]" in problems[0]
    assert "field in report.indicators.columns[2] (the third) is 'worth'" in problems[1]
    assert scheme_problems("nonsense")[0].startswith("There is no scheme 'nonsense'")


def test_the_json_schema_has_every_key_and_allows_no_other() -> None:
    schema = json.loads(json.dumps(json_schema()))
    definitions = schema["$defs"]
    assert schema["$ref"] == "#/$defs/Scheme"
    assert set(definitions["Scheme"]["properties"]) == set(Scheme.__struct_fields__)
    assert set(definitions["StatusRule"]["required"]) == {"source", "status", "when"}
    assert set(definitions["Margin"]["properties"]["measured_as"]["enum"]) == {"percent", "percentage_points", "absolute"}
    assert definitions["Margin"]["properties"]["amount"] == {"type": "number"}  # as TOML writes it, not as msgspec's JSON would
    assert '"decimal"' not in json.dumps(schema)
    objects = [part for part in definitions.values() if part.get("type") == "object"]
    assert len(objects) > 15
    assert all(part["additionalProperties"] is False for part in objects)


def test_loading_brings_no_heavy_library() -> None:
    code = (
        "import sys; from workbook_tools.schemes.load import load_scheme; "
        "from workbook_tools.schemes.describe import describe; "
        f"describe(load_scheme('moray')); print([name for name in {HEAVY!r} if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
