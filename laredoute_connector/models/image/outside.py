# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Pictures at outside addresses: looked at every day, never while a person waits.

A row with an address (``url``) stands for whatever lies there; what was fetched last
is a picture of its own (``content_id``), kept until something better was fetched.
"""

import hashlib
import random
from datetime import timedelta
from functools import partial

from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ...marketplace.platforms import ImageClient, ImageProblem, is_web_address
from .image import PREPARING

#: pictures requested for between two looks at the clock
BATCH = 20
#: hours until the next try after the first, second… failure in a row; days after that
BACKOFF = (1, 2, 4, 8, 24)
#: hours after which a picture that is there is looked at again
FRESH = 24
#: failures in a row after which our copy is told instead of the outside address
PATIENCE = 4
#: whether this server may ask its own network for pictures
PRIVATE_PARAMETER = "laredoute_connector.private_images"
#: what no waiting fixes
BAD_ADDRESS = ("bad_address", "private_address")
#: of a host that did not answer, the rest of a batch is not requested for
DEAF = ("unreachable", "timeout")


class LaredouteImage(models.Model):
    _inherit = "laredoute.image"

    url = fields.Char(index="btree_not_null", help="Of an outside picture.")
    content_id = fields.Many2one(
        "laredoute.image", index="btree_not_null", ondelete="set null"
    )
    address = fields.Char(
        help="Where La Redoute finds these bytes itself; empty when they must be "
        "fixed, or when the outside address only redirects."
    )
    etag = fields.Char("ETag")
    last_modified = fields.Char()
    next_fetch_at = fields.Datetime()
    failures = fields.Integer(help="In a row.")
    problem = fields.Char(help="Why it was not fetched the last time.")
    product_image_ids = fields.One2many("laredoute.product.image", "source_id")

    _to_fetch = models.Index("(next_fetch_at) WHERE url IS NOT NULL")

    @api.model
    def _at(self, url):
        """Return the row of an outside address, made if need be."""
        known = self.search([("url", "=", url)], order="id", limit=1)
        now = fields.Datetime.now()
        return known or self.create({"url": url, "next_fetch_at": now})

    # ------------------------------------------- what the rules and La Redoute see
    @api.model
    def _sent_fields(self):
        return [
            *super()._sent_fields(),
            "url",
            "content_id",
            "address",
            "failures",
            "problem",
        ]

    def _key(self):
        return self.id, self._content().md5

    def _content(self):
        return self.content_id if self.url else super()._content()

    def _good(self):
        return self.filtered(lambda image: image._content().md5)

    def _address(self, base):
        if self.address and self.failures < PATIENCE:
            return self.address
        return super()._address(base)

    def _refusal(self):
        if not self.url:
            return super()._refusal()
        if self.problem in BAD_ADDRESS:
            return "image_url_bad", {}
        if self.problem or not self.content_id:
            return "image_unreachable", {"reason": self.problem or "waiting"}
        return self.content_id._refusal()

    # ------------------------------------------------------------------- fetching
    def _question(self):
        """Return the address, and what is known of what lies there."""
        if self.content_id.version == PREPARING:
            return self.url, self.etag or "", self.last_modified or ""
        # the whole is needed to prepare it
        return self.url, "", ""

    def _take(self, outcome):
        """Write down what was found at the address."""
        if not self.exists():
            return
        before = self._told()
        if isinstance(outcome, ImageProblem):
            self.write(self._failed(outcome.code))
        else:
            values = {"failures": 0, "problem": False, "next_fetch_at": _later(FRESH)}
            if outcome:
                values.update(self._fetched(outcome))
            self.write(values)
        if self._told() != before:
            products = self.product_image_ids._products()
            self.env["laredoute.listing"]._invalidate_products(products)

    def _told(self):
        """What listings depend on."""
        return self._content().md5, self._refusal(), self._address("")

    def _failed(self, code):
        hours = BACKOFF[min(self.failures, len(BACKOFF) - 1)]
        return {
            "failures": self.failures + 1,
            "problem": code,
            "next_fetch_at": _later(FRESH if code in BAD_ADDRESS else hours),
        }

    def _fetched(self, found):
        """Keep new bytes; the last good picture stays when these are none."""
        # the same key as Odoo's attachments: the same picture is prepared once
        checksum = hashlib.sha1(found.data, usedforsecurity=False).hexdigest()
        content = self.search(
            [("source_checksum", "=", checksum), ("version", "=", PREPARING)],
            order="id",
            limit=1,
        ) or self._prepare_bytes(checksum, found.data)
        # the wire's checksum, not a protection
        md5 = hashlib.md5(found.data, usedforsecurity=False).hexdigest()
        return {
            "content_id": content.id,
            "address": found.address if content.md5 == md5 else False,
            "etag": found.etag,
            "last_modified": found.last_modified,
        }


class LaredouteAccount(models.Model):
    _inherit = "laredoute.account"

    @api.constrains("image_domain")
    def _check_image_domain(self):
        for account in self:
            if account.image_domain and not is_web_address(account.image_domain):
                raise ValidationError(
                    self.env._(
                        "The image address of %s must begin with https:// and name a "
                        "host, as in https://images.example.com.",
                        account.name,
                    )
                )

    @api.onchange("image_domain", "environment")
    def _onchange_image_domain(self):
        """Pictures are public, so plain HTTP works: it is advised against only."""
        address = (self.image_domain or "").lower()
        if self.environment == "live" and address.startswith("http://"):
            message = self.env._(
                "The image address is not secure. La Redoute may refuse to fetch the "
                "pictures there: use https:// if your host allows it."
            )
            return {"warning": {"title": self.env._("Images"), "message": message}}
        return None

    def _image_client(self):
        """Open the client that fetches outside pictures."""
        parameters = self.env["ir.config_parameter"].sudo()
        allowed = parameters.get_param(PRIVATE_PARAMETER) == "True"
        return ImageClient(allow_private=allowed)

    def _fetch_images(self):
        """Look at the outside pictures of selected listings that are due."""
        parameters = self.env["ir.config_parameter"].sudo()
        if parameters.get_param("database.is_neutralized"):
            return
        with self._image_client() as client:
            while due := self._due_images():
                self._fetch_batch(client, due)
                if not self._commit():
                    self._trigger_flow("fetch_images")
                    break

    def _due_images(self):
        listed = [("account_id", "=", self.id), ("selected", "=", True)]
        template = [("laredoute_listing_ids", "any", listed)]
        return self.env["laredoute.image"].search(
            [
                ("url", "!=", False),
                ("next_fetch_at", "<=", fields.Datetime.now()),
                ("product_image_ids", "any", [("product_tmpl_id", "any", template)]),
            ],
            order="next_fetch_at, id",
            limit=BATCH,
        )

    def _fetch_batch(self, client, due):
        """Fetch, then write each down; a host that is deaf is not requested again."""
        deaf = {}
        for image in due:
            url, *known = image._question()
            host = url.partition("//")[2].partition("/")[0]
            # no snapshot is held open while a far server takes its time
            self._commit()
            outcome = deaf.get(host) or _ask(client, url, *known)
            if isinstance(outcome, ImageProblem) and outcome.code in DEAF:
                deaf[host] = outcome
            self._write_down(partial(image._take, outcome))
            self.env.invalidate_all()


def _ask(client, url, etag, last_modified):
    """Ask for a picture; nothing is read or written in the database meanwhile.

    :return: FetchedImage, None when it has not changed, or ImageProblem
    """
    try:
        return client.fetch(url, etag, last_modified)
    except ImageProblem as problem:
        return problem


def _later(hours):
    """Return a moment about so many hours from now, spread a little."""
    minutes = 60 * hours * random.uniform(1.0, 1.1)
    return fields.Datetime.now() + timedelta(minutes=minutes)
