# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What could not be read of orders, kept to the letter."""

import base64

from odoo import fields

from ....marketplace import errors
from ...flow.failure import classify_error
from .kind import Kind


class Orders(Kind):
    """An order that cannot be read, or read as it came, or an unreadable answer."""

    name = "orders"
    label = "Orders"
    flow = "fetch_orders"

    def retry(self, exchange):
        """Read a kept order again, after an update for one; else ask La Redoute."""
        account = exchange.account_id
        if not (exchange.checksum and exchange.payload):
            # a whole answer: what was whole of it is stored; or it was emptied since
            account._wake(self.flow)
            return
        source = base64.b64decode(exchange.payload)
        try:
            exchange.env["laredoute.order"]._store_source(
                account, source, exchange.answered_at
            )
        except errors.UnreadableData as error:
            exchange._fail(classify_error(exchange.env, error))
            return
        exchange.write({"state": "done", "done_at": fields.Datetime.now()})
