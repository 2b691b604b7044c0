"""Settings of all tests."""

from hypothesis import settings

# A slow or busy machine is no mistake; speed is measured in tests/benchmarks.
settings.register_profile("patient", deadline=None)
settings.load_profile("patient")
