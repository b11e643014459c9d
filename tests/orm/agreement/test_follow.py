# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""La Redoute changes an order after it was made: Odoo follows, or a person decides."""

from dataclasses import replace
from decimal import Decimal

from odoo.tests import tagged

from ..common import WHOLE
from .agreement_case import AgreementCase


@tagged("standard", "post_install", "-at_install")
class TestFollow(AgreementCase):
    def change(self, order, number=1, **values):
        """La Redoute now says something else of a line."""
        lines = list(order.lines)
        lines[number - 1] = replace(lines[number - 1], **values)
        return self.put(order, lines=tuple(lines))

    def add(self, order, line, status):
        """La Redoute adds a line."""
        line = replace(line, remote_id=f"{order.remote_id}-{len(order.lines) + 1}")
        order = self.put(order, lines=(*order.lines, line))
        return self.say(order, status, only={len(order.lines)})

    def left(self):
        """A paid order of three, of which one left."""
        order = self.paid(self.order_line(self.product, quantity=3))
        self.ship(self.sale().picking_ids, "PART", quantity=1)
        self.compare()
        return order

    def moves(self):
        """Units on their way out, by product."""
        moves = self.goods().move_ids.filtered(
            lambda move: move.state not in ("done", "cancel")
        )
        self.assertEqual(set(moves.location_dest_id.mapped("usage")), {"customer"})
        return sum(moves.mapped("product_uom_qty"))

    # ------------------------------------------------------------- A4, what is sold
    def test_a04_a_quotation_follows_quantity_price_and_fee(self):
        order = self.order(self.product)
        self.read()
        self.change(
            order,
            quantity=Decimal(3),
            unit_price=Decimal("49.90"),
            delivery_fee=Decimal("2.00"),
        )
        self.read()
        line = self.goods()
        self.assertEqual((line.product_uom_qty, line.price_unit), (3, 49.90))
        self.assertAlmostEqual(self.sale().amount_total, 3 * 49.90 + 2)
        self.assert_agreement()

    def test_a04_a_fee_that_was_none_is_charged(self):
        order = self.order(self.order_line(self.product, fee="0"))
        self.read()
        self.change(order, delivery_fee=Decimal("4.00"))
        self.read()
        self.assertAlmostEqual(self.sale().amount_total, 59.90 + 4)
        self.assert_agreement()

    def test_a04_a_confirmed_order_follows_where_nothing_left(self):
        order = self.paid(self.order_line(self.product, quantity=3))
        order = self.change(order, quantity=Decimal(1), unit_price=Decimal("49.90"))
        self.read()
        self.assertEqual(self.goods().product_uom_qty, 1)
        self.assertEqual(self.moves(), 1)
        self.assert_agreement()
        self.change(order, quantity=Decimal(4))
        self.read()
        self.assertEqual(self.moves(), 4)
        self.assert_agreement()

    def test_a04_a_locked_order_follows_and_stays_locked(self):
        order = self.paid()
        self.sale().action_lock()
        self.change(order, quantity=Decimal(2))
        self.read()
        self.assertTrue(self.sale().locked)
        self.assertEqual(self.moves(), 2)
        self.assert_agreement()

    def test_a04_what_left_in_part_is_for_a_person(self):
        self.change(self.left(), quantity=Decimal(2), unit_price=Decimal("49.90"))
        self.read()
        self.assertEqual(self.goods().product_uom_qty, 3)
        self.assert_disagreement("quantity_differs", "price_differs")

    def test_a04_another_product_of_a_line(self):
        order, other = self.order(self.product), self.make_product(stock=5)
        self.read()
        self.change(order, ean=other.barcode)
        self.read()
        self.assertEqual(self.goods().product_id, other)
        self.assert_agreement()

    def test_a04_what_a_person_changed_is_not_taken_back_by_other_news(self):
        order = self.order(self.order_line(self.product, quantity=3))
        self.read()
        self.goods().product_uom_qty = 1
        self.compare()
        self.say(order, "accepted")
        self.read()
        self.assertEqual(self.goods().product_uom_qty, 1)
        self.assert_disagreement("quantity_differs")

    def test_a04_an_added_line_is_sold_before_it_is_accepted(self):
        order = self.order(self.product)
        self.read()
        other = self.make_product(stock=5)
        self.add(order, self.order_line(other), "to_accept")
        self.read()
        self.assertEqual(self.goods().product_id, self.product | other)
        added = self.inbox().line_ids[1]
        self.assertEqual(added.operation_ids.kind, "accept")
        self.assert_agreement()

    def test_a04_a_line_added_to_a_paid_order_leaves_once_it_is_paid(self):
        order, other = self.paid(), self.make_product(stock=5)
        order = self.add(order, self.order_line(other), "to_accept")
        self.read()
        self.assertEqual(self.goods().product_id, self.product | other)
        self.assertEqual(self.moves(), 1, "its buyer has not paid it")
        self.assert_agreement()
        self.say(order, "to_ship")
        self.read()
        self.assertEqual(self.moves(), 2)
        self.assert_agreement()

    def test_a04_so_does_a_line_whose_quantity_changed_before_it_was_paid(self):
        order, other = self.paid(), self.make_product(stock=5)
        order = self.add(order, self.order_line(other), "to_accept")
        self.read()
        first, added = order.lines
        order = self.put(order, lines=(first, replace(added, quantity=3)))
        self.read()
        self.assertEqual(self.goods().mapped("product_uom_qty"), [1, 3])
        self.assertEqual(self.moves(), 1, "its buyer has not paid it")
        self.say(order, "to_ship")
        self.read()
        self.assertEqual(self.moves(), 4)
        self.assert_agreement()

    def test_a04_a_delivery_cancelled_before_the_payment_is_not_made_by_news(self):
        order = self.order(self.product)
        self.read()
        self.run_flow("send_operations")
        order = self.say(order, "accepted")
        self.read()
        self.sale().action_confirm()
        self.sale().picking_ids.action_cancel()
        order = self.change(order, quantity=Decimal(2))
        self.read()
        self.assertEqual(self.goods().product_uom_qty, 2)
        self.assertFalse(self.goods().move_ids._laredoute_waiting())
        self.assert_agreement()
        self.say(order, "to_ship")
        self.read()
        self.assert_disagreement("nothing_leaves").action_restore()
        self.assertEqual(self.moves(), 2)
        self.assert_agreement()

    def test_a04_a_line_added_after_something_left_is_not_accepted(self):
        order = self.left()
        self.add(order, self.order_line(self.make_product(stock=5)), "to_accept")
        self.read()
        self.assertEqual(len(self.goods()), 1)
        self.assertFalse(self.inbox().line_ids[1].operation_ids)
        self.assert_disagreement("line_missing")

    def test_a04_an_added_line_of_no_product_is_not_accepted(self):
        order = self.order(self.product)
        self.read()
        self.add(order, self.order_line("3599999999995"), "to_accept")
        self.read()
        self.assertFalse(self.inbox().line_ids[1].operation_ids)
        self.assert_disagreement("held_up")

    # ------------------------------------------------------------- A4, the address
    def moved(self, order, **values):
        """La Redoute now says another delivery address."""
        address = replace(WHOLE, **values)
        delivery = replace(order.delivery, address=address)
        return self.put(order, delivery=delivery)

    def test_a04_a_delivery_follows_the_address(self):
        order = self.paid()
        self.moved(order, address2="1 quai Neuf", zip_code="69002", city="LYON")
        self.read()
        partner = self.sale().picking_ids.partner_id
        self.assertEqual((partner.city, partner.street), ("LYON", "1 quai Neuf"))
        self.assertFalse(self.sale().picking_ids.activity_ids)
        self.assert_agreement()

    def test_a04_an_address_that_changes_after_goods_left(self):
        order = self.paid()
        self.ship(self.sale().picking_ids)
        self.compare()
        self.moved(order, zip_code="69002", city="LYON")
        self.read()
        self.assertEqual(self.sale().partner_shipping_id.city, "ROUBAIX")
        one = self.assert_disagreement("address_differs")
        self.assertIn("LYON", one.theirs)
        one.action_keep()
        self.assertEqual(self.inbox().agreement, "agree")

    def test_a04_a_line_that_says_the_same_place_in_its_own_words_moves_nothing(self):
        order = self.left()
        self.change(order, delivery=replace(order.delivery, mobile="0700000000"))
        self.read()
        self.assertNotIn("address_differs", self.disagreements().mapped("code"))

    def test_a04_an_address_corrected_by_a_person_stays(self):
        order = self.paid()
        self.sale().partner_shipping_id.street = "12 bis rue de l'Épeule"
        self.say(order, "to_ship")
        self.read()
        self.assertEqual(
            self.sale().partner_shipping_id.street, "12 bis rue de l'Épeule"
        )

    # ------------------------------------------ A10, confirmed before it was known
    def test_a10_a_quotation_that_a_person_confirmed_gets_its_address(self):
        order = self.order(self.product)
        self.read()
        self.run_flow("send_operations")
        self.sale().action_confirm()
        self.say(order, "to_ship")
        self.read()
        partner = self.sale().picking_ids.partner_id
        self.assertEqual((partner.name, partner.zip), ("Élise DUPONT", WHOLE.zip_code))
        self.assertTrue(partner.street)
        self.assert_agreement()

    def test_a10_its_relay_and_its_instruction_too(self):
        order = self.order(self.product)
        self.read()
        self.run_flow("send_operations")
        self.sale().action_confirm()
        order = self.say(order, "to_ship")
        relay = replace(WHOLE, name="Le Relais")
        self.put(
            order,
            delivery=replace(
                order.delivery, address=relay, relay_id="R77", instruction="Sonnez"
            ),
        )
        self.read()
        self.assertEqual(self.sale().picking_ids.partner_id.name, "Le Relais")
        self.assertIn("R77", self.sale().laredoute_instruction)
        self.assertIn("Sonnez", self.sale().laredoute_instruction)

    def test_a10_no_address_is_said_whoever_confirmed(self):
        order = self.order(self.product)
        self.read()
        self.run_flow("send_operations")
        self.sale().action_confirm()
        unknown = replace(
            order.delivery.address, name="", address1="", address2="", address3=""
        )
        order = self.say(order, "to_ship")
        self.put(order, delivery=replace(order.delivery, address=unknown))
        self.read()
        self.assert_disagreement("held_up")

    # ------------------------------------------------------ A12, two addresses
    def elsewhere(self):
        """A paid order whose second line goes to another address."""
        order = self.order(self.product, self.make_product(stock=3))
        self.read()
        self.run_flow("send_operations")
        order = self.say(order, "to_ship")
        there = replace(WHOLE, name="MARTIN Paul", zip_code="13001", city="MARSEILLE")
        second = replace(
            order.lines[1], delivery=replace(order.delivery, address=there)
        )
        return self.put(order, lines=(order.lines[0], second))

    def test_a12_a_line_that_goes_elsewhere_is_for_a_person(self):
        self.elsewhere()
        self.read()
        one = self.assert_disagreement("goes_elsewhere")
        self.assertEqual(one.order_line_id, self.inbox().line_ids[1])
        self.assertEqual(one.severity, "error")
        self.assertIn("MARSEILLE", one.message)
        self.assertIn("MARSEILLE", self.sale().laredoute_instruction)

    def test_a12_it_stands_after_it_left_until_a_person_answers_for_it(self):
        order = self.elsewhere()
        self.read()
        self.ship(self.sale().picking_ids)
        self.run_flow("send_operations")
        self.say(order, "shipped", only={1})
        self.read()
        one = self.assert_disagreement("goes_elsewhere")
        one.action_keep()
        self.assertEqual(self.inbox().agreement, "agree")

    def test_a12_a_cancelled_line_goes_nowhere(self):
        order = self.elsewhere()
        self.read()
        self.say(order, "cancelled", only={2})
        self.read()
        self.assert_agreement()
