# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""An offer file every hour, over the nights in which the clocks change."""

from contextlib import ExitStack, contextmanager
from datetime import datetime, timedelta
from itertools import pairwise
from unittest.mock import patch

import pytest
import pytz

from odoo import fields
from odoo.sql_db import Cursor

from laredoute_simulator.offers import OFFERS

PARIS = pytz.timezone("Europe/Paris")
FLOWS = ("send_offers", "collect_reports", "apply_reports")
#: the moments at which the clocks change, UTC
CHANGES = (datetime(2026, 10, 25, 1), datetime(2027, 3, 28, 1))


class Clock:
    """The time that both sides live in; :attr:`now` is UTC."""

    def __init__(self, shop, begin):
        self._shop, self.now = shop, begin

    @contextmanager
    def counts(self):
        """Odoo, its records' dates too, and the simulator live in this time."""
        with ExitStack() as stack:
            for owner, value in ((fields.Datetime, self._read), (Cursor, self._read)):
                stack.enter_context(patch.object(owner, "now", value))
            yield

    def _read(self, *_args):
        return self.now

    def step(self, **passed):
        self.now += timedelta(**passed)
        self._shop.sim.control.step(**passed)


def offer_files(shop):
    """Return {number: state} of the offer files that the simulator has."""
    return {
        batch.batch_id: batch.state
        for batch in shop.sim.world.batches
        if batch.kind == OFFERS
    }


@pytest.mark.parametrize("change", CHANGES, ids=("winter", "summer"))
def test_no_file_blocks_another_and_none_goes_by_night(shop, change):
    clock, sent = Clock(shop, change - timedelta(hours=15)), {}
    with clock.counts():
        product, ean, listing = shop.make_live()
        with shop.account() as account:
            account.company_id.partner_id.tz = "America/New_York"
            account.env.user.tz = "Asia/Tokyo"
            account.write({"tz": "Europe/Paris", "offer_interval": 60})
            account.answer_patience = 2
            account.write({"offer_from_hour": 4, "offer_to_hour": 20})
        # what went while the shop was made lies far behind
        clock.step(hours=3)
        before = set(offer_files(shop))
        for number in range(54):
            with shop.env() as env:
                env["product.product"].browse(product).lst_price = 50 + number % 7
            shop.run(*FLOWS)
            for batch in set(offer_files(shop)) - before - set(sent):
                sent[batch] = clock.now
            clock.step(minutes=30)
        clock.step(hours=2)
        shop.run("collect_reports", "apply_reports")
    states = offer_files(shop)
    assert {states[batch] for batch in sent} == {"done"}
    hours = [PARIS.fromutc(moment) for moment in sorted(sent.values())]
    # the last one may go until its hour ends
    assert all(4 <= each.hour + each.minute / 60 <= 20 for each in hours)
    # one in ninety minutes: an hour has not quite passed after the second half
    assert len(hours) >= 12, hours
    gaps = [later - before for before, later in pairwise(hours)]
    assert min(gaps) >= timedelta(hours=1)
    state, price = shop.read("listing", listing, "state", "price_sent")
    assert state == "live"
    assert float(shop.sim.control.item(ean)["offer"]["amount"]) == pytest.approx(price)
