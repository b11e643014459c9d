# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""An alarm goes to somebody who can do something, whoever comes and goes."""

from odoo.tests import new_test_user, tagged

from ..common import LaredouteCase

ROLE = "base.group_user,laredoute_connector.group_laredoute_"


@tagged("standard", "post_install", "-at_install")
class TestProblemUser(LaredouteCase):
    def setUp(self):
        super().setUp()
        self.first = new_test_user(self.env, "alarm-first", f"{ROLE}manager")
        self.next = new_test_user(self.env, "alarm-next", f"{ROLE}manager")
        self.account.user_id = self.first

    def informed(self, record=None):
        return (record or self.account).activity_ids.user_id

    def test_e05_an_alarm_of_who_is_archived_already(self):
        self.first.active = False
        self.account._problem("It fails.")
        self.assertEqual(self.informed(), self.next)

    def test_e05_alarms_that_are_open_stay_when_their_person_leaves(self):
        """Odoo deletes the activities of who is archived."""
        self.account._problem("It fails.")
        self.order("3599999999995")
        self.read()
        self.assertEqual(self.informed(self.inbox()), self.first)
        self.first.action_archive()
        self.assertEqual(self.informed(), self.next)
        self.assertEqual(self.informed(self.inbox()), self.next)

    def test_e05_archived_by_an_import_or_a_script(self):
        self.account._problem("It fails.")
        self.first.write({"active": False})
        self.assertEqual(self.informed(), self.next)

    def test_e05_who_loses_the_rights_hands_over(self):
        self.account._problem("It fails.")
        self.first.group_ids = [(6, 0, self.env.ref("base.group_user").ids)]
        self.assertEqual(self.informed(), self.next)

    def test_e05_who_changes_the_company_hands_over(self):
        self.account._problem("It fails.")
        other = self.env["res.company"].create({"name": "Autre"})
        self.first.write({"company_id": other.id, "company_ids": [(6, 0, other.ids)]})
        self.assertEqual(self.informed(), self.next)

    def test_e05_a_user_who_was_made_responsible_stays_so(self):
        user = new_test_user(self.env, "alarm-user", f"{ROLE}user")
        self.account.user_id = user
        self.account._problem("It fails.")
        self.assertEqual(self.informed(), user)

    def test_e05_a_new_responsible_gets_what_fails_still(self):
        self.account._problem("It fails.")
        self.account.user_id = self.next
        self.account._problem("It fails again.")
        self.assertEqual(self.informed(), self.next)

    def test_e05_who_takes_over_gets_no_mail(self):
        """One is enough work: a mail server must not hold up a flow."""
        self.account._problem("It fails.")
        self.account.user_id = self.next
        messages = self.env["mail.message"].search([])
        self.account._problem("It fails again.")
        self.account._hand_over(self.next, leaving=True)
        self.assertEqual(self.informed(), self.first)
        added = self.env["mail.message"].search([]) - messages
        self.assertFalse(added.filtered(lambda each: each.notified_partner_ids))

    def test_e05_an_account_without_responsible(self):
        self.account.user_id = False
        self.account._problem("It fails.")
        self.assertIn(self.informed(), self.first | self.next)

    def test_e05_what_people_noted_for_others_is_no_alarm(self):
        self.account.activity_schedule(
            "mail.mail_activity_data_todo", user_id=self.first.id
        )
        self.first.action_archive()
        self.assertFalse(self.account.activity_ids, "Odoo's own way")
