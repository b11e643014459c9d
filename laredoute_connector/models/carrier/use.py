# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Which carriers an account's parcels go with."""

from datetime import timedelta

from odoo import fields
from odoo.fields import Domain

#: deliveries that are older say nothing of today's carriers
IN_USE = timedelta(days=90)
#: kinds of carriers whose address is what a person wrote; others make their own
_WRITTEN = ("fixed", "base_on_rule")


def carriers_in_use(account, domain=()):
    """Return the carriers of an account's deliveries, open or of the last 90 days.

    :param domain: what else must hold of a delivery
    """
    since = fields.Datetime.now() - IN_USE
    wanted = Domain(
        [
            ("sale_id.laredoute_order_id.account_id", "in", account.ids),
            ("location_dest_id.usage", "=", "customer"),
            ("carrier_id", "!=", False),
            ("state", "!=", "cancel"),
            "|",
            ("state", "!=", "done"),
            ("date_done", ">=", since),
        ]
    )
    pickings = account.env["stock.picking"].sudo()
    found = pickings._read_group(wanted & Domain(list(domain)), ["carrier_id"])
    return account.env["delivery.carrier"].union(*(carrier for (carrier,) in found))


def carriers_without_address(account):
    """Return those in use of which nobody said where their parcels are followed.

    Neither their row, nor Odoo's carrier, nor each of their deliveries says it; the
    account's default may be another carrier's.
    """
    carriers = carriers_in_use(account, [("laredoute_tracking_url", "=", False)])
    said = carriers.sudo().laredoute_carrier_ids.filtered(
        lambda row: row.account_id == account and row.tracking_url
    )
    return carriers.filtered(
        lambda each: (
            each not in said.carrier_id
            and not each.sudo().tracking_url
            and each.sudo().delivery_type in _WRITTEN
        )
    )
