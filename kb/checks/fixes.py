"""Which checks can offer a fix: one table, which the documentation shows and the tests hold against the checks."""

SAFE = frozenset({
    "FM005", "FM007", "FM008", "ID007", "DEF003", "REL005", "REL006", "REL007", "GRA002", "LNK004", "SRC003", "LIF002",
    "SUP001",
})  # fmt: skip
"""By `--fix`: what the author meant stays. Where words would be lost, such a check offers an unsafe fix instead."""

UNSAFE = frozenset({
    "FM003", "FM006", "ID009", "REL001", "REL002", "REL010", "LNK001", "LNK002", "SRC001", "LIF003",
})  # fmt: skip
"""By `--unsafe-fixes`: a guess at what was meant, to be looked at."""
