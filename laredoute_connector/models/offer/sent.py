# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What listings keep of the offers that go with a file."""

import json

from odoo import fields
from odoo.tools import SQL

#: listings written by one statement
BATCH = 1000
# a higher usual price spends the confirmation of a fall, a promotion's end does not
_NOTE = """
UPDATE laredoute_listing AS listing
   SET offer_exchange_id = %(exchange)s,
       offer_sent = new.fingerprint,
       quantity_sent = new.quantity,
       price_sent = new.price,
       usual_sent = new.usual,
       struck_sent = new.struck,
       struck_since = new.struck_since,
       vat_sent = new.vat_rate,
       eco_fee_sent = new.eco_fee,
       sent_at = COALESCE(listing.sent_at, %(now)s),
       codes_free = FALSE,
       price_confirmed = CASE WHEN new.usual <= listing.price_confirmed
                              THEN listing.price_confirmed END,
       write_date = %(now)s
  FROM json_to_recordset(%(rows)s::json)
       AS new (id integer, fingerprint text, quantity integer, price numeric,
               usual numeric, struck numeric, struck_since date, vat_rate numeric,
               eco_fee numeric)
 WHERE listing.id = new.id
RETURNING listing.id
"""


class Sent:
    """Keeps them while the file is made, as a text for each thousand.

    They are written at the end only, so that nobody waits for a listing meanwhile.
    """

    def __init__(self, env):
        self.env = env
        self._rows, self._texts = [], []

    def add(self, computed):
        """Keep an offer, a :class:`.compute.Computed`."""
        offer, since = computed.offer, computed.struck_since
        is_struck = offer.struck_price > offer.price
        self._rows.append(
            {
                "id": computed.listed.id,
                "fingerprint": computed.fingerprint,
                "quantity": offer.quantity,
                "price": str(offer.price),
                "usual": str(computed.usual),
                "struck": str(offer.struck_price) if is_struck else None,
                "struck_since": since and since.isoformat(),
                "vat_rate": str(offer.vat_rate),
                "eco_fee": offer.eco_fee and str(offer.eco_fee),
            }
        )
        if len(self._rows) == BATCH:
            self._close()

    def _close(self):
        self._texts.append(json.dumps(self._rows))
        self._rows = []

    def note(self, exchange):
        """Write all of it on the listings.

        :param exchange: the file that holds them
        """
        self._close()
        self.env.flush_all()
        now = fields.Datetime.now()
        for rows in self._texts:
            query = SQL(_NOTE, exchange=exchange.id, now=now, rows=rows)
            self.env.execute_query(query)
        self.env["laredoute.listing"].invalidate_model()
