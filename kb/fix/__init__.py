"""Applies fixes to texts: values in, values out. Reads and writes nothing."""

from kb.fix.apply import Applied, apply_fixes
from kb.fix.rounds import Fixed, Look, fix_all

__all__ = ["Applied", "Fixed", "Look", "apply_fixes", "fix_all"]
