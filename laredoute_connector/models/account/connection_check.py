# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What the last connection test found, one line for each service and token."""

from odoo import fields, models


class LaredouteConnectionCheck(models.Model):
    _name = "laredoute.connection.check"
    _description = "La Redoute Connection Test Line"
    _order = "id"

    account_id = fields.Many2one(
        "laredoute.account", required=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one(related="account_id.company_id", store=True)
    subject = fields.Selection(
        [
            ("items", "Products (create items token)"),
            ("offers", "Offers (login, vendor and hub)"),
            ("orders_read", "Reading orders (read orders token)"),
            ("orders_update", "Updating orders (update orders token)"),
            ("sftp", "Reports (SFTP)"),
        ],
        required=True,
    )
    ok = fields.Boolean("Works")
    message = fields.Char()
    checked_at = fields.Datetime()
