# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""The journal: every message sent to La Redoute or taken from it."""

from odoo import api, fields, models
from odoo.exceptions import UserError

from ..common import MANAGER, check_role, notification
from .kinds import ANSWER, FILES, KINDS


class LaredouteExchange(models.Model):
    _name = "laredoute.exchange"
    _description = "La Redoute Exchange"
    _inherit = ["laredoute.problem.mixin"]
    _check_company_auto = True
    _order = "id desc"

    account_id = fields.Many2one(
        "laredoute.account", required=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one(related="account_id.company_id", store=True)
    name = fields.Char("File", required=True, readonly=True)
    direction = fields.Selection(
        [("out", "To La Redoute"), ("in", "From La Redoute")],
        required=True,
        readonly=True,
    )
    kind = fields.Selection(
        [(kind.name, kind.label) for kind in KINDS.values()],
        required=True,
        readonly=True,
        index=True,
    )
    # Who moves the state:
    #
    #   out: queued ──cron──▶ sending ──taken──▶ sent ──report──▶ done
    #          ▲                 │  └─no answer─▶ unknown ─report─▶ done
    #          ├──nothing taken──┘                   │
    #          └───────no report in time, or a person┘
    #        sending ──refused──▶ failed ──a person──▶ queued
    #   in:  answered ──cron──▶ done | failed ──a person──▶ answered
    state = fields.Selection(
        [
            ("queued", "Queued"),
            ("sending", "Sending"),
            ("sent", "Sent"),
            ("answered", "Received"),
            ("done", "Done"),
            ("failed", "Failed"),
            ("unknown", "Unknown outcome"),
        ],
        required=True,
        default="queued",
        readonly=True,
        index=True,
        tracking=True,
    )
    handled = fields.Boolean(
        readonly=True, help="A person looked at it and settled it another way."
    )
    needs_person = fields.Boolean(compute="_compute_needs_person", store=True)
    may_be_taken = fields.Boolean(
        "Perhaps Taken",
        readonly=True,
        help="Its outcome is unknown: La Redoute may have taken it. A report on an "
        "unknown batch is compared with its items.",
    )
    overdue = fields.Boolean(
        readonly=True, help="La Redoute should have reported on it by now."
    )
    complete = fields.Boolean(readonly=True, help="Holds every offer, changed or not.")
    unseen_count = fields.Integer(
        "Changed Unseen",
        readonly=True,
        help="Offers whose change was noticed by this complete file only: they were "
        "out of date at La Redoute since the change, at most for a day.",
    )
    batch_id = fields.Char(
        "BatchID", readonly=True, index=True, help="What La Redoute's support asks for."
    )
    payload = fields.Binary(
        "Content",
        attachment=True,
        readonly=True,
        exportable=False,
        groups=MANAGER,
    )
    compressed = fields.Boolean(readonly=True)
    payload_name = fields.Char(compute="_compute_payload_name")
    checksum = fields.Char(readonly=True)
    answer_key = fields.Char(
        readonly=True, help="What identifies this answer at La Redoute for ever."
    )
    item_count = fields.Integer("Items", readonly=True)
    items = fields.Text(
        "Items Held",
        readonly=True,
        prefetch=False,
        exportable=False,
        help="EAN and SKU of each item of a file, until La Redoute has answered it.",
    )
    has_listings = fields.Boolean(compute="_compute_has_listings")
    refused_count = fields.Integer("Refused", readonly=True)
    line_ids = fields.One2many(
        "laredoute.exchange.line", "exchange_id", "Refused Items", readonly=True
    )
    answers_id = fields.Many2one(
        "laredoute.exchange",
        "Reports on",
        readonly=True,
        index="btree_not_null",
        help="The file this report speaks of.",
    )
    report_ids = fields.One2many("laredoute.exchange", "answers_id", readonly=True)
    operation_ids = fields.One2many(
        "laredoute.operation", "exchange_id", "Decisions", readonly=True
    )
    error_code = fields.Char(readonly=True)
    error_message = fields.Char("Error", readonly=True)
    attempts = fields.Integer(readonly=True)
    next_attempt_at = fields.Datetime(readonly=True)
    sent_at = fields.Datetime(
        readonly=True, help="When the call ended; while it is made, when it began."
    )
    answered_at = fields.Datetime("Received", readonly=True)
    done_at = fields.Datetime("Done", readonly=True)
    remote_path = fields.Char("Path on the Server", readonly=True)
    remote_version = fields.Char(
        readonly=True, help="Size and date on the server: what is known is not fetched."
    )
    looked_for_at = fields.Datetime(
        readonly=True, help="Its report was looked for among those put away."
    )
    settled = fields.Boolean(
        "Settled at La Redoute",
        readonly=True,
        help="La Redoute does not show this report any more: it may be deleted.",
    )

    # A report is taken once, whatever happens in between.
    _report_once = models.UniqueIndex(
        f"(account_id, answer_key, checksum) WHERE kind = '{ANSWER.name}'",
        "This report was taken already.",
    )
    # Two files of a kind under way would block each other at La Redoute.
    _one_file_under_way = models.UniqueIndex(
        f"(account_id, kind) WHERE kind IN {tuple(FILES)} "
        "AND state IN ('queued', 'sending', 'unknown')",
        "A file of this kind is under way already.",
    )

    # ---------------------------------------------------------- compute methods
    @api.depends("state", "handled", "overdue")
    def _compute_needs_person(self):
        for exchange in self:
            exchange.needs_person = not exchange.handled and (
                exchange.state == "failed" or exchange.overdue
            )

    @api.depends("name", "compressed")
    def _compute_payload_name(self):
        for exchange in self:
            name = exchange.name or ""
            name = name if "." in name else f"{name}.xml"
            exchange.payload_name = f"{name}.gz" if exchange.compressed else name

    @api.depends("kind")
    def _compute_has_listings(self):
        for exchange in self:
            exchange.has_listings = KINDS[exchange.kind].has_listings

    # ----------------------------------------------------------- action methods
    def action_retry(self):
        """Queue again what failed, or read again what could not be read."""
        check_role(self, MANAGER)
        said = []
        for exchange in self.sudo():
            if exchange.state not in ("failed", "unknown", "queued"):
                raise UserError(
                    self.env._(
                        "%s is under way or done: there is nothing to try again.",
                        exchange.name,
                    )
                )
            exchange._problem_solved()
            said.append(exchange._kind().retry(exchange))
        said = [sentence for sentence in said if sentence]
        return notification("\n".join(said), "info") if said else True

    def action_set_handled(self):
        """A person settled it another way: no more alarm."""
        check_role(self, MANAGER)
        exchanges = self.sudo()
        exchanges.write({"handled": True})
        exchanges._problem_solved()
        for exchange in exchanges.filtered(
            lambda exchange: exchange.state in ("unknown", "queued")
        ):
            exchange._abandon()
        return True

    def action_open_listings(self):
        self.ensure_one()
        action = self.env["ir.actions.actions"]._for_xml_id(
            "laredoute_connector.laredoute_listing_action"
        )
        action["domain"] = [("id", "in", self._kind().listings(self).ids)]
        return action

    # --------------------------------------------------------- business methods
    def _kind(self):
        """Return what is particular to this exchange's kind."""
        self.ensure_one()
        return KINDS[self.kind]

    @api.model
    def _of_kind(self, account, name):
        """Return the domain of an account's exchanges of a kind."""
        return [("account_id", "=", account.id), ("kind", "=", name)]

    def _prepare_retry(self):
        """Return the values of an exchange that starts afresh."""
        return {
            "state": "queued",
            "handled": False,
            "may_be_taken": False,
            "attempts": 0,
            "next_attempt_at": False,
            "error_code": False,
            "error_message": False,
        }

    def _fail(self, failure):
        """Record a permanent failure and ask for a person.

        :param failure: :class:`~..flow.failure.Failure`
        """
        self.ensure_one()
        self.write(
            {
                "state": "failed",
                "error_code": failure.code,
                "error_message": failure.message,
            }
        )
        self._problem(f"{self.name}: {failure.message}")

    def _abandon(self, message=False):
        """Give it up: what it holds may go with the next one.

        :param message: why, for people; the present one stays when not given
        """
        self.ensure_one()
        unsure = self.state != "queued"
        values = {"state": "failed", "handled": True}
        self.write({**values, "error_message": message} if message else values)
        self._kind().release(self, unsure)


class LaredouteExchangeLine(models.Model):
    _name = "laredoute.exchange.line"
    _description = "Item Refused in a La Redoute Exchange"
    _order = "id"

    exchange_id = fields.Many2one(
        "laredoute.exchange", required=True, index=True, ondelete="cascade"
    )
    account_id = fields.Many2one(related="exchange_id.account_id", store=True)
    company_id = fields.Many2one(related="exchange_id.company_id", store=True)
    listing_id = fields.Many2one(
        "laredoute.listing", index="btree_not_null", ondelete="set null"
    )
    ean = fields.Char("EAN")
    sku = fields.Char("SKU")
    code = fields.Char()
    text = fields.Char("La Redoute Says")
