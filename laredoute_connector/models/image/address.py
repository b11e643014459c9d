# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Where La Redoute fetches images.

Each is served by a public route under a signature of its own; the checksum sent is
that of the very bytes served. The address follows from those bytes alone: it changes
with them, and with nothing else.
"""

import hashlib
import hmac

from odoo import api, models

from ...marketplace.records import ProductImage

#: where the prepared images are served
PATH = "/laredoute/image/"


class LaredouteImage(models.Model):
    _inherit = "laredoute.image"

    def _records(self, account):
        """Return the good images as La Redoute will fetch them, in order."""
        base = (account.image_domain or account.get_base_url()).rstrip("/")
        return tuple(
            ProductImage(url=image._address(base), md5=image._content().md5)
            for image in self._good()
        )

    def _address(self, base):
        """Return where La Redoute finds this image.

        :param base: the image address of an account, without a slash at its end
        """
        md5 = self._content().md5
        return f"{base}{PATH}{md5}-{self._signature(md5)}.jpg"

    @api.model
    def _signature(self, md5):
        """Sign an image, so that nothing but images that are sent can be fetched.

        It lasts as long as the database keeps its secret.
        """
        secret = self.env["ir.config_parameter"].sudo().get_param("database.secret")
        message = f"laredoute.image:{md5}".encode()
        return hmac.new(secret.encode(), message, hashlib.sha256).hexdigest()[:32]

    @api.model
    def _signed(self, name, everybody=True):
        """Return the file of an image that was sent, nothing for what we did not sign.

        :param name: last part of an address: checksum, signature and suffix
        :param everybody: only what is public still
        """
        nothing = self.env["ir.attachment"]
        md5, _dash, rest = name.partition("-")
        right = f"{self._signature(md5)}.jpg"
        if not hmac.compare_digest(right.encode(), rest.encode()):
            return nothing
        image = self.search([("md5", "=", md5), ("url", "=", False)], limit=1)
        if everybody and image and not image._is_public():
            return nothing
        domain = [
            ("res_model", "=", self._name),
            ("res_field", "=", "data"),
            ("res_id", "=", image.id),
        ]
        return nothing.search(domain, limit=1) if image else nothing
