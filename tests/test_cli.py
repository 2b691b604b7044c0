"""What a user types, what comes back: output, messages, exit codes."""

import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from support_samples import MORAY, PARTNERSHIP, ROOT, VALE, path_of
from workbook_tools.cli import main
from workbook_tools.consolidate_command import Bar


def run(capsys: pytest.CaptureFixture[str], *arguments: object) -> tuple[int, str, str]:
    code = main([str(argument) for argument in arguments])
    printed = capsys.readouterr()
    return code, printed.out, printed.err


def test_check_names_each_finding_with_its_place(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, err = run(capsys, "check", path_of(VALE))
    assert code == 1  # 31/09/2019 is no date: an error in the data
    assert "27 indicators, 224 actions, 26 risks" in out
    assert "Actions!" in out
    assert "31/09/2019" in out
    assert err == ""


def test_check_without_errors_ends_with_0(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = run(capsys, "check", path_of(MORAY))
    assert code == 0
    assert "as at 2021-03-31" in out


def test_quiet_prints_errors_only(capsys: pytest.CaptureFixture[str]) -> None:
    _, out, _ = run(capsys, "check", path_of(VALE), "--quiet")
    assert out
    assert all(line.startswith("  error") for line in out.splitlines())


def test_a_damaged_file_does_not_stop_the_others(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    damaged = tmp_path / "damaged.xlsx"
    damaged.write_bytes(path_of(MORAY).read_bytes()[:2000])
    code, out, _ = run(capsys, "check", damaged, path_of(MORAY), "--json")
    assert code == 1
    first, second = json.loads(out)["returns"]
    assert first["file"] == "damaged.xlsx"
    assert first["refused"]
    assert second["refused"] is None
    assert len(second["actions"]) == 22


def test_report_writes_the_summary(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    summary = tmp_path / "summary.xlsx"
    code, out, _ = run(capsys, "report", path_of(MORAY), "-o", summary)
    assert code == 0
    assert summary.is_file()
    assert f"Written: {summary}" in out


def test_report_on_nothing_readable_keeps_the_earlier_summary(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    summary, damaged = tmp_path / "summary.xlsx", tmp_path / "damaged.xlsx"
    run(capsys, "report", path_of(MORAY), "-o", summary)
    earlier = summary.read_bytes()
    damaged.write_bytes(b"not a workbook")
    code, out, err = run(capsys, "report", damaged, "--scheme", "moray", "-o", summary)
    assert (code, out) == (3, "")
    assert "damaged.xlsx" in err
    assert summary.read_bytes() == earlier


@pytest.mark.parametrize("command", ["report", "consolidate"])
def test_an_output_never_takes_the_place_of_a_return(command: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    mine = tmp_path / "return.xlsx"
    mine.write_bytes(path_of(MORAY).read_bytes())
    code, out, err = run(capsys, command, mine, "-o", mine)
    assert (code, out) == (3, "")
    assert "Choose another name" in err
    assert mine.read_bytes() == path_of(MORAY).read_bytes()


def test_an_earlier_output_is_replaced(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    summary = tmp_path / "summary.xlsx"
    assert run(capsys, "report", path_of(VALE), "-o", summary)[0] == 1
    assert run(capsys, "report", path_of(MORAY), "-o", summary)[0] == 0
    fresh = tmp_path / "fresh.xlsx"
    run(capsys, "report", path_of(MORAY), "-o", fresh)
    assert summary.read_bytes() == fresh.read_bytes()


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["check", "nowhere.xlsx", "--scheme", "nonsense"], "nonsense"),
        (["check", str(path_of(MORAY)), str(path_of(VALE))], "different schemes"),
        (["report", str(path_of(MORAY)), "-o", "/no such folder/summary.xlsx"], "no such folder"),
        (["consolidate", "/no such folder", "-o", "all.xlsx"], "no such folder"),
    ],
)
def test_what_cannot_be_done_ends_with_3_and_a_sentence(
    arguments: list[str], sentence: str, capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)  # a log is written beside the output that there is not
    code, out, err = run(capsys, *arguments)
    assert (code, out) == (3, "")
    assert sentence in err
    assert len(err.splitlines()) == 1


@pytest.mark.parametrize("arguments", [[], ["chek"], ["check"], ["check", "a.xlsx", "--as-at", "31/09/2019"]])
def test_wrong_usage_ends_with_2(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(arguments)
    assert stopped.value.code == 2
    assert "usage:" in capsys.readouterr().err


def test_a_link_that_leads_to_itself_is_a_file_that_is_not_read(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = tmp_path / "returns"
    folder.mkdir()
    (folder / "a.xlsx").write_bytes(path_of(PARTNERSHIP).read_bytes())
    (folder / "loop.xlsx").symlink_to("loop.xlsx")
    code, out, _ = run(capsys, "consolidate", folder, "-o", tmp_path / "all.xlsx")
    assert code == 1
    assert "refused    loop.xlsx: " in out


def test_consolidate_a_folder(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = tmp_path / "returns"
    (folder / "resources").mkdir(parents=True)
    (folder / "resources" / "a.xlsx").write_bytes(path_of(PARTNERSHIP).read_bytes())
    (folder / "b.xlsx").write_bytes(b"not a workbook")
    workbook = folder / "all.xlsx"
    for _ in range(2):  # the second time its own output stands in the folder
        code, out, _ = run(capsys, "consolidate", folder, "-o", workbook)
        assert code == 1
        assert "refused    b.xlsx: This is not an Excel workbook" in out
        assert "all.xlsx:" not in out
        assert "2 files: 1 received, 1 refused" in out.replace(", 1 read, the content of the others was known", "")


def test_the_log_says_what_each_run_did_and_did_not_take(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = tmp_path / "returns"
    folder.mkdir()
    (folder / "a.xlsx").write_bytes(path_of(PARTNERSHIP).read_bytes())
    (folder / "b\n100% wrong.xlsx").write_bytes(b"not a workbook")
    run(capsys, "consolidate", folder, "-o", tmp_path / "all.xlsx", "--no-cache")
    first = (tmp_path / "all.log").read_text(encoding="utf-8")
    assert "2 files: 1 received, 1 refused" in first
    assert "WARNING refused    b 100% wrong.xlsx: This is not an Excel workbook" in first
    assert f"INFO Written: {tmp_path / 'all.xlsx'}" in first
    code, _, err = run(capsys, "consolidate", tmp_path / "gone", "-o", tmp_path / "all.xlsx")
    assert code == 3
    both = (tmp_path / "all.log").read_text(encoding="utf-8")
    assert both.startswith(first)
    assert f"ERROR Not done: {err.removeprefix('workbook-tools: ').strip()}" in both
    code, _, err = run(capsys, "consolidate", folder, "-o", tmp_path / "all.xlsx", "--log", tmp_path / "no folder" / "a.log")
    assert code == 1
    assert "going on without" in err


def test_a_progress_bar_is_drawn_and_taken_away() -> None:
    stream = io.StringIO()
    bar = Bar(stream)
    for done in range(1, 301):
        bar(done, 300)
    assert stream.getvalue().startswith(f"\r[{' ' * 30}] 1 of 300")
    assert stream.getvalue().endswith("\r\x1b[K")


@pytest.mark.parametrize("more", [[], ["--no-cache"]])
def test_consolidate_as_json(tmp_path: Path, capsys: pytest.CaptureFixture[str], more: list[str]) -> None:
    code, out, _ = run(capsys, "consolidate", path_of(PARTNERSHIP), "-o", tmp_path / "all.xlsx", "--json", *more)
    found = json.loads(out)
    assert code == 0
    assert [row["state"] for row in found["tracker"]] == ["received"]
    assert len(found["indicators"]) > 10


def test_a_config_file_gives_the_scheme(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    config = tmp_path / "workbook-tools.toml"
    config.write_text('scheme = "vale_of_glamorgan"', encoding="utf-8")
    code, out, _ = run(capsys, "check", path_of(MORAY), "--config", config, "--json")
    assert code in {0, 1}
    assert json.loads(out)["scheme"] == "vale_of_glamorgan"
    config.write_text("sheme = 1", encoding="utf-8")
    code, _, err = run(capsys, "check", path_of(MORAY), "--config", config)
    assert code == 3
    assert "sheme" in err
    assert "workbook-tools.toml" in err


def test_scheme_commands(capsys: pytest.CaptureFixture[str]) -> None:
    assert "Moray Council" in run(capsys, "scheme", "list")[1]
    assert "10%" in run(capsys, "scheme", "show", "vale_of_glamorgan")[1]
    assert "in order" in run(capsys, "scheme", "validate", "clackmannanshire")[1]
    assert "$defs" in json.loads(run(capsys, "scheme", "schema")[1])


def test_scheme_validate_names_every_problem(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    mine = tmp_path / "moray.toml"
    shipped = ROOT / "workbook_tools" / "schemes" / "moray.toml"
    text = shipped.read_text(encoding="utf-8")
    mine.write_text(text.replace('source = "', 'source = "no_such_', 2), encoding="utf-8")
    code, out, _ = run(capsys, "scheme", "validate", mine)
    assert code == 1
    assert len(out.splitlines()) == 2
    assert all(line.startswith("moray.toml: ") and "no_such_" in line for line in out.splitlines())


def test_a_console_of_few_characters_does_not_stop_a_run() -> None:
    command = [sys.executable, "-m", "workbook_tools", "check", str(path_of(VALE)), "--json"]
    printed = subprocess.run(command, capture_output=True, env={**os.environ, "PYTHONIOENCODING": "ascii"}, check=False)
    assert printed.returncode == 1
    assert printed.stderr == b""
    symbols = [row["reported_trend_symbol"] for row in json.loads(printed.stdout.decode())["returns"][0]["indicators"]]
    assert "↑" in symbols


def test_module_and_console_script_are_the_same_command() -> None:
    shown = subprocess.run([sys.executable, "-m", "workbook_tools", "--version"], capture_output=True, text=True, check=True)
    assert shown.stdout.startswith("workbook-tools ")


def test_report_writes_the_covering_report_and_keeps_one_that_was_worked_on(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    summary, cover = tmp_path / "summary.xlsx", tmp_path / "cover.docx"
    arguments = ["report", str(path_of(MORAY)), "-o", str(summary), "--cover", str(cover)]
    assert main(arguments) == 0
    assert f"Written: {cover}" in capsys.readouterr().out
    first = cover.read_bytes()
    assert main(arguments) == 0
    assert cover.read_bytes() == first
    cover.write_bytes(b"minutes")
    summary.unlink()
    assert main(arguments) == 3
    assert cover.read_bytes() == b"minutes"
    assert not summary.exists(), "nothing is written where one output cannot be"


def test_a_covering_report_is_a_word_document(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as left:
        main(["report", str(path_of(MORAY)), "-o", str(tmp_path / "s.xlsx"), "--cover", "cover.pdf"])
    assert left.value.code == 2
    assert "let its name end with .docx" in capsys.readouterr().err


@pytest.mark.parametrize("command", ["report", "consolidate"])
@pytest.mark.parametrize("name", ["summary.pdf", "summary.csv", "summary.xls", "summary"])
def test_a_workbook_is_written_under_a_name_that_excel_opens(
    command: str, name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as left:
        main([command, str(path_of(MORAY)), "-o", str(tmp_path / name)])
    assert left.value.code == 2
    assert "let its name end with .xlsx" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("name", ["return.pdf", "return.xls", "return"])
def test_a_return_is_issued_under_a_name_that_excel_opens(
    name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, out, err = run(capsys, "issue", "--scheme", "moray", "-o", tmp_path / name)
    assert (code, out) == (3, "")
    assert f"{name}: a return without buttons must have a name that ends in .xlsx" in err
    assert list(tmp_path.iterdir()) == []
