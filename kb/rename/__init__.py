"""Where entries are named, and how to give one another id."""

from kb.rename.plan import Renaming, files_of, plan_rename
from kb.rename.references import Reference, references

__all__ = ["Reference", "Renaming", "files_of", "plan_rename", "references"]
