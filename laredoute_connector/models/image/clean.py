# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Prepared images that nothing needs any more are deleted, a month later."""

from datetime import timedelta

from odoo import api, fields, models
from odoo.tools import SQL

from .image import PREPARING

#: days an image is kept after nothing uses it: La Redoute may still be fetching it
KEPT_DAYS = 30
BATCH = 500

# An image is used while a file has the content it was made of (any file but those that
# are served: to be safe), while it lies at an outside address of a product, and while
# it is what La Redoute was sent last of some listing. What it may be used by is joined,
# each table once: subqueries would be searched anew for each image.
_NOTE = """
WITH content AS MATERIALIZED (
    SELECT DISTINCT checksum FROM ir_attachment
     WHERE checksum IS NOT NULL AND res_model IS DISTINCT FROM 'laredoute.image'),
fetched AS MATERIALIZED (
    SELECT DISTINCT content_id AS id FROM laredoute_image
     WHERE content_id IS NOT NULL),
outside AS MATERIALIZED (
    SELECT DISTINCT source_id AS id FROM laredoute_product_image
     WHERE source_id IS NOT NULL),
sent AS MATERIALIZED (
    SELECT DISTINCT md5
      FROM laredoute_listing, regexp_split_to_table(images_sent, ' ') AS md5
     WHERE images_sent IS NOT NULL AND state != 'ended'),
found AS (
    SELECT image.id,
           content.checksum IS NOT NULL OR fetched.id IS NOT NULL
           OR outside.id IS NOT NULL OR sent.md5 IS NOT NULL AS used
      FROM laredoute_image image
      LEFT JOIN content ON content.checksum = image.source_checksum
                       AND image.version = %(version)s
      LEFT JOIN fetched ON fetched.id = image.id
      LEFT JOIN outside ON outside.id = image.id
      LEFT JOIN sent ON sent.md5 = image.md5)
UPDATE laredoute_image AS noted
   SET unused_since = CASE WHEN found.used THEN NULL ELSE %(now)s END
  FROM found
 WHERE noted.id = found.id AND found.used = (noted.unused_since IS NOT NULL)
RETURNING noted.id
"""


class LaredouteImage(models.Model):
    _inherit = "laredoute.image"

    unused_since = fields.Datetime(index="btree_not_null")

    @api.autovacuum
    def _gc_unused(self):
        """Note what is used no more, and delete what has not been for a month.

        :return: how many were deleted, and whether there may be more
        """
        self._note_unused()
        limit = fields.Datetime.now() - timedelta(days=KEPT_DAYS)
        old = self.search([("unused_since", "<", limit)], limit=BATCH)
        old.unlink()
        return len(old), len(old) == BATCH

    @api.model
    def _note_unused(self):
        """Write since when each image is used no more; time grows with their number."""
        self.env.flush_all()
        self.env.execute_query(SQL(_NOTE, version=PREPARING, now=fields.Datetime.now()))
        self.invalidate_model(["unused_since"])
