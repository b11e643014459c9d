# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What people press: each step of a promotion, and of a special operation's file."""

from zoneinfo import ZoneInfo

from odoo import fields, models
from odoo.exceptions import UserError
from odoo.tools import format_amount

from ...marketplace.promotions import next_sales
from ..common import MANAGER, cents, check_role, naive, notification
from ..offer.promoted import ACTIVE_STATES
from .preview import Preview
from .promotion import TERMS

#: kinds of promotions whose offers La Redoute may want ahead of time
AHEAD_KINDS = ("special", "sales")
#: products that a message names
NAMED = 5


class LaredoutePromotion(models.Model):
    _inherit = "laredoute.promotion"

    def write(self, vals):
        """What a draft is changed to, or set back to, shows the prices of now."""
        result = super().write(vals)
        if (TERMS | {"state"}) & vals.keys():
            (self - self._active()).line_ids._show()
        return result

    def action_propose_dates(self):
        """Take the dates of the next sales that the law sets."""
        self.ensure_one()
        check_role(self, MANAGER)
        self._propose_sales()

    def action_fill(self):
        """List what the filter finds, and only that, so that its prices are seen."""
        check_role(self, MANAGER)
        for promotion in self:
            promotion._check_state("draft")
            promotion._fill()

    def action_confirm(self):
        """A person saw the prices and agrees: they hold from the begin to the end.

        What differs from what was shown is shown first, and nothing is confirmed.
        """
        check_role(self, MANAGER)
        agreed, changes = self.browse(), []
        for promotion in self:
            promotion._check_state("draft")
            if promotion.is_over:
                raise UserError(
                    self.env._("%s is over: correct its dates first.", promotion.name)
                )
            before = promotion._prices_shown()
            promotion._fill()
            shown = Preview(promotion.line_ids).lines
            if not any(line.price for line in shown.values()):
                raise UserError(
                    self.env._(
                        "Nothing is reduced by %s: choose its products and its prices.",
                        promotion.name,
                    )
                )
            if text := promotion._show_changes(before, shown):
                changes.append(text)
                continue
            promotion.line_ids._confirm()
            agreed |= promotion
        agreed.sudo().write({"state": "prepared"})
        return bool(changes) and notification("\n".join(changes), "warning")

    def action_send_ahead(self):
        """Have the operation's offers sent as a file of their own, with its dates."""
        check_role(self, MANAGER)
        for promotion in self:
            promotion._check_state("prepared")
            if promotion.kind not in AHEAD_KINDS:
                raise UserError(
                    self.env._(
                        "La Redoute takes files ahead of special operations and of "
                        "sales only."
                    )
                )
            if promotion.date_begin <= fields.Datetime.now():
                raise UserError(
                    self.env._(
                        "%s has begun: its prices go with the usual files.",
                        promotion.name,
                    )
                )
        self.sudo().write({"state": "requested", "exchange_id": False})
        self.sudo().account_id._wake("send_offers")

    def action_hand_over(self):
        """A person gave La Redoute's account manager the BatchID."""
        self._step("sent", "handed_over")

    def action_validate(self):
        """La Redoute said that it validated the file."""
        self._step("handed_over", "validated")

    def action_cancel(self):
        """Nothing is reduced any more: the usual price goes with the next file."""
        check_role(self, MANAGER)
        for promotion in self:
            promotion._check_state("draft", *ACTIVE_STATES)
        self.sudo()._problem_solved()
        self.sudo()._forget_ahead()
        self.sudo().write({"state": "cancelled"})

    def action_draft(self):
        """Begin again: nothing is reduced until it is confirmed anew."""
        check_role(self, MANAGER)
        for promotion in self:
            promotion._check_state("cancelled", *ACTIVE_STATES)
        self.sudo()._problem_solved()
        self._active().sudo()._forget_ahead()
        self.sudo().write({"state": "draft", "exchange_id": False, "went_ahead": False})

    def action_open_warned(self):
        """Open the lines that a person should look at."""
        return self._open_lines(Preview(self.line_ids).warned())

    def action_open_lines(self):
        """Open all lines."""
        return self._open_lines(self.line_ids)

    def action_open_exchange(self):
        """Open the file that was sent ahead."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "res_model": "laredoute.exchange",
            "res_id": self.exchange_id.id,
            "view_mode": "form",
        }

    def _open_lines(self, lines):
        self.ensure_one()
        action = self.env["ir.actions.actions"]._for_xml_id(
            "laredoute_connector.laredoute_promotion_line_action"
        )
        action["domain"] = [("id", "in", lines.ids)]
        action["context"] = {"default_promotion_id": self.id}
        return action

    # --------------------------------------------------------- business methods
    def _step(self, before, after):
        check_role(self, MANAGER)
        for promotion in self:
            promotion._check_state(before)
        # what the activity wanted is done
        self.sudo()._problem_solved()
        self.sudo().write({"state": after})

    def _check_state(self, *states):
        if self.state not in states:
            shown = dict(self._fields["state"]._description_selection(self.env))
            raise UserError(
                self.env._(
                    "%(name)s is in state “%(state)s”: this is not its next step.",
                    name=self.name,
                    state=shown[self.state],
                )
            )

    def _prices_shown(self):
        """Return {listing: Decimal} as last shown; 0 where nothing is reduced."""
        return {
            line.listing_id: cents(line.shown_price) for line in self.sudo().line_ids
        }

    def _show_changes(self, before, shown):
        """Keep what is not as it was shown; return nothing where all of it is.

        :param before: {listing: Decimal} that a person saw
        :param shown: {line id: :class:`.preview.Line`} of now
        :return: the sentence that names products, with the amounts before and now
        """
        now = {
            line.listing_id: cents(shown[line.id].price or 0)
            for line in self.sudo().line_ids
        }
        moved = [
            self.env._(
                "%(product)s: %(before)s → %(now)s",
                product=listing.display_name,
                before=self._shown_amount(before.get(listing)),
                now=self._shown_amount(now.get(listing)),
            )
            for listing in [*now, *(each for each in before if each not in now)]
            if (before.get(listing) or 0) != (now.get(listing) or 0)
        ]
        if not moved:
            return ""
        self.line_ids._show()
        text = self.env._(
            "%(name)s is not confirmed. Prices that are not those you saw: %(count)s. "
            "%(prices)s. Look at them, and press Confirm the Prices again.",
            name=self.name,
            count=len(moved),
            prices="; ".join(moved[:NAMED]) + ("…" if moved[NAMED:] else ""),
        )
        self.sudo().message_post(body=text)
        return text

    def _shown_amount(self, amount):
        return (
            format_amount(self.env, float(amount), self.currency_id) if amount else "–"
        )

    def _fill(self):
        """Have a line for each listing that the filter finds, and no other."""
        if self.select_by != "filter":
            return
        found = self.env["laredoute.listing"].search(self._filter_domain())
        self.line_ids.filtered(lambda line: line.listing_id not in found).unlink()
        new = found - self.line_ids.listing_id
        self.env["laredoute.promotion.line"].create(
            [{"promotion_id": self.id, "listing_id": number} for number in new.ids]
        )

    def _propose_sales(self):
        """Take the dates of the next sales, by the law."""
        zone = ZoneInfo(self.account_id.tz)
        period = next_sales(self.account_id._local_now().replace(tzinfo=None))
        self.date_begin = naive(period.begins_at.replace(tzinfo=zone))
        self.date_end = naive(period.ends_at.replace(tzinfo=zone))
        if not self.name:
            winter = self.env._("Winter sales %s", period.begins_at.year)
            summer = self.env._("Summer sales %s", period.begins_at.year)
            self.name = winter if period.season == "winter" else summer
