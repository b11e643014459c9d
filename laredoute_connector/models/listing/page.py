# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What the screens say of listings."""

from odoo import api, fields, models
from odoo.tools import format_date


class LaredouteListing(models.Model):
    _inherit = "laredoute.listing"

    exchange_line_ids = fields.One2many(
        "laredoute.exchange.line", "listing_id", "Refusals", readonly=True
    )

    sent_note = fields.Text(compute="_compute_sent_note")

    @api.depends("sent_at", "parent_sku", "product_exchange_id.state")
    @api.depends_context("lang", "tz")
    def _compute_sent_note(self):
        for listing in self:
            listing.sent_note = listing._sent_note()

    def _sent_note(self):
        """Say what can no longer change because La Redoute knows it."""
        told = self.filtered(lambda listing: listing._is_sent())
        if not told:
            return False
        first = min(told, key=lambda each: (not each.sent_at, each.sent_at or each.id))
        sentences = [self._known_sentence(first)]
        if not any(told.mapped("parent_sku")):
            sentences.append(
                self.env._(
                    "It was sent as a single product: it can have no sizes or colours "
                    "any more. For those, create a new product and end this listing."
                )
            )
        return "\n".join(sentences)

    def _known_sentence(self, first):
        if not first.sent_at:
            return self.env._(
                "It is being sent to La Redoute: its EAN and its references can no "
                "longer change."
            )
        since = format_date(self.env, first.sent_at)
        if first.parent_sku:
            return self.env._(
                "Known at La Redoute since %(date)s: the EAN and the internal "
                "reference of what was sent, and the parent reference %(parent)s, can "
                "no longer change.",
                date=since,
                parent=first.parent_sku,
            )
        return self.env._(
            "Known at La Redoute since %(date)s: the EAN %(ean)s and the internal "
            "reference %(sku)s can no longer change.",
            date=since,
            ean=first.ean,
            sku=first.sku,
        )

    # ----------------------------------------------------------- action methods
    def action_preview(self):
        """Show what La Redoute will receive of this listing."""
        self.ensure_one()
        return self.env["laredoute.preview"]._open(self.product_id, self.account_id)

    def action_open_history(self):
        """The files in which La Redoute was told of it, and what it answered."""
        self.ensure_one()
        files = self.sudo().exchange_line_ids.exchange_id
        files |= self.sudo().product_exchange_id | self.sudo().offer_exchange_id
        files |= files.report_ids
        action = self.env["ir.actions.actions"]._for_xml_id(
            "laredoute_connector.laredoute_exchange_action"
        )
        action["domain"] = [("id", "in", files.ids)]
        action["context"] = {}
        return action
