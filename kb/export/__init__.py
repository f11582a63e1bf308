"""The graph in formats for machines."""

from kb.export.formats import FORMATS, export_graph

__all__ = ["FORMATS", "export_graph"]
