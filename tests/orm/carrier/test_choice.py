# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""La Redoute's delivery mode and type: in its words, and which carrier they get."""

from dataclasses import replace

from odoo.tests import tagged

from .carrier_case import CarrierCase


@tagged("standard", "post_install", "-at_install")
class TestChoice(CarrierCase):
    def carriers(self):
        """The carriers of the sale order and of its delivery."""
        sale = self.sale()
        return sale.carrier_id, sale.picking_ids.carrier_id

    # --------------------------------------------------------------- its own words
    def test_its_words_stand_on_order_sale_order_and_delivery(self):
        self.paid_by("Relais", "Regular")
        picking = self.sale().picking_ids
        self.assertEqual(
            [
                (self.inbox().delivery_mode, self.inbox().delivery_type),
                (
                    self.sale().laredoute_delivery_mode,
                    self.sale().laredoute_delivery_type,
                ),
                (picking.laredoute_delivery_mode, picking.laredoute_delivery_type),
            ],
            [("Relais", "Regular")] * 3,
        )
        for model, field in (
            ("laredoute.order", "delivery_mode"),
            ("sale.order", "laredoute_delivery_mode"),
            ("stock.picking", "laredoute_delivery_mode"),
        ):
            found = self.env[model].search([(field, "=", "Relais")])
            self.assertEqual(len(found), 1, model)
            groups = self.env[model].formatted_read_group(
                [("id", "in", found.ids)], [field], ["__count"]
            )
            self.assertEqual([each[field] for each in groups], ["Relais"])

    def test_a_word_nobody_knows_is_shown_as_it_comes(self):
        self.paid_by("Consigne 24/7", "Éclair")
        self.assertEqual(self.inbox().delivery_mode, "Consigne 24/7")
        self.assertEqual(self.sale().laredoute_delivery_type, "Éclair")
        self.assert_agreement()

    def test_lines_that_differ_say_both_words(self):
        order = self.order(self.product, self.product)
        other = replace(order.delivery, mode="Relais")
        first, second = order.lines
        self.goes_by(
            replace(order, lines=(first, replace(second, delivery=other))), "Home"
        )
        self.read()
        self.assertEqual(self.inbox().delivery_mode, "Home, Relais")

    def test_they_outlive_what_is_forgotten_of_the_buyer(self):
        self.paid_by("Relais", "Regular")
        self.inbox().fetched_at = self.ago(days=400)
        self.env["laredoute.order"]._forget_buyers(self.account, self.ago(days=200))
        self.assertFalse(self.inbox().delivery)
        self.assertEqual(self.sale().laredoute_delivery_mode, "Relais")

    # ------------------------------------------------------------------ its carrier
    def test_without_a_row_the_sale_order_has_no_carrier(self):
        self.paid_by("Home", "Regular")
        self.assertFalse(any(self.carriers()))

    def test_the_first_row_that_fits_counts(self):
        self.choose(self.relais, mode="relais ")
        self.choose(self.colissimo)
        self.paid_by("Relais", "Regular")
        self.assertEqual(self.carriers(), (self.relais, self.relais))
        self.assert_agreement()

    def test_what_is_empty_fits_anything(self):
        express = self.make_carrier("Chronopost")
        self.choose(express, kind="Tracked")
        self.choose(self.colissimo, mode="Home")
        self.paid_by("Home", "Regular")
        self.assertEqual(self.carriers(), (self.colissimo, self.colissimo))

    def test_both_words_of_a_row_must_fit(self):
        self.choose(self.relais, mode="Relais", kind="Tracked")
        self.paid_by("Relais", "Regular")
        self.assertFalse(any(self.carriers()))

    def test_the_order_of_the_rows_is_a_persons(self):
        self.choose(self.colissimo, sequence=20)
        self.choose(self.relais, sequence=5)
        self.paid_by("Home")
        self.assertEqual(self.sale().carrier_id, self.relais)

    def test_a_carrier_that_is_archived_is_given_to_nobody(self):
        self.choose(self.relais)
        self.relais.active = False
        self.paid_by("Relais")
        self.assertFalse(any(self.carriers()))

    def test_rows_of_another_account_do_not_count(self):
        other = self.account.copy({"name": "Autre"})
        self.choose(self.relais, account_id=other.id)
        self.paid_by("Relais")
        self.assertFalse(any(self.carriers()))

    def test_the_fee_stays_la_redoutes(self):
        self.relais.write({"fixed_price": 9.5, "invoice_policy": "real"})
        self.choose(self.relais)
        self.paid_by("Relais")
        before = self.sale().order_line
        self.assertEqual(self.sale().amount_total, self.inbox().amount_total)
        self.ship(self.sale().picking_ids, False)
        self.assertEqual(self.sale().picking_ids.carrier_price, 9.5, "it is kept there")
        self.assertEqual(self.sale().order_line, before)
        self.assertFalse(self.inbox().amount_difference)

    def test_a_carrier_of_others_still_adds_its_cost(self):
        self.relais.write({"fixed_price": 9.5, "invoice_policy": "real"})
        partner = self.env["res.partner"].create({"name": "Un autre client"})
        sale = self.env["sale.order"].create(
            {
                "partner_id": partner.id,
                "carrier_id": self.relais.id,
                "order_line": [(0, 0, {"product_id": self.product.id})],
            }
        )
        sale.action_confirm()
        self.ship(sale.picking_ids, False)
        self.assertEqual(len(sale.order_line), 2)

    # --------------------------------------------------------------- who has it last
    def test_a_carrier_that_a_person_set_stays(self):
        self.choose(self.relais)
        order = self.goes_by(self.order(self.product), "Relais")
        self.read()
        self.run_flow("send_operations")
        self.sale().carrier_id = self.colissimo
        self.goes_by(self.say(order, "to_ship"), "Relais")
        self.read()
        self.assertEqual(self.carriers(), (self.colissimo, self.colissimo))

    def test_one_that_a_person_took_out_stays_out(self):
        self.choose(self.relais)
        order = self.goes_by(self.order(self.product), "Relais")
        self.read()
        self.run_flow("send_operations")
        self.sale().carrier_id = False
        self.goes_by(self.say(order, "to_ship"), "Relais")
        self.read()
        self.assertFalse(any(self.carriers()))

    def test_a_row_that_was_written_after_the_quotation_counts_too(self):
        order = self.goes_by(self.order(self.product), "Relais")
        self.read()
        self.run_flow("send_operations")
        self.choose(self.relais)
        self.goes_by(self.say(order, "to_ship"), "Relais")
        self.read()
        self.assertEqual(self.carriers(), (self.relais, self.relais))

    def test_another_mode_gives_another_carrier_while_nothing_left(self):
        self.choose(self.relais, mode="Relais")
        self.choose(self.colissimo, mode="Home")
        order = self.paid_by("Home")
        self.assertEqual(self.carriers(), (self.colissimo, self.colissimo))
        there = replace(order.delivery.address, address2="3 rue du Relais")
        order = replace(order, delivery=replace(order.delivery, address=there))
        self.goes_by(order, "Relais")
        self.read()
        self.assertEqual(self.carriers(), (self.relais, self.relais))
        self.assert_agreement()

    def test_a_delivery_whose_carrier_a_person_changed_keeps_it(self):
        self.choose(self.relais, mode="Relais")
        self.choose(self.colissimo, mode="Home")
        order = self.paid_by("Home")
        own = self.make_carrier("DPD")
        self.sale().picking_ids.carrier_id = own
        there = replace(order.delivery.address, address2="3 rue du Relais")
        order = replace(order, delivery=replace(order.delivery, address=there))
        self.goes_by(order, "Relais")
        self.read()
        self.assertEqual(self.carriers(), (self.relais, own))

    def test_lines_of_two_carriers_have_none_in_common(self):
        self.choose(self.relais, mode="Relais")
        self.choose(self.colissimo, mode="Home")
        order = self.order(self.product, self.product)
        other = replace(order.delivery, mode="Relais")
        first, second = order.lines
        self.goes_by(
            replace(order, lines=(first, replace(second, delivery=other))), "Home"
        )
        self.read()
        self.assertFalse(self.sale().carrier_id)

    def test_the_words_la_redoute_has_said_are_shown(self):
        self.paid_by("Relais", "Regular")
        self.assertEqual(self.choose(self.relais).words, "Relais / Regular (1)")
