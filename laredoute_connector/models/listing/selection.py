# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Which products an account sells: selected by label or filter, else ended."""

from odoo import fields, models
from odoo.exceptions import ValidationError
from odoo.fields import Domain

#: listings made between two commits
SELECTION_BATCH = 1000


class LaredouteAccount(models.Model):
    _inherit = "laredoute.account"

    testing_sent = fields.Integer(compute="_compute_testing")
    testing_waiting = fields.Integer(compute="_compute_testing")

    def _reconcile_selection(self):
        """Make the listings that are missing; end those no longer selected.

        A filter that broke since it was saved stops this alone: nothing is ended, and
        the account says so.
        """
        try:
            with self.env.cr.savepoint():
                self._check_product_filter()
        except ValidationError as error:
            self._show_error({"message": str(error)})
            return
        self._select_new()
        self._select_back()
        if self.switch_reconciler:
            self._end_unselected()

    def _select_new(self):
        """List what is selected by label or filter and was never listed here."""
        products = self.env["product.product"]
        listings = self.env["laredoute.listing"].with_context(
            mail_create_nolog=True,
            mail_create_nosubscribe=True,
            laredoute_by_rule=True,
        )
        listed = listings._search(
            [("account_id", "=", self.id), ("product_id", "!=", False)]
        )
        domain = self._selection_domain() & Domain(
            "id", "not in", listed.subselect("product_id")
        )
        # in the order of ids: any other sorts all that are missing for each batch
        while missing := products.search(domain, order="id", limit=SELECTION_BATCH):
            listings.create(
                [
                    {"account_id": self.id, "product_id": product.id}
                    for product in missing
                ]
            )
            if not self._commit():
                self._trigger_flow("check_listings")
                return

    def _select_back(self):
        """Sell again what was ended because it was not selected, and now is."""
        selected = self.env["product.product"]._search(self._selection_domain())
        self.env["laredoute.listing"].search(
            [
                ("account_id", "=", self.id),
                ("selected", "=", False),
                ("excluded", "=", False),
                ("product_id", "in", selected),
            ]
        )._select_again()

    def _end_unselected(self):
        """With the reconciler on, what is no longer selected is ended at La Redoute."""
        selected = self.env["product.product"]._search(self._selection_domain())
        over = self.env["laredoute.listing"].search(
            [
                ("account_id", "=", self.id),
                ("selected", "=", True),
                ("product_id", "!=", False),
                ("product_id", "not in", selected),
            ]
        )
        if over and self._filter_is_void():
            message = self.env._(
                "%s: the saved filter finds no product at all, so nothing was ended. "
                "Build it again, choose by label, or end the listings yourself.",
                self.name,
            )
            self._show_error({"message": message})
            return
        over._end()

    def _filter_is_void(self):
        """Whether a filter that decides finds nothing: of a category deleted, say."""
        if self.select_by == "label":
            return False
        found = self._filter_domain()
        if found.is_true():
            # no filter at all: with "or" the label alone decides
            return self.select_by != "label_or_filter"
        return not self.env["product.product"].search_count(found, limit=1)

    # ------------------------------------------------------------- first products
    def _compute_testing(self):
        for account in self:
            groups = account._testing_groups()
            told = [group for group in groups if group[1]]
            account.testing_sent = len(told)
            account.testing_waiting = max(
                len(groups) - max(account.testing_limit, len(told)), 0
            )

    def _testing_templates(self):
        """The few products that may be sent while testing; ``None`` without a limit.

        La Redoute takes fewer than ten products first, puts them live, and looks at
        one order before it wants the rest (protocol P-139).
        """
        if self.phase != "testing" or not self.testing_limit:
            return None
        groups = self._testing_groups()
        return [template.id for template, *_order in groups[: self.testing_limit]]

    def _testing_groups(self):
        """(product, its last file, its first listing): those told already first."""
        groups = self.env["laredoute.listing"]._read_group(
            [
                ("account_id", "=", self.id),
                ("selected", "=", True),
                ("product_tmpl_id", "!=", False),
                "|",
                ("product_exchange_id", "!=", False),
                "&",
                ("has_error", "=", False),
                ("product_dirty", "=", True),
            ],
            ["product_tmpl_id"],
            ["product_exchange_id:max", "id:min"],
        )
        return sorted(groups, key=lambda group: (not group[1], group[2]))


class LaredouteListing(models.Model):
    _inherit = "laredoute.listing"

    def _select_again(self):
        """Sell these again; what was refused is checked and sent again."""
        for listing in self:
            values = {
                "selected": True,
                "excluded": False,
                "needs_check": True,
                "refusal": False,
                "offer_refused": False,
                "offer_refusals": 0,
            }
            if listing.state in ("ended", "rejected"):
                values["state"] = (
                    "integrated" if listing.product_accepted else "selected"
                )
                values["product_sent"] = listing.product_accepted
            listing.write(values)
        if self:
            self.env["laredoute.account"]._check_soon()

    def _end(self):
        """Stop selling these: La Redoute is told quantity 0 with the next offers."""
        told = self.filtered(lambda listing: listing._is_sent())
        (self - told).write({"state": "ended", "selected": False})
        told.write({"selected": False})
        if told:
            self.env["laredoute.account"]._trigger_flow("send_offers")
