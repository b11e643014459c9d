# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Many orders become sale orders at once, and each as it would by itself."""

from contextlib import contextmanager
from dataclasses import replace
from unittest.mock import patch

import psycopg2.errors

from odoo.exceptions import UserError
from odoo.tests import tagged

from odoo.addons.laredoute_connector.models.order import process, shop, together
from odoo.addons.laredoute_connector.models.order.customer import make_customers

from ..common import DELIVERED, WHOLE, LaredouteCase, only_on_sellr

TOGETHER = [f"1-2026.325.000010{number}" for number in range(4)]
ALONE = [f"1-2026.325.000020{number}" for number in range(4)]
ELSEWHERE = replace(WHOLE, name="RELAIS TABAC DU CENTRE", address2="1 place Verte")


@tagged("standard", "post_install", "-at_install")
class TestTogether(LaredouteCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.dress = cls.make_product(stock=100)
        cls.scarf = cls.make_product(stock=100, lst_price=30.0)

    @contextmanager
    def sizes(self, method):
        """Give how many sale orders each call of a method concerned."""
        found, sales = [], type(self.env["sale.order"])
        real = getattr(sales, method)

        def counted(records, *args, **options):
            found.append(len(args[0]) if method == "create" else len(records))
            return real(records, *args, **options)

        with patch.object(sales, method, counted):
            yield found

    @contextmanager
    def refusing(self, method, number, error):
        """Have Odoo refuse to confirm, or something of the kind, one order."""
        sales = type(self.env["sale.order"])
        real = getattr(sales, method)

        def refuse(records, *args, **options):
            if number in records.mapped("client_order_ref"):
                raise error
            return real(records, *args, **options)

        with patch.object(sales, method, refuse):
            yield

    def place(self, numbers):
        """Four orders as a day brings them: of one piece, of more, for a relay."""
        line = self.order_line
        contents = (
            [line(self.dress)],
            [line(self.dress, 2), line(self.scarf, price="19.99", fee="0")],
            [line(self.scarf, 3, price="33.33", fee="0")],
            [line(self.scarf), line(self.dress, fee="0")],
        )
        return [
            self.order(*lines, remote_id=number)
            for number, lines in zip(numbers, contents, strict=True)
        ]

    def pay(self, orders):
        for index, order in enumerate(orders):
            order = self.say(order, "to_ship")
            if index == 2:
                relay = replace(DELIVERED, address=ELSEWHERE, relay_id="C12345")
                said = f"{order.digest} relay"
                order = replace(order, delivery=relay, source=said.encode())
                self.market.put(replace(order, digest=said))

    def documents(self, number):
        """What stands in Odoo for an order, without ids, numbers and moments."""
        order = self.inbox(number)
        sale = order.sale_order_id
        places = sale.partner_id, sale.partner_invoice_id, sale.partner_shipping_id
        return {
            "order": (order.state, order.status, order.waiting_reason),
            "places": [
                (each.name, each.street, each.city, each.phone) for each in places
            ],
            "same": [each == sale.partner_id for each in places],
            "contacts": len(order.made_contacts or []),
            "head": (
                sale.state,
                sale.date_order,
                sale.amount_total,
                sale.amount_tax,
                sale.pricelist_id,
                sale.warehouse_id,
                sale.user_id,
                sale.team_id,
                bool(sale.commitment_date),
            ),
            **self.contents(sale),
            "decisions": order.operation_ids.mapped("kind"),
            "events": order.env["laredoute.order.event"]
            .search([("order_id", "=", order.id)])
            .mapped(lambda each: (each.event, each.state)),
        }

    def contents(self, sale):
        """What a sale order sells, and what leaves for it."""
        return {
            "lines": [
                (
                    each.product_id,
                    each.product_uom_qty,
                    each.price_unit,
                    each.discount,
                    each.tax_ids,
                    each.is_delivery,
                    each.laredoute_line_id.order_id.sale_order_id == sale,
                )
                for each in sale.order_line
            ],
            "moves": [
                (
                    each.product_id,
                    each.product_uom_qty,
                    each.state,
                    each.partner_id.name,
                )
                for each in sale.picking_ids.move_ids.sorted("sale_line_id")
            ],
            "deliveries": [
                (each.partner_id == sale.partner_shipping_id, each.origin == sale.name)
                for each in sale.picking_ids
            ],
        }

    def assert_alike(self):
        """Process the same orders at once and one by one, until they are reserved."""
        with self.sizes("create") as made, self.sizes("action_confirm") as confirmed:
            orders = self.place(TOGETHER)
            self.read()
            self.pay(orders)
            self.read()
        with patch.object(process, "TOGETHER", 1):
            orders = self.place(ALONE)
            self.read()
            self.pay(orders)
            self.read()
        for one, other in zip(TOGETHER, ALONE, strict=True):
            self.assertEqual(self.documents(one), self.documents(other))
            self.assertEqual(self.documents(one)["head"][0], "sale")
        return made, confirmed

    # -------------------------------------------------------------------- as alone
    def test_each_is_as_it_would_be_by_itself(self):
        made, confirmed = self.assert_alike()
        self.assertEqual(made, [len(TOGETHER)])
        self.assertEqual(confirmed, [len(TOGETHER)])
        deliveries = [self.inbox(each).sale_order_id.picking_ids for each in TOGETHER]
        self.assertEqual([len(each) for each in deliveries], [1] * len(TOGETHER))
        self.assertEqual(len(self.env["stock.picking"].union(*deliveries)), 4)

    def test_customers_used_again_are_found_one_by_one(self):
        self.account.customer_policy = "same"
        made, confirmed = self.assert_alike()
        self.assertEqual(made, [1] * len(TOGETHER))
        self.assertEqual(confirmed, [len(TOGETHER)])

    def test_units_are_given_once(self):
        self.set_stock(self.dress, -96)
        for number in TOGETHER:
            self.order(self.order_line(self.dress, 3), remote_id=number)
        self.read()
        accepted = [
            number for number in TOGETHER if self.inbox(number).operation_ids.ids
        ]
        self.assertEqual(
            len(accepted), 1, "four pieces are there, and each wants three"
        )

    def test_an_older_order_has_the_last_unit(self):
        vase = self.make_product(stock=4, lst_price=50.0)
        lines = [self.order_line(vase), self.order_line(self.scarf)]
        older = self.order(*lines, remote_id=TOGETHER[0])
        orders = [self.order(vase, remote_id=number) for number in TOGETHER[1:]]
        self.read()
        self.set_stock(vase, -2)
        # one of its lines is not paid yet: it is not plain
        self.say(older, "to_ship", {1})
        self.pay([orders[0], orders[2]])
        self.read()
        units = [
            sum(self.inbox(each).sale_order_id.picking_ids.move_ids.mapped("quantity"))
            for each in TOGETHER
        ]
        self.assertEqual(units, [1, 1, 0, 0])

    def test_the_usual_prices_are_read_once_for_all(self):
        with patch.object(shop, "usual_prices", wraps=shop.usual_prices) as read:
            self.place(TOGETHER)
            self.read()
        read.assert_called_once()

    def test_a_price_that_cannot_be_read_stops_only_its_own_order(self):
        real = shop.usual_prices

        def read(account, products):
            if self.scarf in products:
                raise KeyError("lost")
            return real(account, products)

        with patch.object(shop, "usual_prices", read):
            self.order(self.dress, remote_id=TOGETHER[0])
            self.order(self.scarf, remote_id=TOGETHER[1])
            self.order(self.dress, remote_id=TOGETHER[2])
            self.run_flow("fetch_orders", "process_orders", bugs=True)
        states = [self.inbox(each).state for each in TOGETHER[:3]]
        self.assertEqual(states, ["done", "waiting", "done"])
        self.assertTrue(self.inbox(TOGETHER[2]).operation_ids)

    def test_a_product_found_meanwhile_has_its_usual_price(self):
        """Else any price would do: of what nobody knows the price of, none is low."""
        usual = shop.UsualPrices(self.account, self.dress)
        self.assertNotIn(self.scarf.id, usual.of(self.dress))
        self.assertIn(self.scarf.id, usual.of(self.dress | self.scarf))
        line = self.order_line(self.scarf, price="3.00")
        self.order(line, remote_id=ALONE[0])
        self.read()
        lines = self.inbox(ALONE[0]).line_ids
        self.assertEqual(
            shop.Shop(self.account, lines, usual=usual).doubtful(lines), lines
        )

    # ------------------------------------------------------------ one that is wrong
    def test_what_cannot_be_made_stops_only_itself(self):
        self.scarf.taxes_id = False
        self.place(TOGETHER[:2] + ALONE[:2])
        self.order(self.dress, remote_id=TOGETHER[2])
        self.read()
        for number in (TOGETHER[0], TOGETHER[2]):
            self.assertEqual(self.inbox(number).state, "done")
        self.assertEqual(self.inbox(TOGETHER[1]).state, "waiting")
        self.assertIn(self.scarf.name, self.inbox(TOGETHER[1]).waiting_reason)
        self.assertFalse(self.inbox(TOGETHER[1]).sale_order_id)

    def test_what_cannot_be_confirmed_stops_only_itself(self):
        orders = self.place(TOGETHER)
        self.read()
        self.pay(orders)
        with self.refusing("_action_confirm", TOGETHER[1], UserError("No credit")):
            self.read()
        states = [self.inbox(each).sale_order_id.state for each in TOGETHER]
        self.assertEqual(states, ["sale", "draft", "sale", "sale"])
        self.assertEqual(self.inbox(TOGETHER[1]).waiting_reason, "No credit")
        self.assertEqual(self.inbox(TOGETHER[0]).state, "done")

    def test_a_bug_stops_only_itself(self):
        orders = self.place(TOGETHER)
        self.read()
        self.pay(orders)
        with self.refusing("_action_confirm", TOGETHER[3], KeyError("lost")):
            self.run_flow("fetch_orders", "process_orders", bugs=True)
        states = [self.inbox(each).sale_order_id.state for each in TOGETHER]
        self.assertEqual(states, ["sale", "sale", "sale", "draft"])
        self.assertTrue(self.inbox(TOGETHER[3]).disagreement_ids, "a person sees it")

    def test_what_others_change_meanwhile_is_done_one_by_one(self):
        self.place(TOGETHER)
        contacts, real = self.env["res.partner"].search_count([]), make_customers

        def overtaken(orders):
            real(orders)
            raise psycopg2.errors.SerializationFailure

        changed = patch.object(together, "make_customers", side_effect=overtaken)
        with changed as tried, self.sizes("create") as made:
            self.read()
        tried.assert_called_once()
        self.assertEqual(made, [1] * len(TOGETHER))
        count = self.env["res.partner"].search_count([])
        self.assertEqual(count, contacts + len(TOGETHER), "none is made twice")
        for number in TOGETHER:
            self.assertEqual(self.inbox(number).state, "done")
            self.assertEqual(len(self.inbox(number).sale_order_id), 1)

    # --------------------------------------------------------------- what is not plain
    def test_what_is_not_plain_is_left_to_itself(self):
        product = self.make_product(stock=5)
        self.env["sale.order"].create(
            {"partner_id": self.env.user.partner_id.id, "origin": TOGETHER[0]}
        )
        orders = self.place(TOGETHER)
        self.order("3599999999991", remote_id=ALONE[0])
        self.order(product, remote_id=ALONE[1], status="cancelled")
        with self.sizes("create") as made:
            self.read()
        self.assertEqual(made, [3], "one is named, one unknown, one is over")
        self.assertEqual(self.inbox(TOGETHER[0]).state, "waiting")
        self.assertEqual(self.inbox(ALONE[0]).state, "waiting")
        self.assertEqual(self.inbox(ALONE[1]).state, "done")
        # a person takes one in hand, of another the buyer takes a line back
        self.inbox(TOGETHER[1]).sale_order_id._action_cancel()
        self.pay(orders[:3])
        self.say(orders[3], "cancelled")
        with self.sizes("action_confirm") as confirmed:
            self.read()
        self.assertEqual(confirmed, [1])
        sales = [self.inbox(each).sale_order_id.state for each in TOGETHER[1:]]
        self.assertEqual(sales, ["cancel", "sale", "cancel"])

    @only_on_sellr("Sell-R says that a refund is requested")
    def test_what_is_refunded_before_it_is_paid_is_not_delivered(self):
        orders = self.place(TOGETHER)
        self.read()
        for order in orders:
            self.say(order, "to_refund")
        self.read()
        for number in TOGETHER:
            sale = self.inbox(number).sale_order_id
            self.assertFalse(sale.picking_ids, number)
            self.assertNotEqual(sale.state, "sale", number)
