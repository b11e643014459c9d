# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""The plain values of listings that a check needs, read at once."""

from typing import NamedTuple

from odoo.tools import SQL

from .listing import is_sent_sql

#: plain values of listings, in their order; a flag that was never set is off
LISTED = """
SELECT listing.id, listing.product_id, %(is_sent)s, listing.state,
       COALESCE(listing.selected, FALSE), COALESCE(listing.refusal, ''),
       COALESCE(listing.ean, ''), COALESCE(listing.sku, ''),
       COALESCE(listing.parent_sku, ''), listing.product_sent, listing.product_accepted,
       COALESCE(NULLIF(listing.usual_sent, 0), listing.price_sent, 0),
       COALESCE(listing.price_confirmed, 0),
       COALESCE(listing.has_error, FALSE), COALESCE(listing.product_dirty, FALSE),
       COALESCE(listing.price_held, FALSE), listing.category_id, listing.brand_id,
       listing.brand_source, COALESCE(listing.quantity_sent, 0),
       listing.declination, listing.brand_taken, listing.by_ean,
       listing.product_exchange_id IS NOT NULL
  FROM laredoute_listing listing
  LEFT JOIN laredoute_exchange exchange ON exchange.id = listing.product_exchange_id
 WHERE listing.id IN %(listings)s
 ORDER BY listing.id
"""


class Listed(NamedTuple):
    """The plain values of one listing: a column each, see the model's fields."""

    id: int
    product_id: int
    is_sent: bool
    state: str
    selected: bool
    refusal: str
    ean: str
    sku: str
    parent_sku: str
    product_sent: str | None
    product_accepted: str | None
    usual_sent: float
    price_confirmed: float
    has_error: bool
    product_dirty: bool
    price_held: bool
    category_id: int | None
    brand_id: int | None
    brand_source: str | None
    quantity_sent: int
    declination: str | None
    brand_taken: str | None
    by_ean: str | None
    in_file: bool


def read_listed(listings):
    """Return a list of :class:`Listed`, in the order of ids, with one query."""
    listings.flush_model()
    query = SQL(
        LISTED,
        is_sent=is_sent_sql("listing", "exchange"),
        listings=tuple(listings.ids) or (0,),
    )
    return [Listed(*row) for row in listings.env.execute_query(query)]
