# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Before the tables change: French texts count, each value has a code."""

from odoo.tools import SQL


def migrate(cr, version):
    """Make what the version before left fit the new columns."""
    _keep_french_texts(cr)
    # a value without a code was a free text: the second part makes it one again
    cr.execute(
        "UPDATE laredoute_attribute_value SET code = '~' || id WHERE code IS NULL"
    )
    cr.execute(
        """
        UPDATE laredoute_account
           SET delivery_fee = GREATEST(delivery_fee, 0),
               relay_fee = GREATEST(relay_fee, 0),
               shipment_delay = GREATEST(shipment_delay, 0),
               delivery_min_days = GREATEST(delivery_min_days, 0),
               delivery_max_days = GREATEST(delivery_max_days, 0)
        """
    )


def _keep_french_texts(cr):
    """La Redoute's texts are no longer translated: the French ones count."""
    for name in ("laredoute_title", "laredoute_description"):
        cr.execute(
            SQL(
                """
                UPDATE product_template
                   SET %(name)s = jsonb_build_object('en_US', %(name)s->>'fr_FR')
                 WHERE %(name)s->>'fr_FR' != ''
                """,
                name=SQL.identifier(name),
            )
        )
