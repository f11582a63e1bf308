"""Names that somebody probably meant."""

from __future__ import annotations

import pytest

from kb.model.similar import Nearest, similar

KNOWN = ("deceptive-alignment", "pseudo-alignment", "proxy-alignment", "debate", "meiotic-drive", "ünïcode")


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("deceptive-alignmnt", "deceptive-alignment"),
        ("Deceptive Alignment", "deceptive-alignment"),
        ("deceptive_alignment", "deceptive-alignment"),
        ("psuedo-alignment", "pseudo-alignment"),
        ("debtae", "debate"),
        ("ünicode", "ünïcode"),
        ("quantum-gravity", None),
        ("---", None),
        ("", None),
    ],
)
def test_nearest(written: str, meant: str | None) -> None:
    assert similar(written, KNOWN) == meant
    assert Nearest(KNOWN).to(written) == meant


def test_after_many_questions_only_sure_answers() -> None:
    nearest = Nearest(KNOWN, most=1)
    assert nearest.to("debat") == "debate"
    assert nearest.to("deceptive-alignmnt") is None
    assert nearest.to("Deceptive Alignment") == "deceptive-alignment"
    assert nearest.to("debat") == "debate"
