import subprocess
import sys

from workbook_tools.excel.light_xlwings import NOT_FOR_BUTTONS

LOADED = f"print(*sorted({set(NOT_FOR_BUTTONS)!r} & set(sys.modules)))"


def run(program: str) -> list[str]:
    """What a program of its own prints, without the tests' own modules."""
    lines = f"import sys\nfrom workbook_tools.excel.light_xlwings import load_xlwings\n{program}"
    return subprocess.run([sys.executable, "-c", lines], capture_output=True, text=True, check=True).stdout.splitlines()


def test_nothing_heavy_is_loaded() -> None:
    assert run(f"xlwings = load_xlwings(); print(xlwings.__name__, load_xlwings() is xlwings); {LOADED}") == [
        "xlwings True",
        "",
    ]


def test_plain_xlwings_would_load_it() -> None:
    assert "pandas" in run(f"import xlwings; {LOADED}")[0]


def test_pandas_can_be_imported_afterwards() -> None:
    program = "load_xlwings(); import numpy, pandas; print(pandas.DataFrame({'a': [1, 2]})['a'].sum(), numpy.arange(3).sum())"
    assert run(program) == ["3 3"]


def test_what_was_loaded_before_stays() -> None:
    assert run("import numpy; load_xlwings(); print(sys.modules['numpy'] is numpy)") == ["True"]


def test_the_engine_works_with_it() -> None:
    program = "load_xlwings(); from workbook_tools.excel.engines import closed_file; print(closed_file.xlwings.conversion.pd)"
    assert run(program) == ["None"]
