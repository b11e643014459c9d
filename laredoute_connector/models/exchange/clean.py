# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Keeping the journal from outgrowing the data."""

from datetime import timedelta

from odoo import fields, models

BATCH = 500


class LaredouteAccount(models.Model):
    _inherit = "laredoute.account"

    def _clean_journal(self):
        """Delete settled exchanges older than the account's retention.

        A report stays as long as La Redoute might show it again: its name and
        checksum are what makes taking it twice harmless.
        """
        limit = fields.Datetime.now() - timedelta(days=max(self.retention_days, 30))
        domain = [
            ("account_id", "=", self.id),
            ("state", "=", "done"),
            ("needs_person", "=", False),
            ("done_at", "<", limit),
            "|",
            ("kind", "!=", "report"),
            ("archived", "=", True),
        ]
        exchanges = self.env["laredoute.exchange"]
        while old := exchanges.search(domain, limit=BATCH):
            old.unlink()
            if not self._commit():
                self._trigger_flow("clean_journal")
                break
