"""The only writer: generated files, edits of concept files, and the published site."""

from kb.write.edits import write_edits
from kb.write.publish import publish
from kb.write.tree import Changes, write_tree

__all__ = ["Changes", "publish", "write_edits", "write_tree"]
