# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""How an account reaches Sell-R. Another platform has a model of its own."""

from odoo import api, fields, models

from ...marketplace.settings import ITEMS_URL, OFFERS_URL, ORDERS_URL, SITE
from .reach import ADMINISTRATOR, SECRETS, check_redirect


class LaredouteSellrSettings(models.Model):
    """Part of one account, which shows these fields as its own."""

    _name = "laredoute.sellr.settings"
    _description = "Sell-R Settings of a La Redoute Account"
    _rec_name = "vendor_id"

    account_ids = fields.One2many(
        "laredoute.account", "sellr_settings_id", context={"active_test": False}
    )
    company_id = fields.Many2one(related="account_ids.company_id", store=True)
    login = fields.Char(groups=ADMINISTRATOR, copy=False, exportable=False)
    password = fields.Char(groups=ADMINISTRATOR, copy=False, exportable=False)
    items_token = fields.Char(
        "Create Items Token", groups=ADMINISTRATOR, copy=False, exportable=False
    )
    read_token = fields.Char(
        "Read Orders Token", groups=ADMINISTRATOR, copy=False, exportable=False
    )
    update_token = fields.Char(
        "Update Orders Token", groups=ADMINISTRATOR, copy=False, exportable=False
    )
    vendor_id = fields.Char("Vendor ID", copy=False, help="Your number as a seller.")
    hub_id = fields.Char(
        "Hub ID", default="400", help="400 for a direct seller, 6 through Lengow."
    )
    site = fields.Char(
        required=True,
        default=SITE,
        help="Where your offers are on sale. La Brand Boutique is an account of its "
        "own, with another site: La Redoute says which.",
    )
    items_url = fields.Char("Products Address", default=ITEMS_URL)
    offers_url = fields.Char("Offers Address", default=OFFERS_URL)
    orders_url = fields.Char("Orders Address", default=ORDERS_URL)
    sftp_host = fields.Char(
        "SFTP Host",
        copy=False,
        help="Empty: no reports are read, where La Redoute gave you no access to them.",
    )
    sftp_port = fields.Integer("SFTP Port", default=22)
    sftp_user = fields.Char(
        "SFTP User", groups=ADMINISTRATOR, copy=False, exportable=False
    )
    sftp_password = fields.Char(
        "SFTP Password", groups=ADMINISTRATOR, copy=False, exportable=False
    )
    sftp_private_key = fields.Text(
        "SFTP Private Key",
        groups=ADMINISTRATOR,
        copy=False,
        exportable=False,
        help="In PEM or OpenSSH form; used instead of the password.",
    )
    sftp_host_key = fields.Char(
        "SFTP Host Key",
        copy=False,
        help="The server's public key. Anything else that answers is not trusted.",
    )
    sftp_folder = fields.Char("Reports Folder", default="reports")

    _sftp_port = models.Constraint(
        "CHECK(sftp_port BETWEEN 0 AND 65535)",
        "The SFTP port: from 1 to 65535, mostly 22.",
    )

    @api.constrains("items_url", "offers_url", "orders_url", "vendor_id", "read_token")
    def _check_account(self):
        """Written here or through the account, the same holds."""
        self.account_ids._check_addresses()

    @api.model
    def _secrets(self):
        """Return every secret of every account: none is to be shown anywhere."""
        every = self.sudo().search_fetch([], SECRETS)
        return [each[name] for each in every for name in SECRETS if each[name]]

    def write(self, vals):
        check_redirect(self, vals)
        result = super().write(vals)
        # written here or through the account: what stands still is tried at once
        self.sudo().account_ids.flow_ids._try_stopped()
        return result
