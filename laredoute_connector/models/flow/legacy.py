# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""While flows move to their nouns: what the account did before. Goes."""

from odoo import api, models

from .failure import Failure, classify_error, log_bug
from .work import commit, session_lock, write_down

METHODS = {
    "check_listings": "_check_listings",
    "fetch_images": "_fetch_images",
    "send_products": "_send_products",
    "send_offers": "_send_offers",
    "fetch_orders": "_fetch_orders",
    "sweep_orders": "_sweep_orders",
    "process_orders": "_process_orders",
    "send_operations": "_send_operations",
    "collect_reports": "_collect_reports",
    "apply_reports": "_apply_reports",
    "clean_journal": "_clean_journal",
}


class LaredouteAccount(models.Model):
    _inherit = "laredoute.account"

    def _run_legacy(self, name):
        getattr(self.with_context(laredoute_running=name), METHODS[name])()

    def _commit(self):
        return commit(self.env)

    def _write_down(self, write):
        return write_down(self.env, write)

    def _understand(self, error, attempts=0):
        f = classify_error(self.env, error, attempts)
        return {
            "verdict": f.outcome,
            "code": f.code,
            "message": f.message,
            "retry_at": f.retry_at,
            "operation": f.operation,
        }

    def _log_bug(self, what, error):
        log_bug(what, error)

    def _running(self):
        return self._flow(self.env.context.get("laredoute_running") or "fetch_orders")

    def _note_error(self, u):
        self._running()._note_error(
            Failure(
                u["verdict"], u["code"], u["message"], u["retry_at"], u["operation"]
            )
        )

    def _show_error(self, u):
        self._running()._show_error(u["message"])

    def _flow_lock(self, name):
        return session_lock(self.env, f"laredoute.flow:{self.id}:{name}")

    @api.model
    def _trigger_flow(self, flow, at=None):
        self._working()._wake(flow, at)

    @api.model
    def _check_soon(self):
        self._working()._wake("check_listings")

    def action_run_now(self):
        flow = self.env.context.get("laredoute_flow")
        return (
            self.sudo()
            .flow_ids.filtered(lambda f: f.name == flow)
            .sudo(False)
            .action_run_now()
        )
