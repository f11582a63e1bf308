"""Pages that lead from an id an entry had before to the one it has now."""

from __future__ import annotations

from kb.pages.address import entry_page
from kb.pages.environment import environment, quoted
from kb.pages.site import Site


def redirects(site: Site) -> dict[str, str]:
    """Finished HTML files: a renderer copies them as they are."""
    template = environment().get_template("redirect.html")
    return {
        entry_page(old): template.render(href=f"{quoted(concept.id)}.html", title=concept.title)
        for old, concept in site.guide.redirected.items()
        if not concept.broken
    }
