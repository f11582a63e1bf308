"""What rendering a text needs to know besides the text."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from markupsafe import Markup

from kb.model.concept import Concept, Exercise
from kb.pages.targets import Targets


@dataclass(frozen=True, slots=True)
class Surroundings:
    """Where links lead, and how titles and exercises are written in the guide."""

    targets: Targets
    phrase: Callable[[str], str]
    """The title of an entry as it stands inside a sentence."""
    exercise: Callable[[Concept, Exercise, Callable[[str], Markup]], Markup]
    """An exercise as HTML; the last argument renders its short texts."""
