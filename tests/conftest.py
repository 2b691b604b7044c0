"""Settings of all tests."""

import os
import tempfile
from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

if TYPE_CHECKING:
    from support_clicks import Office

# A slow or busy machine is no mistake; speed is measured in tests/benchmarks.
settings.register_profile("patient", deadline=None)
settings.load_profile("patient")

# Whoever runs the tests keeps their own cache of returns.
_CACHE = tempfile.TemporaryDirectory(prefix="workbook-tools-tests-")
os.environ["XDG_CACHE_HOME"] = os.environ["LOCALAPPDATA"] = _CACHE.name


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> "Iterator[Office]":
    """A LibreOffice on a screen of its own, with a mouse; one a module."""
    from support_clicks import running_office

    with running_office(tmp_path_factory.mktemp("office")) as running:
        yield running
