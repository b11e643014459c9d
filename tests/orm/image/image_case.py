# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Builders for the tests of images."""

import base64
import hashlib
import io

from PIL import Image

from ..common import LaredouteCase

#: 2500 x 1300 pixels, written out because Odoo's Pillow cannot write WebP
WEBP = base64.b64decode(
    "UklGRqwAAABXRUJQVlA4TKAAAAAvw8lEAQdQraIUtP8BAUnS//2BEf3P+M9//vOf//znP//5z3/+85//"
    "/Oc///nPf/7zn//85z//+c9//vOf//znP//5z3/+85///Oc///nPf/7zn//85z//+c9//vOf//znP//5"
    "z3/+85///Oc///nPf/7zn//85z//+c9//vOf//znP//5z3/+85///Oc///nPf/7zn//85z//+c9//l8d"
)


def drawn(number, size=(1300, 1300), form="JPEG", **options):
    """The bytes of an image like no other number's."""
    stream = io.BytesIO()
    colour = (number * 53 % 256, number * 101 % 256, number * 17 % 256)
    Image.new("RGB", size, colour).save(stream, form, **options)
    return stream.getvalue()


def noisy(size, form="JPEG", quality=85, grain=40):
    """The bytes of an image with something in it; a finer grain weighs more."""
    stream = io.BytesIO()
    width, height = size
    noise = Image.effect_noise((width // grain, height // grain), 60).resize(size)
    noise.convert("RGB").save(stream, form, quality=quality)
    return stream.getvalue()


class ImageCase(LaredouteCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.images = cls.env["laredoute.image"]

    def make_template(self, variants=1, **values):
        """A template without images, and its variants."""
        lines = []
        if variants > 1:
            attribute = self.env["product.attribute"].create(
                {
                    "name": "Taille",
                    "value_ids": [(0, 0, {"name": str(n)}) for n in range(variants)],
                }
            )
            lines = [
                (
                    0,
                    0,
                    {
                        "attribute_id": attribute.id,
                        "value_ids": [(6, 0, attribute.value_ids.ids)],
                    },
                )
            ]
        return self.env["product.template"].create(
            {"name": "Robe", "attribute_line_ids": lines, **values}
        )

    def add(self, template, data=None, **values):
        if data:
            values["image"] = base64.b64encode(data)
        return self.env["laredoute.product.image"].create(
            {"product_tmpl_id": template.id, **values}
        )

    def records(self, product):
        """The images La Redoute would be sent of one product."""
        return self.images._prepared(product)[product]._records(self.account)

    def served(self, image):
        """The bytes that are served for a prepared image."""
        return base64.b64decode(image._content().with_context(bin_size=False).data)

    def md5(self, *contents):
        return [hashlib.md5(each).hexdigest() for each in contents]

    def md5_sent(self, product):
        return [each.md5 for each in self.records(product)]


__all__ = ["WEBP", "ImageCase", "drawn", "noisy"]
