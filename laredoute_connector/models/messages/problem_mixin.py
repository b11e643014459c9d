# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""One activity per record that needs a person, closed by itself when solved."""

from odoo import api, fields, models

from ..common import MANAGER, USER

ACTIVITY_TYPE = "laredoute_connector.mail_activity_type_problem"
#: what decides whether a user may do something about an alarm
_RIGHTS = {"active", "group_ids", "company_ids"}


class LaredouteProblemMixin(models.AbstractModel):
    _name = "laredoute.problem.mixin"
    _description = "Record That May Need a Person"
    _inherit = ["mail.thread", "mail.activity.mixin"]
    # nobody may write what the machine writes; who sees it may note something on it
    _mail_post_access = "read"

    def _problem(self, note):
        """Ask the account's responsible to look at this record, once.

        :param note: what is wrong and what to do, as plain text
        """
        # Odoo would send who is informed an e-mail, from inside the flow
        for record in self.with_context(mail_activity_quick_update=True):
            user = record._problem_user()
            existing = record._problem_activities()
            if existing:
                values = {"note": note, "date_deadline": fields.Date.today()}
                if existing[:1].user_id != user:
                    values["user_id"] = user.id
                existing[:1].write(values)
                continue
            record.activity_schedule(
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

    # ------------------------------------------------------------ who is informed
    def _problem_user(self, without=None):
        """Return who can help: the responsible, else the company's next manager.

        :param without: users who are about to leave
        """
        account = self._problem_account().sudo()
        company = account.company_id

        def able(user, group):
            return (
                user.active
                and user not in (without or ())
                and company in user.company_ids
                and user.has_group(group)
            )

        if account.user_id and able(account.user_id, USER):
            return account.user_id
        managers = self.env.ref(MANAGER).sudo().all_user_ids.sorted("id")
        administrator = self.env.ref("base.user_admin")
        # who has the role by their work, before who has every role
        everybody = [*(managers - administrator), administrator]
        able_ones = (user for user in everybody if able(user, MANAGER))
        return next(able_ones, administrator)

    @api.model
    def _hand_over(self, users, leaving=False):
        """Give the alarms of users who cannot do anything about them to who can.

        :param leaving: whether they are about to be archived
        """
        # while the addon is installed, its groups come before its activities
        activity_type = self.env.ref(ACTIVITY_TYPE, raise_if_not_found=False)
        if not activity_type:
            return
        alarms = self.env["mail.activity"].sudo()
        found = alarms.with_context(mail_activity_quick_update=True).search(
            [
                ("user_id", "in", users.ids),
                ("activity_type_id", "=", activity_type.id),
                ("automated", "=", True),
            ]
        )
        for alarm in found:
            record = self.env[alarm.res_model].sudo().browse(alarm.res_id)
            user = record._problem_user(without=users if leaving else None)
            if user != alarm.user_id:
                alarm.user_id = user


class ResUsers(models.Model):
    _inherit = "res.users"

    def action_archive(self):
        """Odoo deletes the activities of who is archived: alarms stay."""
        self.env["laredoute.problem.mixin"]._hand_over(self, leaving=True)
        return super().action_archive()

    def write(self, vals):
        result = super().write(vals)
        if _RIGHTS & vals.keys():
            self.env["laredoute.problem.mixin"]._hand_over(self)
        return result
