"""The only HTML that an entry's text can put on a page: an allow-list for words and tables, and one for formulas.

What `kb` itself adds (classes, anchors, links to entries) is put in afterwards, where contributors cannot reach it.
"""

from __future__ import annotations

import secrets
from functools import cache

import nh3

MARK = "data-kb"
"""The attribute that keeps the place of what is put in afterwards."""
WORD = secrets.token_hex(12)
"""What its value begins with: drawn anew in each process, so that no text of a contributor can name it."""


def _names(text: str) -> frozenset[str]:
    return frozenset(text.split())


_TAGS = _names(
    """
    a abbr b bdi bdo blockquote br caption cite code col colgroup dd del details dfn div dl dt em figcaption
    figure h2 h3 h4 h5 h6 hr i ins kbd li mark ol p pre q s samp small span strong sub summary sup table tbody td
    tfoot th thead time tr u ul var wbr
    """
)
_ATTRIBUTES = {
    "*": {MARK, "dir", "lang", "title"},
    "a": {"href"},
    "col": {"span"},
    "details": {"open"},
    "li": {"value"},
    "ol": {"start", "reversed"},
    "td": {"colspan", "rowspan", "align"},
    "th": {"colspan", "rowspan", "align", "scope"},
    "time": {"datetime"},
}
SCHEMES = frozenset({"http", "https", "mailto"})
"""Where a link may lead."""
_DROPPED_WHOLE = frozenset(
    {"script", "style", "template", "textarea", "title", "iframe", "object", "noscript", "svg", "math"}
)

_FORMULA_TAGS = _names(
    """
    math menclose mfrac mi mmultiscripts mn mo mover mpadded mphantom mroot mrow mspace msqrt mstyle msub msubsup
    msup mtable mtd mtext mtr munder munderover none mprescripts
    """
)
_FORMULA_ATTRIBUTES = _names(
    """
    xmlns display stretchy fence separator form lspace rspace width height depth minsize maxsize mathvariant
    mathcolor mathbackground accent accentunder columnalign rowalign columnspacing rowspacing columnlines rowlines
    linethickness scriptlevel displaystyle movablelimits largeop symmetric notation
    """
)


def clean_html(html: str) -> str:
    """HTML with nothing left that is not allowed, every element closed."""
    return _words().clean(html)


def clean_formula(mathml: str) -> str:
    """MathML with nothing left but formula."""
    return _formulas().clean(mathml)


@cache
def _words() -> nh3.Cleaner:
    return nh3.Cleaner(
        tags=set(_TAGS),
        attributes={tag: set(names) for tag, names in _ATTRIBUTES.items()},
        clean_content_tags=set(_DROPPED_WHOLE),
        url_schemes=set(SCHEMES),
        # A relative address in raw HTML means the source tree, not the site; Markdown links are resolved by `targets`.
        url_relative="deny",
        link_rel=None,
        attribute_filter=_kept_attribute,
    )


def _kept_attribute(_tag: str, name: str, value: str) -> str | None:
    """Drop what only looks like a mark of ours."""
    return value if name != MARK or value.startswith(f"{WORD}:") else None


@cache
def _formulas() -> nh3.Cleaner:
    return nh3.Cleaner(
        tags=set(_FORMULA_TAGS),
        attributes={"*": set(_FORMULA_ATTRIBUTES)},
        clean_content_tags={"script", "style"},
        link_rel=None,
    )
