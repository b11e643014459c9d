# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""The images La Redoute fetches: public, signed, and nothing else.

An address names no database: where one Odoo serves several, its ``dbfilter`` must
choose by the host, as for a website.
"""

from odoo import http
from odoo.http import request

from ..models.common import USER
from ..models.image.address import PATH


class LaredouteImageController(http.Controller):
    # a path, so that whatever is tried below the address gets the same answer
    @http.route(
        f"{PATH}<path:name>",
        type="http",
        auth="public",
        methods=["GET"],
        sitemap=False,
        save_session=False,
        readonly=True,
    )
    def image(self, name):
        """Serve one image; 404 for whatever was not signed by us.

        The file is streamed from where it lies. Its address names one content for
        ever, so it may be kept for ever: by whoever fetched it, and by caches on the
        way only where everybody may see it.
        """
        # a preview shows our people what is not public yet, or any more
        everybody = not request.env.user.has_group(USER)
        images = request.env["laredoute.image"].sudo()
        attachment = images._signed(name, everybody)
        if not attachment:
            return self._nothing()
        try:
            stream = attachment._to_http_stream()
        except OSError:
            # the file store lost it
            return self._nothing()
        stream.public = everybody
        stream.mimetype = "image/jpeg"
        stream.etag = name.partition("-")[0]
        return stream.get_response(as_attachment=False, immutable=True)

    def _nothing(self):
        """One answer for everything that is not there, kept by nobody."""
        headers = [
            ("Content-Type", "text/plain"),
            ("Cache-Control", "no-store"),
            ("X-Content-Type-Options", "nosniff"),
        ]
        return request.make_response("Not found", headers=headers, status=404)
