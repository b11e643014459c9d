# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Where a product's pictures come from, and in which order."""

from collections import defaultdict
from typing import NamedTuple

from odoo import api, models
from odoo.fields import Domain

#: the pictures of Odoo's shop, where it is installed
SHOP_IMAGE = "product.image"


class Source(NamedTuple):
    """A picture before it is prepared.

    :ivar key: what tells its content apart from others'
    :ivar attachment_id: the file, of a picture kept in Odoo
    :ivar image_id: the prepared picture, of one at an outside address
    """

    key: str
    attachment_id: int = 0
    image_id: int = 0


class LaredouteImage(models.Model):
    _inherit = "laredoute.image"

    @api.model
    def _sources(self, products):
        """Return {product: its pictures in order}, each content once, in bulk.

        The variant's own come first, then the template's; of each, the main picture
        and then the additional ones in their order. Costs the same few queries
        whatever the number of products, and reads no picture.
        """
        # whatever they were read with
        products = products.with_prefetch()
        extra = self._additional(products)
        files = self._files(products, extra)
        result = {}
        for product in products:
            template = product.product_tmpl_id
            own = [("product.product", product.id), *extra[product]]
            shared = [("product.template", template.id), *extra[template]]
            found = {}
            for owner in own + shared:
                source = files.get(owner)
                if source:
                    found.setdefault(source.key, source)
            result[product] = list(found.values())
        return result

    @api.model
    def _additional(self, products):
        """Return {variant or template: (model, id) of its additional pictures}."""
        templates = products.product_tmpl_id
        result = defaultdict(list)
        pictures = (
            self.env["laredoute.product.image"]
            .sudo()
            .search_fetch(
                [("product_tmpl_id", "in", templates.ids)],
                ["product_tmpl_id", "product_id", "source_id"],
            )
        )
        for picture in pictures:
            owner = picture.product_id or picture.product_tmpl_id
            result[owner].append((picture._name, picture.id))
        if SHOP_IMAGE in self.env:
            self._add_shop_images(products, templates, result)
        return result

    @api.model
    def _add_shop_images(self, products, templates, result):
        """Add the pictures of Odoo's shop; a video's thumbnail is none."""
        pictures = (
            self.env[SHOP_IMAGE]
            .sudo()
            .search_fetch(
                [
                    ("video_url", "=", False),
                    "|",
                    ("product_tmpl_id", "in", templates.ids),
                    ("product_variant_id", "in", products.ids),
                ],
                ["product_tmpl_id", "product_variant_id"],
            )
        )
        for picture in pictures:
            owner = picture.product_variant_id or picture.product_tmpl_id
            result[owner].append((picture._name, picture.id))

    @api.model
    def _files(self, products, extra):
        """Return {(model, id): Source} of all these owners of a picture."""
        owners = defaultdict(list)
        owners["product.product"] = products.ids
        owners["product.template"] = products.product_tmpl_id.ids
        for pictures in extra.values():
            for model, number in pictures:
                owners[model].append(number)
        names = {
            "product.product": "image_variant_1920",
            "laredoute.product.image": "image",
        }
        terms = [
            [
                ("res_model", "=", model),
                ("res_field", "=", names.get(model, "image_1920")),
                ("res_id", "in", numbers),
            ]
            for model, numbers in owners.items()
        ]
        found = self._attached(terms)
        pictures = self.env["laredoute.product.image"].sudo()
        for picture in pictures.browse(owners.get("laredoute.product.image", ())):
            if picture.source_id:
                key = f"outside:{picture.source_id.id}"
                source = Source(key, image_id=picture.source_id.id)
                found[picture._name, picture.id] = source
        return found

    @api.model
    def _attached(self, terms):
        attachments = self.env["ir.attachment"].sudo()
        found = attachments.search_fetch(
            Domain.OR(terms), ["res_model", "res_id", "checksum"]
        )
        return {
            (each.res_model, each.res_id): Source(each.checksum, attachment_id=each.id)
            for each in found
            if each.checksum
        }
