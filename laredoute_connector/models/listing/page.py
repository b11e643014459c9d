# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What the screens say of listings, and what people do there."""

from odoo import api, fields, models
from odoo.tools import format_amount, format_date

from ...marketplace.refusals import explain
from ..common import MANAGER, USER, cents, check_role, notification
from ..messages.sentences import refusal_sentence
from ..offer.price import NO_PRICE, prices
from ..offer.why import explain_stock, shown


class LaredouteListing(models.Model):
    _inherit = "laredoute.listing"

    exchange_line_ids = fields.One2many(
        "laredoute.exchange.line", "listing_id", "Refusals", readonly=True
    )

    price_ids = fields.One2many("laredoute.offer.price", "listing_id", readonly=True)
    usual_sent = fields.Monetary(
        "Usual Price Sent",
        readonly=True,
        copy=False,
        help="What the price sent is without the promotion that reduces it.",
    )
    price_new = fields.Monetary(
        "New Price",
        readonly=True,
        copy=False,
        help="The price that waits for a person, as it was when it was held.",
    )
    usual_accepted = fields.Monetary("Usual Price Accepted", readonly=True, copy=False)
    struck_sent = fields.Monetary("Struck Price Sent", readonly=True, copy=False)
    struck_since = fields.Date(
        readonly=True,
        copy=False,
        help="The struck price was the lowest of the 30 days before the reduction: it "
        "was on sale from this day on.",
    )
    problem = fields.Char(
        compute="_compute_problem",
        help="What holds the product back, in one line.",
    )
    refusal_help = fields.Text(
        "What It Means",
        compute="_compute_refusal_help",
        help="What La Redoute's words mean, and what to do next.",
    )
    sent_note = fields.Text(compute="_compute_sent_note")
    stock_sum = fields.Html(
        compute="_compute_stock_sum", compute_sudo=True, sanitize=False
    )
    why_label = fields.Char(compute="_compute_stock_sum", compute_sudo=True)

    price_accepted = fields.Monetary(
        readonly=True, copy=False, help="Of the last offer that La Redoute accepted."
    )
    # on a unit, VAT included, on top of the price
    eco_fee_sent = fields.Monetary(readonly=True, copy=False)
    eco_fee_accepted = fields.Monetary(
        readonly=True,
        copy=False,
        help="Of the last offer that La Redoute accepted: buyers pay it on top.",
    )
    eco_fee_since = fields.Datetime(
        readonly=True,
        copy=False,
        help="When La Redoute accepted it: who ordered earlier paid the one before.",
    )
    eco_fee_before = fields.Monetary(readonly=True, copy=False)
    offer_batch_id = fields.Char("Offer BatchID", related="offer_exchange_id.batch_id")
    unseen = fields.Boolean(
        "Accepted, Not Seen",
        compute="_compute_unseen",
        search="_search_unseen",
        help="Accepted for longer than the account waits, and seen by nobody.",
    )

    # ---------------------------------------------------------- compute methods
    @api.depends(
        *("refusal", "warning", "by_ean"),
        *("finding_ids.severity", "finding_ids.message"),
    )
    @api.depends_context("lang")
    def _compute_problem(self):
        for listing in self:
            errors = listing.finding_ids.filtered(lambda f: f.severity == "error")
            listing.problem = (
                listing.refusal
                or (errors[:1].message if errors else False)
                or listing.warning
                or listing._missing_note()
            )

    @api.depends("refusal", "refusal_code", "warning")
    @api.depends_context("lang")
    def _compute_refusal_help(self):
        for listing in self:
            lines = (listing.refusal or listing.warning or "").splitlines()
            found = [explain(listing.refusal_code or "", line) for line in lines]
            sentences = [refusal_sentence(self.env, refusal) for refusal in found]
            listing.refusal_help = "\n".join(dict.fromkeys(sentences)) or False

    @api.depends(
        *("sent_at", "codes_free", "product_exchange_id.state"),
        *("parent_sku", "ean", "sku"),
    )
    @api.depends_context("lang", "tz")
    def _compute_sent_note(self):
        for listing in self:
            listing.sent_note = listing._sent_note()

    def _sent_note(self):
        """Say what can no longer change because La Redoute knows it."""
        sent = self.filtered(lambda listing: listing._is_sent())
        if not sent:
            return False
        first = min(sent, key=lambda each: (not each.sent_at, each.sent_at or each.id))
        sentences = [self._known_sentence(first)]
        if not any(sent.mapped("parent_sku")) and not first.by_ean:
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

    @api.depends("account_id", "product_id", "selected")
    @api.depends_context("lang")
    def _compute_stock_sum(self):
        """How many units are offered and why, line by line."""
        for account, listings in self.grouped("account_id").items():
            for listing, why in explain_stock(account, listings).items():
                listing.why_label = self.env._("Why %s?", why.total)
                listing.stock_sum = why.followed and self.env["ir.qweb"]._render(
                    "laredoute_connector.stock_sum", shown(account, why)
                )

    # ----------------------------------------------------------- action methods
    def action_end(self):
        """Stop selling, until a person sells it again."""
        check_role(self, MANAGER)
        listings = self.sudo()
        listings._end()
        listings.write({"excluded": True})

    def action_select(self):
        """Sell again, or check and send again what was refused."""
        check_role(self, MANAGER)
        self.sudo()._select_again()

    def action_check(self):
        """Check these against La Redoute's rules, now."""
        check_role(self, MANAGER)
        for listings in self.sudo().grouped("account_id").values():
            listings._check()

    def action_confirm_price(self):
        """A person agrees to the price that was shown, however far it fell.

        One that changed since is shown first, and not confirmed.
        """
        check_role(self, MANAGER)
        confirmed, changes = self.browse(), []
        for account, listings in self.sudo().grouped("account_id").items():
            known = prices(account, listings.product_id)
            for listing in listings:
                price = known.get(listing.product_id.id, NO_PRICE)[0]
                if not price or price <= 0:
                    # no price to agree to: whatever comes after it would pass
                    continue
                confirmed |= listing
                if text := listing._show_change(price):
                    changes.append(text)
                    continue
                listing.write({"price_confirmed": price, "price_held": False})
        self.sudo()._invalidate_these()
        self.account_id.sudo()._wake("send_offers")
        left = self - confirmed
        if changes:
            return notification(
                self.env._(
                    "Not confirmed, as the price is not the one that you saw. "
                    "%s. Look at it, and press Confirm the Price again.",
                    "; ".join(changes[:5]) + ("…" if changes[5:] else ""),
                ),
                "warning",
            )
        return left and notification(
            self.env._(
                "%s: no price above zero can be confirmed. Correct the product's price "
                "or its price list; it is sent by itself then.",
                ", ".join(left.mapped("display_name")),
            ),
            "warning",
        )

    def _show_change(self, price):
        """Keep a price that nobody saw; return what it was and is, else nothing.

        :param price: Decimal, of now
        """
        # of the form that the person looks at; lists show what is kept
        seen = self.env.context.get("laredoute_seen_price", self.price_new)
        if cents(seen) == cents(price):
            return ""
        self.price_new = price
        before = format_amount(self.env, seen, self.currency_id) if seen else "–"
        return self.env._(
            "%(product)s: %(before)s → %(now)s",
            product=self.display_name,
            before=before,
            now=format_amount(self.env, float(price), self.currency_id),
        )

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

    def action_preview(self):
        """Show what La Redoute will receive of this listing."""
        self.ensure_one()
        return self.env["laredoute.preview"]._open(self.product_id, self.account_id)

    def action_why(self):
        """Show why so many units are offered, line by line."""
        self.ensure_one()
        return self.env["laredoute.why"]._open(self)

    def action_open_history(self):
        """Show the files that held it, and what La Redoute answered."""
        self.ensure_one()
        check_role(self, USER)
        files = self.sudo().exchange_line_ids.exchange_id
        files |= self.sudo().product_exchange_id | self.sudo().offer_exchange_id
        files |= files.report_ids
        action = self.env["ir.actions.actions"]._for_xml_id(
            "laredoute_connector.laredoute_exchange_action"
        )
        action["domain"] = [("id", "in", files.ids)]
        action["context"] = {}
        return action
