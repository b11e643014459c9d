# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""La Redoute's answers: reports on files of ours, and lists of competing offers."""

from odoo import fields

from ....marketplace import errors
from ....marketplace.records import (
    AnswerKind,
    AnswerLine,
    AnswerResult,
    CompetingOffer,
)
from ...common import naive
from ...flow.failure import classify_error
from .columns import write_column, write_grouped
from .kind import Kind
from .lost import find_lost, give_up

#: results that are written line by line where people read them
SHOWN = (AnswerResult.REFUSED, AnswerResult.WARNING)


class Answer(Kind):
    """An answer, taken from La Redoute and applied afterwards.

    :param files: the kinds of the files that may be answered
    """

    name = "report"
    label = "Report"
    flow = "apply_reports"

    def __init__(self, files):
        self._of_files = {AnswerKind(kind.file_kind.value): kind for kind in files}

    def retry(self, exchange):
        """Apply it again; what was never received is collected again."""
        if exchange.payload:
            exchange.write({**exchange._prepare_retry(), "state": "answered"})
            exchange.account_id._wake(self.flow)
        else:
            exchange.account_id._wake("collect_reports")

    def apply(self, exchange, reader):
        """Do what the answer says, and note on it what it was about.

        :param reader: an open :class:`~....marketplace.port.AnswerReader`
        :return: False when it is not done: it waits since the file it may be about is
            being sent, or failed since nobody knows its file
        :raises UnreadableData: when it cannot be used
        """
        kind = self._of_files.get(reader.header.kind)
        if kind:
            return self._apply_to_file(exchange, reader, kind)
        if reader.header.kind is not AnswerKind.OPEN_LISTING:
            raise errors.UnreadableData(
                "report of an unknown kind", code="unknown_report"
            )
        _apply_open_listing(exchange, reader)
        return True

    # ------------------------------------------------------------ a file of ours
    def _apply_to_file(self, exchange, reader, kind):
        lines = [line for line in reader if isinstance(line, AnswerLine)]
        listings = exchange.env["laredoute.listing"]
        file = self._sent_file(exchange, reader.header, kind)
        if not file:
            found = find_lost(exchange, kind, reader.header, lines)
            if found.filtered(lambda each: each.state == "sending"):
                exchange.account_id._wake(kind.flow)
                return False
            if len(found) > 1:
                self._note(exchange, reader.header, found.browse(), lines, listings)
                give_up(exchange, kind, found)
                return True
            file = found
            if file:
                self._take_for_sent(file, reader.header, kind)
        if file:
            listings = kind.listings(file)
        self._note(exchange, reader.header, file, lines, listings)
        if not file:
            # not raised: what was noted is what a person looks at
            error = errors.UnreadableData(
                "report on a batch we did not send", code="unknown_batch"
            )
            exchange._fail(classify_error(exchange.env, error))
            return False
        # a file that was given up holds its listings no longer
        if listings and file.state != "failed":
            kind.answered(listings, _by_listing(listings, lines), reader.header.rest)
        if reader.header.rest is not AnswerResult.PENDING:
            self._settle_file(exchange, file, kind)
        return True

    def _sent_file(self, exchange, header, kind):
        if not header.batch_id:
            return exchange.browse()
        return exchange.search(
            [
                *exchange._of_kind(exchange.account_id, kind.name),
                ("batch_id", "=", header.batch_id),
            ],
            limit=1,
        )

    def _take_for_sent(self, file, header, kind):
        """The answer shows that La Redoute took a file whose outcome was unknown."""
        given_up = file.state == "failed"
        file.write(
            {"batch_id": header.batch_id or file.batch_id, "may_be_taken": False}
        )
        if not given_up:
            file.state = "sent"
            kind.listings_taken(kind.listings(file))

    def _settle_file(self, exchange, file, kind):
        file.write(
            {
                "state": "done",
                "done_at": fields.Datetime.now(),
                "overdue": False,
                "refused_count": exchange.refused_count,
                "error_code": False,
                "error_message": False,
                "items": False,
            }
        )
        file._problem_solved()
        kind.settled(exchange.account_id)

    def _note(self, exchange, header, file, lines, listings):
        """Keep on the answer what it is about, and line by line what is wrong."""
        shown = [line for line in lines if line.result in SHOWN]
        ids = _ids_by_code(listings)
        exchange.line_ids.unlink()
        exchange.env["laredoute.exchange.line"].create(
            [
                {
                    "exchange_id": exchange.id,
                    "listing_id": ids.get(line.ean) or ids.get(line.sku) or False,
                    "ean": line.ean,
                    "sku": line.sku,
                    "code": line.code,
                    "text": line.text,
                }
                for line in shown
            ]
        )
        exchange.write(
            {
                "answers_id": file.id,
                "batch_id": header.batch_id or exchange.batch_id,
                "item_count": header.items_read or file.item_count,
                "refused_count": len({(each.ean, each.sku) for each in shown}),
            }
        )


def _ids_by_code(listings):
    codes = {listing.sku: listing.id for listing in listings if listing.sku}
    codes.update({listing.ean: listing.id for listing in listings if listing.ean})
    return codes


def _by_listing(listings, lines):
    """Return ``{listing: [AnswerLine]}`` of the listings that the lines speak of.

    A refused parent takes its declinations with it; what is said of the declination
    itself comes first.
    """
    by_code = {}
    for line in lines:
        for code in {line.ean, line.sku} - {""}:
            by_code.setdefault(code, []).append(line)
    found = {}
    for listing in listings:
        said = by_code.get(listing.ean) or by_code.get(listing.sku) or []
        if not any(line.result is AnswerResult.REFUSED for line in said):
            of_parent = by_code.get(listing.parent_sku, [])
            said = said + [
                line
                for line in of_parent
                if not said or line.result is AnswerResult.REFUSED
            ]
        if said:
            found[listing] = said
    return found


def _apply_open_listing(exchange, reader):
    """Keep the best competing offer of each listing."""
    lines = [line for line in reader if line.ean]
    offers = {line.ean: line for line in lines if isinstance(line, CompetingOffer)}
    listings = exchange.env["laredoute.listing"].search(
        [
            ("account_id", "=", exchange.account_id.id),
            ("ean", "in", list(offers)),
        ]
    )
    by_listing = {listing: offers[listing.ean] for listing in listings}
    prices = {each.id: offer.best_price for each, offer in by_listing.items()}
    write_column(listings, "best_price", prices)
    write_grouped(
        {
            listing: {"best_is_ours": offer.is_ours}
            for listing, offer in by_listing.items()
            if listing.best_is_ours != offer.is_ours
        }
    )
    shown = listings.filtered(lambda each: by_listing[each].is_ours)
    shown._note_seen("open_listing", exchange.name)
    now = fields.Datetime.now()
    exchange.env["laredoute.competing.offer"]._apply_report(
        exchange.account_id,
        offers,
        {line.ean for line in lines} - set(offers),
        # a clock ahead of ours must not hide the reports to come
        min(naive(reader.header.dated_at) or now, now),
    )
    exchange.item_count = len(offers)
