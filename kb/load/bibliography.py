"""`concepts/references.bib` as a `Bibliography`, with the place of every key and field.

bibtexparser 2 reads the blocks and says on which row each starts; columns are found in the block's own text.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, overload

from kb.model.bibliography import Author, Bibliography, Reference
from kb.model.problem import Fault, Finding, Related
from kb.model.source import Source, Span

if TYPE_CHECKING:
    from bibtexparser.model import Entry

BROKEN = "incomplete-source"
DUPLICATE = "duplicate-source"

_KEY = re.compile(r"@\s*\w+\s*[{(]\s*([^,\s}]*)")
_OTHERS = re.compile(r"(?:^|\s+and\s+)others\s*$")
_YEAR = re.compile(r"-?\d{1,4}")
_DASHES = re.compile(r"(?<!-)--(?!-)")
_VERBATIM = frozenset({"url", "doi", "eprint"})
"""Fields that are no prose: `~` and `--` mean themselves there."""
_ESCAPED = re.compile(r"\\([_%&#~$])(?:\{\})?")


def read_bibliography(source: Source) -> tuple[Bibliography, list[Fault]]:
    """Read BibTeX. A block that cannot be read is a fault, and the others are read all the same."""
    # Imported here, and not above, because values of `Names` are kept and used where no BibTeX is read.
    import logging

    from bibtexparser.entrypoint import parse_string
    from bibtexparser.model import DuplicateBlockKeyBlock, DuplicateFieldKeyBlock, Entry, ParsingFailedBlock

    logging.getLogger("bibtexparser").setLevel(logging.CRITICAL)
    library = parse_string(source.text)
    references: dict[str, Reference] = {}
    faults: list[Fault] = []
    for block in library.blocks:
        start = source.offset((block.start_line or 0) + 1, 1)
        match block:
            case DuplicateBlockKeyBlock():
                span = _key_span(source, start)
                first = references.get(block.key)
                related = (Related(source, first.key_span, "the first"),) if first else ()
                message = f"the key `{block.key}` is used twice"
                faults.append(Fault(DUPLICATE, Finding(source, span, message, "rename or remove one", related=related)))
            case DuplicateFieldKeyBlock():
                names = ", ".join(sorted(f"`{name}`" for name in block.duplicate_keys))
                message = f"{names} is given twice in one reference"
                faults.append(Fault(BROKEN, Finding(source, _key_span(source, start), message, "keep one of them")))
            case ParsingFailedBlock():
                message = f"not BibTeX: {_reason(block.error)}"
                help = "check the braces, quotation marks and commas of this reference"
                faults.append(Fault(BROKEN, Finding(source, _key_span(source, start), message, help)))
            case Entry():
                reference = _reference(block, source, start)
                references[reference.key] = reference
    return Bibliography(source, references), faults


def _reason(error: Exception | None) -> str:
    lines = str(error or "").strip().splitlines()
    text = lines[-1].strip() if lines else "a brace, a quotation mark or a comma is missing"
    return text[:1].lower() + text[1:].rstrip(".")


def _key_span(source: Source, start: int) -> Span:
    if match := _KEY.search(source.text, start):
        return Span(*match.span(1)) if match.group(1) else Span(*match.span())
    return Span(start, start + 1)


def _reference(entry: Entry, source: Source, start: int) -> Reference:
    raw = entry.raw or ""
    start = max(source.text.find(raw, start), 0) if raw else start
    fields = {field.key.lower(): _field(field.key.lower(), str(field.value)) for field in entry.fields}
    spans = {}
    end = start + len(raw) if raw else len(source.text)
    for field in entry.fields:
        value = str(field.value)
        row = source.offset((field.start_line or 0) + 1, 1)
        name = re.compile(rf"\b{re.escape(field.key)}\s*=").search(source.text, max(row, start), end)
        found = source.text.find(value, name.end() if name else row, end) if value else -1
        spans[field.key.lower()] = Span(found, found + len(value)) if found >= 0 else _key_span(source, start)
    people = str(entry["author"] if "author" in entry.fields_dict else entry.get("editor", None) or "")
    names = Names(str(getattr(people, "value", people)))
    year = _YEAR.fullmatch(fields.get("year", "").strip())
    return Reference(
        key=entry.key,
        type=entry.entry_type.lower(),
        title=fields.get("title", ""),
        authors=names,
        et_al=names.et_al,
        year=int(year[0]) if year else None,
        fields=fields,
        span=Span(start, start + len(raw)),
        key_span=_key_span(source, start),
        field_spans=spans,
        raw=raw,
    )


def _field(name: str, value: str) -> str:
    """The value of a field as people read it."""
    if name in _VERBATIM:
        return " ".join(_ESCAPED.sub(r"\1", value).replace("{", "").replace("}", "").split())
    return plain_text(value)


class Names(Sequence[Author]):
    """The people of a BibTeX name list, taken apart when somebody looks: checks ask only whether there are any."""

    __slots__ = ("_authors", "_text", "et_al")

    def __init__(self, text: str) -> None:
        self._text = text
        self._authors: tuple[Author, ...] | None = None
        self.et_al = _OTHERS.search(text) is not None

    def _read(self) -> tuple[Author, ...]:
        if self._authors is None:
            self._authors = authors_of(self._text)[0]
        return self._authors

    def __bool__(self) -> bool:
        return bool(_OTHERS.sub("", self._text).strip())

    def __len__(self) -> int:
        return len(self._read())

    @overload
    def __getitem__(self, index: int) -> Author: ...

    @overload
    def __getitem__(self, index: slice) -> tuple[Author, ...]: ...

    def __getitem__(self, index: int | slice) -> Author | tuple[Author, ...]:
        return self._read()[index]

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and self._read() == tuple(other)

    def __hash__(self) -> int:
        return hash(self._read())


def authors_of(text: str) -> tuple[tuple[Author, ...], bool]:
    """The people of a BibTeX name list, and whether it ends in `and others`."""
    from bibtexparser.middlewares.names import parse_single_name_into_parts, split_multiple_persons_names

    found: list[Author] = []
    et_al = False
    for name in split_multiple_persons_names(text) if text.strip() else []:
        if name.strip() == "others":
            et_al = True
        elif name.strip().startswith("{") and name.strip().endswith("}"):
            found.append(Author(plain_text(name)))
        else:
            try:
                parts = parse_single_name_into_parts(name)
            except ValueError:
                found.append(Author(plain_text(name)))
                continue
            family = plain_text(" ".join([*parts.von, *parts.last]))
            given = plain_text(" ".join(parts.first))
            found.append(Author(f"{family}, {plain_text(' '.join(parts.jr))}" if parts.jr else family, given))
    return tuple(found), et_al


def plain_text(value: str) -> str:
    """A BibTeX value as people read it: accents decoded, braces gone, white space folded."""
    text = value
    if "\\" in text or "$" in text:
        # Imported here because most guides have no TeX in their references and the decoder takes long to load.
        from pylatexenc.latex2text import LatexNodes2Text

        text = LatexNodes2Text(math_mode="verbatim", keep_braced_groups=False).latex_to_text(text)
    text = text.replace("{", "").replace("}", "").replace("~", " ")
    return " ".join(_DASHES.sub("–", text).split())
