# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What every noun may use and none owns: language, money, time, who may read."""

import tempfile
from contextlib import contextmanager
from datetime import UTC
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path

from odoo.exceptions import AccessError

#: La Redoute speaks French to its buyers
FRENCH = "fr_FR"
#: who may read what only La Redoute's people may: others work on products too
USER = "laredoute_connector.group_laredoute_user"
#: who sets the shop up, and may read what the journal holds of its buyers
MANAGER = "laredoute_connector.group_laredoute_manager"
CENT = Decimal("0.01")
#: how bad a disagreement is, the worst first, also by the alphabet
SEVERITIES = [("error", "Problem"), ("warning", "To look at")]
#: states of a listing in which La Redoute is sent its offer
KNOWN_STATES = ("offered", "integrated", "live")
#: fingerprint, of what was sent and what was accepted, of an offer that La Redoute may
#: have otherwise than we sent it: nobody knows, and it may be on sale
FORGOTTEN = "forgotten"


def in_french(records):
    """Return ``records`` in French where the database has the language.

    :param records: any recordset, or an empty one for its environment
    """
    if records.env["res.lang"]._get_data(code=FRENCH):
        return records.with_context(lang=FRENCH)
    return records


def cents(amount):
    """Return an amount of the database, in euros and cents, exactly.

    :param amount: float, as Odoo stores amounts
    :return: Decimal with two decimals, half a cent rounded up
    """
    return Decimal(str(amount)).quantize(CENT, ROUND_HALF_UP)


def barcode_forms(codes):
    """Return barcodes as they may be typed: with the blank that comes with copying.

    :param codes: iterable of text, as typed or not
    """
    bare = {code.strip() for code in codes}
    return {form for code in bare for form in (code, f" {code}", f"{code} ")}


def utc(moment):
    """Return a moment of the database as the pure side has it.

    :param moment: naive UTC datetime, or False
    :return: aware datetime, or None
    """
    return moment.replace(tzinfo=UTC) if moment else None


def naive(moment):
    """Return a moment of the pure side as the database has it.

    :param moment: aware datetime, or None
    :return: naive UTC datetime, or False
    """
    return moment.astimezone(UTC).replace(tzinfo=None) if moment else False


def attachment_of(record, name):
    """Return the attachment that holds a binary field of a record, as superuser."""
    return (
        record.env["ir.attachment"]
        .sudo()
        .search(
            [
                ("res_model", "=", record._name),
                ("res_field", "=", name),
                ("res_id", "=", record.id),
            ],
            limit=1,
        )
    )


@contextmanager
def stored_file(record, name):
    """Yield the path of a binary field's content, which is not loaded for it.

    :param name: of the field, which is stored as an attachment
    """
    attachment = attachment_of(record, name)
    if attachment.store_fname:
        yield Path(attachment._full_path(attachment.store_fname))
        return
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "file"
        path.write_bytes(attachment.raw or b"")
        yield path


def check_role(records, role):
    """Check that who presses a button sees the records and has the role for it.

    Nobody may write states or decisions: the button acts as the superuser, after this.

    :param role: :data:`USER` or :data:`MANAGER`
    :raises AccessError: saying who may
    """
    records.check_access("read")
    env = records.env
    if env.su or env.user.has_group(role):
        return
    if role == MANAGER:
        raise AccessError(
            env._("Only a La Redoute manager does this: inform one of them.")
        )
    raise AccessError(env._("Only La Redoute's users do this: inform one of them."))


def notification(message, kind="success", reload=True):
    """Return the client action that shows ``message`` to whoever pressed a button.

    :param kind: ``success``, ``info``, ``warning`` or ``danger``
    :param reload: whether the screen is read again; else a dialog is closed
    """
    after = (
        {"type": "ir.actions.client", "tag": "soft_reload"}
        if reload
        else {"type": "ir.actions.act_window_close"}
    )
    return {
        "type": "ir.actions.client",
        "tag": "display_notification",
        "params": {"type": kind, "message": message, "next": after},
    }
