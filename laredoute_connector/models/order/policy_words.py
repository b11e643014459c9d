# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Why lines of an order are left to a person, or to time."""

from datetime import timedelta

from odoo import fields

from ..offer.stock import untracked
from .substitute import article_of
from .waiting import WaitingError

#: stock may arrive: orders that wait for it are looked at again this often
LOOK_AGAIN = timedelta(hours=1)


def why_left(lines, left, doubtful):
    """Return the WaitingError that says why these are not accepted; None for none."""
    if not left:
        return None
    unknown = left.filtered(lambda line: not line.product_id)
    short, doubtful = left - doubtful - unknown, doubtful - unknown
    reasons = [_describe_doubt(doubtful)] if doubtful else []
    reasons += [_describe_shortage(short)] if short else []
    reasons += [_describe_unknown(unknown)] if unknown else []
    return WaitingError(" ".join(reasons), retry_after=LOOK_AGAIN if short else None)


def _describe_doubt(lines):
    described = ", ".join(
        f"{line.quantity} × {line.product_id.display_name} ({line.unit_price:.2f})"
        for line in lines
    )
    return lines.env._(
        "La Redoute's order makes no sense: %(lines)s. Nothing is accepted at a "
        "quantity of zero or at less than half of the price. Settle it with La "
        "Redoute, then accept or refuse it before %(deadline)s.",
        lines=described,
        deadline=deadline(lines),
    )


def _describe_shortage(lines):
    account, products = lines.account_id, lines.product_id
    loose = untracked(account, products)
    if lines.filtered(lambda line: line.product_id.id in loose) == lines:
        return lines.env._(
            "Odoo follows no stock of %(products)s: nobody knows whether there is "
            "any. Accept or refuse it before %(deadline)s.",
            products=", ".join(products.mapped("display_name")),
            deadline=deadline(lines),
        )
    warehouse = account.warehouse_id
    if not warehouse.active:
        return lines.env._(
            "The warehouse %(warehouse)s, which delivers for %(account)s, is "
            "archived. Choose another one on the account or unarchive it, then "
            "accept or refuse the order before %(deadline)s.",
            warehouse=warehouse.name,
            account=account.name,
            deadline=deadline(lines),
        )
    return lines.env._(
        "stock does not cover %(products)s. Receive stock or refuse it before "
        "%(deadline)s; La Redoute then cancels it.",
        products=products_of(lines),
        deadline=deadline(lines),
    )


def _describe_unknown(lines):
    return lines.env._(
        "Nobody knows whether there is any of %(articles)s. Accept or refuse it before "
        "%(deadline)s.",
        articles=", ".join(map(article_of, lines)),
        deadline=deadline(lines),
    )


def deadline(lines):
    """Return when an answer must be there, as the account's people read it."""
    return local(lines.order_id, lines.order_id.answer_before)


def local(order, moment):
    if not moment:
        return ""
    zoned = order.with_context(tz=order.account_id.tz)
    return fields.Datetime.context_timestamp(zoned, moment).strftime("%d/%m/%Y %H:%M")


def products_of(lines):
    """Return what some lines sell, in one line."""
    return ", ".join(
        f"{line.quantity} × {line.product_id.display_name or line.ean or line.sku}"
        for line in lines
    )
