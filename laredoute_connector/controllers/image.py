# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""The pictures La Redoute fetches: public, signed, and nothing else."""

import base64
import hmac

from odoo import http
from odoo.http import request

#: an address names one content for ever
ONE_YEAR = 365 * 24 * 3600


class LaredouteImageController(http.Controller):
    @http.route(
        "/laredoute/image/<int:image_id>-<string:signature>.jpg",
        type="http",
        auth="public",
        methods=["GET"],
        sitemap=False,
        save_session=False,
    )
    def image(self, image_id, signature):
        """Serve one picture; 404 for whatever was not signed by us."""
        image = request.env["laredoute.image"].sudo().browse(image_id).exists()
        if not image.md5 or not hmac.compare_digest(
            image._signature().encode(), signature.encode()
        ):
            return request.not_found()
        body = base64.b64decode(image.with_context(bin_size=False).data)
        return request.make_response(
            body,
            headers=[
                ("Content-Type", "image/jpeg"),
                ("Content-Length", len(body)),
                ("Cache-Control", f"public, max-age={ONE_YEAR}, immutable"),
                ("ETag", f'"{image.md5}"'),
            ],
        )
