# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""The ways out of a disagreement: a button each."""

from odoo import models
from odoo.exceptions import UserError

from ...marketplace.agreement import Way
from ...marketplace.statuses import DecisionKind
from ..common import MANAGER, USER, check_role, notification


class LaredouteDisagreement(models.Model):
    _inherit = "laredoute.disagreement"

    def action_accept(self):
        """Accept what it is about, once a person knows what is not there."""
        self._manage(Way.ACCEPT)
        question = self.env["laredoute.acceptance"]._question(self._about())
        if question:
            return question
        self._about()._decide(DecisionKind.ACCEPT)
        return self._done(self.env._("It is sent to La Redoute within minutes."))

    def action_refuse(self):
        """Refuse what it is about at La Redoute."""
        return self._give_up(Way.REFUSE, DecisionKind.REFUSE)

    def action_out_of_stock(self):
        """Inform La Redoute that nothing of the line will come."""
        return self._give_up(Way.OUT_OF_STOCK, DecisionKind.OUT_OF_STOCK)

    def action_send_again(self):
        """Send the refused decisions of the line again."""
        self._manage(Way.SEND_AGAIN)
        refused = self.sudo().order_line_id.operation_ids.filtered(
            lambda operation: operation.state == "refused"
        )
        refused = refused.filtered(
            lambda operation: operation.kind in self.mapped("ours")
        )
        refused._check_all_left()
        refused._enqueue_again()
        return self._done(self.env._("It is sent to La Redoute within minutes."))

    def action_refund(self):
        """Choose what of the line La Redoute is to refund."""
        self._manage(Way.REFUND)
        requests = self.env["laredoute.refund.request"]
        theirs, ours = float(self.theirs or 0), float(self.ours or 0)
        # what came back, was credited, or will not leave
        wanted = {
            "returned_here": ours - theirs,
            "credited_here": ours - theirs,
            "short_of_stock": ours,
        }.get(self.code, theirs - ours)
        kind = "amounts" if self.code == "credited_here" else "pieces"
        return requests._open(self.order_id, **{kind: {self.order_line_id.id: wanted}})

    def action_refund_again(self):
        """Request the line's refund again."""
        self._manage(Way.REFUND_AGAIN)
        self._newest_refunds().action_again()
        return self._done(self.env._("It is sent to La Redoute within minutes."))

    def action_credit(self):
        """Draft the credit note that a refund lacks."""
        self._check_way(Way.CREDIT)
        lines = self.order_line_id.refund_line_ids or self.order_id.refund_ids.line_ids
        lacking = lines.refund_id.filtered("to_credit")[:1]
        if not lacking:
            raise UserError(
                self.env._("This is not possible any more: %s", self.message)
            )
        return lacking.action_credit()

    def action_invoice(self):
        """Open the draft of an invoice whose total is not La Redoute's."""
        self._check_way(Way.INVOICE)
        # whoever may not see one is stopped here, with Odoo's words
        self.env["account.move"].check_access("read")
        return self.order_id.action_open_drafts()

    def action_invoice_again(self):
        """Have the invoice made again, of the sale order as it is now."""
        self._check_way(Way.INVOICE_AGAIN)
        done = self.order_id._invoice_again()
        self.sudo().order_id._compare()
        return done

    def action_say_how_much(self):
        """Say how much La Redoute refunds of what it began by itself."""
        self._manage(Way.SAY_HOW_MUCH)
        unknown = self.order_line_id.refund_line_ids.refund_id.filtered(
            lambda refund: not refund.amount_known
        )
        return unknown[:1].action_say_how_much()

    def _newest_refunds(self):
        lines = self.order_line_id.refund_line_ids
        return lines.sorted("id")[-1:].refund_id

    def action_complete(self):
        """Open the deliveries whose carrier, number or address La Redoute waits for."""
        self._check_way(Way.COMPLETE)
        pickings = self.sudo().order_id.sale_order_id.picking_ids.filtered(
            lambda picking: picking.state == "done" and picking._laredoute_to_buyer()
        )
        action = {
            "type": "ir.actions.act_window",
            "res_model": "stock.picking",
            "view_mode": "list,form",
            "domain": [("id", "in", pickings.ids)],
        }
        if len(pickings) == 1:
            action.update(view_mode="form", res_id=pickings.id)
        action["name"] = self.env._("Deliveries")
        return action

    def action_restore(self):
        """Make Odoo's documents what La Redoute says."""
        self._manage(Way.RESTORE)
        for each in self.sudo():
            each.order_id._restore(each.order_line_id, each.code)
        done = self._done(self.env._("Odoo holds what La Redoute says again."))
        return self._not_restored() or done

    def _not_restored(self):
        """Return what to say of those that are still shown; None where none is."""
        left = self.exists()
        if any(each.order_id.state == "new" for each in left):
            return notification(
                self.env._("The order is processed within minutes."), "info"
            )
        if not left:
            return None
        texts = [f"{each.order_id.display_name}: {each.message}" for each in left]
        return notification(
            self.env._("Odoo still holds something else. %s", " ".join(texts)),
            "warning",
        )

    def action_keep(self):
        """Keep what Odoo holds: the person answers for it, and the alarm ends."""
        self._manage(Way.KEEP_OURS)
        for each in self.sudo():
            each.write({"kept": True, "kept_by": self.env.user.id})
            each.order_id.message_post(
                body=self.env._("Kept as it is: %s", each.message),
                author_id=self.env.user.partner_id.id,
            )
        for order in self.sudo().order_id:
            self.sudo()._show(order)
        return notification(self.env._("Kept as it is. It is no alarm any more."))

    def action_read(self):
        """Read the orders of the last days at La Redoute now."""
        self._check_way(Way.READ)
        self.sudo().account_id._wake("sweep_orders")
        return notification(self.env._("La Redoute is read within minutes."), "info")

    def action_retry(self):
        """Make what can be made of the order again."""
        self._check_way(Way.RETRY)
        self.order_id.action_retry()
        return notification(
            self.env._("The order is processed within minutes."), "info"
        )

    # -------------------------------------------------------------------- helpers
    def _check_way(self, way):
        """Raise a UserError where the way is none any more."""
        check_role(self, USER)
        for each in self:
            if f",{way.value}," not in (each.ways or ""):
                raise UserError(
                    self.env._("This is not possible any more: %s", each.message)
                )

    def _about(self):
        """Return its line; of what holds the whole order up, all that wait for one."""
        return self.order_line_id or self.order_id.line_ids._undecided()

    def _manage(self, way):
        check_role(self, MANAGER)
        self._check_way(way)

    def _give_up(self, way, kind):
        """Ask why nothing of the lines will come."""
        self._manage(way)
        return self.env["laredoute.decline"]._open(self._about(), kind)

    def _done(self, message):
        """Show at once what is left of it, not only after the next run."""
        self.sudo().order_id._compare()
        return notification(message)
