# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""A shop at random: agreement, or a problem that is shown and has a way out.

People edit, cancel, lower, lock, return and correct, La Redoute changes, refuses,
delays and breaks, the process is killed, in an order that nobody thought of. What fails
is shrunk to the few steps that matter.
"""

import os
from unittest.mock import patch

from hypothesis import HealthCheck, Phase, seed, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)

from odoo.tests import tagged

from odoo.addons.laredoute_connector.marketplace.platforms import PLATFORMS

from ...common import MARKETS, PLATFORM, only_on_sellr
from ..agreement_case import AgreementCase
from .crowd import ALL, PARCELS_OF_ONE
from .market import BadDays
from .people import DECIDERS, OFFICE, WAREHOUSE, act
from .redoute import MOVES, TIME, TROUBLES
from .shop import Shop

#: steps of one shop
STEPS = 25
#: orders that a shop begins with, and that it has at most
ORDERS, MOST = 42, 60
#: orders under way that most of what happens to one order happens to
NEAR = 4
#: orders that are looked at again after a step that is about another one
LOOKED_AT = 6
#: shops; STEPS times as many steps are gone
SHOPS = int(os.environ.get("LAREDOUTE_RANDOM_SHOPS", "6"))
#: another number, other shops; the same number, the same shops
SEED = os.environ.get("LAREDOUTE_RANDOM_SEED", "")

#: steps are left out of what fails, until only those that matter are left
PHASES = (Phase.generate, Phase.shrink)
NUMBERS = st.integers(0, 11)
SOLD = st.lists(st.tuples(st.integers(0, 2), st.integers(1, 3)), min_size=1, max_size=2)


def a_buyer_orders(_shop, _order, _number):
    """A further order, see :meth:`RandomShop.happens`."""


#: the simplest first: the first shop takes nothing but that
STEPS_TAKEN = (
    *MOVES * 3,
    *(a_buyer_orders,) * 4,
    *WAREHOUSE * 2,
    *PARCELS_OF_ONE,
    *DECIDERS,
    *TIME,
    *TROUBLES,
    *OFFICE,
    *ALL,
)


class RandomShop(RuleBasedStateMachine):
    """Steps in any order; after each of them the same must hold."""

    #: the test in whose transaction the shops live
    case = None
    #: orders of all shops
    orders = 0

    def __init__(self):
        super().__init__()
        market = type("BadMarket", (BadDays, MARKETS[PLATFORM]), {})()
        self.case.market = market
        self._known = patch.dict(PLATFORMS, {PLATFORM: market.platform()})
        self._known.start()
        self._savepoint = self.case.env.cr.savepoint()
        self.shop = Shop(self.case, self.case.products)
        self.failed = False
        # the order that the last step was about; None: all
        self.about, self.looked_at = None, 0

    def teardown(self):
        try:
            # what failed first is what counts
            if not self.failed:
                self.shop.press_everything()
                self._check()
            type(self).orders += len(self.shop.orders)
        finally:
            self.case.env.cr.precommit.clear()
            self.case.env.cr.precommit.data.clear()
            self._savepoint.close(rollback=True)
            self.case.env.invalidate_all(flush=False)
            self._known.stop()

    def _one(self, pick):
        """Mostly one of the few that are not over and come first."""
        orders = self.shop.under_way()[:NEAR] or list(self.shop.orders.values())
        return orders[pick % len(orders)]

    # ------------------------------------------------------------------ the steps
    @initialize(sold=SOLD)
    def buyers_order_first(self, sold):
        self.shop.order_comes(sold)
        self.shop.many_orders_come(ORDERS - 1)
        self.shop.settle()

    @rule(step=st.sampled_from(STEPS_TAKEN), pick=NUMBERS, number=NUMBERS, sold=SOLD)
    def happens(self, step, pick, number, sold):
        """One rule for all: a shop in which most cannot happen finds little."""
        order = self._one(pick)
        if step is a_buyer_orders:
            if len(self.shop.orders) < MOST:
                order = self.shop.order_comes(sold)
        else:
            self.failed = True
            act(self.shop, step, order, number)
        self.shop.settle()
        self.failed = False
        self.about = None if step in ALL else order.remote_id

    # ---------------------------------------------------------------- what holds
    @invariant()
    def nothing_is_silent(self):
        self._check(self.about)

    def _check(self, about=None):
        """Look at all orders, or at one, at those near to it and at some others."""
        orders = list(self.shop.orders.values())
        if about:
            near = [*self.shop.under_way()[:NEAR], self.shop.orders[about]]
            turn = [
                orders[(self.looked_at + n) % len(orders)] for n in range(LOOKED_AT)
            ]
            self.looked_at += LOOKED_AT
            orders = {order.remote_id: order for order in (*near, *turn)}.values()
        # read together
        inboxes = self.shop.all_inboxes().grouped("remote_id")
        for order in orders:
            wrong = self.shop.problems(order, inboxes.get(order.remote_id))
            self.failed = self.failed or bool(wrong)
            assert not wrong, f"{order.remote_id}: {wrong}"


@tagged("standard", "post_install", "-at_install")
class TestRandomShop(AgreementCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.products = [cls.product, *(cls.make_product(stock=9) for _each in range(2))]
        for product in cls.products:
            # for most of what comes, not for all
            cls.set_stock(product, ORDERS // 2)

    @only_on_sellr("the steps are those of its statuses, decided by line")
    def test_a_random_shop_is_never_silent(self):
        machine = type("Machine", (RandomShop,), {"case": self})
        how = settings(
            max_examples=SHOPS,
            stateful_step_count=STEPS,
            deadline=None,
            derandomize=not SEED,
            database=None,
            phases=PHASES,
            suppress_health_check=list(HealthCheck),
        )
        if SEED:
            machine = seed(int(SEED))(machine)
        try:
            run_state_machine_as_test(machine, settings=how)
        except Exception as error:
            again = f"LAREDOUTE_RANDOM_SEED={SEED} LAREDOUTE_RANDOM_SHOPS={SHOPS}"
            raise AssertionError(f"happens again with: {again}") from error
        self.assertGreaterEqual(machine.orders, SHOPS * ORDERS)
