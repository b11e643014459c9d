# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""How an account reaches La Redoute, and what its errors mean to people."""

from dataclasses import fields as fields_of
from datetime import UTC

from odoo import api, fields, models
from odoo.exceptions import UserError

from ...marketplace import errors
from ...marketplace.platforms import open_marketplace, platform
from ..flow.failure import classify_error
from .call_limit import AccountBudget

ADMINISTRATOR = "base.group_system"


class LaredouteAccount(models.Model):
    _inherit = "laredoute.account"

    # -------------------------------------------------------------- credentials
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
    caller_id = fields.Char("Caller ID", copy=False)
    supplier_name = fields.Char(
        copy=False, help="Name of your catalogue at La Redoute, without accents."
    )
    items_url = fields.Char(
        "Products Address",
        required=True,
        default="https://api-gateway.laredoute.com/seller/items",
    )
    offers_url = fields.Char(
        "Offers Address",
        required=True,
        default="https://marketplace.laredoute.com/Redcats/File/ESB-TIBCO/File/1.0",
    )
    orders_url = fields.Char(
        "Orders Address",
        required=True,
        default="https://api-gateway.laredoute.com/prod/seller/orders/1.2",
    )
    sftp_host = fields.Char("SFTP Host", copy=False)
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
    ca_file = fields.Char(
        "Certificate Authority File",
        groups=ADMINISTRATOR,
        help="Path on this server of extra authorities (PEM) for HTTPS.",
    )
    read_timeout = fields.Integer("Time-out (s)", default=60)
    image_domain = fields.Char(
        "Image Address",
        help="Public address of the images, as declared to La Redoute. "
        "Empty: the address of this Odoo.",
    )
    default_carrier = fields.Char(
        help="Name sent to La Redoute for a delivery that has no carrier in Odoo."
    )
    default_tracking_url = fields.Char(
        help="Where a parcel is followed when the carrier gives no address; "
        "{number} stands for the tracking number.",
    )
    connection_check_ids = fields.One2many(
        "laredoute.connection.check", "account_id", readonly=True
    )
    connection_checked_at = fields.Datetime(readonly=True, copy=False)

    # ------------------------------------------------------ business methods
    def _platform(self):
        """The platform of the account: what needs no credentials.

        :return: the pure side's Platform
        """
        self.ensure_one()
        return platform(self.platform)

    def _capabilities(self):
        """What the account's platform can do for it; nothing is opened.

        :return: the pure side's Capabilities
        """
        return self._platform().capabilities(self._settings())

    def _is_fixed(self, name):
        """Whether a code of a product never changes once the platform took it.

        :param name: ``ean``, ``sku`` or ``parent_sku``
        """
        return name in self._platform().rule_book.fixed

    def _settings(self):
        """The account as the pure side knows it, secrets included.

        Each of the platform's settings is the account's field of the same name; one
        that the account leaves empty keeps its default.

        :return: an instance of the platform's class of settings
        """
        account = self.sudo()
        settings = account._platform().settings
        names = {field.name for field in fields_of(settings)} & set(account._fields)
        values = {name: account[name] for name in names if account[name]}
        return settings(**values)

    def _marketplace(self):
        """Open the marketplace of this account; use it in a ``with`` block.

        :raises UserError: in a neutralised copy of the database
        """
        self.ensure_one()
        parameter = self.env["ir.config_parameter"].sudo()
        if parameter.get_param("database.is_neutralized"):
            raise UserError(
                self.env._(
                    "This database is a copy: it talks to nobody, so that La Redoute "
                    "hears from the real one only."
                )
            )
        return open_marketplace(self._settings(), AccountBudget(self))

    @api.model
    def _utc(self, moment):
        """Odoo's naive UTC moment as the aware one the pure side speaks in."""
        return moment.replace(tzinfo=UTC) if moment else None

    @api.model
    def _naive(self, moment):
        """The pure side's aware moment as Odoo stores it."""
        return moment.astimezone(UTC).replace(tzinfo=None) if moment else False

    # ----------------------------------------------------------- action methods
    def action_test_connection(self):
        """Try each service and each token on its own and show line by line.

        The one place where a person waits for La Redoute: nothing is written
        before the last answer, so no row is locked meanwhile.
        """
        self.ensure_one()
        self.check_access("write")
        account = self.sudo()
        now = fields.Datetime.now()
        with account._marketplace() as marketplace:
            checks = list(marketplace.check_access(account._utc(now)))
        lines = [account._prepare_check(check, now) for check in checks]
        account.connection_check_ids.unlink()
        account.write(
            {
                "connection_check_ids": [fields.Command.create(line) for line in lines],
                "connection_checked_at": now,
            }
        )
        return True

    def _prepare_check(self, check, now):
        if check.ok:
            message = self.env._("Works.")
            if check.subject == "sftp":
                message = self.env._(
                    "Works. Server key %(key)s, %(count)s reports waiting.",
                    key=check.details.get("host_key", ""),
                    count=check.details.get("reports", 0),
                )
        else:
            message = classify_error(self.env, check.error).message
        return {
            "subject": check.subject,
            "ok": check.ok,
            "message": message,
            "checked_at": now,
        }

    def action_read_host_key(self):
        """Read the report server's key once, for a person to compare and keep."""
        self.ensure_one()
        self.check_access("write")
        account = self.sudo()
        with account._marketplace() as marketplace:
            try:
                key = marketplace.server_key()
            except errors.MarketplaceError as error:
                raise UserError(classify_error(account.env, error).message) from error
        account.sftp_host_key = key
        account.message_post(
            body=self.env._(
                "The SFTP server's key was read: %s. Compare it with the one in La "
                "Redoute's e-mail before you rely on it.",
                key,
            )
        )
        return True
