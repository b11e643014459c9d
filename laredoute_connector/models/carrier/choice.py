# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Which carrier of Odoo delivers what La Redoute says of a delivery."""

from odoo import api, fields, models


class LaredouteCarrierChoice(models.Model):
    _name = "laredoute.carrier.choice"
    _description = "Carrier by La Redoute's Delivery Mode"
    _check_company_auto = True
    _order = "account_id, sequence, id"
    _rec_name = "carrier_id"

    sequence = fields.Integer(default=10)
    account_id = fields.Many2one(
        "laredoute.account",
        required=True,
        index=True,
        ondelete="cascade",
        default=lambda self: self.env["laredoute.order.rule"]._only_account(),
    )
    company_id = fields.Many2one(related="account_id.company_id", store=True)
    # what is empty fits anything
    delivery_mode = fields.Char(
        help="La Redoute's word, such as Home or Relais. Empty: any."
    )
    delivery_type = fields.Char(
        help="La Redoute's word, such as Regular or Tracked. Empty: any."
    )
    carrier_id = fields.Many2one(
        "delivery.carrier",
        "Carrier in Odoo",
        required=True,
        ondelete="restrict",
        check_company=True,
    )
    words = fields.Char(
        "La Redoute Has Said", compute="_compute_words", help="With how many orders."
    )

    @api.depends("account_id")
    def _compute_words(self):
        found = self.env["laredoute.order"]._read_group(
            [("account_id", "in", self.account_id.ids)],
            ["account_id", "delivery_mode", "delivery_type"],
            ["__count"],
            order="__count desc",
        )
        for choice in self:
            choice.words = ", ".join(
                f"{' / '.join(filter(None, [mode, kind]))} ({count})"
                for account, mode, kind, count in found
                if account == choice.account_id and (mode or kind)
            )

    def _first_for(self, mode, kind):
        """Return the carrier of the first row that fits; empty for none.

        :param mode: La Redoute's word for the delivery mode, or an empty one
        :param kind: its word for the delivery type, or an empty one
        """
        for choice in self:
            if _fits(choice.delivery_mode, mode) and _fits(choice.delivery_type, kind):
                return choice.carrier_id.filtered("active")
        return self.carrier_id.browse()


def _fits(wanted, said):
    return not (wanted or "").strip() or _plain(wanted) == _plain(said)


def _plain(word):
    return "".join(word.split()).casefold()
