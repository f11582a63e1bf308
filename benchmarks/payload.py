"""How many bytes a reader loads."""

from __future__ import annotations

import gzip
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Size:
    """Bytes on disk, and as a server would send them."""

    name: str
    plain: int
    packed: int


def payloads(site: Path) -> list[Size]:
    """The sizes of what the map, an entry and a search load, as far as the site has them."""
    found = [
        *_files(site, "map: overview", ["data/map/index.json"]),
        *_largest(site, "map: largest area", "data/map/area/*.json"),
        *_files(site, "map: names for its search", ["data/map/names.json"]),
        *_files(site, "map: vis-network", ["assets/kb/map/vis-network.min.js"]),
        *_files(site, "map: our scripts and styles", _names(site, "assets/kb/map", "*.*", but="vis-network.min.js")),
        *_largest(site, "entry: largest page", "concepts/*.html"),
        *_largest(site, "entry: largest small map", "data/near/*.json"),
        *_files(site, "home", ["index.html"]),
        *_files(site, "search: script and entry file", ["pagefind/pagefind.js", "pagefind/pagefind-entry.json"]),
        *_largest(site, "search: largest chunk", "pagefind/index/*"),
    ]
    bundle = [path for path in (site / "pagefind").rglob("*") if path.is_file()] if (site / "pagefind").is_dir() else []
    if bundle:
        found.append(Size(f"search: all {len(bundle):,} files", sum(path.stat().st_size for path in bundle), 0))
    return found


def _names(site: Path, folder: str, pattern: str, but: str) -> list[str]:
    return [path.relative_to(site).as_posix() for path in sorted((site / folder).glob(pattern)) if path.name != but]


def _files(site: Path, name: str, paths: list[str]) -> list[Size]:
    data = [(site / path).read_bytes() for path in paths if (site / path).is_file()]
    return [Size(name, sum(map(len, data)), sum(_packed(one) for one in data))] if data else []


def _largest(site: Path, name: str, pattern: str) -> list[Size]:
    largest = max(site.glob(pattern), key=lambda path: path.stat().st_size, default=None)
    return _files(site, name, [largest.relative_to(site).as_posix()]) if largest else []


def _packed(data: bytes) -> int:
    # What Pagefind and WebAssembly bring is packed already.
    return len(data) if data[:2] == b"\x1f\x8b" else len(gzip.compress(data, 6))
