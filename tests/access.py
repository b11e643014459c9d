# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What a seller enters to reach a simulator; no Odoo, so that every test may use it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    # whoever only works in a shop has no simulator on its path
    from laredoute_simulator import Simulator


def access_to(simulator: Simulator, number: int = 0) -> dict[str, Any]:
    """Return credentials and addresses, named as the settings name them.

    :param number: which of the simulator's sellers
    """
    account, addresses = simulator.world.accounts[number], simulator.addresses
    return {
        "login": account.login,
        "password": account.password,
        "items_token": account.tokens["items"],
        "read_token": account.tokens["orders_read"],
        "update_token": account.tokens["orders_update"],
        "vendor_id": account.vendor_id,
        "hub_id": account.hub_id,
        "site": account.site,
        "items_url": addresses["items"],
        "offers_url": addresses["offers"],
        "orders_url": addresses["orders"],
        "sftp_host": addresses["sftp"]["host"],
        "sftp_port": addresses["sftp"]["port"],
        "sftp_user": account.sftp_user,
        "sftp_password": account.sftp_password,
        "sftp_host_key": simulator.host_key,
    }
