# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Which products an account sells: selected by label or filter, else ended.

Two sets are compared inside the database: what is selected, and what is listed. That
costs as much as the catalogue is large, so it is not done with each check: a label, a
product's sale, type, company or archiving, a new variant and the account's settings ask
for it. A saved filter may depend on anything: with one, the two sets are compared every
hour; without one, once a day, for what changed behind the ORM's back.
"""

from datetime import timedelta

from odoo import fields
from odoo.exceptions import ValidationError
from odoo.fields import Domain

from ..flow.races import race_is_conflict
from ..flow.work import commit

#: listings made between two commits
SELECTION_BATCH = 1000
#: minutes between two comparisons where a saved filter decides
FILTER_INTERVAL = 60


class Selection:
    """Brings the listings of one account in line with what it sells.

    :param account: in its company and language
    """

    def __init__(self, account):
        self.account, self.env = account, account.env
        self.listings = account.env["laredoute.listing"]

    def reconcile(self):
        """Make the listings that are missing; end those no longer selected.

        A filter that broke since it was saved stops this alone: nothing is ended, and
        the account says so.
        """
        if self.account.select_by != "label":
            later = fields.Datetime.now() + timedelta(minutes=FILTER_INTERVAL)
            self.account._flow("select_listings").write({"due_at": later})
        try:
            with self.env.cr.savepoint():
                self.account._check_product_filter()
        except ValidationError as error:
            self._show_error(str(error))
            return
        self._select_new()
        self._select_back()
        if self.account.switch_reconciler:
            self._end_unselected()

    def _show_error(self, message):
        self.account._flow("select_listings")._show_error(message)

    def _selected(self):
        """The variants that are selected, as a query."""
        products = self.env["product.product"]
        return products._search(self.account._selection_domain())

    def _select_new(self):
        """List what is selected by label or filter and was never listed here."""
        products = self.env["product.product"]
        listings = self.listings.with_context(
            mail_create_nolog=True,
            mail_create_nosubscribe=True,
            laredoute_by_rule=True,
        )
        listed = listings._search(
            [("account_id", "=", self.account.id), ("product_id", "!=", False)]
        )
        domain = self.account._selection_domain() & Domain(
            "id", "not in", listed.subselect("product_id")
        )
        # in the order of ids: any other sorts all that are missing for each batch
        while missing := products.search(domain, order="id", limit=SELECTION_BATCH):
            with race_is_conflict():
                listings.create(
                    [
                        {"account_id": self.account.id, "product_id": product.id}
                        for product in missing
                    ]
                )
            if not commit(self.env):
                self.account._wake("select_listings")
                return

    def _select_back(self):
        """Sell again what was ended because it was not selected, and now is."""
        self.listings.search(
            [
                ("account_id", "=", self.account.id),
                ("selected", "=", False),
                ("excluded", "=", False),
                ("product_id", "in", self._selected()),
            ],
            order="id",
        )._select_again()

    def _end_unselected(self):
        """With the reconciler on, what is no longer selected is ended at La Redoute."""
        over = self.listings.search(
            [
                ("account_id", "=", self.account.id),
                ("selected", "=", True),
                ("product_id", "!=", False),
                ("product_id", "not in", self._selected()),
            ],
            order="id",
        )
        if over and self._filter_is_void():
            self._show_error(
                self.env._(
                    "%s: the saved filter finds no product at all, so nothing was "
                    "ended. Build it again, select by label, or end the listings "
                    "yourself.",
                    self.account.name,
                )
            )
            return
        over._end()

    def _filter_is_void(self):
        """Whether a filter that decides finds nothing: of a category deleted, say."""
        if self.account.select_by == "label":
            return False
        found = self.account._filter_domain()
        if found.is_true():
            # no filter at all: with "or" the label alone decides
            return self.account.select_by != "label_or_filter"
        return not self.env["product.product"].search_count(found, limit=1)
