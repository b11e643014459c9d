# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Sending offers: what differs from what was sent last, and everything once a day."""

import itertools
from datetime import timedelta

from odoo import api, fields, models

from ..common import naive
from ..exchange.kinds.offers import complete_since, next_file_at
from ..flow.schedule import moment_of
from ..flow.work import commit
from .by_time import note_time
from .compute import OfferComputer
from .odoos_own import are_prices, are_units
from .sent import Sent
from .unseen import Unseen

#: listings computed at a time: memory stays flat whatever the catalogue's size
BATCH = 1000


class LaredouteOffer(models.AbstractModel):
    _name = "laredoute.offer"
    _description = "Offers at La Redoute"

    # ------------------------------------------------------------------- the flow
    @api.model
    def _run_send(self, account):
        """Send what differs from what La Redoute last accepted, or everything daily.

        At most one file in ``offer_interval`` minutes and within the account's hours:
        of two files within an hour neither counts (protocol P-134).

        :param account: in its company and language
        """
        self._end_unknown(account)
        if self._is_ended(account):
            return
        earlier = self.env["laredoute.exchange"]._recover(account, "offers")
        if earlier is False or not self._may_go(account):
            return
        attempts = earlier.attempts
        if earlier:
            earlier._supersede()
        self.env["laredoute.listing"]._take_back_unsent(account)
        promotions = self.env["laredoute.promotion"]
        queues = [promotions._queue_ahead, self._queue]
        if promotions._had_last_file(account):
            # several files ahead must not keep stock for hours
            queues.reverse()
        exchange = queues[0](account, attempts) or queues[1](account, attempts)
        if exchange:
            exchange._transmit()
            promotions._follow_files(account)

    @api.model
    def _end_unknown(self, account):
        """What left the shop before La Redoute knew an offer of it is over."""
        self.env["laredoute.listing"].search(
            [
                ("account_id", "=", account.id),
                ("selected", "=", False),
                ("state", "in", ("offered", "integrated")),
                ("offer_sent", "=", False),
                # accepted before it was refused: units of it may still be on sale
                ("quantity_accepted", "=", 0),
            ]
        ).write({"state": "ended"})

    @api.model
    def _may_go(self, account):
        """Return whether an offer file may go now; else come back in time."""
        begin, end = account.offer_from_hour, account.offer_to_hour
        if not is_between(hour_of(account._local_now()), begin, end):
            return False
        due = next_file_at(account)
        if due and due > fields.Datetime.now():
            account._wake("send_offers", due)
            return False
        return True

    @api.model
    def _full_file_due(self, account):
        """Return whether every offer is due, changed or not: once a day.

        From its hour on, or as soon as the account's hours allow it after that.
        """
        now = account._local_now()
        hour, tz = account.offer_full_hour, account.tz
        due = moment_of(now.date(), hour, tz)
        if due > naive(now):
            due = moment_of(now.date() - timedelta(days=1), hour, tz)
        return not complete_since(account, due)

    # ------------------------------------------------------------------- the file
    @api.model
    def _queue(self, account, attempts=0):
        """Queue the file of the offers to send, and commit; empty when there is none.

        :param attempts: failed attempts of the file this one replaces
        """
        exchanges, stale = (
            self.env[f"laredoute.{name}"] for name in ("exchange", "listing.stale")
        )
        complete = self._full_file_due(account)
        note_time(account)
        self.env["laredoute.listing"]._offer_by_ean(account)
        # it commits: promotions and rules that are read before it would be old
        stale._look_up_offers(account)
        unseen, news = Unseen(account, complete), self._news(account, complete)
        first = next(news, None)
        if first is None:
            stale._forget_offers(account)
            commit(self.env)
            return exchanges
        sent = Sent(self.env)

        def offers():
            for computed in itertools.chain([first], news):
                unseen.count(computed)
                sent.add(computed)
                yield computed.offer

        exchange = exchanges._queue_file(
            account, "offers", offers(), complete=complete, attempts=attempts
        )
        sent.note(exchange)
        unseen.note(exchange)
        stale._forget_offers(account)
        commit(self.env)
        return exchange

    @api.model
    def _news(self, account, complete):
        """Yield each :class:`.compute.Computed` that La Redoute must be sent.

        :param complete: everything, not only what changed
        """
        computer = OfferComputer(account)
        look = self.env["laredoute.repricing.proposal"]._looking(computer)
        for batch in self._looked_at(computer, complete):
            look(batch)
            found = computer.compute(batch)
            self._hold_prices(found)
            self._show_capped(computer, found)
            self._end_silent(found)
            self.env["laredoute.promotion"]._show_held(computer.promotions.held)
            # memory stays flat however many there are
            self.env.invalidate_all()
            for computed in found:
                if complete or computed.is_news:
                    yield computed

    @api.model
    def _looked_at(self, computer, complete):
        """Yield lists of :class:`.compute.Listed`: of what changed, or of all.

        :param computer: an :class:`.compute.OfferComputer`
        """
        stale, last = self.env["laredoute.listing.stale"], 0
        if not complete and are_prices(self.env) and are_units(self.env):
            for ids in stale._offer_batches(computer.account, BATCH):
                yield computer.known_of(ids)
            return
        while batch := computer.known_after(last, BATCH):
            last = batch[-1].id
            yield batch

    @api.model
    def _hold_prices(self, found):
        """Prices come and go without anybody's edit of ours: their findings follow."""
        by_values = {}
        for each in found:
            if values := each.alarm():
                by_values.setdefault(tuple(values.items()), []).append(each.listed)
        for values, listed in by_values.items():
            values = dict(values)
            self.env["laredoute.listing"].browse(each.id for each in listed).write(
                values
            )
            held = values.get("price_held")
            self.env["laredoute.listing"].browse(
                each.id
                for each in listed
                if held is not None and held != each.price_held
            )._invalidate_these()

    @api.model
    def _show_capped(self, computer, found):
        """More units than anybody stocks, or no longer so many: findings follow."""
        changed = [
            each.listed.id
            for each in found
            if computer.is_capped(each.offer.quantity)
            != computer.is_capped(each.listed.quantity_sent)
        ]
        if changed:
            self.env["laredoute.listing"].browse(changed)._invalidate_these()

    @api.model
    def _end_silent(self, found):
        """What left the shop with no stock left is over: no answer will say so.

        La Redoute accepted that there is none, so there is nothing to send it. What it
        was only sent may have been refused, and is on sale there still.
        """
        over = [each.listed.id for each in found if each.is_over]
        if over:
            self.env["laredoute.listing"].browse(over).write({"state": "ended"})

    @api.model
    def _of_listings(self, account, listings):
        """Return {listing id: the pure side's Offer}; those without price left out."""
        computer = OfferComputer(account)
        found = computer.compute(computer.of_listings(listings))
        return {each.listed.id: each.offer for each in found}


def hour_of(local):
    """Return the hour of a local moment's day, with its fraction.

    >>> from datetime import datetime
    >>> hour_of(datetime(2026, 11, 20, 9, 30))
    9.5
    """
    return local.hour + local.minute / 60


def is_between(hour, begin, end):
    """Return whether an hour of the day lies between two others.

    Those of a night, too: 22 to 4 is from 22 until 4 of the next day.

    >>> [is_between(hour, 22, 4) for hour in (3, 12, 23)]
    [True, False, True]
    """
    if begin <= end:
        return begin <= hour <= end
    return hour >= begin or hour <= end
