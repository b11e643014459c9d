# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""A further image of a product for La Redoute, kept here or at an outside address."""

import base64

from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.tools.image import image_process

from ..common import USER

#: fields whose change changes what La Redoute is sent
SENT_FIELDS = {"product_tmpl_id", "product_id", "sequence", "image", "url"}
#: pixels of a thumbnail's longer side
THUMBNAIL = 128


class LaredouteProductImage(models.Model):
    _name = "laredoute.product.image"
    _description = "La Redoute Product Image"
    _order = "sequence, id"

    product_tmpl_id = fields.Many2one(
        "product.template", "Product", required=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one(related="product_tmpl_id.company_id", store=True)
    product_id = fields.Many2one(
        "product.product",
        "Variant",
        index="btree_not_null",
        ondelete="cascade",
        domain="[('product_tmpl_id', '=', product_tmpl_id)]",
        help="Empty: an image of all the variants, sent after their own.",
    )
    sequence = fields.Integer(default=10)
    name = fields.Char("Description")
    # not an image field: those keep 1920 pixels at most, La Redoute takes 3500
    image = fields.Binary(
        attachment=True,
        help="JPEG, PNG or WebP, at least 400 pixels a side; 1200 and more look best.",
    )
    thumbnail = fields.Binary(compute="_compute_thumbnail", store=True, attachment=True)
    url = fields.Char(
        "Outside Address",
        help="Public address of an image that is not kept in Odoo (http or https). It "
        "is looked at every day. Where it fulfils La Redoute's rules as it is, La "
        "Redoute fetches it there; otherwise a copy that does is served by Odoo.",
    )
    source_id = fields.Many2one(
        "laredoute.image",
        compute="_compute_source_id",
        store=True,
        index="btree_not_null",
        ondelete="restrict",
    )

    # ------------------------------------------------------------ constraints
    @api.constrains("image", "url")
    def _check_one_source(self):
        for each in self.with_context(bin_size=True):
            if bool(each.image) == bool(each.url):
                raise ValidationError(
                    self.env._(
                        "An image of %s needs either a file or an outside address, "
                        "and not both.",
                        each.product_tmpl_id.display_name,
                    )
                )

    @api.constrains("product_tmpl_id", "product_id")
    def _check_variant(self):
        for each in self:
            variant = each.product_id
            if variant and variant.product_tmpl_id != each.product_tmpl_id:
                raise ValidationError(
                    self.env._(
                        "%(variant)s is no variant of %(product)s: choose one of its "
                        "own.",
                        variant=variant.display_name,
                        product=each.product_tmpl_id.display_name,
                    )
                )

    # -------------------------------------------------------- compute methods
    @api.depends("name", "product_id", "product_tmpl_id")
    def _compute_display_name(self):
        for each in self:
            product = each.product_id or each.product_tmpl_id
            each.display_name = each.name or product.display_name

    @api.depends("image")
    def _compute_thumbnail(self):
        for each in self:
            each.thumbnail = each._thumbnail()

    def _thumbnail(self):
        """Return the image made small; nothing for what is none."""
        data = self.with_context(bin_size=False).image
        try:
            source = base64.b64decode(data or b"")
            size = (THUMBNAIL, THUMBNAIL)
            small = image_process(source, size=size, verify_resolution=True)
        except Exception:  # noqa: BLE001 - a bomb too: the check says what it is
            return False
        return base64.b64encode(small) if small else False

    @api.depends("url")
    def _compute_source_id(self):
        """Those at one address share what was fetched there."""
        images = self.env["laredoute.image"].sudo()
        for url, some in self.grouped("url").items():
            some.source_id = images._at(url) if url else False

    # ------------------------------------------------------------- CRUD methods
    @api.model_create_multi
    def create(self, vals_list):
        # Odoo would shrink the file to 1920 pixels
        whole = self.with_context(image_no_postprocess=True)
        for vals in vals_list:
            vals["url"] = (vals.get("url") or "").strip() or False
        made = super(LaredouteProductImage, whole).create(vals_list)
        made = made.with_env(self.env)
        made._changed()
        return made

    def write(self, vals):
        if "url" in vals:
            vals = {**vals, "url": (vals["url"] or "").strip() or False}
        sent = SENT_FIELDS & vals.keys()
        if sent:
            # those they leave
            self._changed()
        whole = self.with_context(image_no_postprocess=True)
        result = super(LaredouteProductImage, whole).write(vals)
        if sent:
            self._changed()
        return result

    def unlink(self):
        self._changed()
        return super().unlink()

    def _changed(self):
        """The listings of the products that show these are checked again."""
        self._invalidate_listings()
        if any(each.source_id for each in self.sudo()):
            self.env["laredoute.account"]._working()._wake("fetch_images")

    def _invalidate_listings(self):
        """Make the listings of these images' products stale."""
        listings = self.env["laredoute.listing"]
        known = self.sudo().exists()
        listings._invalidate_products(known.product_id)
        shared = known.filtered(lambda each: not each.product_id)
        listings._invalidate_templates(shared.product_tmpl_id)


class ProductTemplate(models.Model):
    _inherit = "product.template"

    laredoute_image_ids = fields.One2many(
        "laredoute.product.image",
        "product_tmpl_id",
        "La Redoute Images",
        groups=USER,
        help="Sent after the product's own image, in this order. La Redoute takes "
        "eight: the variant's first, then the product's.",
    )
