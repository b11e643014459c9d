# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""A product of a promotion, its price before and during it."""

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

from ..offer.promoted import ACTIVE_STATES
from .preview import LOSS, NO_PRICE, USELESS, Preview

#: what of a line changes its offer
MOVES = {"promotion_id", "listing_id", "price", "date_begin", "date_end"}


class LaredoutePromotionLine(models.Model):
    _name = "laredoute.promotion.line"
    _description = "Product of a La Redoute Promotion"
    _check_company_auto = True
    _order = "promotion_id, id"
    _rec_name = "listing_id"

    promotion_id = fields.Many2one(
        "laredoute.promotion", required=True, index=True, ondelete="cascade"
    )
    account_id = fields.Many2one(related="promotion_id.account_id", store=True)
    company_id = fields.Many2one(related="promotion_id.company_id", store=True)
    currency_id = fields.Many2one(related="promotion_id.currency_id")
    state = fields.Selection(related="promotion_id.state")
    price_by = fields.Selection(related="promotion_id.price_by")
    listing_id = fields.Many2one(
        "laredoute.listing",
        "Product",
        required=True,
        index=True,
        ondelete="cascade",
        check_company=True,
        domain="[('account_id', '=', account_id)]",
    )
    price = fields.Monetary("Price Listed", help="VAT included.")
    date_begin = fields.Datetime("Begins", help="Empty: with the promotion.")
    date_end = fields.Datetime("Ends", help="Empty: with the promotion.")
    confirmed_price = fields.Monetary(readonly=True, copy=False)
    shown_price = fields.Monetary(
        readonly=True,
        copy=False,
        help="The price when the draft was last written: who confirms agrees to it.",
    )
    usual_price = fields.Monetary("Before", compute="_compute_preview")
    promotion_price = fields.Monetary("During", compute="_compute_preview")
    warning = fields.Char(compute="_compute_preview")
    is_serious = fields.Boolean(compute="_compute_preview")

    _once = models.Constraint(
        "UNIQUE(promotion_id, listing_id)", "A product is in a promotion once."
    )
    _price_positive = models.Constraint("CHECK(price >= 0)", "A price is not below 0.")
    _dates_ordered = models.Constraint(
        "CHECK(date_begin < date_end)",
        "A product's promotion must end after it begins.",
    )

    # ---------------------------------------------------------- compute methods
    @api.depends(
        "listing_id",
        "price",
        "date_begin",
        "date_end",
        "promotion_id.price_by",
        "promotion_id.percentage",
        "promotion_id.amount",
        "promotion_id.date_begin",
        "promotion_id.date_end",
    )
    def _compute_preview(self):
        saved = self._origin
        preview = Preview(saved)
        for line in self:
            shown = preview.lines.get(line._origin.id)
            line.usual_price = float(shown.usual or 0) if shown else 0
            line.promotion_price = float(shown.price or 0) if shown else 0
            line.warning = bool(shown) and preview.sentence(line._origin)
            line.is_serious = bool(shown) and bool(
                {LOSS, USELESS, NO_PRICE} & set(shown.kinds)
            )

    @api.constrains("listing_id", "promotion_id")
    def _check_account(self):
        for line in self:
            if line.sudo().listing_id.account_id != line.account_id:
                raise ValidationError(
                    self.env._(
                        "%(product)s is not listed by %(account)s.",
                        product=line.sudo().listing_id.display_name,
                        account=line.account_id.name,
                    )
                )

    # ------------------------------------------------------------- CRUD methods
    @api.model_create_multi
    def create(self, vals_list):
        lines = super().create(vals_list)
        lines._moved()
        return lines

    def write(self, vals):
        """Who changes the price of a promotion that holds confirms it thereby."""
        if {"confirmed_price", "shown_price"} & vals.keys() and not self.env.su:
            raise UserError(
                self.env._("A price is confirmed with its promotion, by its button.")
            )
        moves = MOVES & vals.keys()
        if moves:
            before = self._active()
            if "promotion_id" in moves:
                before._check_open()
            before._collect()
        result = super().write(vals)
        if moves:
            self._moved()
        return result

    def unlink(self):
        active = self._active()
        active._check_open()
        active._collect()
        return super().unlink()

    def _active(self):
        return self.filtered(lambda line: line.state in ACTIVE_STATES)

    def _moved(self):
        active = self._active()
        active._check_open()
        active._confirm()
        active._collect()
        (self - active)._show()

    def _check_open(self):
        """La Redoute's file holds what it was made of."""
        late = self.filtered(lambda line: line.state != "prepared")
        if late and not self.env.su:
            raise UserError(
                self.env._(
                    "The file of %s goes to La Redoute as it is: set it back to draft "
                    "to change its products.",
                    late.promotion_id[:1].name,
                )
            )

    def _collect(self):
        self.env["laredoute.listing.stale"]._collect_offers(self.sudo().listing_id)

    def _confirm(self):
        """Keep the price that a person sees: what falls below it is held."""
        self._keep("confirmed_price")

    def _show(self):
        """Keep the prices of now as those that are shown before they are confirmed."""
        self._keep("shown_price")

    def _keep(self, name):
        preview = Preview(self)
        by_price = {}
        for line in self:
            price = float(preview.lines[line.id].price or 0)
            by_price.setdefault(price, self.browse())
            by_price[price] |= line
        for price, lines in by_price.items():
            lines.sudo().write({name: price})
