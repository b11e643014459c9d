# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What changed makes the listings it concerns stale; nothing is scanned daily."""

from odoo import api, fields, models, tools

from ..common import barcode_forms


class LaredouteListing(models.Model):
    _inherit = "laredoute.listing"

    needs_check = fields.Boolean(
        "To Check",
        compute="_compute_needs_check",
        search="_search_needs_check",
        help="Something it depends on changed since its last check.",
    )

    def _compute_needs_check(self):
        everyone = self.sudo().with_context(active_test=False)
        stale = everyone.search([("id", "in", self.ids), ("needs_check", "=", True)])
        for listing in self:
            listing.needs_check = listing.id in stale._ids

    def _search_needs_check(self, operator, _value):
        if operator != "in":
            return NotImplemented
        return self.env["laredoute.listing.stale"]._domain()

    @api.model
    def _invalidate(self, domain):
        """Check again, soon, the listings of a domain; those it finds by then.

        :param domain: of plain values: the transaction deletes nothing it names, and
            what leaves it afterwards becomes stale by that change
        """
        self.env["laredoute.listing.stale"]._collect_scope(domain)

    def _invalidate_these(self):
        """Check these listings again, soon."""
        self.env["laredoute.listing.stale"]._collect("listing", self.ids)

    @api.model
    def _invalidate_accounts(self, accounts, check=True):
        """What these accounts decide changed, for all they list.

        :param check: False where only their offers may change
        """
        self.env["laredoute.listing.stale"]._collect("account", accounts.ids, check)

    @api.model
    def _invalidate_products(self, products):
        """These variants changed."""
        self.env["laredoute.listing.stale"]._collect("product", products.ids)

    @api.model
    def _invalidate_templates(self, templates):
        """These products changed, for all their variants."""
        self.env["laredoute.listing.stale"]._collect("template", templates.ids)

    @api.model
    def _invalidate_codes(self, name, codes):
        """Whoever has one of these codes may be alone with it now, or no longer.

        :param name: ``default_code`` or ``barcode``
        """
        forms = set(filter(None, codes))
        if name == "barcode":
            forms |= barcode_forms(forms)
        self.env["laredoute.listing.stale"]._collect(name, forms)

    def _invalidate_own_duplicates(self):
        """Whoever shares a code with these may be alone with it now, or no longer."""
        products = self.sudo().product_id
        for name in ("barcode", "default_code"):
            self._invalidate_codes(name, products.mapped(name))

    def _invalidate_siblings(self):
        """Another declination like one of these may be alone with it from now on."""
        declinations = self.filtered("declination")
        self._invalidate_templates(declinations.product_tmpl_id)

    @api.model
    def _selection_changed(self):
        """Products may be selected now that were not, or no longer: look soon."""
        self.env["laredoute.listing.stale"]._collect("selection", ())

    @api.model
    def _invalidate_reference(self, model_name, ids):
        """Records of a reference list changed: new names, flags, or retired.

        :param model_name: the list's model
        """
        records = self.env[model_name].browse(ids)
        if model_name == "laredoute.brand":
            self._invalidate([("brand_id", "in", list(ids))])
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
        self.env["product.template"]._laredoute_sync_few(
            [("laredoute_listing_ids", "any", domain)]
        )

    @api.model
    @tools.ormcache()
    def _brand_fields(self):
        """Fields of a template where some account reads the brand."""
        accounts = self.env["laredoute.account"].sudo()
        sources = accounts.search([("brand_source", "=", "field")]).brand_field_id
        return frozenset(sources.mapped("name"))

    @api.model
    @tools.ormcache()
    def _struck_fields(self):
        """Fields of a template that some account strikes through."""
        settings = self.env["laredoute.offer.settings"].sudo()
        sources = settings.search([("struck_by", "=", "field")]).struck_field_id
        return frozenset(sources.mapped("name"))
