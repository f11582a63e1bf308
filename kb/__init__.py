"""`kb`: validate, render and map a field guide kept as a typed concept graph."""

__version__ = "0.1.0"
