"""What `kb check` finds. One check, one file; `registry.py` lists them; `run.py` gives code and severity."""

from kb.checks.context import Context
from kb.checks.run import Report, run_checks

__all__ = ["Context", "Report", "run_checks"]
