"""The only reader: a folder becomes a `Guide`, whatever is wrong with it."""

from kb.load.guide import find_root, load_guide

__all__ = ["find_root", "load_guide"]
