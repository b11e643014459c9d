# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""One variant on one account: where it stands on its way to being sold."""

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import SQL

from ..common import KNOWN_STATES
from .selection import Selection

#: states of a product file that La Redoute may take, or may have taken
UNDER_WAY = ("queued", "sending", "unknown")
#: fields of a listing that people decide, and that its offer depends on
OFFERED = {"selected", "price_confirmed", "offer_refused"}


def is_sent_sql(listing, exchange):
    """Return ``LaredouteListing._is_sent`` as an expression of a query.

    :param listing: alias of ``laredoute_listing`` in the query
    :param exchange: alias of its last product file, which may be missing
    """
    return SQL(
        "(%s IS NOT NULL AND %s IS NOT TRUE OR COALESCE(%s IN %s, FALSE))",
        SQL.identifier(listing, "sent_at"),
        SQL.identifier(listing, "codes_free"),
        SQL.identifier(exchange, "state"),
        UNDER_WAY,
    )


class LaredouteListing(models.Model):
    _name = "laredoute.listing"
    _description = "La Redoute Listing"
    _inherit = ["mail.thread", "mail.activity.mixin", "laredoute.by.ean"]
    # see the mixin of problems
    _mail_post_access = "read"
    _check_company_auto = True
    _order = "account_id, product_tmpl_id, id"
    _rec_names_search = ["product_id", "ean", "sku", "part_number"]

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
    #   sent ──report──▶ integrated ──offer accepted──▶ live ──refused──▶ integrated
    #   sent ──report──▶ rejected ──fixed, check──▶ ready
    #   ready ──by EAN──▶ offered ──accepted──▶ live ──no such product──▶ selected
    #   integrated | live ──no longer selected, 0 sent──▶ ended ──selected──▶ integrated
    state = fields.Selection(
        [
            ("selected", "Selected"),
            ("blocked", "Blocked"),
            ("ready", "Ready"),
            ("sent", "Sent"),
            ("offered", "Offered by EAN"),
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
        help="Off: the product is sent with quantity 0, then the listing is ended.",
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
    declination = fields.Char(
        readonly=True,
        copy=False,
        help="Size and colours that distinguish it from the others of its product.",
    )
    finding_ids = fields.One2many("laredoute.finding", "listing_id", readonly=True)
    has_error = fields.Boolean(readonly=True, copy=False)
    refusal = fields.Text("La Redoute Says", readonly=True, copy=False)
    refusal_code = fields.Char(readonly=True, copy=False)
    warning = fields.Text("La Redoute Warns", readonly=True, copy=False)

    # What La Redoute was sent. A fingerprint is that of the record sent, so that only
    # differences are sent again.
    ean = fields.Char("EAN", readonly=True, copy=False, index=True)
    # the code of now, where nothing was sent yet
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
    quantity_accepted = fields.Integer(readonly=True, copy=False)
    price_sent = fields.Monetary(readonly=True, copy=False)
    vat_sent = fields.Float(
        "VAT Sent", digits=(5, 4), readonly=True, copy=False, help="A fraction: 0.2."
    )
    images_sent = fields.Char(
        readonly=True, copy=False, help="MD5 of the images La Redoute was sent."
    )
    brand_sent = fields.Char(
        "Brand Code Sent", readonly=True, copy=False, help="With the last product file."
    )
    brand_taken = fields.Char(
        "Brand Code Accepted",
        readonly=True,
        copy=False,
        help="Of the last product file that La Redoute accepted.",
    )
    part_number = fields.Char(
        "La Redoute Part Number", readonly=True, copy=False, index="btree_not_null"
    )
    price_held = fields.Boolean(
        readonly=True,
        copy=False,
        help="The price fell so far that a person must confirm it; the price sent "
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
        if OFFERED & vals.keys():
            self.env["laredoute.listing.stale"]._collect_offers(self)
        return result

    def unlink(self):
        self._invalidate_own_duplicates()
        self._invalidate_siblings()
        # what is still selected is listed again
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

    # --------------------------------------------------------- business methods
    def _is_sent(self):
        """Return whether La Redoute was sent the product, or may have been."""
        self.ensure_one()
        under_way = self.product_exchange_id.state in UNDER_WAY
        return bool((self.sent_at and not self.codes_free) or under_way)

    # --------------------------------------------------------------- selected, ended
    @api.model
    def _run_select(self, account):
        """List what the account sells by label or filter; end what it no longer does.

        :param account: in its company and language
        """
        Selection(account).reconcile()

    def _select_again(self):
        """Sell these again; what was refused is checked and sent again."""
        for listing in self:
            values = {
                "selected": True,
                "excluded": False,
                "refusal": False,
                "offer_refused": False,
                "offer_refusals": 0,
            }
            if listing.state in ("ended", "rejected"):
                values["state"] = listing._state_again()
                values["product_sent"] = listing.product_accepted
            listing.write(values)
        self._invalidate_these()

    def _end(self):
        """Stop selling these: La Redoute is sent quantity 0 with the next offers."""
        sent = self.filtered(lambda listing: listing._is_sent())
        (self - sent).write({"state": "ended", "selected": False})
        sent.write({"selected": False})
        if sent:
            sent.account_id._wake("send_offers")
