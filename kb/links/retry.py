"""When to ask again.

RFC 9110: 10.2.3 (`Retry-After`, a number of seconds or a date), 5.6.7 (dates), 15.5.9 (408), 15.6 (5xx); RFC 6585: 429.
"""

from __future__ import annotations

import random
import re
from datetime import UTC
from email.utils import parsedate_to_datetime

LONGEST_PAUSE = 30.0
"""Seconds that a doubled pause may grow to."""


def worth_a_retry(status: int) -> bool:
    """Whether an answer says `not now` and not `no`. A method that a server does not know (501) it will not learn."""
    return status in (408, 429) or (500 <= status < 600 and status != 501)


def retry_after(header: str | None, wall: float, longest: float) -> float | None:
    """The seconds that a `Retry-After` header asks for, between 0 and `longest`; None if it says nothing one can read.

    `wall` is the time now, in seconds since 1970.
    """
    text = (header or "").strip()
    if re.fullmatch(r"[0-9]{1,20}", text):
        return min(float(text), longest)
    try:
        date = parsedate_to_datetime(text)
        # A date without a zone is read as GMT, the only zone that HTTP knows.
        moment = (date if date.tzinfo else date.replace(tzinfo=UTC)).timestamp()
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    return min(max(moment - wall, 0.0), longest)


def pause(failures: int, first: float, chance: random.Random) -> float:
    """Seconds to wait after so many failures: doubled each time, and scattered so that askers do not come back together."""
    return min(first * 2.0 ** (failures - 1), LONGEST_PAUSE) * chance.uniform(0.5, 1.5)
