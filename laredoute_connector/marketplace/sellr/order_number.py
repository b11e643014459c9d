# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What an order's number says: the day on which it was made. Source: protocol P-81."""

from __future__ import annotations

import re
from datetime import datetime, timedelta, timezone

#: 1-YYYY.DDD.NNNNNNN, DDD being the day of the year
_NUMBER = re.compile(r"\d-(20\d\d)\.(\d{3})\.\d{5,9}", re.ASCII)
_DAYS = range(1, 367)
#: the day begins at midnight in La Redoute's own zone, whichever that is
_MARGIN = timedelta(hours=12)


def ordered_on(number: str) -> datetime | None:
    """Return a moment before which no order of this number was made; else ``None``.

    >>> ordered_on("1-2026.325.0001234").isoformat()
    '2026-11-20T12:00:00+00:00'
    >>> ordered_on("SO1234")

    :param number: as La Redoute writes it
    """
    found = _NUMBER.fullmatch(number)
    if not found or int(found[2]) not in _DAYS:
        return None
    january = datetime(int(found[1]), 1, 1, tzinfo=timezone.utc)
    return january + timedelta(days=int(found[2]) - 1) - _MARGIN
