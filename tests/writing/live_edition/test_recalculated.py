"""Recalculated by LibreOffice, every formula of a summary gives the result that Python stored in it."""

import random
from pathlib import Path

import pytest
from msgspec.structs import replace

from support_libreoffice import needs_libreoffice
from support_live import write_case
from support_random_rows import case, dated
from support_recalculated import Result, recalculated_results
from support_samples import BEST_VALUE, PARTNERSHIP, PEOPLE, SAMPLES, path_of
from workbook_tools import pipeline
from workbook_tools.judging import judge
from workbook_tools.model.scheme import Document, Scheme
from workbook_tools.reading.service_return import read_service_return
from workbook_tools.schemes.load import load_scheme
from workbook_tools.writing.summary.summary_workbook import build_summary

pytestmark = pytest.mark.xdist_group("live")  # one LibreOffice run serves all of them

CLACKMANNANSHIRE = (PARTNERSHIP, PEOPLE, BEST_VALUE)
TOGETHER = "three returns of different periods"
RANDOM_SETS = 50
COUNTS = {"indicators": 12, "actions": 10, "risks": 6, "finance": 3}


@pytest.fixture(scope="module")
def results(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[Result]]:
    folder = tmp_path_factory.mktemp("summaries")
    paths = []
    for sample in SAMPLES:
        paths.append(folder / f"{sample}.xlsx")
        pipeline.report([path_of(sample)], paths[-1])
    paths.append(folder / f"{TOGETHER}.xlsx")
    pipeline.report([path_of(sample) for sample in CLACKMANNANSHIRE], paths[-1])
    return recalculated_results(paths, tmp_path_factory.mktemp("recalculated"))


@needs_libreoffice
@pytest.mark.parametrize("sample", [*SAMPLES, TOGETHER])
def test_a_sample_gives_what_is_stored(results: dict[str, list[Result]], sample: str) -> None:
    found = results[f"{sample}.xlsx"]
    assert [result for result in found if not result.agrees] == []
    assert sum(result.is_stored for result in found) > 30


def laid_out(rules: Scheme) -> Scheme:
    """An odd scheme with the documents and the report of a shipped one, which shows every verdict."""
    report = load_scheme("vale_of_glamorgan").report
    return rules if rules.documents else replace(rules, documents={"key": Document(title="Key")}, report=report)


@needs_libreoffice
def test_random_returns_give_what_is_stored(tmp_path: Path) -> None:
    chance = random.Random(25)  # noqa: S311 - a test's rows, no secret
    for folder in ("returns", "summaries", "recalculated"):
        (tmp_path / folder).mkdir()
    paths = []
    for number in range(RANDOM_SETS):
        name, rules, of, earlier = chance.choice(dated())
        made = case(f"set {number}, {name}", laid_out(rules), of, earlier, counts=COUNTS)
        write_case(made, tmp_path / "returns" / f"{number}.xlsx")
        judged = judge(read_service_return(tmp_path / "returns" / f"{number}.xlsx"), made.scheme)
        paths.append(tmp_path / "summaries" / f"{number}.xlsx")
        paths[-1].write_bytes(build_summary([judged], made.scheme, judged.as_at))
    found = recalculated_results(paths, tmp_path / "recalculated")
    assert {name: [r for r in results if not r.agrees] for name, results in found.items()} == {path.name: [] for path in paths}
    assert sum(result.is_stored for results in found.values() for result in results) > RANDOM_SETS * 100
