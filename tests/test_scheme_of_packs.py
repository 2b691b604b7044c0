"""Which rules a pack is despatched by: those that it was judged by, and no others."""

from pathlib import Path

import pytest

from support_changed import replace
from support_packs import SamplePack, order_of, write_packs
from support_samples import MORAY
from workbook_tools import pipeline
from workbook_tools.findings import ToolkitError
from workbook_tools.flows.papers import ask
from workbook_tools.schemes.load import SHIPPED


def own_scheme(folder: Path, **changes: str) -> Path:
    """Moray's rules as a council's own file, with some lines changed."""
    text = (SHIPPED / "moray.toml").read_text(encoding="utf-8")
    for old, new in changes.items():
        text = text.replace(f'{old} = "', f'{old} = "{new}', 1)
    path = folder / "moray.toml"
    path.write_text(text, encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> SamplePack:
    return write_packs(tmp_path_factory.mktemp("pack"), (MORAY,))[MORAY]


@pytest.mark.parametrize("named", [None, "moray", "clackmannanshire"])
def test_the_shipped_one_that_the_pack_names(sample: SamplePack, tmp_path: Path, named: str | None) -> None:
    assert ask(order_of(sample, tmp_path, scheme_name=named)).is_open


def test_a_file_of_the_council_s_own(tmp_path: Path) -> None:
    path = own_scheme(tmp_path, version="own ")
    sample = write_packs(tmp_path, (MORAY,), scheme_name=str(path))[MORAY]
    assert ask(order_of(sample, tmp_path, scheme_name=str(path))).is_open
    with pytest.raises(ToolkitError, match="which is not at hand"):
        ask(order_of(sample, tmp_path))
    with pytest.raises(ToolkitError, match="which is not at hand"):
        ask(order_of(sample, tmp_path, scheme_name="clackmannanshire"))


def test_a_pack_opens_no_other_file(sample: SamplePack, tmp_path: Path) -> None:
    """A pack whose scheme is a path is not followed there."""
    for path in sample.summary.parent.glob(f"{sample.summary.stem}*"):
        (tmp_path / path.name).write_bytes(path.read_bytes())
    own = tmp_path / f"{sample.summary.stem}.pack.json"
    trap = own_scheme(tmp_path)
    own.write_text(own.read_text(encoding="utf-8").replace('"scheme": "moray"', f'"scheme": "{trap}"'), encoding="utf-8")
    moved = replace(sample, summary=tmp_path / sample.summary.name)
    with pytest.raises(ToolkitError, match=r"not at hand|damaged"):
        pipeline.despatch(order_of(moved, tmp_path))
