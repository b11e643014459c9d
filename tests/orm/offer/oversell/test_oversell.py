# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Weeks of a shop at random: nothing is sold at La Redoute that is not there.

``LAREDOUTE_RANDOM_SEED`` tries other shops, ``LAREDOUTE_RANDOM_WEEKS`` so many of a
week each. What fails says its seed and the last steps.
"""

import os
import random
from collections import Counter
from dataclasses import replace
from datetime import datetime, timedelta
from unittest.mock import patch

from freezegun import freeze_time

from odoo.exceptions import UserError
from odoo.sql_db import BaseCursor
from odoo.tests import tagged

from odoo.addons.laredoute_connector.marketplace.platforms import PLATFORMS

from ...common import PLATFORM, only_on_sellr
from ..figures import FIGURES
from ..policy_case import PolicyCase
from .market import SellingMarket
from .shop import Shop
from .steps import STEPS, snatch

#: shops of a week each; where nothing is said, two of a day and a half
WEEKS = int(os.environ.get("LAREDOUTE_RANDOM_WEEKS") or 0)
SHOPS, DAYS = (WEEKS, 7) if WEEKS else (2, 1.5)
#: another number, other shops; the same number, the same shops
SEED = int(os.environ.get("LAREDOUTE_RANDOM_SEED") or 0)
#: the shop's Monday morning: later than the machine's clock, or that would count
BEGIN = datetime(2035, 3, 5, 7)
#: steps that a failure shows
SHOWN = 60
#: how deliveries begin to reserve and leave: of shops one after the other, each
METHODS = ("at_confirm", "manual", "by_date")
WAYS = ("ship_only", "pick_ship", "pick_pack_ship")
KINDS = [(METHODS[n % 3], WAYS[(n + n // 3) % 3]) for n in range(9)]


@tagged("standard", "post_install", "-at_install")
class TestOversell(PolicyCase):
    @only_on_sellr("its buyers are those of one platform")
    def test_nothing_is_accepted_that_is_not_there(self):
        self.total = Counter()
        now = patch.object(BaseCursor, "now", lambda _cursor: datetime.now())
        # not around the test: its own time is measured
        with now, freeze_time(BEGIN) as self.clock:
            self.all_shops()
        lines = "\n".join(f"{name}: {n}" for name, n in sorted(self.total.items()))
        FIGURES.append(f"{SHOPS} shops of {DAYS} days, seed {SEED}:\n{lines}")
        for name in ("lines bought", "lines accepted", "units held back"):
            self.assertGreater(self.total[name], 0, name)

    def all_shops(self):
        for number in range(SEED * 1000, SEED * 1000 + SHOPS):
            savepoint = self.env.cr.savepoint()
            try:
                self.one_shop(number)
            finally:
                self.env.cr.precommit.clear()
                self.env.cr.precommit.data.clear()
                savepoint.close(rollback=True)
                self.env.invalidate_all(flush=False)
                self.clock.move_to(BEGIN)

    def one_shop(self, number):
        """Let some days of a shop pass.

        :param number: which shop it is
        """
        self.chance = random.Random(number)
        shop = self.open_shop(number)
        known = patch.dict(PLATFORMS, {PLATFORM: self.platform(shop)})
        with known:
            try:
                self.go_live(shop)
                while datetime.now() < BEGIN + timedelta(days=DAYS):
                    self.some_hours(shop)
            except Exception as error:
                steps = "\n".join(shop.steps[-SHOWN:])
                raise AssertionError(f"seed {number}: {error!r}\n{steps}") from error
        self.total.update(shop.count)

    # ------------------------------------------------------------------- the shop
    def open_shop(self, number):
        chance, house = self.chance, self.warehouse
        accounts = self.account
        self.account.write({"offer_interval": 60})
        if chance.random() < 0.6:
            accounts |= self.second_account(read_timeout=61, phase="testing")
        if chance.random() < 0.5 and len(accounts) == 2:
            for account, share in zip(accounts, (60, 40), strict=True):
                account.write({"stock_pool": "share", "stock_share": share})
        for account in accounts:
            account.write(
                {
                    "stock_safety": chance.choice([0, 0, 1, 2]),
                    "receipts_by": chance.choice(["none", "days"]),
                    "receipts_days": chance.randint(0, 4),
                }
            )
        method, house.delivery_steps = KINDS[number % len(KINDS)]
        types = house.out_type_id | house.pick_type_id | house.pack_type_id
        types.reservation_method = method
        products = self.product
        for _each in range(2):
            products |= self.make_product(stock=chance.randint(0, 15))
        by_lot = self.make_product(stock=0, tracking="lot")
        lot = self.env["stock.lot"].create({"name": "A", "product_id": by_lot.id})
        self.env["stock.quant"]._update_available_quantity(
            by_lot, house.lot_stock_id, 8, lot_id=lot
        )
        loose = self.make_product(stock=0, is_storable=False)
        products |= by_lot | loose
        kits = {}
        if "mrp.bom" in self.env:
            kit = self.make_product(stock=0, is_storable=False)
            kits[kit] = {products[0]: 2, products[1]: 1}
            self.env["mrp.bom"].create(
                {
                    "product_tmpl_id": kit.product_tmpl_id.id,
                    "type": "phantom",
                    "bom_line_ids": [
                        (0, 0, {"product_id": part.id, "product_qty": need})
                        for part, need in kits[kit].items()
                    ],
                }
            )
            products |= kit
        shop = Shop(self, accounts, products, kits)
        shop.count[f"shops: {method}, {house.delivery_steps}"] += 1
        place = {"usage": "internal", "location_id": house.lot_stock_id.id}
        shop.shelf = self.env["stock.location"].create({"name": "Rayon", **place})
        place["location_id"] = house.view_location_id.id
        shop.elsewhere = self.env["stock.location"].create({"name": "Loin", **place})
        shop.receipts = []
        shop.markets = {each: SellingMarket(shop, each) for each in accounts}
        return shop

    def platform(self, shop):
        """La Redoute, as each account sees it: they differ by a time-out."""
        by_time_out = {
            account.read_timeout: market for account, market in shop.markets.items()
        }
        platform = self.market.platform()

        def opened(settings, budget):
            market = by_time_out[settings.read_timeout]
            market.budget = budget
            return market

        return replace(
            platform,
            open=opened,
            decode_order=lambda source: next(
                order
                for market in shop.markets.values()
                for order in market.history
                if order.source == source
            ),
        )

    def go_live(self, shop):
        listings = self.env["laredoute.listing"].create(
            [
                {"account_id": account.id, "product_id": product.id}
                for account in shop.accounts
                for product in shop.products
            ]
        )
        self.run_flow("check_listings", "send_products")
        for exchange in listings.product_exchange_id:
            market = self.market = shop.markets[exchange.account_id]
            self.assertEqual(market.files[-1][0], "products")
            self.report("products", exchange)
        self.run_flow("collect_reports", "apply_reports")
        shop.send_offers()
        shop.answer_files()

    # ------------------------------------------------------------------- its weeks
    def some_hours(self, shop):
        """A few things happen, and the flows run, or some of them late."""
        chance = self.chance
        hours = chance.choice([0.5, 1, 1.1, 2, 4])
        self.tick(shop, hours)
        shop.steps.append(f"--- {datetime.now():%a %H:%M}")
        for _each in range(chance.randint(1, 5)):
            self.step(shop)
        if chance.random() < 0.85:
            shop.read_orders()
            shop.run("process_orders")
        # between the decision and its request
        if chance.random() < 0.3:
            self.step(shop)
        if chance.random() < 0.4:
            self.step(shop, snatch)
        shop.run("send_operations")
        shop.check_left()
        if chance.random() < 0.7:
            shop.answer_files()
        if chance.random() < 0.85:
            shop.send_offers()
            shop.check_shares()

    def tick(self, shop, hours):
        """Time passes, and receipts that do not come are late."""
        before = datetime.now()
        self.clock.tick(timedelta(hours=hours))
        late = timedelta(days=1)
        for move in shop.receipts:
            if before - late <= move.date < datetime.now() - late:
                shop.take("receipt is late", move.product_id, move.product_uom_qty)

    def step(self, shop, step=None):
        """Do a step; one at random where none is named."""
        if not step:
            (step,) = self.chance.choices(list(STEPS), list(STEPS.values()))
        shop.steps.append(step.__name__)
        try:
            with self.env.cr.savepoint():
                step(shop, self.chance)
        except UserError as error:
            # nothing of it happened
            shop.steps.append(f"  Odoo refuses: {error}")
        self.env.cr.flush()
