"""Settings for all tests."""

from hypothesis import settings

# Tests are never timed, and what fails once fails again: examples come from the test and not from chance.
settings.register_profile("guide", deadline=None, derandomize=True)
settings.load_profile("guide")
