# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What changed marks the listings it concerns; nothing is looked through daily."""

from odoo import api, models

#: listings checked between two commits
BATCH = 500
#: products whose attribute lines are brought up to date at a time
SYNC_BATCH = 1000


class LaredouteListing(models.Model):
    _inherit = "laredoute.listing"

    @api.model
    def _invalidate(self, domain):
        """Check again, soon, the listings of a domain.

        Listings that wait for their check are written too: a check that has begun with
        the old values then fails to end, instead of hiding the new ones.
        """
        listings = self.sudo().search(domain)
        if not listings:
            return
        # an unchanged value in the cache would not be written
        listings.invalidate_recordset(["needs_check"])
        listings.write({"needs_check": True})
        self.env["laredoute.account"]._check_soon()

    @api.model
    def _selection_changed(self):
        """What is selected may differ now: compare it with what is listed, soon."""
        self.env["laredoute.account"]._working()._wake("select_listings")

    @api.model
    def _invalidate_under_way(self, domain):
        """The listings that may be in a check now, of accounts of a domain.

        What they are found by is written when their check ends: a change meanwhile
        must not be missed.
        """
        for account in self.env["laredoute.account"].sudo().search(domain):
            mine = [("account_id", "=", account.id), ("needs_check", "=", True)]
            listings = self.sudo().search(mine, order="id", limit=BATCH)
            self._invalidate([("id", "in", listings.ids)])

    @api.model
    def _invalidate_products(self, products):
        """These products changed."""
        if products:
            self._invalidate([("product_id", "in", products.ids)])

    @api.model
    def _invalidate_duplicates(self, products, name):
        """The code of ``products`` changes: who shared the old one may be alone now.

        :param name: ``default_code`` or ``barcode``
        """
        codes = [code for code in products.mapped(name) if code]
        if codes:
            self._invalidate(
                [
                    ("product_id", "not in", products.ids),
                    (f"product_id.{name}", "in", codes),
                ]
            )

    def _invalidate_own_duplicates(self):
        """Whoever has the codes of these may be alone with them now, or no longer."""
        products = self.sudo().product_id
        for name in ("barcode", "default_code"):
            self._invalidate_duplicates(products, name)

    @api.model
    def _invalidate_reference(self, model_name, ids):
        """Records of a reference list changed: new names, flags, or retired.

        :param model_name: the list's model
        """
        records = self.env[model_name].browse(ids)
        if model_name == "laredoute.brand":
            self._invalidate([("brand_id", "in", ids)])
        elif model_name == "laredoute.category":
            self._invalidate_categories(records)
        elif model_name == "laredoute.category.attribute":
            self._invalidate_categories(records.category_id)
        elif model_name == "laredoute.attribute":
            self._invalidate_categories(records.category_line_ids.category_id)
        elif model_name == "laredoute.attribute.value":
            self._invalidate_categories(
                records.attribute_id.category_line_ids.category_id
            )

    @api.model
    def _invalidate_categories(self, categories):
        domain = [
            "|",
            ("category_id", "in", categories.ids),
            ("category_id.parent_id", "in", categories.ids),
        ]
        self._invalidate(domain)
        # their products show what is requested for now
        templates = self.sudo().search(domain).product_tmpl_id.ids
        for start in range(0, len(templates), SYNC_BATCH):
            some = self.env["product.template"].browse(
                templates[start : start + SYNC_BATCH]
            )
            some.sudo()._laredoute_sync_lines()

    @api.model
    def _brand_fields(self):
        """Fields of a template where some account reads the brand."""
        accounts = self.env["laredoute.account"].sudo()
        sources = accounts.search([("brand_source", "=", "field")]).brand_field_id
        return set(sources.mapped("name"))
