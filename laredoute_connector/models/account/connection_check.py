# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What the last connection test found, one line for each service and token."""

from odoo import api, fields, models

from ..flow.failure import classify_error


class LaredouteConnectionCheck(models.Model):
    _name = "laredoute.connection.check"
    _description = "La Redoute Connection Test Line"
    _order = "id"

    account_id = fields.Many2one(
        "laredoute.account", required=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one(related="account_id.company_id", store=True)
    subject = fields.Char(required=True, help="The platform's word for what was tried.")
    service = fields.Char(compute="_compute_service")
    ok = fields.Boolean("Works")
    message = fields.Char()
    checked_at = fields.Datetime()

    # ---------------------------------------------------------- compute methods
    @api.depends("subject", "account_id.platform")
    @api.depends_context("lang")
    def _compute_service(self):
        services = _services(self.env)
        for check in self:
            known = services.get(check.account_id.platform, {})
            check.service = known.get(check.subject, check.subject)

    # --------------------------------------------------------- business methods
    @api.model
    def _prepare(self, account, check, now):
        """Return the values of a line.

        :param account: the account that was tested
        :param check: the platform's :class:`AccessCheck`
        :param now: naive UTC moment of the test
        """
        if check.ok:
            sentences = _answers(self.env).get(account.platform, {})
            message = sentences.get(check.subject, self.env._("Works."))
            message = message.format_map(_Details(check.details))
        else:
            message = classify_error(self.env, check.error).message
        return {
            "subject": check.subject,
            "ok": check.ok,
            "message": message,
            "checked_at": now,
        }


class _Details(dict):
    """What a service said, by name; of what it did not say, nothing is shown."""

    def __missing__(self, name):
        return "–"


def _services(env):
    """What is tried, by platform and by the platform's word for it."""
    _ = env._
    return {
        "sellr": {
            "items": _("Products (create items token)"),
            "offers": _("Offers (login, vendor and hub)"),
            "orders_read": _("Reading orders (read orders token)"),
            "orders_update": _("Updating orders (update orders token)"),
            "sftp": _("Reports (SFTP)"),
        },
    }


def _answers(env):
    """What is shown of a service that works, where there is more to say than that."""
    _ = env._
    return {
        "sellr": {
            "sftp": _("Works. Server key {host_key}, {reports} reports waiting."),
        },
    }
