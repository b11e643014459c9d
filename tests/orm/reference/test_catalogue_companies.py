# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Lists and mappings are shared on purpose, and changed by who has all their users."""

from odoo.exceptions import AccessError
from odoo.tests import tagged

from ..common import LaredouteCase


@tagged("standard", "post_install", "-at_install")
class TestCatalogueCompanies(LaredouteCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.other = cls.env["res.company"].create(
            {"name": "Autre", "currency_id": cls.env.ref("base.EUR").id}
        )
        cls.own = cls.make_user("own", "manager")
        cls.stranger = cls.make_user("stranger", "manager", cls.other)
        cls.both = cls.make_user("both", "manager", cls.company | cls.other)
        cls.mapping = cls.env["laredoute.brand.mapping"].create({"name": "Lumière"})
        cls.lists = cls.env["laredoute.reference.import"].create(
            {"file": "Y29kZTtuYW1lCkQ5O0ZlbW1lCg==", "filename": "departments.csv"}
        )

    def records(self):
        return (
            self.account.catalogue_id,
            self.category,
            self.brand,
            self.mapping,
            self.lists,
        )

    def test_e06_a_manager_of_another_company_changes_nothing(self):
        for record in self.records():
            with self.subTest(record._name):
                theirs = record.with_user(self.stranger)
                self.assertTrue(theirs.has_access("read"))
                with self.assertRaises(AccessError):
                    theirs.unlink()
                with self.assertRaises(AccessError):
                    theirs.write({record._rec_name: "X"})

    def test_e06_nor_does_any_button_of_a_mapping(self):
        self.mapping.proposal_id = self.brand
        theirs = self.mapping.with_user(self.stranger)
        for button in ("action_confirm", "action_dismiss"):
            with self.subTest(button), self.assertRaises(AccessError):
                getattr(theirs, button)()
        theirs.with_context(active_domain=[]).action_confirm_all()
        self.assertEqual(self.mapping.state, "proposed", "others confirm theirs")

    def test_e06_nor_are_codes_added_to_their_lists(self):
        values = {
            "code": "9009",
            "name": "X",
            "catalogue_id": self.brand.catalogue_id.id,
        }
        with self.assertRaises(AccessError):
            self.env["laredoute.brand"].with_user(self.stranger).create(values)

    def test_e06_the_companys_own_manager_goes_on_as_ever(self):
        for record in self.records():
            with self.subTest(record._name):
                self.assertTrue(record.with_user(self.own).has_access("write"))
        self.mapping.with_user(self.own).unlink()

    def test_e06_a_new_company_gets_a_catalogue_of_its_own(self):
        accounts = self.account.with_user(self.stranger).with_company(self.other)
        account = accounts.create({"name": "B"})
        self.assertNotEqual(account.catalogue_id, self.account.catalogue_id)
        self.assertTrue(account.catalogue_id.has_access("write"))
        brands = self.env["laredoute.brand"].with_user(self.stranger)
        brands.create(
            {"code": "9001", "name": "X", "catalogue_id": account.catalogue_id.id}
        )
        again = accounts.create({"name": "C"})
        self.assertEqual(again.catalogue_id, account.catalogue_id)

    def test_e06_nobody_joins_a_catalogue_of_others(self):
        accounts = self.account.with_user(self.stranger).with_company(self.other)
        account = accounts.create({"name": "B"})
        with self.assertRaisesRegex(AccessError, "another company"):
            account.catalogue_id = self.account.catalogue_id
        with self.assertRaisesRegex(AccessError, "another company"):
            accounts.create({"name": "C", "catalogue_id": self.account.catalogue_id.id})

    def test_e06_what_two_companies_share_is_a_matter_of_both(self):
        both = self.account.with_user(self.both).with_context(
            allowed_company_ids=(self.company | self.other).ids
        )
        account = both.create(
            {
                "name": "B",
                "platform": self.account.platform,
                "company_id": self.other.id,
            }
        )
        self.assertEqual(account.catalogue_id, self.account.catalogue_id)
        for user in (self.own, self.stranger):
            self.assertFalse(self.mapping.with_user(user).has_access("unlink"))
        mapping = self.mapping.with_env(both.env)
        self.assertTrue(mapping.has_access("unlink"))
        account.sudo().active = False
        self.env.flush_all()
        self.env.invalidate_all()
        self.assertTrue(self.mapping.with_user(self.own).has_access("unlink"))
