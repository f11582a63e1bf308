"""The floor of `kb check`: reads every file, composes its frontmatter and parses its body, and does nothing with either.

python -m benchmarks.floor FOLDER
"""

from __future__ import annotations

import sys
from pathlib import Path

import pyromark
import yaml

from kb.model.markdown import OPTIONS


def main() -> None:
    """Parse everything below a guide's folder, and print how many entries there were."""
    count = 0
    for path in sorted((Path(sys.argv[1]) / "concepts").rglob("*.md")):
        _, front, body = path.read_text(encoding="utf-8").split("---\n", 2)
        yaml.compose(front, Loader=yaml.CSafeLoader)
        for _ in pyromark.events_with_range(body, options=OPTIONS):
            pass
        count += 1
    print(count)


if __name__ == "__main__":
    main()
