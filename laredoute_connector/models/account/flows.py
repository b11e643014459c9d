# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""An account and its flows: made with it, woken by others, shown on it."""

from dataclasses import fields as fields_of

from odoo import api, fields, models
from odoo.tools import SQL

from ...marketplace.platforms import PLATFORMS
from ..flow.flow import WORKERS
from ..flow.schedule import WORKING_PHASES

#: what decides whether a service can be reached; a test of the connection says it can
SERVICE_SETTINGS = {
    "connection_checked_at",
    *(each.name for one in PLATFORMS.values() for each in fields_of(one.settings)),
}


class LaredouteAccount(models.Model):
    _inherit = "laredoute.account"

    flow_ids = fields.One2many("laredoute.flow", "account_id", "Health", readonly=True)
    last_error = fields.Char(compute="_compute_health")
    last_error_at = fields.Datetime(compute="_compute_health")
    orders_read_at = fields.Datetime(
        "Orders Read until",
        compute="_compute_health",
        help="Orders changed before this moment are stored here.",
    )

    @api.depends("flow_ids.last_error", "flow_ids.last_error_at", "flow_ids.watermark")
    def _compute_health(self):
        for account in self:
            failed = account.sudo().flow_ids.filtered("last_error")
            last = failed.sorted(lambda flow: (flow.last_error_at, flow.id))[-1:]
            account.last_error = last.last_error
            account.last_error_at = last.last_error_at
            account.orders_read_at = account._flow("fetch_orders").watermark

    # ------------------------------------------------------------- CRUD methods
    @api.model_create_multi
    def create(self, vals_list):
        accounts = super().create(vals_list)
        self.env["laredoute.flow"]._complete(accounts)
        _toggle_workers(self.env)
        return accounts

    def write(self, vals):
        result = super().write(vals)
        if {"phase", "active"} & vals.keys():
            _toggle_workers(self.env)
        if SERVICE_SETTINGS & vals.keys():
            self.sudo().flow_ids._try_stopped()
        return result

    # --------------------------------------------------------- business methods
    def _flow(self, name):
        """Return this account's flow of a name, for whoever notes how it went."""
        self.ensure_one()
        return self.sudo().flow_ids.filtered(lambda flow: flow.name == name)

    def _in_its_company(self):
        """This account as its own company sees it, in its responsible's language."""
        return self.with_company(self.company_id).with_context(
            lang=self.user_id.lang or self.env.ref("base.user_admin").lang,
            allowed_company_ids=self.company_id.ids,
        )

    def _wake(self, name, at=None):
        """Let a flow of these accounts run sooner than it is due.

        Rows are only added, so that nobody who sells or edits ever waits for the
        scheduler; once for all that a transaction changes.

        :param at: naive UTC moment; now when not given
        """
        wakes = self.env["laredoute.flow.wake"]
        known = self.env.cr.precommit.data.setdefault("laredoute_wakes", {})
        made = {each: known.get((name, each, at)) for each in self.ids}
        # what a savepoint undid is no wake-up
        kept = set(wakes.browse([each for each in made.values() if each]).exists().ids)
        accounts = tuple(each for each, wake in made.items() if wake not in kept)
        if not accounts:
            return
        self.env["laredoute.flow"].flush_model(["name", "account_id"])
        rows = self.env.execute_query(
            SQL(
                "WITH flow AS (SELECT id, account_id FROM laredoute_flow"
                " WHERE name = %s AND account_id IN %s)"
                " INSERT INTO laredoute_flow_wake (flow_id, at)"
                " SELECT id, %s FROM flow RETURNING"
                " (SELECT account_id FROM flow WHERE flow.id = flow_id), id",
                name,
                accounts,
                at or fields.Datetime.now(),
            )
        )
        known.update({(name, account, at): wake for account, wake in rows})
        if not at:
            self.env["laredoute.flow"]._trigger_worker()

    @api.model
    def _working(self):
        """The accounts that talk to La Redoute, whoever asks."""
        return self.sudo().search([("phase", "in", WORKING_PHASES)])


def _toggle_workers(env):
    """Switch the scheduled actions on while some account works, off otherwise."""
    for number in range(1, WORKERS + 1):
        worker = env.ref(f"laredoute_connector.ir_cron_flows_{number}", False)
        if worker:
            worker.sudo().toggle("laredoute.account", [("phase", "in", WORKING_PHASES)])
