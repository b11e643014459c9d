# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What earlier versions knew of accepted offers; who saw them they did not know."""

_ACCEPTED = """
UPDATE laredoute_listing
   SET offer_accepted_at = CASE WHEN state = 'live' AND quantity_accepted > 0
                                THEN live_at END,
       price_accepted = CASE WHEN offer_sent = offer_accepted THEN price_sent END
 WHERE offer_accepted IS NOT NULL
"""


# no earlier version knew promotions
_USUAL = """
UPDATE laredoute_listing
   SET usual_sent = price_sent,
       usual_accepted = CASE WHEN offer_sent = offer_accepted THEN price_sent END
 WHERE price_sent > 0
"""


def migrate(cr, version):
    """Fill the dates and prices of what was accepted.

    :param version: the version that was installed; empty at an installation
    """
    if version:
        cr.execute(_ACCEPTED)
        cr.execute(_USUAL)
