# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What a person does with an account: start, pause, resume, look."""

import pytz

from odoo import fields, models


class LaredouteAccount(models.Model):
    _inherit = "laredoute.account"

    # ----------------------------------------------------------- action methods
    def action_start_testing(self):
        """Start the onboarding: crons run, with few products first."""
        self.write({"phase": "testing", "paused_reason": False})

    def action_go_live(self):
        self.write({"phase": "live", "paused_reason": False})

    def action_back_to_setup(self):
        self.write({"phase": "setup", "paused_reason": False})

    def action_pause(self):
        self._pause(self.env._("Paused by %s.", self.env.user.name))

    def action_resume(self):
        for account in self:
            account.write(
                {
                    "phase": account.phase_before_pause or "setup",
                    "phase_before_pause": False,
                    "paused_reason": False,
                    "orders_retry_at": False,
                    "reports_retry_at": False,
                }
            )
            account._problem_solved()

    def _pause(self, reason):
        """Stop every exchange of the account until a person resumes it."""
        for account in self.filtered(lambda account: account.phase != "paused"):
            account.write(
                {
                    "phase_before_pause": account.phase,
                    "phase": "paused",
                    "paused_reason": reason,
                }
            )

    def _local_now(self):
        """Return the present moment in the account's time zone."""
        self.ensure_one()
        return pytz.utc.localize(fields.Datetime.now()).astimezone(
            pytz.timezone(self.tz)
        )

    # ----------------------------------------------------- smart-button actions
    def _open(self, xmlid, domain):
        action = self.env["ir.actions.actions"]._for_xml_id(xmlid)
        action["domain"] = [("account_id", "in", self.ids), *domain]
        action["context"] = {"default_account_id": self[:1].id}
        return action

    def action_open_listings(self):
        return self._open("laredoute_connector.laredoute_listing_action", [])

    def action_open_orders(self):
        return self._open("laredoute_connector.laredoute_order_action", [])

    def action_open_problems(self):
        return self._open(
            "laredoute_connector.laredoute_exchange_action",
            [("needs_person", "=", True)],
        )
