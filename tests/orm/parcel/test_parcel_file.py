# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""A warehouse's file validates deliveries: each line by itself, and once."""

import base64
from unittest.mock import patch

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from odoo.addons.laredoute_connector.models.parcel import parcel_file

from ..carrier.carrier_case import CarrierCase

ORDER = "1-2026.325.0001234"


@tagged("standard", "post_install", "-at_install")
class TestParcelFile(CarrierCase):
    def file(self, *lines, header="commande;suivi;transporteur;ean;quantité"):
        return self.parcel_file(*lines, header=header)

    def apply(self, file):
        """A person agrees, and the scheduler comes."""
        file.action_apply()
        self.run_cron(parcel_file.CRON)
        self.run_flow("send_operations")

    def results(self, file):
        return [(line.state, line.code) for line in file.line_ids]

    def numbers(self):
        return [each[0] for each in self.sent()]

    # -------------------------------------------------------------------- applied
    def test_a_file_validates_a_delivery_and_informs_la_redoute(self):
        self.row(self.colissimo, tracking_url="https://poste.fr/{number}")
        self.paid()
        file = self.file(f"{ORDER};6A1;colissimo domicile")
        self.assertEqual(self.results(file), [("ready", False)])
        self.assertEqual(self.sale().picking_ids.state, "assigned", "only read")
        self.apply(file)
        self.assertEqual(self.results(file), [("done", "validated")])
        self.assertEqual(file.state, "done")
        self.assertEqual(self.sale().picking_ids.state, "done")
        self.assertEqual(self.sent(), [("6A1", "Colissimo", "https://poste.fr/6A1")])
        self.assertIn("colis.csv", self.sale().picking_ids.message_ids[:1].body)
        self.assert_agreement()

    def test_an_order_may_be_named_as_in_odoo_or_by_its_delivery(self):
        self.paid()
        names = (self.sale().name, self.sale().picking_ids.name, ORDER)
        file = self.file(*(f"{name};6A1" for name in names))
        picking = self.sale().picking_ids
        self.assertEqual(file.line_ids.picking_id, picking)
        self.assertEqual(
            self.results(file),
            [("ready", False), ("problem", "doubled"), ("problem", "doubled")],
        )

    def test_the_same_file_twice_does_nothing_twice(self):
        self.paid()
        line = f"{ORDER};6A1"
        self.apply(self.file(line))
        again = self.file(line)
        self.assertEqual(self.results(again), [("same", "same")])
        with self.assertRaises(UserError):
            again.action_apply()
        self.assertEqual(self.numbers(), ["6A1"])

    def test_a_file_that_was_applied_is_not_applied_again(self):
        self.paid()
        file = self.file(f"{ORDER};6A1")
        self.apply(file)
        for press in (file.action_apply, file.action_read):
            with self.assertRaises(UserError):
                press()
        with self.assertRaises(UserError):
            file.file = base64.b64encode(b"x;y")

    def test_the_file_is_forgotten_once_it_is_applied(self):
        self.paid()
        file = self.file(f"{ORDER};6A1")
        self.apply(file)
        self.assertEqual(file.state, "done")
        self.assertFalse(file.file, "buyers may stand in it")
        self.assertEqual(file.line_ids.tracking, "6A1")

    def test_one_that_is_never_applied_is_forgotten_too(self):
        file, fresh = self.file("x;6A1"), self.file("x;6A2")
        self.env.cr.execute(
            "UPDATE laredoute_parcel_file SET create_date = %s WHERE id = %s",
            [self.ago(days=31), file.id],
        )
        file._gc_old_files()
        self.env.invalidate_all()
        self.assertFalse(file.file)
        self.assertTrue(fresh.file)
        with self.assertRaisesRegex(UserError, "choose it again"):
            file.action_read()

    def test_two_files_at_once_validate_it_once(self):
        self.paid()
        first, second = (self.file(f"{ORDER};6A{number}") for number in (1, 2))
        self.apply(first)
        self.apply(second)
        self.assertEqual(self.results(second), [("problem", "already_shipped")])
        self.assertEqual(self.numbers(), ["6A1"])

    def test_one_bad_line_stops_only_itself(self):
        self.paid()
        file = self.file("unknown;6A0", f"{ORDER};6A1", ";6A2", "x;")
        self.assertEqual(
            self.results(file),
            [
                ("problem", "unknown_order"),
                ("ready", False),
                ("problem", "no_order"),
                ("problem", "no_number"),
            ],
        )
        self.assertEqual((file.problem_count, file.ready_count), (3, 1))
        self.assertTrue(all(file.line_ids.filtered("code").mapped("message")))
        self.apply(file)
        self.assertEqual(self.numbers(), ["6A1"])

    def test_what_odoo_refuses_is_kept_in_its_words(self):
        self.paid()
        file = self.file(f"{ORDER};6A1")
        pickings = type(self.env["stock.picking"])
        with patch.object(pickings, "button_validate", side_effect=UserError("Lot ?")):
            self.apply(file)
        self.assertEqual(self.results(file), [("refused", "refused")])
        self.assertEqual(file.line_ids.message, "Lot ?")
        picking = self.sale().picking_ids
        self.assertFalse(picking.carrier_tracking_ref, "nothing of it stays")
        self.apply(self.file(f"{ORDER};6A1"))
        self.assertEqual(self.numbers(), ["6A1"])

    def test_a_bug_stops_only_its_parcel(self):
        self.paid()
        file = self.file(f"{ORDER};6A1")
        with (
            patch.object(parcel_file, "apply_parcel", side_effect=KeyError("x")),
            self.assertLogs("odoo.addons.laredoute_connector", "ERROR"),
        ):
            self.apply(file)
        self.assertEqual(self.results(file), [("refused", "refused")])
        self.assertEqual(file.state, "done")

    def test_a_delivery_that_somebody_works_on_waits(self):
        self.paid()
        file = self.file(f"{ORDER};6A1")
        with patch.object(parcel_file, "apply_parcel", return_value=False):
            self.apply(file)
        self.assertEqual((file.state, file.line_ids.state), ("running", "ready"))
        self.run_cron(parcel_file.CRON)
        self.assertEqual((file.state, file.line_ids.state), ("done", "done"))

    # --------------------------------------------------------- a part, or a number
    def test_a_part_leaves_and_the_rest_stays_in_a_delivery_of_its_own(self):
        other = self.make_product()
        self.paid(self.order_line(self.product), self.order_line(other))
        self.apply(self.file(f"{ORDER};6A1;;{self.product.barcode}"))
        rest = self.sale().picking_ids.filtered(lambda each: each.state != "done")
        self.assertEqual(rest.move_ids.product_id, other)
        self.assertFalse(rest.carrier_tracking_ref)
        self.apply(self.file(f"{ORDER};6A2;;{other.default_code}"))
        self.assertEqual(set(self.sale().picking_ids.mapped("state")), {"done"})
        self.assert_agreement()

    def test_lines_of_one_file_in_two_parcels(self):
        other = self.make_product()
        self.paid(self.order_line(self.product), self.order_line(other))
        file = self.file(
            f"{ORDER};6A1;;{self.product.barcode}", f"{ORDER};6A2;;{other.barcode}"
        )
        self.apply(file)
        self.assertEqual(self.results(file), [("done", "validated")] * 2)
        self.assertEqual(sorted(self.numbers()), ["6A1", "6A2"])
        self.assert_agreement()

    def test_one_parcel_of_two_lines_is_one_delivery(self):
        other = self.make_product()
        self.paid(self.order_line(self.product), self.order_line(other))
        self.apply(
            self.file(
                f"{ORDER};6A1;;{self.product.barcode}", f"{ORDER};6A1;;{other.barcode}"
            )
        )
        self.assertEqual(len(self.sale().picking_ids), 1)
        self.assertEqual(set(self.numbers()), {"6A1"})
        self.assert_agreement()

    def test_pieces_of_a_line_in_two_parcels(self):
        self.paid(self.order_line(self.product, quantity=3))
        ean = self.product.barcode
        file = self.file(f"{ORDER};6A1;;{ean};1", f"{ORDER};6A2;;{ean};2")
        self.apply(file)
        self.assertEqual(self.results(file), [("done", "validated")] * 2)
        self.assertEqual(self.numbers(), ["6A2"], "La Redoute takes the last one")
        self.assert_agreement()

    def test_a_number_is_added_to_what_left_without(self):
        self.paid()
        self.ship(self.sale().picking_ids, False)
        file = self.file(f"{ORDER};6A1")
        self.apply(file)
        self.assertEqual(self.results(file), [("done", "completed")])
        self.assertEqual(self.numbers(), ["6A1"])
        self.assert_agreement()

    # ------------------------------------------------------------------- not usable
    def problem(self, *lines):
        """The code of the last line of a file."""
        line = self.file(*lines).line_ids[-1]
        self.assertEqual(line.state, "problem")
        self.assertTrue(line.message)
        return line.code

    def test_what_is_wrong_with_an_order_is_said_before_anything_changes(self):
        order = self.order(self.product)
        self.read()
        self.assertEqual(self.problem(f"{ORDER};6A1"), "not_confirmed")
        self.run_flow("send_operations")
        self.say(order, "to_ship")
        self.read()
        ean = self.product.barcode
        for line, code in (
            ("S99999;6A1", "unknown_order"),
            (f"{ORDER};6A1;Nobody", "unknown_carrier"),
            (f"{ORDER};6A1;;3599999999995", "unknown_item"),
            (f"{ORDER};6A1;;{ean};2", "too_many"),
            (f"{ORDER};6A12345678901 6A12345678902", "two_numbers"),
        ):
            self.assertEqual(self.problem(line), code)
        two = self.file(f"{ORDER};6A1", f"{ORDER};6A2")
        self.assertEqual(self.results(two), [("problem", "two_parcels")] * 2)
        self.ship(self.sale().picking_ids, "6A1")
        self.assertEqual(self.problem(f"{ORDER};6A9"), "already_shipped")

    def test_a_cancelled_order_is_not_sent(self):
        order = self.paid()
        self.say(order, "cancelled")
        self.read()
        self.assertEqual(self.problem(f"{ORDER};6A1"), "cancelled")

    def test_a_delivery_that_somebody_cancelled_is_not_sent(self):
        self.paid()
        self.sale().picking_ids.action_cancel()
        self.assertEqual(self.problem(f"{ORDER};6A1"), "no_delivery")

    def test_steps_before_it_are_done_in_odoo(self):
        self.account.warehouse_id.delivery_steps = "pick_ship"
        self.paid()
        self.assertEqual(self.problem(f"{ORDER};6A1"), "no_delivery")
        pick = self.sale().picking_ids
        self.ship(pick, False)
        self.apply(self.file(f"{ORDER};6A1"))
        self.assertEqual(self.numbers(), ["6A1"])

    def test_what_is_no_table_is_refused_whole(self):
        file = self.file("x;y", header="client;ville")
        self.assertEqual(file.state, "failed")
        self.assertIn("client, ville", file.message)

    # ---------------------------------------------------------------------- who may
    def test_only_managers_use_files_and_only_their_companys_orders(self):
        self.paid()
        company = self.env["res.company"].create(
            {"name": "Autre", "currency_id": self.env.ref("base.EUR").id}
        )
        stranger = self.make_user("parcels", "manager", company)
        text = base64.b64encode(f"commande;suivi\n{ORDER};6A1".encode())
        files = self.env["laredoute.parcel.file"]
        theirs = files.with_user(stranger).create({"file": text})
        theirs.action_read()
        self.assertEqual(theirs.line_ids.code, "unknown_order")
        ours = files.with_user(self.users["manager"]).create({"file": text})
        ours.action_read()
        self.assertEqual(ours.line_ids.state, "ready")
        with self.assertRaises(AccessError):
            ours.with_user(stranger).action_apply()
        with self.assertRaises(AccessError):
            ours.line_ids.write({"state": "done"})
        ours.action_apply()
        self.assertEqual(ours.state, "running")
