# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""The journal: every message told to La Redoute or taken from it."""

from odoo import api, fields, models
from odoo.exceptions import UserError

#: kinds that carry a file to La Redoute, and the listing field that points back
FILE_KINDS = {"products": "product_exchange_id", "offers": "offer_exchange_id"}


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
        [
            ("products", "Products"),
            ("offers", "Offers"),
            ("orders", "Orders"),
            ("order_updates", "Order updates"),
            ("report", "Report"),
        ],
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
    overdue = fields.Boolean(
        readonly=True, help="La Redoute should have reported on it by now."
    )
    complete = fields.Boolean(readonly=True, help="Holds every offer, changed or not.")
    batch_id = fields.Char(
        "BatchID", readonly=True, index=True, help="What La Redoute's support asks for."
    )
    payload = fields.Binary(
        "Content",
        attachment=True,
        readonly=True,
        exportable=False,
        groups="laredoute_connector.group_laredoute_manager",
    )
    payload_name = fields.Char(compute="_compute_payload_name")
    checksum = fields.Char(readonly=True)
    item_count = fields.Integer("Items", readonly=True)
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
    sent_at = fields.Datetime(readonly=True)
    answered_at = fields.Datetime("Received", readonly=True)
    done_at = fields.Datetime("Done", readonly=True)
    remote_path = fields.Char("Path on the Server", readonly=True)
    archived = fields.Boolean("Archived on the Server", readonly=True)

    # A report is taken once, whatever happens in between.
    _report_once = models.UniqueIndex(
        "(account_id, name, checksum) WHERE kind = 'report'",
        "This report was taken already.",
    )
    # Two files of a kind under way would block each other at La Redoute.
    _one_file_under_way = models.UniqueIndex(
        "(account_id, kind) WHERE kind IN ('products', 'offers') "
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

    @api.depends("name")
    def _compute_payload_name(self):
        for exchange in self:
            name = exchange.name or ""
            exchange.payload_name = name if "." in name else f"{name}.xml"

    # ----------------------------------------------------------- action methods
    def action_retry(self):
        """Queue again what failed, or read again what could not be read."""
        self.check_access("write")
        for exchange in self.sudo():
            if exchange.state not in ("failed", "unknown", "queued"):
                raise UserError(
                    self.env._(
                        "%s is under way or done: there is nothing to try again.",
                        exchange.name,
                    )
                )
            exchange._problem_solved()
            exchange._try_again()
        return True

    def _try_again(self):
        """Go on in the way of this kind; what was never received is read again."""
        self.ensure_one()
        if self.kind == "order_updates":
            self.operation_ids._enqueue_again()
            self.handled = True
        elif self.direction == "in" and not self.payload:
            self._wake_reading()
        elif self.kind == "orders":
            self._store_order_again()
        else:
            self.write(self._prepare_retry())
            if self.kind == "offers":
                self._listings().write({"offer_refused": False})
            self._wake()

    def _prepare_retry(self):
        return {
            "state": "queued" if self.direction == "out" else "answered",
            "handled": False,
            "attempts": 0,
            "next_attempt_at": False,
            "error_code": False,
            "error_message": False,
        }

    def action_set_handled(self):
        """A person settled it another way: no more alarm."""
        self.check_access("write")
        exchanges = self.sudo()
        exchanges.write({"handled": True})
        exchanges._problem_solved()
        for exchange in exchanges.filtered(
            lambda exchange: exchange.state in ("unknown", "queued")
        ):
            exchange._abandon()
        return True

    def _abandon(self):
        """Give a file up: its listings may go with the next one."""
        unsure = self.state == "unknown"
        self.write({"state": "failed", "handled": True})
        if self.kind in FILE_KINDS:
            self._listings()._release_file(self.kind, unsure=unsure)

    def _wake(self, at=None):
        """Wake the cron that goes on with this exchange, now or later."""
        flow = {
            "products": "send_products",
            "offers": "send_offers",
            "report": "apply_reports",
        }.get(self.kind)
        if flow:
            self.env["laredoute.account"]._trigger_flow(flow, at)

    def _wake_reading(self):
        """Ask La Redoute again for what could not be received."""
        flow = "fetch_orders" if self.kind == "orders" else "collect_reports"
        self.env["laredoute.account"]._trigger_flow(flow)

    def action_open_listings(self):
        self.ensure_one()
        action = self.env["ir.actions.actions"]._for_xml_id(
            "laredoute_connector.laredoute_listing_action"
        )
        action["domain"] = [("id", "in", self._listings().ids)]
        return action

    # --------------------------------------------------------- business methods
    def _listings(self):
        """Listings whose last file of this kind is this one."""
        self.ensure_one()
        if self.kind not in FILE_KINDS:
            return self.env["laredoute.listing"]
        return self.env["laredoute.listing"].search(
            [
                ("account_id", "=", self.account_id.id),
                (FILE_KINDS[self.kind], "=", self.id),
            ]
        )

    def _fail(self, understood):
        """Record a permanent failure and ask for a person."""
        self.ensure_one()
        self.write(
            {
                "state": "failed",
                "error_code": understood["code"],
                "error_message": understood["message"],
            }
        )
        self._problem(f"{self.name}: {understood['message']}")


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
