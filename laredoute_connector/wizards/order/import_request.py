# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""A person says which orders are to be read again: some by number, or a period."""

import hashlib
import re
from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Command
from odoo.tools import format_date

from ...models.common import check_role, naive
from ...models.flow.schedule import WORKING_PHASES, moment_of
from ...models.order.order_import import ROLES

#: how far back La Redoute is read, and how many numbers one import finds
LONGEST = timedelta(days=400)
MOST = 200
#: a number is never longer: what is pasted may be anything
NUMBER_LENGTH = 100


class LaredouteOrderImportRequest(models.TransientModel):
    _name = "laredoute.order.import.request"
    _description = "Read La Redoute Orders Again"

    account_id = fields.Many2one(
        "laredoute.account",
        required=True,
        default=lambda self: self._default_account(),
        domain=[("phase", "in", WORKING_PHASES)],
    )
    selected_by = fields.Selection(
        [("numbers", "By number"), ("period", "By date")],
        "Orders",
        required=True,
        default="numbers",
    )
    numbers = fields.Text("Order Numbers", help="One or several, one a line.")
    first_day = fields.Date()
    last_day = fields.Date(default=fields.Date.context_today)

    @api.model
    def _default_account(self):
        """Return the account, where there is but one that works."""
        working = self.env["laredoute.account"].search(
            [("phase", "in", WORKING_PHASES)], limit=2
        )
        return working if len(working) == 1 else working.browse()

    def action_start(self):
        """Have the orders read in the background, and show how far it is."""
        self.ensure_one()
        account = self.account_id
        check_role(account, ROLES[self.selected_by])
        if account.phase not in WORKING_PHASES or not account.switch_orders:
            raise UserError(
                self.env._(
                    "%s reads no orders at present. Start or resume it, with the "
                    "switch “Orders” on.",
                    account.name,
                )
            )
        numbers = self._parsed_numbers() if self.selected_by == "numbers" else []
        since, until = self._since_number(numbers) if numbers else self._period()
        imports = self.env["laredoute.order.import"].sudo()
        imports._check_alone(account, since, until, set(numbers))
        text = "\n".join(sorted(numbers)) or f"{since} – {until}"
        made = imports.create(
            {
                "account_id": account.id,
                "selected_by": self.selected_by,
                "since": since,
                "until": until,
                "subject": hashlib.sha256(text.encode()).hexdigest(),
                "line_ids": [Command.create({"name": number}) for number in numbers],
            }
        )
        account.sudo()._wake("import_orders")
        return {
            "type": "ir.actions.act_window",
            "res_model": made._name,
            "res_id": made.id,
            "view_mode": "form",
        }

    # -------------------------------------------------------------------- by number
    def _parsed_numbers(self):
        """Return the numbers that were given, each once.

        :raises UserError: where there is none, or too many, or what is no number
        """
        numbers = list(dict.fromkeys(re.findall(r"[^\s,;]+", self.numbers or "")))
        if not numbers:
            raise UserError(self.env._("Give the number of an order, or several."))
        if len(numbers) > MOST:
            raise UserError(
                self.env._(
                    "%(count)s numbers are too many for one import: give %(most)s at "
                    "most, or read the days on which they were made.",
                    count=len(numbers),
                    most=MOST,
                )
            )
        if not self.account_id._capabilities().orders_by_number:
            self._check_numbers(numbers)
        return numbers

    def _check_numbers(self, numbers):
        """Raise a UserError where a number does not say when it was made."""
        ordered_on = self.account_id._platform().ordered_on
        strange = [
            number[:NUMBER_LENGTH] for number in numbers if not ordered_on(number)
        ]
        if strange:
            raise UserError(
                self.env._(
                    "No order number of La Redoute: %s. One looks like "
                    "1-2026.325.0001234.",
                    ", ".join(strange),
                )
            )

    def _since_number(self, numbers):
        """Return the period in which orders of these numbers may have changed.

        :raises UserError: where one lies in the future, or too far back
        """
        now, ordered_on = fields.Datetime.now(), self.account_id._platform().ordered_on
        if self.account_id._capabilities().orders_by_number:
            return now - timedelta(seconds=1), now
        made = {number: naive(ordered_on(number)) for number in numbers}
        for number, since in made.items():
            if since >= now:
                raise UserError(
                    self.env._(
                        "%s says a day that has not come yet: compare it with La "
                        "Redoute's site.",
                        number,
                    )
                )
        since = min(made.values())
        self._check_length(since, now)
        return since, now

    # ---------------------------------------------------------------------- by date
    def _period(self):
        """Return the moments between which the days lie.

        :raises UserError: where they are reversed, to come, or too many
        """
        account, first, last = self.account_id, self.first_day, self.last_day
        if not first or not last:
            raise UserError(self.env._("Say the first and the last day to be read."))
        if first > last:
            raise UserError(
                self.env._(
                    "The first day, %(first)s, lies after the last, %(last)s.",
                    first=format_date(self.env, first),
                    last=format_date(self.env, last),
                )
            )
        today = account._local_now().date()
        if last > today:
            raise UserError(
                self.env._(
                    "%s has not come yet: there is nothing to be read of it.",
                    format_date(self.env, last),
                )
            )
        since = moment_of(first, 0.0, account.tz)
        until = moment_of(last + timedelta(days=1), 0.0, account.tz)
        self._check_length(since, until)
        return since, min(until, fields.Datetime.now())

    def _check_length(self, since, until):
        if until - since > LONGEST:
            raise UserError(
                self.env._(
                    "That is too long a time for one import: it reads %s days at most. "
                    "Have the older ones read by date, in parts.",
                    LONGEST.days,
                )
            )
