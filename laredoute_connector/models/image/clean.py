# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Prepared images that nothing needs any more end, a month later.

One that nothing uses is deleted. One that is used in Odoo, but that nothing La Redoute
was sent needs any more, is no longer public.
"""

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
           OR outside.id IS NOT NULL OR sent.md5 IS NOT NULL AS used,
           sent.md5 IS NOT NULL AS sent
      FROM laredoute_image image
      LEFT JOIN content ON content.checksum = image.source_checksum
                       AND image.version = %(version)s
      LEFT JOIN fetched ON fetched.id = image.id
      LEFT JOIN outside ON outside.id = image.id
      LEFT JOIN sent ON sent.md5 = image.md5)
UPDATE laredoute_image AS noted
   SET unused_since = CASE WHEN NOT found.used
                           THEN COALESCE(noted.unused_since, %(now)s) END,
       was_sent = found.sent OR noted.was_sent,
       unsent_since = CASE WHEN NOT found.sent AND noted.was_sent
                           THEN COALESCE(noted.unsent_since, %(now)s) END
  FROM found
 WHERE noted.id = found.id
   AND (found.used = (noted.unused_since IS NOT NULL)
        OR found.sent AND noted.was_sent IS NOT TRUE
        OR noted.was_sent AND found.sent = (noted.unsent_since IS NOT NULL))
RETURNING noted.id
"""


class LaredouteImage(models.Model):
    _inherit = "laredoute.image"

    unused_since = fields.Datetime(index="btree_not_null")
    was_sent = fields.Boolean(help="Some listing was sent with it.")
    unsent_since = fields.Datetime(
        help="Nothing that La Redoute was sent needs it since then."
    )

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
        """Write since when each is used, or needed, no more; one query for all."""
        self.env.flush_all()
        self.env.execute_query(SQL(_NOTE, version=PREPARING, now=fields.Datetime.now()))
        self.invalidate_model(["unused_since", "was_sent", "unsent_since"])

    @api.model
    def _send_again(self, md5s):
        """These are about to be sent: La Redoute fetches them soon.

        :param md5s: checksums of the images of a file
        """
        ended = [("md5", "in", list(md5s)), ("unsent_since", "!=", False)]
        self.search(ended).write({"unsent_since": False})

    def _is_public(self):
        """Whether everybody may fetch it: until a month after nothing needs it."""
        self.ensure_one()
        limit = fields.Datetime.now() - timedelta(days=KEPT_DAYS)
        return not self.unsent_since or self.unsent_since >= limit
