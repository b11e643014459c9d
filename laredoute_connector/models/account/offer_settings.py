# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""How the offers of an account are made: what is promised to the buyer."""

from odoo import fields, models

#: settings that the rules look at; all others change nothing but offers
CHECKED = {
    *("delivery_fee", "shipment_delay", "delivery_min_days", "delivery_max_days"),
    "creation",
}
#: settings that change no offer
SHOWN = {"unseen_days"}


class LaredouteOfferSettings(models.Model):
    """Part of one account, which shows these fields as its own."""

    _name = "laredoute.offer.settings"
    _description = "Offer Settings of a La Redoute Account"
    _check_company_auto = True

    account_ids = fields.One2many(
        "laredoute.account", "offer_settings_id", context={"active_test": False}
    )
    company_id = fields.Many2one(related="account_ids.company_id", store=True)
    currency_id = fields.Many2one(related="company_id.currency_id")
    delivery_fee = fields.Monetary(
        default=5.9, help="Home delivery fee shown to the buyer, VAT included."
    )
    shipment_delay = fields.Integer(default=2, help="Days until the parcel leaves.")
    delivery_min_days = fields.Integer("Delivery Days, at Least", default=2)
    delivery_max_days = fields.Integer("Delivery Days, at Most", default=4)
    relay_offered = fields.Boolean("Relay Delivery")
    relay_fee = fields.Monetary(default=3.9, help="Relay delivery fee, VAT included.")

    answer_patience = fields.Float(
        "Wait for an Answer",
        default=2,
        help="Hours in which the next offer file waits for the answer to the one "
        "before, since La Redoute may still be reading it. 0: it does not wait.",
    )
    creation = fields.Selection(
        [
            ("create", "Create them all"),
            ("ean", "Try an offer by EAN first"),
        ],
        "Products La Redoute May Have",
        required=True,
        default="create",
        help="By EAN: what La Redoute has already, from another seller or from itself, "
        "needs no texts, images, category or brand of yours. What it does not have is "
        "created then. Rules of categories and products come first.",
    )
    unseen_days = fields.Integer(
        "Ask after",
        default=3,
        help="Days after which an accepted offer that nobody saw on the site is "
        "listed, to ask La Redoute about. It puts products live after 24 to 48 hours.",
    )
    unseen_count = fields.Integer(
        "Accepted, Not Seen", compute="_compute_answer_counts"
    )
    not_found_count = fields.Integer(
        "Not Found for Days", compute="_compute_answer_counts"
    )
    unknown_count = fields.Integer(
        "On Sale without a Listing",
        compute="_compute_answer_counts",
        help="EANs of which La Redoute holds an offer of ours that no listing knows.",
    )

    _unseen_days_positive = models.Constraint(
        "CHECK(unseen_days >= 1)",
        "La Redoute needs a day at least until it shows an offer.",
    )
    _patience_possible = models.Constraint(
        "CHECK(answer_patience BETWEEN 0 AND 72)",
        "Offers wait for an answer for 72 hours at most.",
    )
    _delivery_positive = models.Constraint(
        "CHECK(delivery_fee >= 0 AND relay_fee >= 0 AND shipment_delay >= 0 "
        "AND delivery_min_days >= 0)",
        "Delivery fees and delays cannot be negative.",
    )
    _delivery_days_ordered = models.Constraint(
        "CHECK(delivery_min_days <= delivery_max_days)",
        "The shortest delivery time must not exceed the longest.",
    )

    # ---------------------------------------------------------- compute methods
    def _compute_answer_counts(self):
        unseen = self._count("laredoute.listing", ("unseen", "=", True))
        unknown = self._count(
            "laredoute.competing.offer",
            ("latest", "=", True),
            ("listing_id", "=", False),
        )
        not_found = self._count("laredoute.listing", ("not_found", "=", True))
        for settings in self:
            settings.not_found_count = not_found.get(settings, 0)
            settings.unseen_count = unseen.get(settings, 0)
            settings.unknown_count = unknown.get(settings, 0)

    def _count(self, model, *domain):
        """Return {settings: number of records of a model that their account has}."""
        accounts = ("account_id", "in", self.account_ids.ids)
        groups = self.env[model]._read_group(
            [accounts, *domain], ["account_id"], ["__count"]
        )
        return {account.offer_settings_id: count for account, count in groups}

    # ------------------------------------------------------------- CRUD methods
    def write(self, vals):
        """Most of them change offers; what the rules look at is checked too."""
        result = super().write(vals)
        listings = self.env["laredoute.listing"]
        if CHECKED & vals.keys():
            listings._invalidate_accounts(self.account_ids)
        elif vals.keys() - SHOWN:
            listings._invalidate_accounts(self.account_ids, check=False)
        return result
