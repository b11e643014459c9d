# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Builders for the ORM tests: an account, products, orders as La Redoute says them."""

import base64
import functools
import io
import os
import unittest
from contextlib import nullcontext
from dataclasses import replace
from datetime import datetime, timezone
from decimal import Decimal
from unittest.mock import patch

from PIL import Image
from stdnum import ean as stdnum_ean

from odoo import SUPERUSER_ID, api, fields
from odoo.tests import TransactionCase, new_test_user, tagged

from odoo.addons.laredoute_connector.marketplace.platforms import PLATFORMS
from odoo.addons.laredoute_connector.marketplace.port import Scope
from odoo.addons.laredoute_connector.marketplace.records import (
    Address,
    AnswerLine,
    AnswerResult,
    Delivery,
    LineStatus,
    Order,
    OrderLine,
)
from odoo.addons.laredoute_connector.marketplace.statuses import FACTS

from ..warehouse import validate_delivery
from .fake import FakeMarketplace
from .second import SecondMarketplace

#: the platform that the tests run on: the first, or one that is unlike it
PLATFORM = os.environ.get("LAREDOUTE_TEST_PLATFORM", "sellr")
MARKETS = {each.name: each for each in (FakeMarketplace, SecondMarketplace)}
#: the flow that compares both sides of an order
COMPARISON = "compare_orders"


def only_on_sellr(reason):
    """Skip a test on the other platform.

    :param reason: what of Sell-R it is about
    """
    return unittest.skipIf(PLATFORM != "sellr", reason)


UTC = timezone.utc
PARTIAL = Address(zip_code="59100", city="ROUBAIX", country_code="FR")
WHOLE = Address(
    title="Mme",
    name="DUPONT Élise",
    address2="12 rue de l'Épeule",
    address3="Bât. C",
    zip_code="59100",
    city="ROUBAIX",
    country_code="FR",
)

DELIVERED = Delivery(
    WHOLE, mobile="0612345678", email="mp+20263250001234@web.redoute.fr"
)


def refused(ean, sku, code, text):
    """La Redoute's report refuses an item."""
    return AnswerLine(ean, sku, AnswerResult.REFUSED, code, text)


def warned(ean, sku, code, text):
    """La Redoute's report takes an item and says what it lacks."""
    return AnswerLine(ean, sku, AnswerResult.WARNING, code, text)


@functools.cache
def jpeg():
    """A JPEG as base64, as Odoo's image fields take it.

    Grey: Odoo makes four smaller ones of each, which takes thrice as long of colours.
    """
    stream = io.BytesIO()
    Image.new("L", (1200, 1200), 90).save(stream, "JPEG", quality=80)
    return base64.b64encode(stream.getvalue())


def make_ean(number):
    """A valid EAN-13 of French prefix from a small number."""
    digits = f"35{number:010d}"
    return digits + stdnum_ean.calc_check_digit(digits)


@tagged("standard", "post_install", "-at_install")
class LaredouteCase(TransactionCase):
    """An account in the testing phase whose La Redoute lives in ``self.market``."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        known = patch.dict(PLATFORMS, {PLATFORM: MARKETS[PLATFORM]().platform()})
        cls.enterClassContext(known)
        cls.env = cls.env(context={**cls.env.context, "tracking_disable": True})
        cls.company = cls.env.company
        # the only catalogue there is, as on a seller's first day
        cls.env["laredoute.catalogue"].search([]).write({"platform": PLATFORM})
        cls.account = cls.env["laredoute.account"].create(
            {
                "name": "La Redoute FR",
                "platform": PLATFORM,
                "environment": "simulator",
                "offer_interval": 0,
                "answer_patience": 0,
                "offer_from_hour": 0,
                "offer_to_hour": 24,
                "phase": "testing",
                "default_carrier": "Colissimo",
                "default_tracking_url": "https://suivi.example/{number}",
            }
        )
        cls.env["laredoute.account"].search([("id", "!=", cls.account.id)]).write(
            {"phase": "setup"}
        )
        cls.category = cls.env["laredoute.category"].create(
            {"code": "S9001", "name": "Robes", "level": "s"}
        )
        cls.brand = cls.env["laredoute.brand"].create(
            {"code": "9001", "name": "Maison Lumière"}
        )
        cls.serial = 0

    def setUp(self):
        super().setUp()
        self.market = MARKETS[PLATFORM]()
        # entered, not started: Odoo does not know how to stop a dictionary's patch
        known = patch.dict(PLATFORMS, {self.market.name: self.market.platform()})
        self.enterContext(known)
        self.addCleanup(patch.stopall)

    @classmethod
    def make_user(cls, name, role=None, companies=None):
        """Return a new user.

        :param role: ``user`` or ``manager`` of La Redoute; else neither
        :param companies: the user's, of which the first is at hand
        """
        companies = companies or cls.company
        group = f"laredoute_connector.group_laredoute_{role}"
        return new_test_user(
            cls.env,
            f"access-{name}",
            group if role else "base.group_user",
            company_id=companies[0].id,
            company_ids=[(6, 0, companies.ids)],
        )

    @classmethod
    def make_users(cls):
        """Return {name: user} of each group there is, and of none."""
        roles = {"user": "user", "manager": "manager", "nobody": None}
        return {name: cls.make_user(name, role) for name, role in roles.items()}

    def as_user(self, name, record):
        """Return the record as one of :meth:`make_users` has it."""
        return record.with_user(self.users[name])

    def can(self, **values):
        """Let the platform be able to do this, and the rest as before."""
        self.market.capabilities = replace(self.market.capabilities, **values)

    def take(self, *kinds, scope=Scope.LINE):
        """Let the platform take these decisions only, each by ``scope``."""
        self.can(decisions=dict.fromkeys(kinds, scope))

    # ------------------------------------------------------------------- running
    def run_flow(self, *flows, bugs=False):
        """Run the crons of these flows as the scheduler does.

        What is sold is selected before each check, as it is when both are due.

        :param bugs: whether an unexpected error is what the test is about
        """
        flows = [
            each
            for flow in flows
            for each in (
                ("select_listings", flow) if flow == "check_listings" else (flow,)
            )
        ]
        for flow in flows:
            quiet = self.assertNoLogs("odoo.addons.laredoute_connector", "ERROR")
            self.make_due(flow)
            with (
                nullcontext() if bugs else quiet,
                self.enter_registry_test_mode(),
                self.registry.cursor() as cr,
            ):
                env = api.Environment(cr, SUPERUSER_ID, {})
                env["laredoute.flow"]._run_due([flow])
            self.env.invalidate_all()
        self.env.cr.flush()
        stale = self.env["laredoute.order.stale"].sudo()
        if COMPARISON not in flows and stale.search_count([], limit=1):
            # what they woke comes next, as it does in life
            self.run_flow(COMPARISON, bugs=bugs)

    def make_due(self, flow):
        """The time of a flow has come; what makes it wait holds it all the same."""
        self.env["laredoute.flow"].search([("name", "=", flow)]).write(
            {"due_at": fields.Datetime.now()}
        )
        # as at the end of a transaction: what it made stale is written too
        self.env.cr.flush()

    def wakes(self, flow):
        """The wake-ups that wait for a flow of the account."""
        self.env.cr.flush()
        flows = self.account._flow(flow)
        return self.env["laredoute.flow.wake"].search([("flow_id", "in", flows.ids)])

    def forget_wakes(self, flow):
        """As if a new transaction began, and nothing waited for the flow."""
        self.wakes(flow).unlink()
        self.env.cr.precommit.data.pop("laredoute_wakes", None)

    # ------------------------------------------------------------------ products
    @classmethod
    def make_product(cls, stock=10, **values):
        """A product that breaks no rule, with stock in the account's warehouse."""
        cls.serial += 1
        product = cls.env["product.product"].create(
            {
                "name": f"Robe Longue Fleurie {cls.serial}",
                "description_sale": "Robe longue à fleurs, 100 % viscose.",
                "type": "consu",
                "is_storable": True,
                "barcode": make_ean(cls.serial + 1000 * id(cls) % 10**6),
                "default_code": f"ROBE-{cls.serial:03d}",
                # of the variant: another addon may keep it apart from the template
                "lst_price": 50.0,
                "image_1920": jpeg(),
                "laredoute_category_id": cls.category.id,
                "laredoute_brand_id": cls.brand.id,
                **values,
            }
        )
        if stock:
            cls.set_stock(product, stock)
        return product

    @classmethod
    def set_stock(cls, product, quantity):
        location = cls.account.warehouse_id.lot_stock_id
        cls.env["stock.quant"]._update_available_quantity(product, location, quantity)

    @staticmethod
    def drop_barcode(products):
        """Take the EAN away, as a person does who may have given them several."""
        if "barcode_ids" in products._fields:
            # an addon of the OCA keeps a row for each, and cannot empty one
            products.barcode_ids.unlink()
        products.write({"barcode": False})

    def make_listing(self, product=None, **values):
        product = product or self.make_product()
        return self.env["laredoute.listing"].create(
            {"account_id": self.account.id, "product_id": product.id, **values}
        )

    def make_live(self, listing):
        """Take a listing through product file, report, offer file and report."""
        self.run_flow("check_listings", "send_products")
        self.report("products", listing.product_exchange_id)
        self.run_flow("collect_reports", "apply_reports", "send_offers")
        self.report("offers", listing.offer_exchange_id)
        self.run_flow("collect_reports", "apply_reports")
        self.assertEqual(listing.state, "live")

    def report(self, kind, exchange, *lines, rest=AnswerResult.ACCEPTED, **header):
        """La Redoute answers a file of ours.

        :param rest: what its silence about an item means
        :param header: ``batch_id`` or ``items_read``, when they are not the file's
        """
        self.market.add_answer(
            kind,
            header.get("batch_id", exchange.batch_id),
            lines,
            header.get("items_read", exchange.item_count),
            rest,
        )

    def full_offers_done(self):
        """Today's complete offer file was made already: the next holds changes only."""
        self.env["laredoute.exchange"].create(
            {
                "account_id": self.account.id,
                "direction": "out",
                "kind": "offers",
                "name": "complete.xml",
                "state": "done",
                "complete": True,
            }
        )

    # -------------------------------------------------------------------- orders
    def order(self, *lines, remote_id="1-2026.325.0001234", status="to_accept"):
        """An order as La Redoute says it now; ``lines`` are OrderLine or products."""
        made = []
        for index, line in enumerate(lines, start=1):
            if not isinstance(line, OrderLine):
                line = self.order_line(line)
            made.append(replace(line, remote_id=f"{remote_id}-{index}"))
        order = Order(
            remote_id=remote_id,
            ordered_at=datetime(2026, 11, 20, 9, 30, tzinfo=UTC),
            billing_address=PARTIAL,
            delivery=Delivery(PARTIAL),
            lines=tuple(made),
        )
        return self.say(order, status)

    def order_line(self, product, quantity=1, price="59.90", fee="5.90", **values):
        return OrderLine(
            remote_id="",
            status=LineStatus.TO_ACCEPT,
            status_text="Created",
            ean=product if isinstance(product, str) else product.barcode,
            quantity=Decimal(quantity),
            unit_price=Decimal(price),
            delivery_fee=Decimal(fee),
            **values,
        )

    def say(self, order, status, only=None):
        """La Redoute now says ``status`` of the order's lines.

        :param only: numbers (from 1) of the lines concerned; all when not given
        """
        word = LineStatus(status)
        whole = status not in ("to_accept", "accepted", "refused", "cancelled")
        lines = []
        for number, line in enumerate(order.lines, start=1):
            delivery = order.delivery_of(line)
            if only is None or number in only:
                line = replace(line, status=word, status_text=status.capitalize())
                delivery = (
                    DELIVERED if whole else replace(delivery, mobile="", email="")
                )
            lines.append(replace(line, delivery=delivery))
        alive = [line for line in lines if not FACTS[line.status].dead]
        known = [line for line in alive if line.delivery.address.is_whole]
        common = next(iter([*known, *alive, *lines])).delivery
        states = "/".join(line.status_text for line in lines)
        source = f"{order.remote_id}|{states}|{len(self.market.history)}"
        order = replace(
            order,
            lines=tuple(
                line if line.delivery != common else replace(line, delivery=None)
                for line in lines
            ),
            delivery=common,
            billing_address=WHOLE if whole else order.billing_address,
            source=source.encode(),
            digest=source,
        )
        order = self.market.finished(order)
        self.market.put(order)
        return order

    def give_reason(self, action):
        """Answer the dialogue that asks why nothing of some lines will come."""
        wizard = self.env[action["res_model"]].browse(action["res_id"])
        self.assertEqual(wizard._name, "laredoute.decline")
        wizard.reason_id = self.env.ref("laredoute_connector.reason_no_stock")
        return wizard.action_confirm()

    def inbox(self, remote_id="1-2026.325.0001234"):
        return self.env["laredoute.order"].search(
            [
                ("account_id", "=", self.account.id),
                ("remote_id", "=", remote_id),
            ]
        )

    def read(self):
        self.run_flow("fetch_orders", "process_orders")

    def ship(self, picking, tracking="6A12345678901", **how):
        """Validate a delivery as a warehouse user does."""
        validate_delivery(picking, tracking, **how)

    def ago(self, **delta):
        return fields.Datetime.subtract(fields.Datetime.now(), **delta)
