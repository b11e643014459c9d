# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""A seller's shop in a real database, tied to one simulator."""

import base64
import io
import itertools
from contextlib import contextmanager

from PIL import Image
from stdnum import ean as stdnum_ean

from odoo import fields

from ..access import access_to
from ..warehouse import validate_delivery
from .decisions import Decisions
from .odoo_process import transaction

_serial = itertools.count(1)

#: the flow that compares both sides of an order
COMPARISON = "compare_orders"
#: what a test's account needs of the simulator's reference lists
CATEGORY = {"code": "S0101", "name": "Robes"}


def make_ean(number):
    digits = f"37{number:010d}"
    return digits + stdnum_ean.calc_check_digit(digits)


def make_image(number, size=(1250, 1250)):
    stream = io.BytesIO()
    colour = (number * 37 % 256, number * 91 % 256, number * 13 % 256)
    Image.new("RGB", size, colour).save(stream, "JPEG", quality=85)
    return base64.b64encode(stream.getvalue())


class Shop(Decisions):
    """One account and its products; every call is its own committed transaction.

    :ivar account_id: the account in the database
    :param brand_code: a brand the simulator lets this seller sell
    """

    def __init__(self, registry, simulator, image_url, brand_code, **values):
        self.registry = registry
        self.sim = simulator
        self.account_id = self._make_account(image_url, **values)
        self.brand_code = brand_code
        # the tests share a database: each shop has order numbers of its own
        with simulator.world.change():
            simulator.world.set_setting("order", next(_serial) * 1000)

    # -------------------------------------------------------------- environments
    @contextmanager
    def env(self, login=None):
        with transaction(self.registry, login) as env:
            yield env

    @contextmanager
    def account(self):
        with self.env() as env:
            yield env["laredoute.account"].browse(self.account_id)

    def run(self, *flows):
        """Run the crons of these flows, as the scheduler does, with real commits.

        The comparison of orders comes after them, where they woke it.
        """
        for flow in flows:
            with self.env() as env:
                make_due(env, flow)
            with self.env() as env:
                env["laredoute.flow"]._run_due([flow])
        with self.env() as env:
            ours = [("account_id", "=", self.account_id)]
            stale = env["laredoute.order.stale"].search_count(ours, limit=1)
        if stale and COMPARISON not in flows:
            self.run(COMPARISON)

    # ------------------------------------------------------------------ building
    def _make_account(self, image_url, **values):
        with self.env() as env:
            accounts = env["laredoute.account"]
            # an earlier test's simulator is gone, and its products are not this one's
            accounts.search([]).write({"phase": "setup", "active": False})
            env["product.template"].search([("laredoute_label", "=", True)]).write(
                {"laredoute_label": False}
            )
            account = accounts.create(
                {
                    "name": f"La Redoute {next(_serial)}",
                    "environment": "simulator",
                    "phase": "testing",
                    "user_id": env.ref("base.user_admin").id,
                    "offer_interval": 0,
                    "answer_patience": 0,
                    "offer_from_hour": 0,
                    "offer_to_hour": 24,
                    "read_timeout": 2,
                    "default_carrier": "Colissimo",
                    "default_tracking_url": "https://suivi.example/{number}",
                    "image_domain": image_url,
                    **access_to(self.sim),
                    **values,
                }
            )
            return account.id

    def make_product(self, stock=10, price=50.0, **values):
        """A product the simulator takes; returns its id and EAN."""
        number = next(_serial)
        with self.env() as env:
            category = self._category(env)
            brand = self._reference(env, "brand", self.brand_code, "Marque")
            product = env["product.product"].create(
                {
                    "name": f"Robe Longue Fleurie {number}",
                    "description_sale": "Robe longue à fleurs, 100 % viscose.",
                    "type": "consu",
                    "is_storable": True,
                    "barcode": make_ean(number),
                    "default_code": f"E2E-{number:05d}",
                    "list_price": price,
                    "image_1920": make_image(number),
                    "laredoute_category_id": category.id,
                    "laredoute_brand_id": brand.id,
                    **values,
                }
            )
            if stock:
                self._add_stock(env, product, stock)
            return product.id, product.barcode

    def _category(self, env):
        return self._reference(
            env, "category", CATEGORY["code"], CATEGORY["name"], level="s"
        )

    def _reference(self, env, noun, code, name, **values):
        model = env[f"laredoute.{noun}"]
        found = model.search([("code", "=", code)])
        return found or model.create({"code": code, "name": name, **values})

    def _add_stock(self, env, product, quantity):
        account = env["laredoute.account"].browse(self.account_id)
        env["stock.quant"]._update_available_quantity(
            product, account.warehouse_id.lot_stock_id, quantity
        )

    def add_stock(self, product_id, quantity):
        with self.env() as env:
            self._add_stock(env, env["product.product"].browse(product_id), quantity)

    def choose(self, product_id):
        """Choose a product for La Redoute; returns the listing's id."""
        with self.env() as env:
            listing = env["laredoute.listing"].create(
                {"account_id": self.account_id, "product_id": product_id}
            )
            return listing.id

    def make_live(self, stock=10, **values):
        """A product taken live by the crons; returns (product id, EAN, listing)."""
        product_id, ean = self.make_product(stock=stock, **values)
        listing_id = self.choose(product_id)
        self.run("check_listings", "send_products")
        self.sim.control.step(hours=49)
        self.run("collect_reports", "apply_reports", "send_offers")
        self.sim.control.step(hours=5)
        self.run("collect_reports", "apply_reports")
        assert self.read("listing", listing_id, "state") == "live"
        return product_id, ean, listing_id

    # -------------------------------------------------------------------- orders
    def place(self, *eans, quantity=1, price="59.90", fee="5.90", **how):
        """An order that passed the fraud check; returns (order id, line ids)."""
        lines = [
            {
                "ean": ean,
                "quantity": quantity,
                "price": price,
                "delivery_fee": fee,
            }
            for ean in eans
        ]
        placed = self.sim.control.place_order(lines, checked=True, **how)
        return placed["order_id"], placed["line_ids"]

    def read_orders(self):
        self.run("fetch_orders", "process_orders")

    def to_ship(self, *eans, **how):
        """An order taken to Toship through the crons; returns its number."""
        order_id, _lines = self.place(*eans, **how)
        self.read_orders()
        self.run("send_operations")
        self.sim.control.step(minutes=31)
        self.read_orders()
        return order_id

    def ship(self, order_id, tracking="6A11111111111", login=None):
        """Validate the delivery of an order as a warehouse user does."""
        with self.env(login) as env:
            picking = env["stock.picking"].search(
                [
                    ("sale_id.laredoute_ref", "=", order_id),
                    ("state", "not in", ("done", "cancel")),
                ]
            )
            validate_delivery(picking, tracking)
            return picking.id

    # ------------------------------------------------------------------- looking
    def read(self, noun, record_id, *names):
        """Field values of one record, as a value or a tuple of values."""
        with self.env() as env:
            record = env[f"laredoute.{noun}"].browse(record_id)
            found = tuple(record[name] for name in names)
            return found[0] if len(found) == 1 else found

    def search(self, noun, *domain):
        """Ids of this account's records of a model, oldest first."""
        with self.env() as env:
            model = env[f"laredoute.{noun}"]
            return model.search(
                [("account_id", "=", self.account_id), *domain], order="id"
            ).ids

    def order(self, order_id, *names):
        (found,) = self.search("order", ("remote_id", "=", order_id))
        return self.read("order", found, *names)

    def write(self, noun, record_ids, **values):
        with self.env() as env:
            env[f"laredoute.{noun}"].browse(record_ids).write(values)

    def audit(self, order_id):
        """How often each verb had effect, or was refused, per line."""
        lines = self.sim.control.order(order_id)["lines"]
        return {line["line_id"]: line["audit"] for line in lines}


def make_due(env, flow):
    """The time of a flow has come; what makes it wait holds it all the same."""
    env["laredoute.flow"].search([("name", "=", flow)]).write(
        {"due_at": fields.Datetime.now()}
    )
