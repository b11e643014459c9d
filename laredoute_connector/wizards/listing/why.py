# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Why so many units are offered, and what La Redoute has of them."""

from odoo import api, fields, models

from ...models.common import FORGOTTEN, KNOWN_STATES
from ...models.listing.by_ean import MISSING, OFFERED, by_ean_now
from ...models.listing.listed import read_listed
from ...models.offer.policies import Policies
from ...models.offer.why import describe_promise, explain_stock, shown


class LaredouteWhy(models.TransientModel):
    _name = "laredoute.why"
    _description = "Why So Many Units Are Offered"

    listing_id = fields.Many2one("laredoute.listing", required=True, ondelete="cascade")
    content = fields.Html(readonly=True, sanitize=False)

    @api.model
    def _open(self, listing):
        """Show the sum of one listing, as it is now.

        :return: the action that opens the dialog
        """
        why = self.create({"listing_id": listing.id})
        return {
            "type": "ir.actions.act_window",
            "name": listing.why_label,
            "res_model": self._name,
            "res_id": why.id,
            "view_mode": "form",
            "target": "new",
            "context": {"dialog_size": "medium"},
        }

    # ------------------------------------------------------------- CRUD methods
    @api.model_create_multi
    def create(self, vals_list):
        found = super().create(vals_list)
        for each in found:
            # whoever looks may read the listing
            each.listing_id.check_access("read")
            each.content = each._render(each.listing_id.sudo())
        return found

    # --------------------------------------------------------------- rendering
    def _render(self, listing):
        account = listing.account_id._in_its_company()
        listing = listing.with_env(account.env).with_context(lang=self.env.lang)
        account = account.with_context(lang=self.env.lang)
        why = explain_stock(account, listing)[listing]
        values = {
            **shown(account, why),
            "followed": why.followed,
            "standing": self._standing(account, listing),
            "history": self._history(listing),
            "promise": describe_promise(account, listing),
        }
        return self.env["ir.qweb"]._render("laredoute_connector.offer_why", values)

    def _standing(self, account, listing):
        """Say what an offer of it waits for; empty where it waits for nothing."""
        _ = self.env._
        if listing.state == "ended":
            return ""
        if listing.state in KNOWN_STATES:
            return self._standing_there(listing)
        by_ean = listing.by_ean
        if listing.product_id and by_ean != MISSING:
            policies = Policies(account, listing.product_id.ids)
            by_ean = by_ean_now(read_listed(listing)[0], policies)
        if by_ean == MISSING:
            return _(
                "La Redoute has no product of this EAN, so that it is created: so many "
                "will be offered once it took the sheet."
            )
        if by_ean == OFFERED:
            return _(
                "So many will be offered by its EAN, with the next offer file once "
                "nothing is left to fix. La Redoute then says whether it has the "
                "product."
            )
        return _(
            "La Redoute does not have the product yet: so many will be offered once it "
            "does."
        )

    def _standing_there(self, listing):
        """Say what is open of an offer that La Redoute is sent."""
        _ = self.env._
        if listing._is_not_found():
            return _(
                "La Redoute refuses the offer since it does not find the product: so "
                "many are offered once it does."
            )
        if listing.by_ean != OFFERED or listing.integrated_at:
            return ""
        if listing.offer_refusals:
            return _(
                "La Redoute refused the offer by its EAN: see what it says on the "
                "listing."
            )
        return _(
            "So many are offered by its EAN: La Redoute answers whether it has the "
            "product."
        )

    def _history(self, listing):
        """Return what La Redoute was sent and took, as sentences."""
        _, last = self.env._, listing.offer_exchange_id
        if not last:
            return [_("No offer was sent yet.")]
        sentences = [
            _(
                "Sent last: %(units)s, on %(moment)s.",
                units=listing.quantity_sent,
                moment=self._moment(last.sent_at),
            )
            if last.sent_at
            else _("In the file that is about to go: %s.", listing.quantity_sent)
        ]
        if listing.offer_accepted == FORGOTTEN:
            unknown = _("Nobody knows which offer of it La Redoute has: it goes again.")
            return [*sentences, unknown]
        if not listing.offer_accepted:
            return [*sentences, _("La Redoute has accepted no offer of it yet.")]
        answered = last.report_ids.filtered(lambda each: each.state == "done")
        if listing.offer_accepted == listing.offer_sent and answered:
            accepted = _(
                "Accepted by La Redoute last: %(units)s, on %(moment)s.",
                units=listing.quantity_accepted,
                moment=self._moment(max(answered.mapped("create_date"))),
            )
        else:
            accepted = _(
                "Accepted by La Redoute last: %s, of an earlier file.",
                listing.quantity_accepted,
            )
        return [*sentences, accepted]

    def _moment(self, moment):
        """Return a moment as whoever looks reads it."""
        local = fields.Datetime.context_timestamp(self, moment)
        return local.strftime("%d/%m/%Y %H:%M")
