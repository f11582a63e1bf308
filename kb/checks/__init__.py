"""What `kb check` finds. One check, one file; `registry.py` lists them; `run.py` gives code and severity."""

from kb.checks.context import Context
from kb.checks.run import run_checks
from kb.model.problem import Report

__all__ = ["Context", "Report", "run_checks"]
