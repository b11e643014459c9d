# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models
from odoo.exceptions import UserError

#: La Redoute speaks French to its buyers. Source: wire contract, section 2.
FRENCH = "fr_FR"
#: fields of a template that La Redoute is told, or that its rules look at
TOLD_FIELDS = {
    "name",
    "description_sale",
    "image_1920",
    "list_price",
    "taxes_id",
    "active",
    "laredoute_title",
    "laredoute_description",
    "laredoute_category_id",
    "laredoute_brand_id",
    "laredoute_value_ids",
    "default_code",
    "barcode",
    # of Odoo's shop
    "product_template_image_ids",
}


class ProductTemplate(models.Model):
    _inherit = "product.template"

    laredoute_title = fields.Char(
        "La Redoute Title",
        translate=True,
        help="Empty: the product's French name.",
    )
    laredoute_description = fields.Text(
        "La Redoute Description",
        translate=True,
        help="Empty: the product's French sales description.",
    )
    laredoute_category_id = fields.Many2one(
        "laredoute.category", "La Redoute Category", domain="[('level', '=', 's')]"
    )
    laredoute_brand_id = fields.Many2one("laredoute.brand", "La Redoute Brand")
    laredoute_value_ids = fields.Many2many(
        "laredoute.attribute.value",
        string="La Redoute Attributes",
        help="One value for each attribute the category asks for.",
    )
    laredoute_parent_sku = fields.Char(
        "La Redoute Parent Reference",
        copy=False,
        help="The reference under which the declinations are grouped. It cannot be "
        "changed once told.",
    )
    laredoute_listing_ids = fields.One2many(
        "laredoute.listing", "product_tmpl_id", "La Redoute Listings"
    )
    laredoute_listing_count = fields.Integer(compute="_compute_laredoute_listing_count")

    @api.depends("laredoute_listing_ids")
    def _compute_laredoute_listing_count(self):
        for template in self:
            template.laredoute_listing_count = len(template.laredoute_listing_ids)

    # ------------------------------------------------------------- CRUD methods
    def write(self, vals):
        if "laredoute_parent_sku" in vals:
            self._laredoute_guard_parent(vals["laredoute_parent_sku"])
        result = super().write(vals)
        if TOLD_FIELDS & vals.keys():
            self.env["laredoute.listing"]._mark_changed(self.product_variant_ids)
        return result

    def _laredoute_guard_parent(self, sku):
        for template in self:
            told = template.sudo().laredoute_listing_ids.filtered("parent_sku")
            if told and sku != told[0].parent_sku:
                raise UserError(
                    self.env._(
                        "La Redoute knows %(product)s under the reference %(sku)s, "
                        "which cannot be changed.",
                        product=template.display_name,
                        sku=told[0].parent_sku,
                    )
                )

    def _create_variant_ids(self):
        """Invariant 10: what La Redoute took as a single product gets no siblings."""
        result = super()._create_variant_ids()
        for template in self:
            single = template.sudo().laredoute_listing_ids.filtered(
                lambda listing: listing._is_told() and not listing.parent_sku
            )
            if single and len(template.product_variant_ids) > 1:
                raise UserError(
                    self.env._(
                        "%s was sent to La Redoute as a single product: La Redoute "
                        "never takes sizes or colours for it afterwards. Create a new "
                        "product with the declinations and end this listing.",
                        template.display_name,
                    )
                )
        return result

    # ----------------------------------------------------------- action methods
    def action_laredoute_list(self):
        """Choose every variant for La Redoute, on every working account."""
        return self.product_variant_ids.action_laredoute_list()

    def action_open_laredoute_listings(self):
        action = self.env["ir.actions.actions"]._for_xml_id(
            "laredoute_connector.laredoute_listing_action"
        )
        action["domain"] = [("product_tmpl_id", "in", self.ids)]
        return action

    # --------------------------------------------------------- business methods
    def _laredoute_parent(self):
        """Return the parent's reference; empty for a product without declinations."""
        self.ensure_one()
        if len(self.product_variant_ids) < 2:
            return ""
        if not self.laredoute_parent_sku:
            self.sudo().laredoute_parent_sku = f"LR{self.id:06d}"
        return self.laredoute_parent_sku

    def _laredoute_title(self):
        """The French title; the product's French name unless overridden."""
        self.ensure_one()
        french = self._laredoute_french()
        return (french.laredoute_title or french.name or "").strip()

    def _laredoute_description(self):
        """The French description, unless overridden the sales description's."""
        self.ensure_one()
        french = self._laredoute_french()
        text = french.laredoute_description or french.description_sale or ""
        return text.strip()

    def _laredoute_french(self):
        """This template in French, or as it is where French is not installed."""
        installed = self.env["res.lang"]._get_data(code=FRENCH)
        return self.with_context(lang=FRENCH) if installed else self
