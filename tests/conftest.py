"""Settings of all tests."""

import os
import tempfile

from hypothesis import settings

# A slow or busy machine is no mistake; speed is measured in tests/benchmarks.
settings.register_profile("patient", deadline=None)
settings.load_profile("patient")

# Whoever runs the tests keeps their own cache of returns.
_CACHE = tempfile.TemporaryDirectory(prefix="workbook-tools-tests-")
os.environ["XDG_CACHE_HOME"] = os.environ["LOCALAPPDATA"] = _CACHE.name
