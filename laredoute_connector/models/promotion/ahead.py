# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""The file of an operation's offers that La Redoute wants ahead of it.

Source: Lengow's guide to La Redoute, 2.11.2: the reduced prices, the prices before as
struck prices and the dates of the operation are sent for the products concerned only;
its BatchID is handed over to the account manager, who says whether it is validated. It
goes in the place of the hour's offer file: of two files within an hour neither counts
(protocol P-134).
"""

from odoo import api, fields, models

from ..common import FORGOTTEN
from ..flow.work import commit
from ..offer.compute import OfferComputer
from ..offer.promoted import Ahead

#: listings computed at a time
BATCH = 1000


class LaredoutePromotion(models.Model):
    _inherit = "laredoute.promotion"

    # whatever becomes of the file's entry in the journal
    went_ahead = fields.Boolean(
        readonly=True,
        copy=False,
        help="A file of its offers was made ahead: La Redoute may have them.",
    )

    @api.model
    def _queue_ahead(self, account, attempts=0):
        """Queue the file of the next promotion that waits for it, and commit.

        :param attempts: failed attempts of the file this one replaces
        :return: the exchange; empty when none waits
        """
        # a file that was replaced is made afresh
        self._follow_files(account)
        exchanges = self.env["laredoute.exchange"]
        waiting = [("account_id", "=", account.id), ("state", "=", "requested")]
        waiting.append(("exchange_id", "=", False))
        for promotion in self.search(waiting, order="date_begin, id"):
            if promotion.date_begin <= fields.Datetime.now():
                promotion._not_sent(
                    self.env._(
                        "%s has begun: its prices go with the usual files.",
                        promotion.name,
                    )
                )
                continue
            offers = promotion._offers_ahead(account)
            if not offers:
                promotion._not_sent(
                    self.env._(
                        "No offer of %s can be sent: La Redoute knows none of its "
                        "products, or nothing is reduced.",
                        promotion.name,
                    )
                )
                continue
            exchange = exchanges._queue_file(
                account, "offers", offers, attempts=attempts
            )
            promotion.write({"exchange_id": exchange.id, "went_ahead": True})
            commit(self.env)
            return exchange
        return exchanges

    def _offers_ahead(self, account):
        """Return the offers of a promotion: reduced, with its dates."""
        computer, found = OfferComputer(account), []
        computer.promotions = Ahead(account, computer.guard, self.id)
        # who beats us today may not when the operation begins
        computer.repriced.forget()
        ids = sorted(self.line_ids.listing_id.ids)
        for begin in range(0, len(ids), BATCH):
            batch = computer.known_of(ids[begin : begin + BATCH])
            found += [
                each.offer
                for each in computer.compute(batch)
                if each.promoted.price is not None
            ]
        self._show_held(computer.promotions.held)
        return found

    @api.model
    def _had_last_file(self, account):
        """Whether the last offer file was ahead of a promotion: stock goes next."""
        exchanges = self.env["laredoute.exchange"]
        last = exchanges.search(
            [*exchanges._of_kind(account, "offers"), ("sent_at", "!=", False)],
            order="sent_at desc, id desc",
            limit=1,
        )
        return bool(
            last and self.search_count([("exchange_id", "=", last.id)], limit=1)
        )

    def _forget_ahead(self):
        """La Redoute may have these offers with the promotion's price and dates.

        The usual ones are the same as ever: they would never be news again.
        """
        gone = self.filtered(lambda each: each.went_ahead or each.exchange_id)
        listings = gone.line_ids.listing_id
        listings.filtered("offer_sent").write(
            {
                **dict.fromkeys(("offer_sent", "offer_accepted"), FORGOTTEN),
                "offer_refused": False,
            }
        )

    def _not_sent(self, message):
        self._forget_ahead()
        self.write({"state": "prepared", "exchange_id": False, "went_ahead": False})
        self._problem(message)

    @api.model
    def _follow_files(self, account):
        """Move on the promotions whose file was taken, refused or replaced."""
        waiting = [("account_id", "=", account.id), ("state", "=", "requested")]
        for promotion in self.search([*waiting, ("exchange_id", "!=", False)]):
            exchange = promotion.exchange_id
            if exchange.state in ("sent", "done"):
                promotion.state = "sent"
                promotion._problem(
                    self.env._(
                        "The offers of %(name)s were sent. Give La Redoute's account "
                        "manager the BatchID %(batch)s, then press BatchID Handed "
                        "Over.",
                        name=promotion.name,
                        batch=exchange.batch_id,
                    )
                )
            elif exchange.state == "failed" and exchange.handled:
                # La Redoute may have it all the same
                promotion._forget_ahead()
                promotion.exchange_id = False
            elif exchange.state == "failed":
                promotion._not_sent(
                    self.env._(
                        "The file of %(name)s was not taken: %(error)s Correct that, "
                        "then send it again.",
                        name=promotion.name,
                        error=exchange.error_message or "",
                    )
                )

    @api.model
    def _show_begun(self, account, since, now):
        """Have a person look at operations that began though nobody validated them.

        :param since: naive UTC moment up to which this was done
        :param now: naive UTC moment
        """
        for promotion in self.search(
            [
                ("account_id", "=", account.id),
                ("state", "in", ("sent", "handed_over")),
                ("date_begin", ">", since),
                ("date_begin", "<=", now),
            ]
        ):
            promotion._problem(
                self.env._(
                    "%s has begun, and nobody said that La Redoute validated its file. "
                    "The reduced prices go with the usual files: see on La Redoute's "
                    "site whether the operation shows them.",
                    promotion.name,
                )
            )

    @api.model
    def _show_held(self, held):
        """Have a person look where prices fell below what was confirmed.

        :param held: {promotion id: ids of listings}; emptied
        """
        for number, listings in held.items():
            promotion = self.browse(number)
            names = self.env["laredoute.listing"].browse(listings[:3])
            promotion._problem(
                self.env._(
                    "The prices of %(count)s products of %(name)s are much lower than "
                    "what you confirmed, or nobody saw them (%(products)s…): they stay "
                    "at the usual price. Set it back to draft, look at the prices, and "
                    "confirm it again.",
                    count=len(listings),
                    name=promotion.name,
                    products=", ".join(names.mapped("display_name")),
                )
            )
        held.clear()
