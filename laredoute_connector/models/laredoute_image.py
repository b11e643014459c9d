# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Product pictures made fit for La Redoute, kept by their content.

La Redoute fetches pictures from an address, so each is served by a public route under
a signature of its own; the checksum told is that of the very bytes served.
"""

import base64
import hashlib
import hmac

from odoo import api, fields, models

from ..marketplace.records import ProductImage
from ..marketplace.rules import ImageFacts, ImageRefused, prepare_image


class LaredouteImage(models.Model):
    _name = "laredoute.image"
    _description = "La Redoute Image"

    source_checksum = fields.Char(required=True, help="Of the picture in Odoo.")
    data = fields.Binary(attachment=True, help="JPEG, as served.")
    md5 = fields.Char("MD5")
    width = fields.Integer()
    height = fields.Integer()
    size = fields.Integer(help="Bytes.")
    refusal_code = fields.Char()
    refusal_arguments = fields.Json()

    _once = models.Constraint(
        "UNIQUE(source_checksum)", "This picture was prepared already."
    )

    @api.model
    def _prepared(self, products):
        """Return {product: its prepared picture}, making those that are missing.

        :param products: product variants; the variant's own picture comes first, the
            template's second
        """
        checksums = self._source_checksums(products)
        known = self.search([("source_checksum", "in", list(checksums.values()))])
        by_checksum = {image.source_checksum: image for image in known}
        result = {}
        for product in products:
            checksum = checksums.get(product)
            if not checksum:
                continue
            if checksum not in by_checksum:
                by_checksum[checksum] = self._prepare(product, checksum)
            result[product] = by_checksum[checksum]
        return result

    @api.model
    def _source_checksums(self, products):
        """Return {product: checksum of its picture}, with one query."""
        attachments = self.env["ir.attachment"].sudo()
        pictures = attachments.search_fetch(
            [
                "|",
                "&",
                "&",
                ("res_model", "=", "product.product"),
                ("res_field", "=", "image_variant_1920"),
                ("res_id", "in", products.ids),
                "&",
                "&",
                ("res_model", "=", "product.template"),
                ("res_field", "=", "image_1920"),
                ("res_id", "in", products.product_tmpl_id.ids),
            ],
            ["res_model", "res_id", "checksum"],
        )
        marks = {(each.res_model, each.res_id): each.checksum for each in pictures}
        result = {}
        for product in products:
            mark = marks.get(("product.product", product.id)) or marks.get(
                ("product.template", product.product_tmpl_id.id)
            )
            if mark:
                result[product] = mark
        return result

    @api.model
    def _prepare(self, product, checksum):
        """Make one picture fit; what cannot be mended is kept with its reason."""
        values = {"source_checksum": checksum}
        source = base64.b64decode(product.with_context(bin_size=False).image_1920)
        try:
            prepared = prepare_image(source)
        except ImageRefused as refused:
            values["refusal_code"] = refused.finding.code
            values["refusal_arguments"] = dict(refused.finding.arguments)
        else:
            values.update(
                data=base64.b64encode(prepared.data),
                md5=prepared.md5,
                width=prepared.width,
                height=prepared.height,
                size=len(prepared.data),
            )
        return self.create(values)

    def _record(self, account):
        """Return this picture as La Redoute will fetch it."""
        self.ensure_one()
        base = account.image_domain or account.get_base_url()
        address = (
            f"{base.rstrip('/')}/laredoute/image/{self.id}-{self._signature()}.jpg"
        )
        return ProductImage(url=address, md5=self.md5)

    def _signature(self):
        """Sign the address, so that nothing but told pictures can be fetched."""
        self.ensure_one()
        secret = self.env["ir.config_parameter"].sudo().get_param("database.secret")
        message = f"laredoute.image:{self.id}:{self.md5}".encode()
        return hmac.new(secret.encode(), message, hashlib.sha256).hexdigest()[:32]

    def _facts(self):
        """What the rules look at; a picture that was refused has no facts."""
        self.ensure_one()
        if not self.md5:
            return ()
        return (
            ImageFacts(
                format="JPEG", width=self.width, height=self.height, size=self.size
            ),
        )
