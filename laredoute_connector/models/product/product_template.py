# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models
from odoo.exceptions import UserError

from ..common import USER

#: fields of a template that La Redoute is sent, or that its rules look at
SENT_FIELDS = {
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
    "default_code",
    "barcode",
    "categ_id",
    "type",
    "sale_ok",
    "is_storable",
    "attribute_line_ids",
    "laredoute_parent_sku",
    # of Odoo's shop
    "product_template_image_ids",
}
#: texts whose translation is sent; La Redoute's own are French by definition
SENT_TEXTS = {"name", "description_sale"}
#: fields that decide whether an account may sell a product
SELECTED_BY_FIELDS = {"laredoute_label", "sale_ok", "type", "company_id", "active"}

#: fields that decide whether, and in what, units are counted
COUNTED_BY = {"is_storable", "type", "uom_id"}


class ProductTemplate(models.Model):
    _inherit = "product.template"

    laredoute_title = fields.Char(
        "La Redoute Title",
        help="Empty: the product's French name.",
    )
    laredoute_description = fields.Text(
        "La Redoute Description",
        help="Empty: the product's French sales description.",
    )
    laredoute_category_id = fields.Many2one(
        "laredoute.category", "La Redoute Category", domain="[('level', '=', 's')]"
    )
    laredoute_brand_id = fields.Many2one("laredoute.brand", "La Redoute Brand")
    laredoute_eco_fee = fields.Float(
        "Eco Fee",
        digits="Product Price",
        help="Eco-participation on one unit, in euros with VAT, on top of the price "
        "(electrical goods, furniture, textiles…). Empty: the fixed taxes of the "
        "product, if it has any.",
    )
    laredoute_label = fields.Boolean(
        "Sell on La Redoute",
        copy=False,
        index=True,
        help="Accounts that select by label list every variant of this product.",
    )
    laredoute_line_ids = fields.One2many(
        "laredoute.product.attribute",
        "product_tmpl_id",
        "La Redoute Attributes",
        domain=[("product_id", "=", False)],
        groups=USER,
        help="They win over mappings and hold for every variant, unless the variant "
        "has its own.",
    )
    laredoute_parent_sku = fields.Char(
        "La Redoute Parent Reference",
        copy=False,
        index="btree_not_null",
        help="The reference under which the declinations are grouped. It cannot be "
        "changed once sent.",
    )
    laredoute_listing_ids = fields.One2many(
        "laredoute.listing", "product_tmpl_id", "La Redoute Listings", groups=USER
    )
    laredoute_rule_ids = fields.One2many(
        "laredoute.offer.rule", "product_tmpl_id", "La Redoute Rules", groups=USER
    )
    laredoute_listing_count = fields.Integer(
        compute="_compute_laredoute_listing_count", groups=USER
    )

    @api.depends("laredoute_listing_ids")
    def _compute_laredoute_listing_count(self):
        for template in self:
            template.laredoute_listing_count = len(template.laredoute_listing_ids)

    # ------------------------------------------------------------- CRUD methods
    def write(self, vals):
        if "laredoute_parent_sku" in vals:
            self._laredoute_guard_parent(vals["laredoute_parent_sku"])
        result = super().write(vals)
        listings = self.env["laredoute.listing"]
        if (SENT_FIELDS | listings._brand_fields()) & vals.keys():
            listings._invalidate_templates(self)
        if COUNTED_BY & vals.keys():
            # kits made of it have none of them as their own product
            variants = self.with_context(active_test=False).product_variant_ids
            self.env["laredoute.listing.stale"]._collect_stock(variants.ids)
        if SELECTED_BY_FIELDS & vals.keys():
            listings._selection_changed()
        return result

    def _write_multi(self, vals_list):
        """What is struck through may be computed: it is written here alone."""
        offered = {"laredoute_eco_fee"} | self.env["laredoute.listing"]._struck_fields()
        if not offered.isdisjoint(set().union(*vals_list)):
            stale = self.env["laredoute.listing.stale"]
            stale._collect("template", self.ids, check=False)
        return super()._write_multi(vals_list)

    def unlink(self):
        # the database takes the variants away, and they leave their listings behind
        variants = self.with_context(active_test=False).product_variant_ids
        variants._laredoute_invalidate_gone()
        return super().unlink()

    def _update_field_translations(self, field_name, translations, *args, **kwargs):
        # the translation dialog does not pass through write
        result = super()._update_field_translations(
            field_name, translations, *args, **kwargs
        )
        if field_name in SENT_TEXTS:
            self.env["laredoute.listing"]._invalidate_templates(self)
        return result

    def _laredoute_guard_parent(self, sku):
        for template in self:
            sent = template.sudo().laredoute_listing_ids.filtered(
                lambda listing: (
                    listing.parent_sku and listing.account_id._is_fixed("parent_sku")
                )
            )
            if sent and sku != sent[0].parent_sku:
                raise UserError(
                    self.env._(
                        "La Redoute knows %(product)s under the reference %(sku)s, "
                        "which cannot be changed.",
                        product=template.display_name,
                        sku=sent[0].parent_sku,
                    )
                )

    def _create_variant_ids(self):
        # some are there twice until those that are replaced are gone
        under_way = self.with_context(laredoute_making_variants=True)
        result = super(ProductTemplate, under_way)._create_variant_ids()
        # at once for all: what follows writes the code of each, which is guarded
        self.product_variant_ids.sudo().mapped("laredoute_listing_ids")
        self._laredoute_guard_single()
        return result

    def _laredoute_guard_single(self):
        """What La Redoute took as a single product gets no siblings.

        :raises UserError: when one of these was sent alone and has several variants
        """
        if self.env.context.get("laredoute_making_variants"):
            return
        for template in self:
            if len(template.product_variant_ids) < 2:
                continue
            single = template.sudo().laredoute_listing_ids.filtered(
                lambda listing: (
                    listing._is_sent()
                    and not listing.parent_sku
                    and listing.account_id._is_fixed("parent_sku")
                )
            )
            if single:
                raise UserError(
                    self.env._(
                        "%s was sent to La Redoute as a single product: La Redoute "
                        "never takes sizes or colours for it afterwards. Create a new "
                        "product with the declinations and end this listing.",
                        template.display_name,
                    )
                )

    # ----------------------------------------------------------- action methods
    def action_laredoute_list(self):
        """Select every variant for La Redoute, on every working account."""
        return self.product_variant_ids.action_laredoute_list()

    def action_open_laredoute_listings(self):
        action = self.env["ir.actions.actions"]._for_xml_id(
            "laredoute_connector.laredoute_listing_action"
        )
        action["domain"] = [("product_tmpl_id", "in", self.ids)]
        return action

    # --------------------------------------------------------- business methods
    def _laredoute_parent(self):
        """Return the reference under which the declinations are grouped."""
        self.ensure_one()
        if not self.laredoute_parent_sku:
            # past the hook above: nothing that was sent or checked changes by it
            template = super(ProductTemplate, self.sudo())
            template.write({"laredoute_parent_sku": f"LR{self.id:06d}"})
        return self.laredoute_parent_sku

    def _laredoute_title(self):
        """The title, in the language of the context; the name unless overridden."""
        self.ensure_one()
        return (self.laredoute_title or self.name or "").strip()

    def _laredoute_description(self):
        """The description, in the language of the context; else the sales one."""
        self.ensure_one()
        return (self.laredoute_description or self.description_sale or "").strip()
