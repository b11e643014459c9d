# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""A further picture of a product for La Redoute, kept here or at an outside address."""

import base64

from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.tools.image import image_process

#: fields whose change changes what La Redoute is told
SENT_FIELDS = {"product_tmpl_id", "product_id", "sequence", "image", "url"}
#: pixels of a thumbnail's longer side
THUMBNAIL = 128


class LaredouteProductImage(models.Model):
    _name = "laredoute.product.image"
    _description = "La Redoute Additional Picture"
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
        help="Empty: a picture of all the variants, told after their own.",
    )
    sequence = fields.Integer(default=10)
    name = fields.Char("Description")
    # not an image field: those keep 1920 pixels at most, La Redoute takes 3500
    image = fields.Binary(
        "Picture",
        attachment=True,
        help="JPEG, PNG or WebP, at least 400 pixels a side; 1200 and more look best.",
    )
    thumbnail = fields.Binary(compute="_compute_thumbnail", store=True, attachment=True)
    url = fields.Char(
        "Outside Address",
        help="Public address of a picture that is not kept in Odoo (http or https). It "
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
        for picture in self.with_context(bin_size=True):
            if bool(picture.image) == bool(picture.url):
                raise ValidationError(
                    self.env._(
                        "A picture of %s needs either a file or an outside address, "
                        "and not both.",
                        picture.product_tmpl_id.display_name,
                    )
                )

    @api.constrains("product_tmpl_id", "product_id")
    def _check_variant(self):
        for picture in self:
            variant = picture.product_id
            if variant and variant.product_tmpl_id != picture.product_tmpl_id:
                raise ValidationError(
                    self.env._(
                        "%(variant)s is no variant of %(product)s: choose one of its "
                        "own.",
                        variant=variant.display_name,
                        product=picture.product_tmpl_id.display_name,
                    )
                )

    # -------------------------------------------------------- compute methods
    @api.depends("name", "product_id", "product_tmpl_id")
    def _compute_display_name(self):
        for picture in self:
            product = picture.product_id or picture.product_tmpl_id
            picture.display_name = picture.name or product.display_name

    @api.depends("image")
    def _compute_thumbnail(self):
        for picture in self:
            picture.thumbnail = picture._thumbnail()

    def _thumbnail(self):
        """Return the picture made small; nothing for what is no picture."""
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
        """Pictures at one address share what was fetched there."""
        images = self.env["laredoute.image"].sudo()
        for url, pictures in self.grouped("url").items():
            pictures.source_id = images._at(url) if url else False

    # ------------------------------------------------------------- CRUD methods
    @api.model_create_multi
    def create(self, vals_list):
        # Odoo would shrink the file to 1920 pixels
        whole = self.with_context(image_no_postprocess=True)
        for vals in vals_list:
            vals["url"] = (vals.get("url") or "").strip() or False
        pictures = super(LaredouteProductImage, whole).create(vals_list)
        pictures = pictures.with_env(self.env)
        pictures._changed()
        return pictures

    def write(self, vals):
        if "url" in vals:
            vals = {**vals, "url": (vals["url"] or "").strip() or False}
        told = SENT_FIELDS & vals.keys()
        if told:
            # those they leave
            self._changed()
        whole = self.with_context(image_no_postprocess=True)
        result = super(LaredouteProductImage, whole).write(vals)
        if told:
            self._changed()
        return result

    def unlink(self):
        self._changed()
        return super().unlink()

    def _changed(self):
        """The listings of these pictures' products are checked again."""
        self.env["laredoute.listing"]._invalidate_products(self._products())
        if any(picture.source_id for picture in self.sudo()):
            self.env["laredoute.account"]._trigger_flow("fetch_images")

    def _products(self):
        """The variants that show these pictures."""
        pictures = self.sudo().exists()
        shared = pictures.filtered(lambda picture: not picture.product_id)
        return pictures.product_id | shared.product_tmpl_id.product_variant_ids


class ProductTemplate(models.Model):
    _inherit = "product.template"

    laredoute_image_ids = fields.One2many(
        "laredoute.product.image",
        "product_tmpl_id",
        "La Redoute Pictures",
        groups="laredoute_connector.group_laredoute_user",
        help="Told after the product's own picture, in this order. La Redoute takes "
        "eight: the variant's first, then the product's.",
    )
