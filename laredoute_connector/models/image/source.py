# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Where a product's images come from, and in which order."""

from collections import defaultdict
from typing import NamedTuple

from odoo import api, models
from odoo.fields import Domain

#: the images of Odoo's shop, where it is installed
SHOP_IMAGE = "product.image"


class Source(NamedTuple):
    """An image before it is prepared.

    :ivar key: what distinguishes its content from others'
    :ivar attachment_id: the file, of an image kept in Odoo
    :ivar image_id: the prepared image, of one at an outside address
    """

    key: str
    attachment_id: int = 0
    image_id: int = 0


class LaredouteImage(models.Model):
    _inherit = "laredoute.image"

    @api.model
    def _sources(self, products):
        """Return {product: its images in order}, each content once, in bulk.

        The variant's own come first, then the template's; of each, the main image
        and then the additional ones in their order. In several colours, the template's
        main image stands for variants without an image of their own, as in Odoo's shop:
        it shows one of the colours. Costs the same few queries whatever the number of
        products, and reads no image.
        """
        # whatever they were read with
        products = products.with_prefetch()
        extra = self._additional(products)
        files = self._files(products, extra)
        coloured = self._in_colours(products.product_tmpl_id)
        result = {}
        for product in products:
            template = product.product_tmpl_id
            own = [("product.product", product.id), *extra[product]]
            shared = [("product.template", template.id), *extra[template]]
            if template.id in coloured and any(owner in files for owner in own):
                del shared[0]
            found = {}
            for owner in own + shared:
                source = files.get(owner)
                if source:
                    found.setdefault(source.key, source)
            result[product] = list(found.values())
        return result

    @api.model
    def _in_colours(self, templates):
        """Return the ids of those whose variants have several colours."""
        lines = self.env["product.template.attribute.line"].sudo()
        groups = lines._read_group(
            [
                ("product_tmpl_id", "in", templates.ids),
                ("attribute_id.laredoute_usage", "=", "colour"),
                ("value_count", ">", 1),
            ],
            ["product_tmpl_id"],
        )
        return {template.id for (template,) in groups}

    @api.model
    def _additional(self, products):
        """Return {variant or template: (model, id) of its additional images}."""
        templates = products.product_tmpl_id
        result = defaultdict(list)
        additional = (
            self.env["laredoute.product.image"]
            .sudo()
            .search_fetch(
                [("product_tmpl_id", "in", templates.ids)],
                ["product_tmpl_id", "product_id", "source_id"],
            )
        )
        for each in additional:
            owner = each.product_id or each.product_tmpl_id
            result[owner].append((each._name, each.id))
        if SHOP_IMAGE in self.env:
            self._add_shop_images(products, templates, result)
        return result

    @api.model
    def _add_shop_images(self, products, templates, result):
        """Add the images of Odoo's shop; a video's thumbnail is none."""
        shown = (
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
        for each in shown:
            owner = each.product_variant_id or each.product_tmpl_id
            result[owner].append((each._name, each.id))

    @api.model
    def _files(self, products, extra):
        """Return {(model, id): Source} of all these owners of an image."""
        owners = defaultdict(list)
        owners["product.product"] = products.ids
        owners["product.template"] = products.product_tmpl_id.ids
        for additional in extra.values():
            for model, number in additional:
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
        additional = self.env["laredoute.product.image"].sudo()
        for each in additional.browse(owners.get("laredoute.product.image", ())):
            if each.source_id:
                key = f"outside:{each.source_id.id}"
                source = Source(key, image_id=each.source_id.id)
                found[each._name, each.id] = source
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
