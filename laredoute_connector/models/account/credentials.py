# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""How an account reaches La Redoute, and what its errors mean to people."""

from dataclasses import fields as fields_of
from dataclasses import replace

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

from ...marketplace import errors
from ...marketplace.platforms import is_web_address, open_marketplace, platform
from ..common import MANAGER, check_role, utc
from ..flow.failure import classify_error
from .call_limit import AccountBudget
from .reach import ADMINISTRATOR, check_addresses, check_one_seller, check_redirect
from .tracking_address import check_tracking_address


class LaredouteAccount(models.Model):
    _inherit = "laredoute.account"
    # one for each platform: their fields are the account's own
    _inherits = {"laredoute.sellr.settings": "sellr_settings_id"}

    sellr_settings_id = fields.Many2one(
        "laredoute.sellr.settings",
        "Sell-R Settings",
        required=True,
        index=True,
        ondelete="restrict",
    )
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

    _read_timeout_positive = models.Constraint(
        "CHECK(read_timeout BETWEEN 1 AND 600)",
        "The time-out: from 1 to 600 seconds. With none, no call would ever succeed.",
    )
    _own_settings = models.Constraint(
        "UNIQUE(sellr_settings_id)", "Two accounts cannot share their settings."
    )

    # ------------------------------------------------------- constraint methods
    @api.constrains(
        *("platform", "items_url", "offers_url", "orders_url", "environment"),
        *("vendor_id", "read_token", "active"),
    )
    def _check_addresses(self):
        for account in self.filtered(lambda account: account.platform == "sellr"):
            if not (account.items_url and account.offers_url and account.orders_url):
                raise ValidationError(
                    self.env._(
                        "%s: Sell-R is reached at three addresses, of products, of "
                        "offers and of orders. Fill in all of them.",
                        account.name,
                    )
                )
            check_addresses(account)
        check_one_seller(self)

    @api.constrains("image_domain", "default_tracking_url")
    def _check_public_addresses(self):
        for account in self:
            check_tracking_address(self.env, account.default_tracking_url, account.name)
            if account.image_domain and not is_web_address(account.image_domain):
                raise ValidationError(
                    self.env._(
                        "The image address of %s must begin with https:// and name a "
                        "host, as in https://images.example.com.",
                        account.name,
                    )
                )

    # --------------------------------------------------------- onchange methods
    @api.onchange("image_domain", "environment")
    def _onchange_image_domain(self):
        """Images are public, so plain HTTP works: it is advised against only."""
        address = (self.image_domain or "").lower()
        if self.environment == "live" and address.startswith("http://"):
            message = self.env._(
                "The image address is not secure. La Redoute may refuse to fetch the "
                "images there: use https:// if your host allows it."
            )
            return {"warning": {"title": self.env._("Images"), "message": message}}
        return None

    # -------------------------------------------------------------- ORM methods
    @api.model
    def fields_get(self, allfields=None, attributes=None):
        """Keep secrets out of exports, which delegation alone would not."""
        found = super().fields_get(allfields, attributes)
        for name, description in found.items():
            origin = self._fields[name].inherited_field
            if origin and "exportable" in description:
                description["exportable"] = origin.exportable
        return found

    # --------------------------------------------------------- business methods
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
        able = self._platform().capabilities(self._settings())
        if self.handled_by == "elsewhere":
            # it takes decisions, and none is sent from here
            return replace(able, decisions={})
        return able

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

    # ----------------------------------------------------------- action methods
    def action_test_connection(self):
        """Try each service and each token on its own and show line by line.

        The one place where a person waits for La Redoute: nothing is written
        before the last answer, so no row is locked meanwhile.
        """
        self.ensure_one()
        check_role(self, MANAGER)
        check_one_seller(self)
        account = self.sudo()
        now = fields.Datetime.now()
        with account._marketplace() as marketplace:
            checks = list(marketplace.check_access(utc(now)))
        check_lines = account.env["laredoute.connection.check"]
        commands = [
            fields.Command.create(check_lines._prepare(account, check, now))
            for check in checks
        ]
        account.connection_check_ids.unlink()
        account.write({"connection_check_ids": commands, "connection_checked_at": now})
        return True

    def action_read_host_key(self):
        """Read the report server's key once, for a person to compare and keep."""
        self.ensure_one()
        check_role(self, MANAGER)
        account = self.sudo()
        with account._marketplace() as marketplace:
            try:
                key = marketplace.server_key()
            except errors.MarketplaceError as error:
                raise UserError(classify_error(account.env, error).message) from error
        check_redirect(self.sellr_settings_id, {"sftp_host_key": key})
        account.sftp_host_key = key
        account.message_post(
            body=self.env._(
                "The SFTP server's key was read: %s. Compare it with the one in La "
                "Redoute's e-mail before you rely on it.",
                key,
            )
        )
        return True
