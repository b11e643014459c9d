# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Where an account's secrets go: who may change that, and to whom they belong."""

from typing import NamedTuple
from urllib.parse import urlsplit

from odoo.exceptions import AccessError, ValidationError

ADMINISTRATOR = "base.group_system"


class _Way(NamedTuple):
    """Secrets, and what decides which server gets them: names of fields."""

    secrets: tuple
    places: tuple


_WEB = _Way(
    secrets=("login", "password", "items_token", "read_token", "update_token"),
    places=("items_url", "offers_url", "orders_url"),
)
_REPORTS = _Way(
    secrets=("sftp_user", "sftp_password", "sftp_private_key"),
    places=("sftp_host", "sftp_port", "sftp_host_key"),
)
#: what only administrators read
SECRETS = (*_WEB.secrets, *_REPORTS.secrets)
_THIS_MACHINE = ("localhost", "127.0.0.1", "::1")


def check_redirect(settings, values):
    """Check that who changes where secrets go may read them.

    Else whoever may change an address would have the secrets sent to it. The first key
    of a server is kept by whoever compares it; another one redirects.

    :param settings: settings of accounts, as the user has them
    :param values: what is about to be written
    :raises AccessError: naming what only an administrator changes
    """
    env = settings.env
    if env.su or env.user.has_group(ADMINISTRATOR):
        return
    for each in settings.sudo():
        changed = [
            name
            for way in (_WEB, _REPORTS)
            if any(each[secret] for secret in way.secrets)
            for name in way.places
            if name in values and (values[name] or False) != (each[name] or False)
            if each[name] or name != "sftp_host_key"
        ]
        if changed:
            labels = (each._fields[name]._description_string(env) for name in changed)
            raise AccessError(
                env._(
                    "%(account)s: only an administrator changes where its login, "
                    "passwords and tokens are sent (%(fields)s). Let one do it, or "
                    "empty the credentials first.",
                    account=each.account_ids[:1].name or each.display_name,
                    fields=", ".join(labels),
                )
            )


def check_addresses(account):
    """Check that secrets travel encrypted, except to the simulator or this machine.

    :raises ValidationError: naming the address
    """
    if account.environment == "simulator":
        return
    for name in _WEB.places:
        address = urlsplit((account[name] or "").strip().lower())
        if address.scheme != "https" and address.hostname not in _THIS_MACHINE:
            raise ValidationError(
                account.env._(
                    "%(account)s: the address %(address)s would carry the login, the "
                    "password and the tokens readable by anybody on the way. It must "
                    "begin with https://.",
                    account=account.name,
                    address=account[name],
                )
            )


def check_one_seller(accounts):
    """Check that no other active account is the same seller's.

    Each would read every order, confirm and ship it. Accounts of all companies are
    compared, with their secrets, and only that two are equal is said.

    :raises ValidationError: naming the other account to those who may see it
    """
    own = accounts.sudo().filtered("active")
    every = own.search([]) | own
    sellers = {each: each._settings().sellers() for each in every}
    for account in own:
        for other in every - account:
            if not sellers[account] & sellers[other]:
                continue
            # a constraint may be checked by the superuser
            seen = other.with_user(accounts.env.user)
            name = seen.name if seen.has_access("read") else False
            raise ValidationError(
                account.env._(
                    "%(account)s: the account %(other)s is the same seller at La "
                    "Redoute. Each order would be read, confirmed and shipped twice: "
                    "archive one of the two, or correct its vendor ID and tokens.",
                    account=account.name,
                    other=name or account.env._("of another company"),
                )
            )
