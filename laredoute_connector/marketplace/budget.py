# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""How often a platform may be called."""

from __future__ import annotations


class CallBudget:
    """What an account may still call; this one has no limit.

    A platform asks it before each call. The pure side has no clock: whoever keeps
    the moments overrides :meth:`require`.
    """

    def require(self, operation: str) -> None:
        """Return when an operation may be called now.

        :param operation: the platform's own name for what is called (``items``,
            ``offers``, ``orders_read``, ``orders_update``, ``reports`` on Sell-R)
        :raises RetryLater: code ``own_limit``, with ``retry_after``: its time has not
            come; nothing is sent
        """
