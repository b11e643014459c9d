# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""A price that a rule proposes for a listing, and what became of it."""

from odoo import api, fields, models

from ...marketplace.repricing import Outcome


class LaredouteRepricingProposal(models.Model):
    _name = "laredoute.repricing.proposal"
    _description = "La Redoute Repricing Proposal"
    _order = "is_open desc, create_date desc, id desc"
    _rec_name = "listing_id"
    _check_company_auto = True

    listing_id = fields.Many2one(
        "laredoute.listing",
        required=True,
        readonly=True,
        index=True,
        ondelete="cascade",
    )
    account_id = fields.Many2one(
        related="listing_id.account_id", store=True, precompute=True, index=True
    )
    company_id = fields.Many2one(
        related="account_id.company_id", store=True, precompute=True
    )
    currency_id = fields.Many2one(related="company_id.currency_id")
    product_id = fields.Many2one(related="listing_id.product_id")
    product_tmpl_id = fields.Many2one(
        related="listing_id.product_tmpl_id", store=True, precompute=True
    )
    ean = fields.Char("EAN", related="listing_id.ean")
    rule_id = fields.Many2one(
        "laredoute.repricing.rule",
        readonly=True,
        index="btree_not_null",
        ondelete="set null",
    )
    # Of a listing one is accepted at most, and one more is open at most:
    #
    #   proposed ──a person, or an automatic rule──▶ accepted
    #   proposed | accepted ──a person──▶ rejected ──a person──▶ accepted
    #   blocked: nothing can be proposed, see the outcome
    #   each ──other figures, or no reason any more──▶ outdated
    state = fields.Selection(
        [
            ("proposed", "Proposed"),
            ("accepted", "Accepted"),
            ("rejected", "Turned down"),
            ("blocked", "Nothing to propose"),
            ("outdated", "Outdated"),
        ],
        required=True,
        readonly=True,
        index=True,
    )
    is_open = fields.Boolean(compute="_compute_is_open", store=True, precompute=True)
    outcome = fields.Selection(
        [
            (Outcome.CHEAPER.value, "As cheap as the rule wants"),
            (Outcome.AT_FLOOR.value, "Kept at the floor: still beaten"),
            (Outcome.AT_CEILING.value, "Kept at the ceiling"),
            (Outcome.NO_COST.value, "No cost in euros on the product"),
            (Outcome.NO_ROOM.value, "The floor is not below the usual price"),
            (Outcome.NO_FEE.value, "The best offer's delivery fee is unknown"),
            (Outcome.NO_PRICE.value, "No usual price that can be sent"),
            (Outcome.OLD.value, "What is known of the competition is too old"),
        ],
        "Why",
        required=True,
        readonly=True,
    )
    needs_person = fields.Boolean(
        readonly=True,
        help="It falls further below the usual price than the account lets prices "
        "fall: no rule accepts it by itself.",
    )
    price = fields.Monetary("Proposed Price", readonly=True, aggregator="avg")
    usual_price = fields.Monetary(readonly=True, aggregator="avg")
    our_fee = fields.Monetary("Our Delivery Fee", readonly=True, aggregator="avg")
    best_price = fields.Monetary(readonly=True, aggregator="avg")
    best_fee = fields.Monetary("Best Delivery Fee", readonly=True, aggregator="avg")
    fee_known = fields.Boolean(readonly=True)
    cost = fields.Monetary(
        readonly=True,
        aggregator="avg",
        help="Without VAT.",
        groups="laredoute_connector.group_laredoute_manager",
    )
    floor = fields.Monetary(readonly=True, aggregator="avg")
    ceiling = fields.Monetary(readonly=True, aggregator="avg")
    still_beaten_by = fields.Monetary(compute="_compute_still_beaten_by")
    competition_at = fields.Datetime(
        "Competition Last Seen on", compute="_compute_competition_at"
    )
    by_rule = fields.Boolean("Accepted by the Rule", readonly=True)
    decided_by_id = fields.Many2one("res.users", "Decided by", readonly=True)
    decided_at = fields.Datetime("Decided on", readonly=True)
    ended_at = fields.Datetime("Outdated since", readonly=True)
    ended = fields.Selection(
        [
            ("newer", "A newer proposal took its place"),
            ("best", "Nobody beats the usual price any more"),
            ("ours", "The best offer is ours"),
            ("gone", "No other seller any more"),
            ("usual", "The usual price is as low"),
            ("rule", "No rule holds for it any more"),
            ("off", "Not on sale any more"),
            ("limits", "No price between floor and ceiling any more"),
            ("guard", "It falls too far below the usual price"),
            ("rejected", "A person took it back"),
        ],
        "Outdated Because",
        readonly=True,
    )

    _one_accepted = models.UniqueIndex(
        "(listing_id) WHERE state = 'accepted'",
        "One price of a product is accepted.",
    )
    _one_open = models.UniqueIndex(
        "(listing_id) WHERE state IN ('proposed', 'rejected', 'blocked')",
        "One price of a product is proposed.",
    )

    # ---------------------------------------------------------- compute methods
    @api.depends("state")
    def _compute_is_open(self):
        for each in self:
            each.is_open = each.state != "outdated"

    @api.depends("listing_id")
    def _compute_competition_at(self):
        rows = self.env["laredoute.competing.offer"]._read_group(
            [("latest", "=", True), ("listing_id", "in", self.listing_id.ids)],
            ["listing_id"],
            ["checked_at:max"],
        )
        seen = {listing.id: moment for listing, moment in rows}
        for each in self:
            each.competition_at = seen.get(each.listing_id.id)

    @api.depends("price", "our_fee", "best_price", "best_fee", "fee_known")
    def _compute_still_beaten_by(self):
        """What the buyer pays less for the best offer than for the proposed price."""
        for each in self:
            fees = each.our_fee - each.best_fee if each.fee_known else 0
            more = each.currency_id.round(each.price + fees - each.best_price)
            each.still_beaten_by = max(more, 0) if each.price else 0
