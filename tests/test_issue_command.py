"""`workbook-tools issue`: one return, a list of them, and what goes wrong on the way."""

from pathlib import Path

import pytest

from support_samples import MORAY, PARTNERSHIP, PEOPLE, path_of
from support_workbooks import write_workbook
from workbook_tools.cli import main
from workbook_tools.issuing import return_name
from workbook_tools.periods import parse_period
from workbook_tools.reading.service_return import read_service_return

CLACKS = "clackmannanshire"
PARTNERSHIP_SERVICE = read_service_return(path_of(PARTNERSHIP)).cover.service
PEOPLE_SERVICE = read_service_return(path_of(PEOPLE)).cover.service


def issue(*arguments: object) -> int:
    return main(["issue", *map(str, arguments)])


def listed(folder: Path, *rows: tuple[object, ...], name: str = "services.csv") -> Path:
    headings = ("Service", "Directorate", "Contact (role)", "Previous return", "Plan from")
    path = folder / name
    if path.suffix == ".csv":
        lines = [",".join(f'"{cell}"' for cell in row) for row in (headings, *rows)]
        path.write_text("\n".join(lines), encoding="utf-8")
        return path
    return write_workbook(path, {"Services": [["Whom we ask"], headings, *rows]})


def test_a_return_for_a_service_and_period(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "return.xlsx"
    order = ("--scheme", CLACKS, "--service", PARTNERSHIP_SERVICE, "--period", "2023/24", "--contact", "Policy Officer")
    assert issue(*order, "--previous", path_of(PARTNERSHIP), "-o", out) == 0
    said = capsys.readouterr().out
    assert said.startswith(f"Written: {out}")
    assert "completed or cancelled before, left out: P&P 20 001" in said
    given = read_service_return(out)
    assert (given.cover.service, str(given.cover.period), given.cover.contact_role) == (
        PARTNERSHIP_SERVICE,
        "2023/24",
        "Policy Officer",
    )
    assert len(given.indicators) == 35


def test_a_return_that_is_there_is_never_written_over(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "return.xlsx"
    assert issue("--scheme", CLACKS, "-o", out) == 0
    assert issue("--scheme", CLACKS, "-o", out) == 0, "the same again is no harm"
    assert issue("--scheme", "moray", "-o", out) == 3
    assert "is there already, so it is left as it is" in capsys.readouterr().err
    assert read_service_return(out).cover.scheme == CLACKS


@pytest.mark.parametrize("suffix", [".csv", ".xlsx"])
def test_all_services_of_a_list(suffix: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for sample in (PARTNERSHIP, PEOPLE):
        (tmp_path / path_of(sample).name).write_bytes(path_of(sample).read_bytes())
    services = listed(
        tmp_path,
        (PARTNERSHIP_SERVICE, "Corporate", "Policy Officer", path_of(PARTNERSHIP).name, "01/04/2022"),
        (PEOPLE_SERVICE, "", "", "missing.xlsx", ""),
        ("New Service", "", "", "", ""),
        name=f"services{suffix}",
    )
    folder = tmp_path / "out" / "returns"
    assert issue("--scheme", CLACKS, "--all", services, "--period", "2023/24", "-o", folder) == 1
    said = capsys.readouterr()
    assert sorted(path.name for path in folder.iterdir()) == [
        "New-Service-2023-24-return.xlsx",
        "Partnership-Performance-2023-24-return.xlsx",
    ]
    assert f"{PEOPLE_SERVICE}: not issued. missing.xlsx: There is no such file." in said.err
    cover = read_service_return(folder / "Partnership-Performance-2023-24-return.xlsx").cover
    assert (cover.directorate, cover.contact_role, cover.plan_from) == ("Corporate", "Policy Officer", "01/04/2022")


def test_what_is_usual_holds_for_services_whose_row_says_nothing_else(tmp_path: Path) -> None:
    services = listed(tmp_path, ("Housing", "Place", "", "", ""), ("Parks", "", "Head Gardener", "", "01/05/2023"))
    usual = ("--directorate", "Corporate", "--contact", "Policy Officer", "--plan-from", "1/4/2023", "--plan-to", "31/3/2026")
    assert issue("--scheme", CLACKS, "--all", services, "--period", "2023/24", *usual, "-o", tmp_path / "out") == 0
    covers = [read_service_return(path).cover for path in sorted((tmp_path / "out").iterdir())]
    assert [(c.service, c.directorate, c.contact_role, c.plan_from, c.plan_to) for c in covers] == [
        ("Housing", "Place", "Policy Officer", "01/04/2023", "31/03/2026"),
        ("Parks", "Corporate", "Head Gardener", "01/05/2023", "31/03/2026"),
    ]


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ("Service;Directorate\r\nHousing;Place, not People\r\n".encode("utf-8-sig"), 0),
        (b'"Service"\n"Housing"\n', 0),
        ("Service\nT\u0177\n".encode("utf-16"), 3),
        ("Service\nCaf\xe9\n".encode("cp1252"), 3),
        (b"", 3),
    ],
    ids=["semicolons", "quotes", "UTF-16", "the old code page", "nothing"],
)
def test_lists_as_excel_saves_them(content: bytes, expected: int, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    services = tmp_path / "services.csv"
    services.write_bytes(content)
    assert issue("--scheme", CLACKS, "--all", services, "--period", "2023/24", "-o", tmp_path / "out") == expected
    assert (tmp_path / "out" / "Housing-2023-24-return.xlsx").exists() == (expected == 0)
    assert expected == 0 or "services.csv" in capsys.readouterr().err


def test_a_second_run_keeps_what_was_begun_and_adds_what_is_new(tmp_path: Path) -> None:
    folder, services = tmp_path / "out", listed(tmp_path, ("Housing",))
    order = ("--scheme", CLACKS, "--period", "2023/24", "-o", folder)
    assert issue(*order, "--all", services) == 0
    begun = folder / "Housing-2023-24-return.xlsx"
    begun.write_bytes(path_of(MORAY).read_bytes())
    assert issue(*order, "--all", listed(tmp_path, ("Housing",), ("Parks",))) == 1
    assert begun.read_bytes() == path_of(MORAY).read_bytes()
    assert (folder / "Parks-2023-24-return.xlsx").exists()


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("--service", "Housing"), "Say both --service and --period, or neither for a blank."),
        (("--period", "2023/24"), "Say both --service and --period"),
        (("--service", "Housing", "--period", "2023/24", "--previous", "nowhere.xlsx"), "nowhere.xlsx: There is no such file."),
        (("--service", "Parks", "--period", "2023/24", "--previous", path_of(PARTNERSHIP)), "not of 'Parks'"),
        (("--all", "nowhere.csv", "--period", "2023/24"), "nowhere.csv could not be read"),
        (("--all", path_of(MORAY)), "With --all say --period"),
        (("--scheme", "atlantis"), "atlantis"),
    ],
)
def test_what_cannot_be_done_is_said_in_a_sentence(
    arguments: tuple[object, ...], sentence: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert issue("--scheme", CLACKS, *arguments, "-o", tmp_path / "out.xlsx") == 3
    assert sentence in capsys.readouterr().err
    assert not list(tmp_path.iterdir())


def test_without_a_scheme_the_shipped_ones_are_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert issue("-o", tmp_path / "out.xlsx") == 3
    assert "clackmannanshire, moray, vale_of_glamorgan" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("rows", "sentence"),
    [
        ((("Housing",), ("housing ",)), "services.csv, row 3: 'housing' stands already in row 2."),
        ((), "services.csv names no service below its headings."),
        ((("Housing", "", "", "", "31/09/2019"),), "services.csv, row 2: '31/09/2019' is not a day that exists."),
        ((("Housing", "", "", "", "soon"),), "services.csv, row 2: 'soon' is not a day."),
        ((("Parks & Leisure",), ("Parks, Leisure",)), "2 services of the list would have the return"),
    ],
)
def test_a_list_that_is_not_in_order_issues_nothing(
    rows: tuple[tuple[object, ...], ...], sentence: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "out"
    assert issue("--scheme", CLACKS, "--all", listed(tmp_path, *rows), "--period", "2023/24", "-o", folder) == 3
    assert sentence in capsys.readouterr().err
    assert not folder.exists()


@pytest.mark.parametrize(
    ("service", "name"),
    [
        ("Housing", "Housing-2023-24-return.xlsx"),
        ("../../etc/passwd", "etc-passwd-2023-24-return.xlsx"),
        ("HR & Organisational Development", "HR-Organisational-Development-2023-24-return.xlsx"),
        ("C:\\Temp\\CON", "C-Temp-CON-2023-24-return.xlsx"),
        ("\u202egnp\r\nx", "gnp-x-2023-24-return.xlsx"),
        ("Gwasanaethau Tŷ", "Gwasanaethau-Tŷ-2023-24-return.xlsx"),
        ("a" * 400, f"{'a' * 100}-return.xlsx"),
    ],
)
def test_a_service_of_any_name_has_a_harmless_file(service: str, name: str) -> None:
    period = parse_period("2023/24")
    assert period
    assert return_name(service, period) == name
