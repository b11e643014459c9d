# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What people decide of proposals: accepted or rejected, one or many."""

from odoo import api, fields, models
from odoo.exceptions import UserError

from ..common import MANAGER, check_role, notification

#: states of the proposal of a listing that makes no price
OPEN_STATES = ("proposed", "rejected", "blocked")


class LaredouteRepricingProposal(models.Model):
    _inherit = "laredoute.repricing.proposal"

    # ----------------------------------------------------------- action methods
    def action_accept(self):
        """Sell at these prices from the next file on, as long as they have a reason.

        :raises UserError: for those that propose nothing, or are over
        """
        check_role(self, MANAGER)
        self._check_state("proposed", "rejected")
        selected = self.sudo()
        # what a person saw may be out of date: nobody accepts what was not shown
        selected._look_again()
        valid = selected.filtered(lambda each: each.state in ("proposed", "rejected"))
        valid._accept()
        selected.rule_id._show_waiting()
        left = len(selected) - len(valid)
        if not left:
            return notification(self.env._("Accepted: %s.", len(valid)))
        return notification(
            self.env._(
                "Accepted: %(accepted)s. Out of date, as something changed: %(left)s. "
                "Look at what is proposed now.",
                accepted=len(valid),
                left=left,
            ),
            "warning",
        )

    def action_reject(self):
        """Keep the usual price, until something changes."""
        check_role(self, MANAGER)
        self._check_state("proposed", "accepted")
        selected, now = self.sudo(), fields.Datetime.now()
        values = {"decided_by_id": self.env.uid, "decided_at": now}
        accepted = selected.filtered(lambda each: each.state == "accepted")
        opened = self.search(
            [
                ("listing_id", "in", accepted.listing_id.ids),
                ("state", "in", OPEN_STATES),
            ]
        ).listing_id
        replaced = accepted.filtered(lambda each: each.listing_id in opened)
        replaced.write({**values, **_ending("rejected")})
        (selected - replaced).write({**values, "state": "rejected", "by_rule": False})
        selected._note(accepted.listing_id)
        selected.rule_id._show_waiting()

    # --------------------------------------------------------- business methods
    def _check_state(self, *states):
        wrong = self.filtered(lambda each: each.state not in states)[:1]
        if wrong:
            labels = dict(self._fields["state"]._description_selection(self.env))
            raise UserError(
                self.env._(
                    "%(product)s: the proposal is in state “%(state)s”, there is "
                    "nothing to decide.",
                    product=wrong.listing_id.display_name,
                    state=labels[wrong.state],
                )
            )

    def _accept(self):
        """These make the prices of their listings, in the place of earlier ones."""
        before = self.search(
            [
                ("listing_id", "in", self.listing_id.ids),
                ("state", "=", "accepted"),
                ("id", "not in", self.ids),
            ]
        )
        before.write(_ending("newer"))
        before.flush_recordset()
        self.write(
            {
                "state": "accepted",
                "by_rule": False,
                "decided_by_id": self.env.uid,
                "decided_at": fields.Datetime.now(),
            }
        )
        self._note(self.listing_id)

    @api.model
    def _note(self, listings):
        """The offers of listings have another price: they go with the next file."""
        if listings:
            self.env["laredoute.listing.stale"]._collect_offers(listings)
            listings.account_id._wake("send_offers")


def _ending(why):
    """Return what is written on a proposal that is over.

    :param why: a value of ``ended``
    """
    return {"state": "outdated", "ended": why, "ended_at": fields.Datetime.now()}
