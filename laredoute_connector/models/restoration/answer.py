# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What a person says of a restored database, and what follows."""

from odoo import fields, models
from odoo.exceptions import UserError
from odoo.tools import SQL

from ..common import FORGOTTEN, KNOWN_STATES, MANAGER, USER, check_role

#: nobody knows what La Redoute was sent last: everything goes again, and may be on sale
_FORGET_SENT = """
UPDATE laredoute_listing
   SET offer_sent = CASE WHEN price_sent > 0 THEN %(forgotten)s END,
       offer_accepted = CASE WHEN price_sent > 0 THEN %(forgotten)s END,
       offer_refused = NULL, product_sent = NULL
 WHERE account_id = %(account)s AND state IN %(states)s
RETURNING id
"""


class LaredouteRestoration(models.Model):
    _inherit = "laredoute.restoration"

    # ------------------------------------------------------------------- answers
    def action_go_on(self):
        """This database goes on: bring it into agreement, then send again.

        :raises UserError: while the orders of the lost hours are not read
        """
        check_role(self, MANAGER)
        for each in self.filtered(lambda each: each.state == "open"):
            account = each.account_id
            each._check_read()
            each._answer("goes_on")
            operations = self.env["laredoute.operation"].sudo()
            operations.search(
                [
                    ("account_id", "=", account.id),
                    ("state", "in", ("queued", "unknown")),
                ]
            )._compare_with_line()
            each._forget_sent()
            if account.phase == "restored":
                account.action_resume()
        return {"type": "ir.actions.client", "tag": "soft_reload"}

    def _check_read(self):
        if self.reading == "waits":
            raise UserError(
                self.env._(
                    "%s does not read its orders now: resume it first. They are read, "
                    "and nothing is sent before you answer.",
                    self.account_id.name,
                )
            )
        if self.reading == "under_way":
            raise UserError(
                self.env._(
                    "The orders of %s are not all read yet: within minutes they are.",
                    self.account_id.name,
                )
            )

    def action_copy(self):
        """This database is a copy: it must never talk to La Redoute again."""
        check_role(self, MANAGER)
        for each in self.filtered(lambda each: each.state == "open"):
            account = each.account_id
            each._answer("copy")
            account._pause("")
            account.paused_reason = self.env._(
                "%s said that this database is a copy. Another one talks to La "
                "Redoute: do not resume.",
                self.env.user.name,
            )
            account._problem_solved()
        return {"type": "ir.actions.client", "tag": "soft_reload"}

    def _answer(self, state):
        self.sudo().write(
            {
                "state": state,
                "answered_by_id": self.env.uid,
                "answered_at": fields.Datetime.now(),
            }
        )

    def _forget_sent(self):
        """Nobody knows what La Redoute was sent meanwhile: send all of it again."""
        self.ensure_one()
        self.env.flush_all()
        rows = self.env.execute_query(
            SQL(
                _FORGET_SENT,
                forgotten=FORGOTTEN,
                account=self.account_id.id,
                states=KNOWN_STATES,
            )
        )
        listings = self.env["laredoute.listing"].browse(number for (number,) in rows)
        listings.invalidate_model()
        listings._invalidate_these()

    def action_open(self):
        """Open what ``found`` of the context names, see :meth:`_found`."""
        check_role(self, USER)
        model, domain = self._found()[self.env.context.get("found", "disagreement")]
        return {
            "type": "ir.actions.act_window",
            "name": self.env["ir.model"]._get(model).name,
            "res_model": model,
            "view_mode": "list,form",
            "domain": domain,
        }
