# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Delivery categories: what is promised of bulky, fragile or small goods."""

from odoo import api, fields, models


class LaredoutePromiseValues(models.AbstractModel):
    """What is promised to the buyer, by the names that accounts have for it."""

    _name = "laredoute.promise.values"
    _description = "A Delivery Promise of La Redoute Offers"

    company_id = fields.Many2one(
        "res.company", required=True, default=lambda self: self.env.company
    )
    currency_id = fields.Many2one(related="company_id.currency_id")
    delivery_fee = fields.Monetary(
        default=5.9, help="Home delivery fee shown to the buyer, VAT included."
    )
    shipment_delay = fields.Integer(default=2, help="Days until the parcel leaves.")
    delivery_min_days = fields.Integer("Delivery Days, at Least", default=2)
    delivery_max_days = fields.Integer("Delivery Days, at Most", default=4)
    relay_offered = fields.Boolean("Relay Delivery")
    relay_fee = fields.Monetary(default=3.9, help="Relay delivery fee, VAT included.")
    relay_min_days = fields.Integer(
        "Relay Delivery Days, at Least", help="0: as at home."
    )
    relay_max_days = fields.Integer(
        "Relay Delivery Days, at Most", help="0: as at home."
    )
    shown_days = fields.Integer(
        "Shown to the Buyer",
        compute="_compute_shown_days",
        help="Days until the parcel leaves, and the longest delivery after that.",
    )

    _promise_positive = models.Constraint(
        "CHECK(delivery_fee >= 0 AND relay_fee >= 0 AND shipment_delay >= 0 "
        "AND delivery_min_days >= 0 AND relay_min_days >= 0)",
        "Delivery fees and delays cannot be negative.",
    )
    _promise_ordered = models.Constraint(
        "CHECK(delivery_min_days <= delivery_max_days "
        "AND relay_min_days <= relay_max_days)",
        "The shortest delivery time must not exceed the longest.",
    )

    @api.depends("shipment_delay", "delivery_max_days")
    def _compute_shown_days(self):
        for each in self:
            each.shown_days = each.shipment_delay + each.delivery_max_days


class LaredouteDeliveryCategory(models.Model):
    _name = "laredoute.delivery.category"
    _description = "La Redoute Delivery Category"
    _inherit = ["laredoute.promise.values", "laredoute.offer.part"]
    _order = "name, id"

    name = fields.Char(required=True, translate=True)
    rule_ids = fields.One2many("laredoute.offer.rule", "delivery_category_id")

    def _note_offers(self):
        """Rules name them; others change nothing."""
        self.sudo().rule_ids._note_offers()
