# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What a person does with an account: start, pause, resume."""

import pytz

from odoo import fields, models

from ..flow.schedule import WORKING_PHASES
from .reach import check_one_seller


class LaredouteAccount(models.Model):
    _inherit = "laredoute.account"

    # ----------------------------------------------------------- action methods
    def action_start_testing(self):
        """Start the onboarding: crons run, with few products first."""
        check_one_seller(self)
        for account in self:
            _take_over(account)
            _enter(account, "testing")

    def action_go_live(self):
        check_one_seller(self)
        for account in self:
            _enter(account, "live")

    def action_back_to_setup(self):
        self.write({"phase": "setup", "paused_reason": False})
        self._problem_solved()

    def action_pause(self):
        """Pause; where something is on sale, ask first what becomes of it."""
        question = self.env["laredoute.pause"]._question(self)
        if not question:
            self.env["laredoute.offer"]._leave(self)
        return question

    def action_archive(self):
        """Archive; where La Redoute goes on selling, ask first, as for a pause."""
        working = self.filtered(lambda account: account.phase in WORKING_PHASES)
        question = self.env["laredoute.pause"]._question(working, archives=True)
        return question or super().action_archive()

    def action_resume(self):
        check_one_seller(self)
        for account in self:
            _enter(account, account.phase_before_pause or "setup")

    def _pause(self, reason):
        """Stop every exchange of the account until a person resumes it."""
        for account in self.filtered(lambda account: account.phase != "paused"):
            on_the_way = account.phase in ("ending", "restored")
            account.write(
                {
                    "phase_before_pause": (
                        account.phase_before_pause if on_the_way else account.phase
                    ),
                    "phase": "paused",
                    "paused_reason": reason,
                }
            )

    def _pause_for_settings(self, reason):
        """Nothing works until a person fixes the account: stop, and say so."""
        if self.phase == "ending":
            reason = f"{reason} {ending_interrupted(self.env)}"
        self._pause(reason)
        self._problem(
            self.env._(
                "La Redoute account %(account)s is paused: %(reason)s Fix the "
                "settings, test the connection, then resume.",
                account=self.name,
                reason=reason,
            )
        )

    def _local_now(self):
        """Return the present moment in the account's time zone."""
        self.ensure_one()
        return pytz.utc.localize(fields.Datetime.now()).astimezone(
            pytz.timezone(self.tz)
        )


def ending_interrupted(env):
    """Say what becomes of offers whose end something else stopped."""
    return env._(
        "Its offers were being ended, and not all were: resuming offers everything "
        "again. Pause it then, and have them ended once more."
    )


def _take_over(account):
    """Leave the orders under way to whoever handles them, and say so."""
    if account.order_settings_id._propose_moment():
        account.message_post(
            body=account.env._(
                "Orders placed before now are handled elsewhere: they are shown, and "
                "nothing is made or sent of them. Change that moment under Orders & "
                "VAT, or press Handle Here on an order."
            )
        )


def _enter(account, phase):
    """Let an account work in a phase, unless its database is to be confirmed first."""
    account.sudo().flow_ids.write({"not_before": False})
    if account.env["laredoute.restoration"]._holds(account, phase):
        return
    account.write({"phase": phase, "phase_before_pause": False, "paused_reason": False})
    # what was ended is offered again
    account._wake("send_offers")
    account._problem_solved()
