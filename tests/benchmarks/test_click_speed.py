"""The benchmark of a click runs, and says where the time goes; how long it takes is nobody's business here."""

import re

import click_speed
import pytest

from support_clicks import needs_clicks


@needs_clicks
def test_the_benchmark_tells_every_stage_of_both_returns(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(click_speed, "ROWS", {"indicators": 6, "actions": 4, "risks": 2, "finance": 3})
    click_speed.main(["--rounds", "1"])
    shown = capsys.readouterr().out
    assert len(re.findall(r"^ +\d+ findings?\b.*must be corrected before it is sent", shown, re.MULTILINE)) == 2
    for stage in (
        "on the clock",
        "CPU",
        "start of Python",
        "imports",
        "connecting",
        "reading the return",
        "writing what was found",
    ):
        assert len(re.findall(rf"^.*{stage} {{2,}}\d+\.\d\d s", shown, re.MULTILINE)) == 2
