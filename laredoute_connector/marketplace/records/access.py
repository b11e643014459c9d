# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What a test of the connection found."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class AccessCheck:
    """Result of trying one service with one credential.

    :ivar subject: which one; the platform's own list (``items``, ``offers``,
        ``orders_read``, ``orders_update``, ``sftp`` on Sell-R)
    :ivar error: ``None`` when it works
    :ivar details: facts worth showing (the host key's fingerprint, for one)
    """

    subject: str
    error: Exception | None = None
    details: Mapping[str, str] = field(default_factory=dict)

    @property
    def ok(self) -> bool:
        """Whether it works."""
        return self.error is None
