"""Where a check is explained."""

from __future__ import annotations

from kb.model.guide import Guide


def rule_url(code: str, guide: Guide) -> str:
    """The address of a check's page: absolute if the guide says where it is published, else from the site's root."""
    return f"{guide.vocabulary.guide.url.rstrip('/')}/rules/{code}.html"
