# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Offer files: what becomes of their listings, and how often one may go."""

from datetime import timedelta

from odoo import fields

from ....marketplace.records import FileKind
from ...common import FORGOTTEN
from .brands import forget_lost_brands, note_refused_brands
from .columns import copy_column, write_grouped
from .file import File, texts
from .missing import missing_in

#: times a refused offer is sent again with the next files
RETRIES = 3
#: what a refused offer says of its brand: its right to be sold, or itself, was lost
LOST_BRAND = ("brand_not_allowed", "brand_unknown", "brand_zero")
#: added to the time between two files: their arrival is what La Redoute compares
INTERVAL_MARGIN = timedelta(minutes=1)


class Offers(File):
    """Offer files."""

    name = "offers"
    label = "Offers"
    flow = "send_offers"
    file_kind = FileKind.OFFERS
    listing_field = "offer_exchange_id"
    sent_field = "offer_sent"
    accepted_field = "offer_accepted"

    def keep_refused(self, listings):
        """The same offers do not go again before something changes."""
        copy_column(listings, "offer_refused", self.sent_field)
        copy_column(listings, self.sent_field, self.accepted_field)
        _measure_again(listings)

    def retry(self, exchange):
        """What was refused with the file may go."""
        listings = self.listings(exchange)
        listings.write({"offer_refused": False})
        _look_again(listings)
        return super().retry(exchange)

    def release(self, exchange, unsure):
        """Its listings go with the next file, whole if La Redoute may have this one."""
        listings = self.listings(exchange)
        if unsure:
            # not as if nothing was sent: what may be on sale is ended at 0
            listings.write({self.accepted_field: FORGOTTEN})
        copy_column(listings, self.sent_field, self.accepted_field)
        _look_again(listings)

    def may_send_again(self, exchange):
        """Whether a fresh file may replace it: two too close block each other."""
        begin = exchange.sent_at or exchange.create_date
        intervals = exchange.account_id._capabilities().file_interval
        interval = intervals.get(self.file_kind, timedelta(0))
        return fields.Datetime.now() >= begin + interval + INTERVAL_MARGIN

    # ------------------------------------------------------------------- answers
    def settled(self, account):
        """The next file waited for it."""
        if account.offer_interval:
            account._wake(self.flow)

    def accepted(self, listings, warnings, now):
        """They are on sale from now on, or no longer, as was sent."""
        forget_lost_brands(listings)
        values = {}
        for listing in listings:
            warning = texts(warnings[listing])
            changed = {}
            if listing.offer_refusals or listing.warning != warning:
                changed = {"offer_refusals": 0, "warning": warning}
            if listing.missing_since:
                changed["missing_since"] = False
            if not listing.selected and not listing.quantity_sent:
                changed["state"] = "ended"
            elif listing.state in ("offered", "integrated"):
                known = listing.integrated_at or now
                changed.update(state="live", live_at=now, integrated_at=known)
            if changed:
                values[listing] = changed
        write_grouped(values)
        copy_column(listings, self.accepted_field, self.sent_field)
        listings._note_accepted(now)
        listings.env["laredoute.offer.price"].sudo()._note(listings)

    def items_refused(self, listings, refusals):
        """What passes by itself is sent a few times more, then waits for a change.

        A product that is not there yet, or two files that blocked each other, for one.
        What stays refused is not shown as live.
        """
        missing = missing_in(listings, refusals)
        # of what was on sale units may be sold yet: a person says that it is gone
        to_create = missing.filtered(
            lambda each: each.by_ean == "offered" and not each.integrated_at
        )
        to_create._to_creation()
        (missing - to_create)._note_missing()
        listings -= to_create
        values = {
            listing: {
                "warning": texts(refusals[listing]),
                "offer_refusals": listing.offer_refusals + 1,
                "offer_refused": False,
            }
            for listing in listings
        }
        write_grouped(values)
        often = listings.filtered(lambda each: each.offer_refusals > RETRIES)
        often.filtered(lambda each: each.state == "live").write({"state": "integrated"})
        # what left the shop and is not there is over
        (often & missing).filtered(lambda each: not each.selected).write(
            {"state": "ended", "quantity_accepted": 0}
        )
        # nothing of these was ever taken, for sure: their codes may be corrected
        listings.filtered(lambda each: each._is_refused_by_ean()).codes_free = True
        copy_column(often, "offer_refused", self.sent_field)
        note_refused_brands(listings, refusals, LOST_BRAND)
        copy_column(listings, self.sent_field, self.accepted_field)
        _measure_again(listings)
        _look_again(listings)


def _measure_again(listings):
    """A fall is measured by what La Redoute has, not by what it refused."""
    known = listings.filtered("usual_accepted")
    copy_column(known, "usual_sent", "usual_accepted")


def _look_again(listings):
    """What La Redoute has of these is not what it was sent last."""
    listings.env["laredoute.listing.stale"]._collect_offers(listings)


# ------------------------------------------------------ what the next file asks
def next_file_at(account):
    """Return when the next offer file may go: two too close block each other.

    Counted from the end of the last call whose file was taken, or may have been. One
    that La Redoute took and did not answer is waited for, within the account's
    patience: stock must not stand still for days because a report is late.

    :return: naive UTC moment; None when any time will do
    """
    last = _last_sent(account)
    if not last or not account.offer_interval:
        return None
    due = last.sent_at + timedelta(minutes=account.offer_interval) + INTERVAL_MARGIN
    if last.state == "sent":
        due = max(due, last.sent_at + timedelta(hours=account.answer_patience))
    return due


def _last_sent(account):
    exchanges = account.env["laredoute.exchange"]
    return exchanges.search(
        [
            *exchanges._of_kind(account, Offers.name),
            ("sent_at", "!=", False),
            "|",
            ("state", "in", ("sending", "sent", "done", "unknown")),
            ("may_be_taken", "=", True),
        ],
        order="sent_at desc",
        limit=1,
    )


def complete_since(account, moment):
    """Return whether a complete offer file was made since a naive UTC moment.

    Whatever became of it: one that La Redoute refused is not repeated all day.
    """
    exchanges = account.env["laredoute.exchange"]
    complete = [
        *exchanges._of_kind(account, Offers.name),
        ("complete", "=", True),
        ("create_date", ">=", moment),
    ]
    return bool(exchanges.search_count(complete, limit=1))
