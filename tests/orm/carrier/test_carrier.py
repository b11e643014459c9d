# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What La Redoute is sent of a carrier: its name, where the parcel is followed."""

from odoo.exceptions import ValidationError
from odoo.tests import Form, tagged

from .carrier_case import CarrierCase

DEFAULT = "https://suivi.example/6A1"


@tagged("standard", "post_install", "-at_install")
class TestCarrier(CarrierCase):
    # ------------------------------------------------------------- who is believed
    def test_the_row_of_the_carrier_says_name_and_address(self):
        self.row(
            self.colissimo, name="Colissimo", tracking_url="https://poste.fr/{number}"
        )
        self.paid_by("Home")
        self.leave("6A1", self.colissimo)
        self.assertEqual(self.sent(), [("6A1", "Colissimo", "https://poste.fr/6A1")])
        self.assert_agreement()

    def test_without_a_row_odoos_carrier_says_it(self):
        self.colissimo.tracking_url = "https://odoo.fr/<shipmenttrackingnumber>"
        self.paid_by("Home")
        self.leave("6A1", self.colissimo)
        self.assertEqual(
            self.sent(), [("6A1", "Colissimo Domicile", "https://odoo.fr/6A1")]
        )

    def test_a_row_comes_before_odoos_carrier(self):
        self.colissimo.tracking_url = "https://odoo.fr/<shipmenttrackingnumber>"
        self.row(self.colissimo, tracking_url="https://poste.fr/{number}")
        self.paid_by("Home")
        self.leave("6A1", self.colissimo)
        self.assertEqual(self.sent()[0][2], "https://poste.fr/6A1")

    def test_a_row_without_an_address_leaves_it_to_odoos_carrier(self):
        self.colissimo.tracking_url = "https://odoo.fr/<shipmenttrackingnumber>"
        self.row(self.colissimo, name="Colissimo", tracking_url=False)
        self.paid_by("Home")
        self.leave("6A1", self.colissimo)
        self.assertEqual(self.sent(), [("6A1", "Colissimo", "https://odoo.fr/6A1")])

    def test_the_deliverys_own_address_comes_first(self):
        self.row(self.colissimo, tracking_url="https://poste.fr/{number}")
        self.paid_by("Home")
        self.sale().picking_ids.laredoute_tracking_url = "https://own.fr/{number}/x"
        self.leave("6A1", self.colissimo)
        self.assertEqual(self.sent()[0][2], "https://own.fr/6A1/x")

    def test_the_accounts_default_comes_last(self):
        self.paid_by("Home")
        self.leave("6A1", self.colissimo)
        self.assertEqual(self.sent(), [("6A1", "Colissimo Domicile", DEFAULT)])

    def test_a_row_of_another_account_does_not_count(self):
        other = self.account.copy({"name": "Autre"})
        self.row(
            self.colissimo,
            account_id=other.id,
            name="Ailleurs",
            tracking_url="https://a.fr/{number}",
        )
        self.paid_by("Home")
        self.leave("6A1", self.colissimo)
        self.assertEqual(self.sent(), [("6A1", "Colissimo Domicile", DEFAULT)])

    def test_the_postcode_is_the_parcels(self):
        self.row(self.colissimo, tracking_url="https://poste.fr/{number}?cp={zip}")
        self.paid_by("Home")
        self.leave("6A1", self.colissimo)
        self.assertEqual(self.sent()[0][2], "https://poste.fr/6A1?cp=59100")

    def test_a_row_that_is_written_later_sends_what_waited(self):
        self.account.default_tracking_url = False
        self.paid_by("Home")
        self.leave("6A1", self.colissimo)
        picking = self.sale().picking_ids
        self.assertEqual(picking.laredoute_shipment_state, "missing")
        self.assertIn("Carriers", picking.laredoute_missing)
        self.forget_wakes("send_operations")
        self.row(self.colissimo, tracking_url="https://poste.fr/{number}")
        self.assertTrue(self.wakes("send_operations"))
        self.run_flow("send_operations")
        self.assertEqual(self.sent()[0][2], "https://poste.fr/6A1")
        self.assertEqual(picking.laredoute_shipment_state, "sent")
        self.assert_agreement()

    # ------------------------------------------------------ the number of the label
    def test_a_relais_colis_parcel_is_followed_by_a_part_of_its_label(self):
        row = self.row(self.relais)
        self.assertTrue(row.number_from_label)
        row.tracking_url = "https://relais.fr/{number}"
        self.paid_by("Relais")
        self.leave("VD4H000000123401", self.relais)
        self.assertEqual(
            self.sent(),
            [("4H00000012", "Relais Colis", "https://relais.fr/4H00000012")],
        )
        self.assert_agreement()
        picking = self.sale().picking_ids
        self.assertEqual(picking.carrier_tracking_ref, "VD4H000000123401")
        self.assertEqual(row.example_url, "https://relais.fr/4H00000012")

    def test_a_number_that_is_the_parcels_own_stays(self):
        self.row(self.relais)
        self.paid_by("Relais")
        self.leave("4H00000012", self.relais)
        self.assertEqual(self.sent()[0][0], "4H00000012")

    def test_other_carriers_labels_are_their_numbers(self):
        self.row(self.colissimo)
        self.paid_by("Home")
        self.leave("VD4H000000123401", self.colissimo)
        self.assertEqual(self.sent()[0][0], "VD4H000000123401")

    # -------------------------------------------------------------------- proposals
    def test_a_new_row_proposes_by_name_and_says_so(self):
        with Form(self.env["laredoute.carrier"]) as form:
            form.account_id = self.account
            form.carrier_id = self.colissimo
            self.assertEqual(form.name, "Colissimo")
            self.assertIn("{number}", form.tracking_url)
            self.assertTrue(form.proposed)
            form.tracking_url = "https://poste.fr/{number}"
            self.assertFalse(form.proposed)
        self.assertEqual(form.record.tracking_url, "https://poste.fr/{number}")

    def test_a_carrier_nobody_knows_has_its_own_name_and_no_address(self):
        row = self.row(self.make_carrier("Coursier du Nord"))
        self.assertEqual(
            (row.name, row.tracking_url, row.number_from_label, row.proposed),
            ("Coursier du Nord", False, False, False),
        )
        self.assertIs(row.example_url, False)

    def test_rows_are_proposed_for_the_carriers_in_use(self):
        rows = self.env["laredoute.carrier"]
        said = rows.action_propose()["params"]["message"]
        self.assertIn("Nothing to propose", said)
        self.paid_by("Home")
        self.leave("6A1", self.colissimo)
        self.assertIn("Colissimo", rows.action_propose()["params"]["message"])
        made = rows.search([("account_id", "=", self.account.id)])
        self.assertEqual(made.carrier_id, self.colissimo)
        said = rows.action_propose()["params"]["message"]
        self.assertIn("Nothing to propose", said)

    # ----------------------------------------------------- carriers without address
    def to_complete(self):
        self.env.invalidate_all()
        self.assertEqual(
            len(self.account.carriers_to_complete),
            self.account.carriers_to_complete_count,
        )
        return self.account.carriers_to_complete

    def test_carriers_without_an_address_are_listed_until_somebody_says_it(self):
        self.assertFalse(self.to_complete())
        self.paid_by("Home")
        self.sale().picking_ids.carrier_id = self.colissimo
        self.assertEqual(self.to_complete(), self.colissimo, "its parcel is open yet")
        self.leave("6A1", self.colissimo)
        self.assertEqual(self.to_complete(), self.colissimo)
        row = self.row(self.colissimo, tracking_url=False)
        self.assertEqual(self.to_complete(), self.colissimo, "the row says no address")
        row.tracking_url = "https://poste.fr/{number}"
        self.assertFalse(self.to_complete())

    def test_one_that_odoo_knows_the_address_of_is_not_listed(self):
        self.paid_by("Home")
        self.leave("6A1", self.colissimo)
        self.colissimo.tracking_url = "https://odoo.fr/<shipmenttrackingnumber>"
        self.assertFalse(self.to_complete())

    def test_a_carrier_of_long_ago_is_not_listed(self):
        self.paid_by("Home")
        self.leave("6A1", self.colissimo)
        self.sale().picking_ids.date_done = self.ago(days=91)
        self.assertFalse(self.to_complete())

    def test_one_click_leads_to_its_row(self):
        carrier = self.colissimo.with_context(laredoute_account_id=self.account.id)
        action = carrier.action_laredoute_carrier()
        self.assertFalse(action["res_id"])
        self.assertEqual(action["context"]["default_carrier_id"], carrier.id)
        row = self.row(self.colissimo)
        self.assertEqual(carrier.action_laredoute_carrier()["res_id"], row.id)

    # ------------------------------------------------- addresses, as they are typed
    def test_an_address_that_is_none_is_refused_wherever_it_is_typed(self):
        self.paid_by("Home")
        row = self.row(self.colissimo)
        picking = self.sale().picking_ids
        for record, field, bad, words in (
            (row, "tracking_url", "www.poste.fr/{number}", "begin with"),
            (row, "tracking_url", "https://poste.fr/", "{number}"),
            (row, "tracking_url", "https://poste.fr/{numero}", "placeholder"),
            (row, "tracking_url", "https://poste.fr/a b{number}", "blank"),
            (row, "tracking_url", "https://poste/{number}", "public site"),
            (self.account, "default_tracking_url", "https://poste.fr/", "{number}"),
            (self.account, "default_tracking_url", "poste.fr/{number}", "begin with"),
            (picking, "laredoute_tracking_url", "https://poste.fr/a b", "blank"),
            (picking, "laredoute_tracking_url", "https://localhost/6A1", "public site"),
        ):
            with (
                self.subTest(f"{record._name}: {bad}"),
                self.assertRaisesRegex(ValidationError, words),
                self.env.cr.savepoint(),
            ):
                record[field] = bad
        picking.laredoute_tracking_url = "https://poste.fr/6A1"
