# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What is on sale at La Redoute, and the end of all of it before a pause."""

from odoo import api, models
from odoo.exceptions import UserError
from odoo.tools import SQL

from ..common import FORGOTTEN, KNOWN_STATES

#: phases in which offers are sent, and may be ended before a pause
ENDED_FIRST = ("testing", "live")
# a refused end leaves the offer on sale; what was sent last may be on sale, and so may
# what nobody knows
_ON_SALE = """
SELECT account_id, count(*)
  FROM laredoute_listing
 WHERE account_id = ANY(%s) AND state IN %s
   AND (quantity_accepted > 0 OR offer_sent IS DISTINCT FROM offer_accepted
        OR offer_accepted = %s)
 GROUP BY account_id
"""


class LaredouteOffer(models.AbstractModel):
    _inherit = "laredoute.offer"

    @api.model
    def _count_on_sale(self, accounts):
        """Return {account: number of its listings that are, or may be, on sale}."""
        self.env["laredoute.listing"].flush_model()
        query = SQL(_ON_SALE, accounts.ids, KNOWN_STATES, FORGOTTEN)
        rows = self.env.execute_query(query)
        return {accounts.browse(account): count for account, count in rows}

    @api.model
    def _end_all(self, accounts):
        """Have La Redoute offer nothing of some accounts any more, then pause them.

        :raises UserError: where one of them sends no offers
        """
        for account in accounts.filtered(lambda each: each.phase != "ending"):
            if account.phase not in ENDED_FIRST:
                raise UserError(
                    self.env._(
                        "%s sends nothing in its present phase, hence no end of an "
                        "offer either: pause at once.",
                        account.name,
                    )
                )
            if not account.switch_listings:
                raise UserError(
                    self.env._(
                        "%s sends no offers: switch its listings on first, or pause at "
                        "once.",
                        account.name,
                    )
                )
            account.write(
                {
                    "phase_before_pause": account.phase,
                    "phase": "ending",
                    "paused_reason": self.env._(
                        "%s ends all offers. Each is sent with quantity 0 within the "
                        "account's hours; once La Redoute accepted that, the account "
                        "pauses by itself. Orders go on.",
                        self.env.user.name,
                    ),
                }
            )
        accounts._wake("send_offers")

    @api.model
    def _leave(self, accounts):
        """Pause accounts, and say on each what La Redoute goes on selling."""
        on_sale = self._count_on_sale(accounts)
        for account in accounts:
            person, count = self.env.user.name, on_sale.get(account)
            account._pause(
                self.env._(
                    "Paused by %(person)s. La Redoute goes on selling %(count)s offers "
                    "with the stock it was sent last.",
                    person=person,
                    count=count,
                )
                if count
                else self.env._("Paused by %s. Nothing is on sale.", person)
            )

    @api.model
    def _show_refused_ends(self, account):
        """What La Redoute refuses to end is on sale, and the account waits for it."""
        refused = self.env["laredoute.listing"].search_count(
            [
                ("account_id", "=", account.id),
                ("state", "in", KNOWN_STATES),
                ("quantity_accepted", ">", 0),
                # the first refusal may pass
                ("offer_refusals", ">", 1),
            ]
        )
        if not refused:
            # nothing else is wrong, or what else is
            account._flow("send_offers")._show_failing()
        else:
            account._problem(
                self.env._(
                    "La Redoute refuses the end of %(count)s offers of %(account)s, so "
                    "that it does not pause by itself. Look at its listings, ask La "
                    "Redoute, or pause it at once.",
                    count=refused,
                    account=account.name,
                )
            )

    @api.model
    def _is_ended(self, account):
        """Pause an account whose offers were to end first, once they did."""
        if account.phase != "ending":
            return False
        if self._count_on_sale(account):
            self._show_refused_ends(account)
            return False
        account._problem_solved()
        account._pause(self.env._("All offers were ended. Nothing is on sale."))
        return True
