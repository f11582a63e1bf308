"""`kb build` as a process that prints, as JSON, how long each phase took.

python -m benchmarks.build FOLDER
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from kb.cli.pipeline import build_site, check_guide
from kb.cli.progress import Progress


def main() -> None:
    """Check and build the guide in the folder given, the same way as the command does."""
    quiet = Progress(quiet=True)
    checked = check_guide(Path(sys.argv[1]), quiet)
    assert checked.sound, "the made-up guide has errors"
    built = build_site(checked, quiet)
    print(
        json.dumps(
            {
                "phases": {"check": checked.seconds, **built.phases},
                "written": built.written,
                "pages": built.pages,
                "warnings": len(built.warnings),
            }
        )
    )


if __name__ == "__main__":
    main()
