# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""A product that stands for an article nobody knows, until its product is known.

So the order can be accepted and prepared in time. The order says so all the while; no
stock is ever there of what is not known.
"""

from .match import describe_missing
from .waiting import WaitingError


def substitute(order):
    """Have the account's substitute stand for what is not known of an order.

    :param order: one ``laredoute.order`` whose products were looked for
    :return: a WaitingError that says so, None where all that is sold is known
    :raises WaitingError: when something is not known and nothing stands for it
    """
    account, missing = order.account_id, _unknown(order.line_ids._alive())
    _accept_correction(missing)
    missing = _unknown(missing)
    product = account.substitute_product_id
    if product.active:
        # what a sale order sells as something else stays a person's to correct
        missing.filtered(
            lambda line: (
                not line.substitute_id
                and line.sale_line_id.product_id in (product, product.browse())
            )
        ).substitute_id = product
    stands = missing.filtered("substitute_id")
    if missing - stands:
        raise WaitingError(describe_missing(account, missing - stands))
    if not stands:
        return None
    reason = order.env._(
        "%(why)s Until then the sale order holds %(product)s instead.",
        why=describe_missing(account, stands),
        product=", ".join(stands.substitute_id.mapped("display_name")),
    )
    return WaitingError(reason)


def _unknown(lines):
    return lines.filtered(lambda line: not line.product_id)


def _accept_correction(lines):
    """Take the product that a person selected on the sale order's line."""
    for line in lines.filtered("substitute_id"):
        product = line.sale_line_id.product_id
        if product and product != line.substitute_id:
            line.write({"product_id": product.id, "substitute_id": False})
            _say(line)


def replace_substitutes(order):
    """Have the sale order sell what is known by now, where nothing of it was moved.

    Where goods left in the substitute's name, the comparison says that the products
    differ: the stock of the real one is a person's to correct.

    :param order: one ``laredoute.order`` that has a sale order
    """
    for line in order.line_ids._alive().filtered("substitute_id"):
        sale_line = line.sale_line_id
        if not line.product_id or sale_line.state == "cancel":
            continue
        begun = any(move.state == "done" for move in sale_line.move_ids)
        if sale_line.product_id == line.substitute_id and not begun:
            order._restore(line, "product_differs")
            _say(line)
        line.substitute_id = False


def _say(line):
    line.order_id.message_post(
        body=line.env._(
            "%(article)s is %(product)s: the sale order sells it now.",
            article=article_of(line),
            product=line.product_id.display_name,
        )
    )


def article_of(line):
    """Return the codes by which La Redoute says what a line sells, as people read them.

    :param line: one ``laredoute.order.line``
    """
    said = [line.env._("EAN %s", line.ean)] if line.ean else []
    said += [line.env._("Reference %s", line.sku)] if line.sku else []
    return ", ".join(said)
