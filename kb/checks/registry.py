"""Every check, in the order of its code. A new one is imported and listed here; a test compares the list with the folder."""

from __future__ import annotations

from kb.checks import (
    dangling_target,
)
from kb.checks.check import Check

CHECKS: tuple[Check, ...] = (
    dangling_target,
)

LAST: tuple[Check, ...] = ()
"""Those that look at what the others found and hid."""

BY_CODE = {check.CODE: check for check in CHECKS}
