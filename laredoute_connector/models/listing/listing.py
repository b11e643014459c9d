# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""One variant on one account: where it stands on its way to being sold."""

from odoo import api, fields, models
from odoo.exceptions import UserError

from ...marketplace.refusals import explain
from ..messages.sentences import refusal_sentence

#: states in which La Redoute knows the product
KNOWN_STATES = ("integrated", "live")


class LaredouteListing(models.Model):
    _name = "laredoute.listing"
    _description = "La Redoute Listing"
    _inherit = ["mail.thread", "mail.activity.mixin"]
    _check_company_auto = True
    _order = "account_id, product_tmpl_id, id"
    _rec_names_search = ["product_id", "ean", "sku"]

    account_id = fields.Many2one(
        "laredoute.account", required=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one(related="account_id.company_id", store=True)
    currency_id = fields.Many2one(related="company_id.currency_id")
    product_id = fields.Many2one(
        "product.product", index=True, ondelete="set null", check_company=True
    )
    product_tmpl_id = fields.Many2one(
        related="product_id.product_tmpl_id", store=True, index=True
    )
    # The listing, and who moves it:
    #
    #   selected ──check──▶ blocked | ready ──file taken──▶ sent
    #   sent ──report──▶ integrated ──offer accepted──▶ live
    #   sent ──report──▶ rejected ──fixed, check──▶ ready
    #   integrated | live ──no longer selected, told 0──▶ ended ──selected──▶ integrated
    state = fields.Selection(
        [
            ("selected", "Selected"),
            ("blocked", "Blocked"),
            ("ready", "Ready"),
            ("sent", "Sent"),
            ("integrated", "Integrated"),
            ("live", "Live"),
            ("rejected", "Rejected"),
            ("ended", "Ended"),
        ],
        required=True,
        default="selected",
        readonly=True,
        copy=False,
        index=True,
    )
    selected = fields.Boolean(
        default=True,
        tracking=True,
        help="Off: the product is told with quantity 0, then the listing is ended.",
    )
    excluded = fields.Boolean(
        readonly=True,
        copy=False,
        help="A person ended it: it is not selected again by label or filter.",
    )
    # what the last check resolved, so that a change of a list or a mapping finds the
    # listings it concerns
    category_id = fields.Many2one(
        "laredoute.category",
        "La Redoute Category",
        readonly=True,
        copy=False,
        index="btree_not_null",
    )
    brand_id = fields.Many2one(
        "laredoute.brand",
        "La Redoute Brand",
        readonly=True,
        copy=False,
        index="btree_not_null",
    )
    brand_source = fields.Char(
        "Brand in Odoo", readonly=True, copy=False, index="btree_not_null"
    )
    finding_ids = fields.One2many("laredoute.finding", "listing_id", readonly=True)
    has_error = fields.Boolean(readonly=True, copy=False)
    problem = fields.Char(
        compute="_compute_problem",
        help="What holds the product back, in one line.",
    )
    refusal = fields.Text("La Redoute Says", readonly=True, copy=False)
    refusal_code = fields.Char(readonly=True, copy=False)
    refusal_help = fields.Text(
        "What It Means",
        compute="_compute_refusal_help",
        help="What La Redoute's words mean, and what to do next.",
    )
    warning = fields.Text("La Redoute Warns", readonly=True, copy=False)

    # What La Redoute was told. A fingerprint is that of the record sent, so that only
    # differences are sent again.
    ean = fields.Char("EAN", readonly=True, copy=False, index=True)
    # the code of now, where nothing was told yet
    barcode = fields.Char("EAN of the Product", related="product_id.barcode")
    sku = fields.Char("SKU", readonly=True, copy=False, index=True)
    parent_sku = fields.Char("Parent Reference", readonly=True, copy=False)
    product_dirty = fields.Boolean("Product to Send", readonly=True, copy=False)
    product_sent = fields.Char("Product Fingerprint Sent", readonly=True, copy=False)
    product_accepted = fields.Char(
        "Product Fingerprint Accepted", readonly=True, copy=False
    )
    product_exchange_id = fields.Many2one(
        "laredoute.exchange",
        "Last Product File",
        readonly=True,
        copy=False,
        index="btree_not_null",
    )
    offer_sent = fields.Char("Offer Fingerprint Sent", readonly=True, copy=False)
    offer_accepted = fields.Char(
        "Offer Fingerprint Accepted", readonly=True, copy=False
    )
    offer_refused = fields.Char("Offer Fingerprint Refused", readonly=True, copy=False)
    offer_refusals = fields.Integer(
        readonly=True, copy=False, help="Refusals of the offer in a row."
    )
    offer_exchange_id = fields.Many2one(
        "laredoute.exchange",
        "Last Offer File",
        readonly=True,
        copy=False,
        index="btree_not_null",
    )
    batch_id = fields.Char(related="product_exchange_id.batch_id")
    quantity_sent = fields.Integer(readonly=True, copy=False)
    price_sent = fields.Monetary(readonly=True, copy=False)
    vat_sent = fields.Float(
        "VAT Told", digits=(5, 4), readonly=True, copy=False, help="A fraction: 0.2."
    )
    images_sent = fields.Char(
        readonly=True, copy=False, help="MD5 of the pictures La Redoute was told."
    )
    remote_ref = fields.Char("La Redoute Part Number", readonly=True, copy=False)
    price_held = fields.Boolean(
        readonly=True,
        copy=False,
        help="The price fell so far that a person must confirm it; the price told "
        "before stays on sale.",
    )
    price_confirmed = fields.Monetary(
        readonly=True, copy=False, help="A lower price that a person confirmed."
    )
    overdue = fields.Boolean(
        readonly=True,
        copy=False,
        help="La Redoute should have reported on the product by now.",
    )
    to_complete = fields.Boolean(
        "À référencer",
        readonly=True,
        copy=False,
        help="La Redoute keeps the product, but shows it only once it is completed.",
    )
    sent_at = fields.Datetime(readonly=True, copy=False)
    codes_free = fields.Boolean(
        readonly=True,
        copy=False,
        help="La Redoute refused it and holds nothing of it: its codes may be fixed.",
    )
    integrated_at = fields.Datetime(readonly=True, copy=False)
    live_at = fields.Datetime(readonly=True, copy=False)
    best_price = fields.Monetary("Best Competing Price", readonly=True, copy=False)
    best_is_ours = fields.Boolean(readonly=True, copy=False)

    _one_per_account = models.UniqueIndex(
        "(account_id, product_id) WHERE product_id IS NOT NULL",
        "This product is listed on the account already.",
    )
    _dirty = models.Index("(account_id) WHERE product_dirty")

    # ---------------------------------------------------------- compute methods
    @api.depends("product_id", "ean", "sku", "account_id.name")
    def _compute_display_name(self):
        for listing in self:
            product = listing.product_id.display_name or listing.sku or listing.ean
            listing.display_name = f"{product} ({listing.account_id.name})"

    @api.depends("refusal", "finding_ids.severity", "state", "product_exchange_id")
    @api.depends_context("lang")
    def _compute_problem(self):
        for listing in self:
            errors = listing.finding_ids.filtered(lambda f: f.severity == "error")
            listing.problem = (
                listing.refusal
                or (errors[:1].message if errors else False)
                or listing.warning
                or False
            )

    @api.depends("refusal", "refusal_code", "warning")
    @api.depends_context("lang")
    def _compute_refusal_help(self):
        for listing in self:
            lines = (listing.refusal or listing.warning or "").splitlines()
            told = [explain(listing.refusal_code or "", line) for line in lines]
            sentences = [refusal_sentence(self.env, refusal) for refusal in told]
            listing.refusal_help = "\n".join(dict.fromkeys(sentences)) or False

    # ------------------------------------------------------------- CRUD methods
    @api.model_create_multi
    def create(self, vals_list):
        listings = super().create(vals_list)
        # selected by hand is selected: the reconciler must not end it
        if not self.env.context.get("laredoute_by_rule"):
            by_hand = listings.filtered("selected").product_tmpl_id.sudo()
            by_hand.filtered(lambda template: not template.laredoute_label).write(
                {"laredoute_label": True}
            )
        listings._invalidate_own_duplicates()
        listings._invalidate_these()
        return listings

    def write(self, vals):
        turned = self.browse()
        if "selected" in vals:
            turned = self.filtered(lambda each: each.selected != vals["selected"])
        result = super().write(vals)
        turned._invalidate_own_duplicates()
        return result

    def unlink(self):
        self._invalidate_own_duplicates()
        self._selection_changed()
        return super().unlink()

    @api.ondelete(at_uninstall=False)
    def _unlink_unless_known(self):
        for listing in self:
            if listing.state in ("sent", *KNOWN_STATES):
                raise UserError(
                    self.env._(
                        "La Redoute knows %s. End the listing first; once La Redoute "
                        "took quantity 0 it can be deleted.",
                        listing.display_name,
                    )
                )

    # ----------------------------------------------------------- action methods
    def action_end(self):
        """Stop selling, until a person sells it again."""
        self.check_access("write")
        listings = self.sudo()
        listings._end()
        listings.write({"excluded": True})

    def action_select(self):
        """Sell again, or check and send again what was refused."""
        self.check_access("write")
        self.sudo()._select_again()

    def action_check(self):
        """Check these against La Redoute's rules, now."""
        self.check_access("write")
        for listings in self.sudo().grouped("account_id").values():
            listings._check()

    def action_confirm_price(self):
        """A person agrees to the price as it is now, however far it fell."""
        self.check_access("write")
        for account, listings in self.sudo().grouped("account_id").items():
            from ..offer.price import prices

            amounts = prices(account, listings.product_id)
            for listing in listings:
                price, _vat_rate = amounts.get(listing.product_id.id, (0, None))
                if price <= 0:
                    # no price to agree to: whatever comes after it would pass
                    continue
                listing.write({"price_confirmed": price, "price_held": False})
        self._invalidate_these()
        self.env["laredoute.account"]._trigger_flow("send_offers")

    def action_open_product(self):
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "res_model": "product.product",
            "res_id": self.product_id.id,
            "view_mode": "form",
        }

    def action_open_exchange(self):
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "res_model": "laredoute.exchange",
            "res_id": self.product_exchange_id.id,
            "view_mode": "form",
        }

    def _is_sent(self):
        """Whether La Redoute was told of the product, or may have been."""
        self.ensure_one()
        under_way = self.product_exchange_id.state in ("queued", "sending", "unknown")
        return bool((self.sent_at and not self.codes_free) or under_way)

    # ----------------------------------------------------------- file life cycle
    def _file_sent(self, exchange):
        """La Redoute took the file that holds these listings."""
        now = fields.Datetime.now()
        if exchange.kind == "products":
            self.filtered(lambda listing: not listing.sent_at).write({"sent_at": now})
            self.filtered("codes_free").write({"codes_free": False})
            self.filtered(
                lambda listing: listing.state in ("selected", "ready", "rejected")
            ).write({"state": "sent", "refusal": False})

    def _release_file(self, kind, unsure=False):
        """The file that held these listings is given up: they may go again.

        :param unsure: La Redoute may have taken it all the same, so that nobody knows
            what it holds: the next file tells everything, whatever was accepted before
        """
        known = f"{kind.rstrip('s')}_accepted"
        if unsure:
            self.write({known: False})
        for accepted, listings in self.grouped(known).items():
            listings.write({f"{kind.rstrip('s')}_sent": accepted})
        if kind == "products":
            self.write({"product_dirty": True})
            self.filtered(lambda listing: listing.state == "sent").write(
                {"state": "ready"}
            )

    def _keep_refused(self, kind):
        """Their file was refused as a whole: a person looks before they go again."""
        if kind == "products":
            self.filtered(lambda listing: listing.state == "sent").write(
                {"state": "ready"}
            )
            return
        for listing in self:
            listing.write(
                {
                    "offer_refused": listing.offer_sent,
                    "offer_sent": listing.offer_accepted,
                }
            )
