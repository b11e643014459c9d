# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""How much of the stock an account offers, and what lengthens its promise."""

from odoo import api, fields, models
from odoo.exceptions import ValidationError

from .closing import Closings

#: who else sells the stock is concerned when these change
SHARES = {"stock_pool", "stock_share"}


class LaredouteOfferSettings(models.Model):
    _inherit = "laredoute.offer.settings"

    safety_by = fields.Selection(
        [
            ("units", "Units of each product"),
            ("percent", "Percent of the units on hand"),
        ],
        "Safety",
        required=True,
        default="units",
        help="What is never offered. Rules of categories and products come first.",
    )
    safety_percent = fields.Float(
        "Safety (%)",
        digits=(5, 2),
        help="Of the units on hand, and of receipts that count; rounded up.",
    )
    offer_cap = fields.Integer(
        "Most Units Shown",
        help="No offer shows more than these, however many there are. 0: no limit.",
    )
    receipts_by = fields.Selection(
        [("none", "Not before they are here"), ("days", "When planned within days")],
        "Expected Receipts Count",
        required=True,
        default="none",
        help="Receipts that are planned in time are offered and accepted like stock. "
        "One that is overdue for more than a day counts no more.",
    )
    receipts_days = fields.Integer(
        "Days Ahead",
        default=2,
        help="Not more than the days until the parcel leaves, or the promise is late.",
    )
    stock_pool = fields.Selection(
        [
            ("first", "All of it: first come, first served"),
            ("share", "A share of it"),
        ],
        "Offers of the Stock",
        required=True,
        default="first",
        # a duplicate of an account would have more than what is left
        copy=False,
        help="Where several accounts sell the stock of one warehouse. Orders are "
        "accepted from all of the stock either way.",
    )
    stock_share = fields.Integer("Share (%)", default=100)

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
    closing_ids = fields.One2many(
        "laredoute.closing",
        "settings_id",
        "Closing Periods",
        help="Nothing leaves on these days: the promise is lengthened by itself. The "
        "holidays of the company's working hours count too.",
    )
    closing_note = fields.Char(compute="_compute_closing_note", compute_sudo=True)

    _stock_numbers = models.Constraint(
        "CHECK(safety_percent BETWEEN 0 AND 100 AND offer_cap >= 0 "
        "AND receipts_days BETWEEN 0 AND 365 AND stock_share BETWEEN 0 AND 100)",
        "Percentages lie between 0 and 100, days of receipts between 0 and 365, and "
        "the most units shown are not negative.",
    )

    _relay_days = models.Constraint(
        "CHECK(relay_min_days BETWEEN 0 AND relay_max_days)",
        "The shortest delivery to a relay must not exceed the longest.",
    )

    # ---------------------------------------------------------- compute methods
    @api.depends("shipment_delay", "delivery_max_days")
    def _compute_shown_days(self):
        for settings in self:
            settings.shown_days = settings.shipment_delay + settings.delivery_max_days

    @api.depends("shipment_delay", "closing_ids.date_from", "closing_ids.date_to")
    @api.depends_context("lang")
    def _compute_closing_note(self):
        """Say by how much today's promise is lengthened; empty where it is not."""
        for settings in self:
            account, usual = settings.account_ids[:1], settings.shipment_delay
            now = Closings(account).lengthened(usual) if account else usual
            settings.closing_note = now != usual and self.env._(
                "Closed soon: parcels of today leave in %(days)s days in the place of "
                "%(usual)s, and offers say so.",
                days=now,
                usual=usual,
            )

    # ------------------------------------------------------- constraint methods
    @api.constrains(*SHARES)
    def _check_shares(self):
        for settings in self.filtered(lambda each: each.stock_pool == "share"):
            for account in settings.account_ids:
                together = sum(share for _account, share in shares_of(account))
                if together > 100:
                    raise ValidationError(
                        self.env._(
                            "The accounts that sell the stock of %(warehouse)s have "
                            "%(percent)s %% of it together: lower a share.",
                            warehouse=account.warehouse_id.display_name,
                            percent=together,
                        )
                    )

    # ------------------------------------------------------------- CRUD methods
    def write(self, vals):
        result = super().write(vals)
        if SHARES & vals.keys():
            self._note_pool(self.account_ids.warehouse_id)
        return result

    # --------------------------------------------------------- business methods
    def _join(self):
        """Accounts begin with these: what no account had could not be checked."""
        self._check_company()
        self._leave_pool(self.account_ids.warehouse_id)

    def _leave_pool(self, warehouses):
        """Accounts sell the stock of another warehouse, or no more, or again.

        :param warehouses: whose stock they sold before
        """
        self._check_shares()
        self._note_pool(warehouses | self.account_ids.warehouse_id)

    @api.model
    def _note_pool(self, warehouses):
        """Accounts that share the stock of these may offer another part of it now."""
        pool = self.env["laredoute.account"].sudo()
        pool = pool.search(
            [
                ("warehouse_id", "in", warehouses.ids),
                ("stock_pool", "=", "share"),
            ]
        )
        self.env["laredoute.listing"]._invalidate_accounts(pool, check=False)


def shares_of(account):
    """Return [(id of an account, percent)] of those that share the account's stock.

    The smallest first: the odd unit is offered by who has most.
    """
    accounts = account.sudo().search(
        [
            ("warehouse_id", "=", account.warehouse_id.id),
            ("stock_pool", "=", "share"),
        ]
    )
    return sorted(
        ((each.id, each.stock_share) for each in accounts),
        key=lambda pair: (pair[1], pair[0]),
    )
