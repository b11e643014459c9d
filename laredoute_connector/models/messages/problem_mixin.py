# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""One activity per record that needs a person, closed by itself when solved."""

from odoo import fields, models

ACTIVITY_TYPE = "laredoute_connector.mail_activity_type_problem"


class LaredouteProblemMixin(models.AbstractModel):
    _name = "laredoute.problem.mixin"
    _description = "Record That May Need a Person"
    _inherit = ["mail.thread", "mail.activity.mixin"]

    def _problem(self, note):
        """Ask the account's responsible to look at this record, once.

        :param note: what is wrong and what to do, as plain text
        """
        for record in self:
            account = record._problem_account()
            user = account.user_id or self.env.ref("base.user_admin")
            existing = record._problem_activities()
            if existing:
                existing[:1].write({"note": note, "date_deadline": fields.Date.today()})
                continue
            record.with_context(mail_activity_quick_update=True).activity_schedule(
                ACTIVITY_TYPE,
                summary=f"La Redoute: {record.display_name}",
                note=note,
                user_id=user.id,
            )

    def _problem_solved(self):
        """Close what :meth:`_problem` opened."""
        self._problem_activities().unlink()

    def _problem_activities(self):
        activity_type = self.env.ref(ACTIVITY_TYPE)
        return self.sudo().activity_ids.filtered(
            lambda activity: (
                activity.activity_type_id == activity_type and activity.automated
            )
        )

    def _problem_account(self):
        return self if self._name == "laredoute.account" else self.account_id
