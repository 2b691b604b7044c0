"""The demo is what a newcomer sees first."""

import email
from email import policy
from pathlib import Path

import openpyxl
import pytest

from support_samples import SAMPLES
from workbook_tools.cli import main


def test_the_demo_writes_what_the_readme_promises(tmp_path: Path) -> None:
    assert main(["demo", str(tmp_path / "out")]) == 0
    written = {path.name for path in (tmp_path / "out").iterdir()}
    summaries = {f"{sample}-summary.xlsx" for sample in SAMPLES}
    assert summaries < written
    assert written - summaries == {
        "clackmannanshire-consolidated.xlsx",
        "vale-of-glamorgan-2019-20-q2-draft.eml",
        "clackmannanshire-partnership-and-performance-2022-23-next-return.xlsx",
    }
    for name in summaries:
        book = openpyxl.load_workbook(tmp_path / "out" / name)
        assert book.sheetnames[0] == "Summary"
        assert {"Contents", "Actions", "Key", "Rules"} <= set(book.sheetnames)


def test_the_draft_carries_the_summary_and_its_counts(tmp_path: Path) -> None:
    main(["demo", str(tmp_path)])
    draft = tmp_path / "vale-of-glamorgan-2019-20-q2-draft.eml"
    message = email.message_from_bytes(draft.read_bytes(), policy=policy.default)
    assert message["X-Unsent"] == "1"
    (attachment,) = message.iter_attachments()
    assert attachment.get_content() == (tmp_path / "vale-of-glamorgan-2019-20-q2-summary.xlsx").read_bytes()
    body = message.get_body(("plain",))
    assert body is not None
    assert "Indicators: 27 (7 Green, 2 Amber, 6 Red, 12 N/A)" in body.get_content()
    assert "Actions: 224 (203 Green, 2 Amber, 18 Red, 1 N/A)" in body.get_content()


def test_the_demo_leaves_a_return_alone_that_somebody_has_begun(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    begun = tmp_path / "clackmannanshire-partnership-and-performance-2022-23-next-return.xlsx"
    begun.write_bytes(b"begun")
    assert main(["demo", str(tmp_path)]) == 0
    assert begun.read_bytes() == b"begun"
    assert "is there already, so it is left as it is" in capsys.readouterr().out


def test_a_folder_that_cannot_be_made_is_said(tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("a file", encoding="utf-8")
    assert main(["demo", str(tmp_path / "taken" / "out")]) == 3
