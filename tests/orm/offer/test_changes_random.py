# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Changes at random over weeks: each file holds all of them, the daily one no more.

``LAREDOUTE_RANDOM_SEED`` tries others, ``LAREDOUTE_RANDOM_CHANGES`` so many hours.
"""

import os
import random
from datetime import datetime, timedelta
from unittest.mock import patch

from odoo import fields
from odoo.exceptions import UserError
from odoo.sql_db import BaseCursor
from odoo.tests import tagged

from odoo.addons.laredoute_connector.models.offer.compute import OfferComputer

from ..promotion.promotion_case import PromotionCase
from .figures import FIGURES
from .random_changes import STEPS
from .test_promise import PromiseCase

#: files that are made, each after a few changes and some time
FILES = int(os.environ.get("LAREDOUTE_RANDOM_CHANGES") or 40)
#: another number, other changes; the same number, the same changes
SEED = int(os.environ.get("LAREDOUTE_RANDOM_SEED") or 0)
#: steps that a failure shows
SHOWN = 40


@tagged("standard", "post_install", "-at_install")
class TestNothingIsMissed(PromotionCase, PromiseCase):
    def setUp(self):
        # what is stored says the test's time, too
        now = patch.object(BaseCursor, "now", lambda _cursor: datetime.now())
        self.enterContext(now)
        super().setUp()
        self.steps, self.complete = [], set()
        self.sold = [self.robe, self.veste, self.sac]
        self.kit = self.make_kit()
        self.dollar = self.env.ref("base.USD")
        self.dollar.active = True
        currencies = [self.company.currency_id, self.company.currency_id, self.dollar]
        lists = self.env["product.pricelist"].create(
            [
                {"name": f"Tarif {number}", "currency_id": currency.id}
                for number, currency in enumerate(currencies)
            ]
        )
        # the account's and the struck list are in euros; below them any
        self.lists = list(lists)
        self.account.write({"pricelist_id": self.lists[0].id, "price_drop_guard": 0})
        names = ("Femme", "Robes", "Sacs")
        self.categories = self.env["product.category"].create(
            [{"name": name} for name in names]
        )
        for product, category in zip(self.sold, self.categories, strict=True):
            product.categ_id = category

    def make_kit(self):
        """A kit of two of what is sold, where there are any."""
        if "mrp.bom" not in self.env:
            return None
        kit = self.make_product(stock=0, is_storable=False)
        parts = [
            (0, 0, {"product_id": part.id, "product_qty": 1}) for part in self.sold[:2]
        ]
        self.env["mrp.bom"].create(
            {
                "product_tmpl_id": kit.product_tmpl_id.id,
                "type": "phantom",
                "bom_line_ids": parts,
            }
        )
        listing = self.make_listing(kit)
        self.run_flow("check_listings", "send_products")
        self.report("products", listing.product_exchange_id)
        self.run_flow("collect_reports", "apply_reports")
        self.settle()
        return kit

    def test_weeks_of_changes(self):
        chance, sent = random.Random(SEED), 0
        for _file in range(FILES):
            self.clock.tick(timedelta(hours=chance.choice([1, 2, 4, 9])))
            self.steps.append(f"--- {datetime.now():%a %d %H:%M}")
            for _each in range(chance.choice([0, 0, 1, 2, 4])):
                self.step(chance)
            sent += len(self.next_file())
            if chance.random() < 0.5:
                # what another flow finds comes with the next file
                self.run_flow("check_listings", "look_again")
                self.integrate()
                sent += len(self.next_file())
            self.check()
        days = len(self.complete)
        FIGURES.append(
            f"{FILES} times of changes at random, {sent} offers sent, {days} daily "
            f"files, none missed, seed {SEED}"
        )
        self.assertGreater(sent, FILES / 2)
        self.assertGreater(days, FILES / 20)

    def integrate(self):
        """What is sold again is known again."""
        self.run_flow("send_products")
        exchanges = self.env["laredoute.exchange"].search(
            [("kind", "=", "products"), ("state", "=", "sent")]
        )
        for exchange in exchanges:
            self.report("products", exchange)
        self.run_flow("collect_reports", "apply_reports")

    def step(self, chance):
        (step,) = chance.choices(list(STEPS), list(STEPS.values()))
        self.steps.append(step.__name__)
        try:
            with self.env.cr.savepoint():
                step(self, chance)
        except UserError as error:
            self.steps.append(f"  refused: {error}")
        self.env.cr.flush()

    def check(self):
        """All offers computed anew were sent; no daily file had to find any."""
        computer = OfferComputer(self.account._in_its_company())
        found = computer.compute(computer.known_after(0, 1000))
        missed = [each for each in found if each.is_news]
        complete = self.env["laredoute.exchange"].search(
            [("kind", "=", "offers"), ("complete", "=", True)]
        )
        self.complete |= set(complete.ids)
        if missed or any(complete.mapped("unseen_count")):
            steps = "\n".join(self.steps[-SHOWN:])
            offers = "\n".join(
                f"{each.offer} was {each.listed.offer_sent}" for each in missed
            )
            raise AssertionError(
                f"missed, seed {SEED}, at {fields.Datetime.now()}: "
                f"{complete.mapped('unseen_count')}\n{offers}\n{steps}"
            )


@tagged("standard", "post_install", "-at_install")
class TestHonestCount(PromotionCase):
    def test_what_is_looked_at_by_night_counts_as_missed(self):
        """A price that no hook saw, of a listing that the night has checked again."""
        listing = self.listings[0]
        self.settle()
        self.env.flush_all()
        self.env.cr.execute(
            "UPDATE laredoute_listing SET has_error = TRUE WHERE id = %s", [listing.id]
        )
        self.env.cr.execute(
            "UPDATE product_template SET list_price = 61 WHERE id = %s",
            [listing.product_tmpl_id.id],
        )
        self.env.invalidate_all()
        self.run_flow("look_again")
        self.assertTrue(listing.needs_check)
        self.assertEqual(self.complete_file().unseen_count, 1)
