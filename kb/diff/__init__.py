"""What changed between two states of a guide, in terms a reviewer understands."""

from kb.diff.compare import Difference, State, compare

__all__ = ["Difference", "State", "compare"]
