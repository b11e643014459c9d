# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What the files that La Redoute answers have in common."""

import tempfile
from pathlib import Path

from odoo import fields

from ....marketplace.records import AnswerResult, EncodedFile
from ..packed import unpack
from .columns import write_column
from .kind import OutgoingKind


def item_of(record):
    """Return how an item is kept on its file: ``EAN|SKU``, either may be empty.

    :param record: anything with an ``ean`` and a ``sku``
    """
    return f"{record.ean}|{record.sku}"


def texts(lines):
    """Return La Redoute's words of answer lines, a line each; False for none."""
    return "\n".join(line.text for line in lines) or False


class File(OutgoingKind):
    """A file of listings, sent at once and answered later, item by item.

    :cvar file_kind: the pure side's :class:`~....marketplace.records.FileKind`
    :cvar listing_field: field of the listing that points to its last file
    :cvar sent_field: field of the listing: fingerprint of what was sent
    :cvar accepted_field: field of the listing: fingerprint of what was accepted
    """

    has_listings = True
    file_kind = None
    listing_field = ""
    sent_field = ""
    accepted_field = ""

    def listings(self, exchange):
        """Return the listings whose last file of this kind is this one."""
        return exchange.env["laredoute.listing"].search(
            [
                ("account_id", "=", exchange.account_id.id),
                (self.listing_field, "=", exchange.id),
            ]
        )

    # ------------------------------------------------------------------- sending
    def send(self, exchange, market):
        """Send the stored file; yield the :class:`~....marketplace.records.Receipt`."""
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "file"
            unpack(exchange.payload, path)
            file = EncodedFile(path, exchange.name, exchange.item_count)
            yield market.send(self.file_kind, file)

    def taken(self, exchange, results):
        """Keep La Redoute's number of the file; its listings wait for the answer."""
        (receipt,) = results
        exchange.write(
            {"state": "sent", "batch_id": receipt.batch_id, "may_be_taken": False}
        )
        self.listings_taken(self.listings(exchange))

    def listings_taken(self, listings):
        """La Redoute took the file that holds these listings."""

    def unknown(self, exchange, message, results):
        """Its answer, if one comes, is recognised by the items it held."""
        exchange.may_be_taken = True

    def refused(self, exchange, failure, results):
        """A person looks before the file or its listings go again."""
        exchange._fail(failure)
        self.keep_refused(self.listings(exchange))

    def keep_refused(self, listings):
        """The file of these listings was refused as a whole."""
        raise NotImplementedError

    def later(self, exchange, failure, results):
        """Queue the same file again."""
        exchange.write(
            {
                "state": "queued",
                "error_code": failure.code,
                "error_message": failure.message,
                "next_attempt_at": failure.retry_at,
            }
        )

    # ------------------------------------------------------- a file that was lost
    def retry(self, exchange):
        """Send it again; of what La Redoute may have, its answer is looked for first.

        A person cannot know either whether it was taken. Whom La Redoute's support
        informed that it was not gives the file up, see ``action_set_handled``. What a
        file held that was given up goes with the next one.
        """
        if exchange.state != "unknown" and not exchange.may_be_taken:
            return super().retry(exchange)
        account = exchange.account_id
        account._wake("collect_reports")
        account._wake(self.flow)
        if exchange.state != "unknown":
            return exchange.env._(
                "%s was given up, and La Redoute may have taken it all the same: what "
                "it held goes with the next file.",
                exchange.name,
            )
        return exchange.env._(
            "La Redoute may have taken %s: its report is looked for before anything "
            "is sent again. If its support says that it was not taken, press Set as "
            "Handled.",
            exchange.name,
        )

    def may_send_again(self, exchange):
        """Whether enough time passed to act on an unknown outcome."""
        raise NotImplementedError

    def send_again(self, exchange):
        """The time has come, see :meth:`may_send_again`: prepare the file."""

    # ------------------------------------------------------------------- answers
    def answered(self, listings, lines_by_listing, rest):
        """Move listings on by what La Redoute answered to their file.

        :param lines_by_listing: ``{listing: [AnswerLine]}`` of those that are named
        :param rest: the :class:`AnswerResult` of those that are not
        """
        self._keep_part_numbers(listings, lines_by_listing)
        accepted, refused = {}, {}
        for listing in listings:
            lines = lines_by_listing.get(listing, [])
            results = {line.result for line in lines} or {rest}
            if AnswerResult.REFUSED in results:
                refused[listing] = [
                    line for line in lines if line.result is AnswerResult.REFUSED
                ]
            elif AnswerResult.PENDING not in results:
                accepted[listing] = [
                    line for line in lines if line.result is AnswerResult.WARNING
                ]
        empty = listings.browse()
        self.accepted(empty.union(*accepted), accepted, fields.Datetime.now())
        self.items_refused(empty.union(*refused), refused)

    def _keep_part_numbers(self, listings, lines_by_listing):
        """Keep La Redoute's own number of each product, whatever it says of it."""
        numbers = {
            listing.id: line.part_number
            for listing, lines in lines_by_listing.items()
            for line in lines
            # a parent's line is about its declinations, its number is not theirs
            if line.part_number
            and (line.ean == listing.ean if line.ean else line.sku == listing.sku)
        }
        write_column(listings, "part_number", numbers)

    def accepted(self, listings, warnings, now):
        """La Redoute accepted these.

        :param warnings: ``{listing: [AnswerLine]}``, what is missing all the same
        """
        raise NotImplementedError

    def items_refused(self, listings, refusals):
        """La Redoute refused these.

        :param refusals: ``{listing: [AnswerLine]}``
        """
        raise NotImplementedError

    def settled(self, account):
        """The answer to a file was applied: wake what follows from it."""

    def overdue(self, listings):
        """La Redoute should have answered about these by now."""
