# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Images at outside addresses: looked at every day, never while a person waits.

A row with an address (``url``) stands for whatever lies there; what was fetched last
is an image of its own (``content_id``), kept until something better was fetched.
"""

import hashlib
import random
from datetime import timedelta
from functools import partial

from odoo import api, fields, models

from ...marketplace.platforms import ImageClient, ImageProblem
from ..flow.work import commit, write_down
from .image import PREPARING

#: images requested between two looks at the clock
BATCH = 20
#: hours until the next try after the first, second… failure in a row; days after that
BACKOFF = (1, 2, 4, 8, 24)
#: hours after which an image that is there is looked at again
FRESH = 24
#: failures in a row after which our copy is sent instead of the outside address
PATIENCE = 4
#: whether this server may fetch images from its own network
PRIVATE_PARAMETER = "laredoute_connector.private_images"
#: what no waiting fixes
BAD_ADDRESS = ("bad_address", "private_address")
#: of a host that did not answer, the rest of a batch is not requested
DEAF = ("unreachable", "timeout")


class LaredouteImage(models.Model):
    _inherit = "laredoute.image"

    url = fields.Char(index="btree_not_null", help="Of an outside image.")
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
        before = self._seen()
        if isinstance(outcome, ImageProblem):
            self.write(self._failed(outcome.code))
        else:
            values = {"failures": 0, "problem": False, "next_fetch_at": _later(FRESH)}
            if outcome:
                values.update(self._fetched(outcome))
            self.write(values)
        if self._seen() != before:
            self.product_image_ids._invalidate_listings()

    def _seen(self):
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
        """Keep new bytes; the last good image stays when these are none."""
        # the same key as Odoo's attachments: the same image is prepared once
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

    # ------------------------------------------------------------------- the flow
    @api.model
    def _client(self):
        """Open the client that fetches outside images; use it in a ``with`` block."""
        parameters = self.env["ir.config_parameter"].sudo()
        allowed = parameters.get_param(PRIVATE_PARAMETER) == "True"
        return ImageClient(allow_private=allowed)

    @api.model
    def _run_fetch(self, account):
        """Look at the outside images of the account's selected listings that are due.

        :param account: in its company and language
        """
        parameters = self.env["ir.config_parameter"].sudo()
        if parameters.get_param("database.is_neutralized"):
            return
        with self._client() as client:
            while due := self._due(account):
                self._fetch_batch(client, due)
                if not commit(self.env):
                    account._wake("fetch_images")
                    break

    @api.model
    def _due(self, account):
        listed = [("account_id", "=", account.id), ("selected", "=", True)]
        template = [("laredoute_listing_ids", "any", listed)]
        return self.search(
            [
                ("url", "!=", False),
                ("next_fetch_at", "<=", fields.Datetime.now()),
                ("product_image_ids", "any", [("product_tmpl_id", "any", template)]),
            ],
            order="next_fetch_at, id",
            limit=BATCH,
        )

    @api.model
    def _fetch_batch(self, client, due):
        """Fetch, then write each down; a host that is deaf is not requested again."""
        deaf = {}
        for image in due:
            url, *known = image._question()
            host = url.partition("//")[2].partition("/")[0]
            # no snapshot is held open while a far server takes its time
            commit(self.env)
            outcome = deaf.get(host) or _fetch(client, url, *known)
            if isinstance(outcome, ImageProblem) and outcome.code in DEAF:
                deaf[host] = outcome
            write_down(self.env, partial(image._take, outcome))
            self.env.invalidate_all()


def _fetch(client, url, etag, last_modified):
    """Fetch an image; nothing is read or written in the database meanwhile.

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
