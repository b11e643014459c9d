# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""The scheduled work of all accounts: short transactions, one account at a time."""

from contextlib import contextmanager
from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.service.model import PG_CONCURRENCY_EXCEPTIONS_TO_RETRY
from odoo.tools import SQL

from ..account.account import WORKING_PHASES

#: flow -> (cron, method of the account, switch that must be on or None)
FLOWS = {
    "check_listings": ("ir_cron_check_listings", "_check_listings", "switch_listings"),
    "fetch_images": ("ir_cron_fetch_images", "_fetch_images", "switch_listings"),
    "send_products": ("ir_cron_send_products", "_send_products", "switch_listings"),
    "send_offers": ("ir_cron_send_offers", "_send_offers", "switch_listings"),
    "fetch_orders": ("ir_cron_fetch_orders", "_fetch_orders", "switch_orders"),
    "sweep_orders": ("ir_cron_sweep_orders", "_sweep_orders", "switch_orders"),
    "process_orders": ("ir_cron_process_orders", "_process_orders", "switch_orders"),
    "send_operations": (
        "ir_cron_send_operations",
        "_send_operations",
        "switch_fulfilment",
    ),
    "collect_reports": ("ir_cron_collect_reports", "_collect_reports", None),
    "apply_reports": ("ir_cron_apply_reports", "_apply_reports", None),
    "clean_journal": ("ir_cron_clean_journal", "_clean_journal", None),
}
#: how often the outcome of a call is written down when others change the same rows
ATTEMPTS = 5
#: flows that read and write the same rows share one lock
LOCKS = {"sweep_orders": "fetch_orders"}


class LaredouteAccount(models.Model):
    _inherit = "laredoute.account"

    orders_read_at = fields.Datetime(
        "Orders Read until",
        copy=False,
        readonly=True,
        help="Orders changed before this moment are stored here.",
    )
    orders_retry_at = fields.Datetime(copy=False)
    orders_failures = fields.Integer(copy=False)
    reports_retry_at = fields.Datetime(copy=False)
    reports_failures = fields.Integer(copy=False)
    reports_read_at = fields.Datetime("Reports Read at", copy=False, readonly=True)
    last_error = fields.Char(copy=False, readonly=True)
    last_error_at = fields.Datetime(copy=False, readonly=True)
    last_error_flow = fields.Char(copy=False, readonly=True)
    error_count = fields.Integer(copy=False, readonly=True)

    # -------------------------------------------------------------------- crons
    @api.model
    def _run_flow(self, flow):
        """Run one flow for every working account, committing as it goes.

        An account that fails records its error and never holds the others. A flow
        of one account never runs twice at once (advisory lock, dropped by
        PostgreSQL if the process dies).
        """
        _cron, method, switch = FLOWS[flow]
        domain = [("phase", "in", WORKING_PHASES)]
        if switch:
            domain.append((switch, "=", True))
        accounts = self.search(domain)
        cron = self.env["ir.cron"]
        cron._commit_progress(remaining=len(accounts))
        for account in accounts:
            account = account._in_its_company()
            with account._flow_lock(flow) as taken:
                if taken:
                    # what the last holder of the lock wrote must be seen
                    account._commit()
                    account._run_guarded(flow, method)
            if not cron._commit_progress(1):
                break

    def _in_its_company(self):
        """This account as its own company sees it, in its responsible's language."""
        return self.with_company(self.company_id).with_context(
            lang=self.user_id.lang or self.env.ref("base.user_admin").lang,
            allowed_company_ids=self.company_id.ids,
        )

    def _run_guarded(self, flow, method):
        """Run one flow; a failure is recorded and ends only this account's turn."""
        errors_before = self.error_count
        try:
            getattr(self.with_context(laredoute_running=method), method)()
            if self.error_count == errors_before:
                self._forget_error(method)
        except PG_CONCURRENCY_EXCEPTIONS_TO_RETRY:
            # somebody changed the same rows: the next run, which is soon even for a
            # daily flow, sees them as they are then
            self.env.cr.rollback()
            self._trigger_flow(flow, fields.Datetime.now() + timedelta(minutes=1))
        except Exception as error:  # noqa: BLE001 - it stops only itself
            self.env.cr.rollback()
            self._log_bug(f"La Redoute account {self.id}: {method}", error)
            account = self.with_context(laredoute_running=method)
            account._note_error(self._understand(error))

    def _note_error(self, understood):
        """Show the last error on the account; pause it where a person is needed."""
        self._show_error(understood)
        self._handle_settings_error(understood)

    def _show_error(self, understood):
        self.write(
            {
                "last_error": understood["message"],
                "last_error_at": fields.Datetime.now(),
                "last_error_flow": self.env.context.get("laredoute_running"),
                "error_count": self.error_count + 1,
            }
        )

    def _forget_error(self, method):
        """The work that failed last time went well: nothing is wrong any more."""
        if self.last_error_flow == method:
            self.write({"last_error": False, "last_error_flow": False})

    def _commit(self, processed=0):
        """Commit what is done; return the seconds left for this run.

        :param processed: not counted against the accounts, which are the items of
            the cron's progress
        """
        return self.env["ir.cron"]._commit_progress(processed)

    def _write_down(self, write):
        """Write the outcome of a call and commit it, whoever changes the same rows.

        Only this process knows what La Redoute answered: a person's edit during the
        call, or now, must not undo that knowledge.

        :param write: writes the outcome; called again after a conflict
        :return: what ``write`` returns
        """
        for attempts_left in reversed(range(ATTEMPTS)):
            # see the rows as they are now, not as they were before the call
            self._commit()
            try:
                result = write()
                self._commit()
            except PG_CONCURRENCY_EXCEPTIONS_TO_RETRY:
                self.env.cr.rollback()
                if not attempts_left:
                    raise
            else:
                return result
        return None

    @contextmanager
    def _flow_lock(self, flow):
        """Yield True when nobody else runs this flow of this account now.

        The lock belongs to the database session, so it survives our commits and
        vanishes with a killed process.
        """
        self.ensure_one()
        name = f"laredoute.account:{self.id}:{LOCKS.get(flow, flow)}"
        key = SQL("hashtextextended(%s, 0)", name)
        taken = self.env.execute_query(SQL("SELECT pg_try_advisory_lock(%s)", key))[0][
            0
        ]
        try:
            yield taken
        except BaseException:
            self.env.cr.rollback()
            raise
        finally:
            if taken:
                self.env.execute_query(SQL("SELECT pg_advisory_unlock(%s)", key))

    # --------------------------------------------------------------- scheduling
    @api.model
    def _toggle_crons(self):
        """Switch the crons on while some account works, off otherwise."""
        domain = [("phase", "in", WORKING_PHASES)]
        for xmlid, _method, _switch in FLOWS.values():
            cron = self.env.ref(f"laredoute_connector.{xmlid}", False)
            if cron:
                cron.sudo().toggle(self._name, domain)

    @api.model
    def _trigger_flow(self, flow, at=None):
        """Wake the cron of a flow, now or at a naive UTC moment."""
        xmlid = FLOWS[flow][0]
        # while the addon is installed, its products come before its crons
        cron = self.env.ref(f"laredoute_connector.{xmlid}", raise_if_not_found=False)
        if cron:
            cron.sudo()._trigger(at)

    @api.model
    def _check_soon(self):
        """Wake the check of listings, once for all that a transaction changes."""
        noted = self.env.cr.precommit.data
        if not noted.get("laredoute_check_soon"):
            noted["laredoute_check_soon"] = True
            self._trigger_flow("check_listings")

    def action_run_now(self):
        """Queue the flow named in the context; it runs within a minute."""
        self.check_access("read")
        flow = self.env.context.get("laredoute_flow")
        if flow not in FLOWS:
            raise UserError(self.env._("This work is not known."))
        idle = self.filtered(lambda account: account.phase not in WORKING_PHASES)
        if idle:
            raise UserError(
                self.env._(
                    "%s does not talk to La Redoute in its present phase: start the "
                    "tests or resume it first.",
                    idle[0].name,
                )
            )
        if flow == "fetch_orders":
            self.sudo().orders_retry_at = False
        if flow == "collect_reports":
            self.sudo().reports_retry_at = False
        self._trigger_flow(flow)
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "type": "success",
                "message": self.env._("Queued: it runs within a minute."),
                "next": {"type": "ir.actions.act_window_close"},
            },
        }
