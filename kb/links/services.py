"""The registries that are asked about identifiers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Services:
    """Where they are. Tests put a server on this machine in their place."""

    handles: str = "https://doi.org/api/handles/"
    """The DOI handle service: https://www.doi.org/doi-handbook/HTML/proxy-server-rest-api.html."""
    records: str = "https://doi.org/"
    """The resolver, which gives the record of a DOI to those who ask for one: https://citation.doi.org/docs.html."""
    arxiv: str = "https://export.arxiv.org/api/query"
    """The arXiv API: https://info.arxiv.org/help/api/user-manual.html."""
    arxiv_known: str = "1706.03762"
    """A paper that arXiv has: if an answer lacks it, the answer says nothing about others."""
    witness: str = "https://doi.org/"
    """An address that is there whenever the network is."""
    intervals: Mapping[str, float] = field(default_factory=lambda: {"export.arxiv.org": 3.0})
    """Seconds between two requests, by host, where a service asks for it."""
