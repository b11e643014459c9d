# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Who may talk to the simulator: one seller shop with its credentials.

The defaults are pretend credentials, the same at each start, so that a demo that
starts again still fits what the connector has stored.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path

TOKEN_SERVICES = ("items", "orders_read", "orders_update")
SFTP_LOCKS = ("none", "archive", "read_only", "all")


def _default_tokens() -> dict[str, str]:
    return {service: f"simulated-token-{service}" for service in TOKEN_SERVICES}


@dataclass
class Account:
    """Credentials and rights of one seller.

    ``hub_id`` is ``400`` for a direct seller. ``site`` is where
    the offers are on sale. ``tokens`` maps a service (``items``,
    ``orders_read``, ``orders_update``) to its token. ``services_without_right`` lists
    services whose token is known and refused with 403. ``image_hosts`` limits the
    hosts images may come from (none listed: any). ``sftp_delay`` is how many seconds
    the report server takes for each operation.
    """

    vendor_id: str = "70123"
    hub_id: str = "400"
    site: str = "www.laredoute.fr"
    login: str = "seller-70123"
    password: str = field(default="simulated-password", repr=False)
    tokens: dict[str, str] = field(default_factory=_default_tokens, repr=False)
    sftp_user: str = "sftp70123"
    sftp_password: str = field(default="simulated-sftp", repr=False)
    sftp_public_key: str = field(default="", repr=False)
    sftp_lock: str = "none"
    sftp_delay: float = 0.0
    services_without_right: list[str] = field(default_factory=list)
    expired_services: list[str] = field(default_factory=list)
    extra_brands: list[str] = field(default_factory=list)
    image_hosts: list[str] = field(default_factory=list)

    def token_state(self, service: str, token: str) -> str:
        """Say what a token is worth on a service.

        :param service: one of ``TOKEN_SERVICES``
        :param token: what the caller wrote
        :return: ``ok``, ``unknown`` (also a token of another service), ``expired`` or
            ``no_right``
        """
        if not token or token != self.tokens.get(service):
            return "unknown"
        if service in self.expired_services:
            return "expired"
        return "no_right" if service in self.services_without_right else "ok"


def account_from(values: Mapping[str, object]) -> Account:
    """Make an account of a mapping; what is left out keeps its default.

    :raises ValueError: a key that no account has, or an unknown SFTP lock
    """
    known = {one.name for one in fields(Account)}
    unknown = sorted(set(values) - known)
    if unknown:
        raise ValueError(f"unknown account settings: {', '.join(unknown)}")
    account = Account()
    for name, value in values.items():
        setattr(account, name, value)
    if account.sftp_lock not in SFTP_LOCKS:
        raise ValueError(f"sftp_lock is one of {', '.join(SFTP_LOCKS)}")
    return account


def load_accounts(path: Path) -> list[Account]:
    """Read an account file: one JSON object, or a list of them.

    :raises ValueError: not JSON, unknown settings, no account, or the same vendor,
        login or SFTP user twice
    """
    content = json.loads(path.read_text(encoding="utf-8"))
    rows = content if isinstance(content, list) else [content]
    accounts = [account_from(row) for row in rows]
    if not accounts:
        raise ValueError("the account file names no account")
    for name in ("vendor_id", "login", "sftp_user"):
        if len({getattr(one, name) for one in accounts}) != len(accounts):
            raise ValueError(f"two accounts have the same {name}")
    return accounts
