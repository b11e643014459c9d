# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Product files: what becomes of their listings."""

from datetime import timedelta

from odoo import fields

from ....marketplace.records import FileKind
from ...common import KNOWN_STATES
from .brands import forget_refused_brands, note_refused_brands
from .columns import copy_column, write_grouped
from .file import File, texts

#: what a refused product says of a brand that others of it must know
NOT_ALLOWED = ("brand_not_allowed",)
#: after the platform's delay an answer is still waited for this long
MARGIN = timedelta(hours=2)


class Products(File):
    """Product files."""

    name = "products"
    label = "Products"
    flow = "send_products"
    file_kind = FileKind.PRODUCTS
    listing_field = "product_exchange_id"
    sent_field = "product_sent"
    accepted_field = "product_accepted"

    def listings_taken(self, listings):
        """Their codes are fixed from now on, and their state shows that they wait."""
        now = fields.Datetime.now()
        listings.filtered(lambda each: not each.sent_at).write({"sent_at": now})
        listings.filtered("codes_free").write({"codes_free": False})
        listings.filtered(
            lambda each: each.state in ("selected", "ready", "rejected")
        ).write({"state": "sent", "refusal": False})

    def keep_refused(self, listings):
        """They are ready, but not due: the file waits for a person."""
        listings.filtered(lambda each: each.state == "sent").write({"state": "ready"})

    def release(self, exchange, unsure):
        """Its listings go with the next file, whole if La Redoute may have this one."""
        listings = self.listings(exchange)
        if unsure:
            listings.write({self.accepted_field: False})
        copy_column(listings, self.sent_field, self.accepted_field)
        listings.write({"product_dirty": True})
        self.keep_refused(listings)

    # ------------------------------------------------------- a file that was lost
    def may_send_again(self, exchange):
        """Whether La Redoute would have answered by now if it had taken the file.

        That is known only when the answers were read since then, which they are not
        after a long stop. Without any answers time alone decides.
        """
        account = exchange.account_id
        capabilities = account._capabilities()
        begin = exchange.sent_at or exchange.create_date
        due = begin + capabilities.answer_delay[self.file_kind] + MARGIN
        now = fields.Datetime.now()
        if not capabilities.answers:
            return now >= due
        read_at = account._flow("collect_reports").watermark or begin
        # one in the future is of a clock that was wrong once: it says nothing
        return due <= read_at <= now and not exchange._has_answers_to_apply(account)

    def send_again(self, exchange):
        """It was not taken: the same file goes."""
        exchange.write(exchange._prepare_retry())

    # ------------------------------------------------------------------- answers
    def accepted(self, listings, warnings, now):
        """They are known to La Redoute from now on."""
        values = {}
        for listing in listings:
            lines = warnings[listing]
            values[listing] = {
                "refusal": False,
                "refusal_code": False,
                "overdue": False,
                # a refusal that came before had La Redoute hold nothing of it
                "codes_free": False,
                "to_complete": bool(lines),
                # what La Redoute lacked is created now
                "by_ean": False,
                "warning": texts(lines),
            }
            if listing.by_ean == "missing" or not listing.product_accepted:
                # what it finds of one that it took, its offer shows
                values[listing]["missing_since"] = False
            if listing.state not in (*KNOWN_STATES, "ended"):
                values[listing].update(state="integrated", integrated_at=now)
        write_grouped(values)
        copy_column(listings, self.accepted_field, self.sent_field)
        # what La Redoute knows now can be offered
        listings.env["laredoute.listing.stale"]._collect_offers(listings)
        # a warning about a brand that changed ends with the answer
        listings.filtered(
            lambda each: each.brand_taken and each.brand_taken != each.brand_sent
        )._invalidate_these()
        copy_column(listings, "brand_taken", "brand_sent")
        forget_refused_brands(listings)

    def items_refused(self, listings, refusals):
        """Their refusal stands on them until a person fixes what is wrong."""
        values = {}
        for listing in listings:
            lines = refusals[listing]
            values[listing] = {
                "refusal": texts(lines),
                "refusal_code": lines[0].code if lines else False,
                "overdue": False,
            }
            if listing.state not in KNOWN_STATES:
                values[listing]["state"] = "rejected"
            if not listing.product_accepted:
                values[listing]["codes_free"] = True
                if not listing.selected:
                    # ended while it was on its way
                    values[listing]["state"] = "ended"
        write_grouped(values)
        note_refused_brands(listings, refusals, NOT_ALLOWED)

    def settled(self, account):
        """What La Redoute knows now can be offered."""
        account._wake("send_offers")

    def overdue(self, listings):
        """A person sees it on the product, too."""
        listings.write({"overdue": True})
