# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Prepared pictures that nothing needs any more go, a month later."""

from datetime import timedelta

from odoo import api, fields, models
from odoo.tools import SQL

from .image import PREPARING

#: days a picture is kept after nothing uses it: La Redoute may still be fetching it
KEPT_DAYS = 30
BATCH = 500

# A picture is used while a file has the content it was made of (any file but those
# that are served: to be safe), while it lies at an outside address of a product, and
# while it is what La Redoute was told last of some listing.
_USED = SQL(
    """
    image.version = %s AND image.source_checksum IN (
        SELECT checksum
          FROM ir_attachment
         WHERE checksum IS NOT NULL AND res_model IS DISTINCT FROM 'laredoute.image')
    OR image.id IN (
        SELECT content_id FROM laredoute_image WHERE content_id IS NOT NULL)
    OR image.id IN (
        SELECT source_id FROM laredoute_product_image WHERE source_id IS NOT NULL)
    OR image.md5 IN (
        SELECT regexp_split_to_table(images_sent, ' ')
          FROM laredoute_listing
         WHERE images_sent IS NOT NULL AND state != 'ended')
    """,
    PREPARING,
)


class LaredouteImage(models.Model):
    _inherit = "laredoute.image"

    unused_since = fields.Datetime(index="btree_not_null")

    @api.autovacuum
    def _gc_unused(self):
        """Note what is used no more, and delete what has not been for a month.

        :return: how many went, and whether there may be more
        """
        self._note_unused()
        limit = fields.Datetime.now() - timedelta(days=KEPT_DAYS)
        old = self.search([("unused_since", "<", limit)], limit=BATCH)
        old.unlink()
        return len(old), len(old) == BATCH

    @api.model
    def _note_unused(self):
        self.env.flush_all()
        self.env.execute_query(
            SQL(
                """
                UPDATE laredoute_image AS noted
                   SET unused_since = CASE WHEN found.used THEN NULL ELSE %s END
                  FROM (SELECT id, COALESCE((%s), FALSE) AS used
                          FROM laredoute_image AS image) AS found
                 WHERE noted.id = found.id
                   AND found.used = (noted.unused_since IS NOT NULL)
                RETURNING noted.id
                """,
                fields.Datetime.now(),
                _USED,
            )
        )
        self.invalidate_model(["unused_since"])
