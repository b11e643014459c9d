# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What the sale order of a La Redoute order holds: its head, its lines, their tax."""

from odoo.fields import Command

from ..account.taxes import fees_on_top, tax_for_rate
from .carrier import carrier_for
from .eco_fee import fee_taxes
from .waiting import WaitingError


def sale_order_values(order, partner, shipping):
    """Return the values of the sale order, its lines included.

    :param order: one ``laredoute.order``
    :param partner: the customer
    :param shipping: where the parcel goes
    :raises WaitingError: when a tax is missing
    """
    account, carrier = order.account_id, carrier_for(order)
    lines = [sale_line_values(line) for line in order.line_ids._alive()]
    fee_line = delivery_line_values(order)
    if fee_line:
        lines.append(fee_line)
    return {
        "company_id": account.company_id.id,
        **head_values(order, partner, shipping),
        **_name_values(order),
        "tag_ids": [Command.set(account.sale_tag_ids.ids)],
        "warehouse_id": account.warehouse_id.id,
        "client_order_ref": order.remote_id,
        "origin": f"La Redoute {order.remote_id}",
        "date_order": order.ordered_at,
        "laredoute_order_id": order.id,
        "carrier_id": carrier.id,
        "laredoute_carrier_id": carrier.id,
        "require_signature": False,
        "require_payment": False,
        "order_line": [Command.create(line) for line in lines],
    }


def head_values(order, partner, shipping):
    """Return what Odoo would compute of the customer, as the account has it.

    :param partner: the customer
    :param shipping: where the parcel goes
    """
    account = order.account_id
    values = {
        "partner_id": partner.id,
        "partner_invoice_id": partner.id,
        "partner_shipping_id": shipping.id,
        "pricelist_id": account.pricelist_id.id,
        "user_id": account.user_id.id,
    }
    if account.sale_team_id:
        values["team_id"] = account.sale_team_id.id
    return values


def _name_values(order):
    """Return the sale order's name, where the account has a prefix for it.

    La Redoute's number is unique at La Redoute: two accounts of one prefix, or a copy
    that people named so, may have it here already.
    """
    prefix = order.account_id.sale_prefix
    if not prefix:
        return {}
    name = wanted = f"{prefix}{order.remote_id}"
    sales = order.env["sale.order"].with_context(active_test=False)
    number = 1
    while sales.search_count([("name", "=", name)], limit=1):
        number += 1
        name = f"{wanted}-{number}"
    return {"name": name}


def sale_line_values(line):
    """Return the sale order line: what the buyer paid, VAT included, and no discount.

    The eco fee is within the price, unless fixed taxes of the product are it.

    :param line: one ``laredoute.order.line``
    :raises WaitingError: when its tax is missing
    """
    product = line.product_id or line.substitute_id
    vat = _included_tax(line.account_id, product)
    fees = fee_taxes(line, product, vat)
    return {
        "product_id": product.id,
        "product_uom_qty": line._pieces_sold(),
        "price_unit": float(line._exact_price() - fees_on_top(fees)),
        "discount": 0,
        "tax_ids": [Command.set((vat | fees).ids)],
        "laredoute_line_id": line.id,
    }


def delivery_line_values(order):
    """Return the buyer's delivery fee, VAT included, as a line; False when free."""
    fee, product = order._delivery_fee(), order.account_id.delivery_product_id
    return bool(fee) and {
        "product_id": product.id,
        "product_uom_qty": 1,
        "price_unit": fee,
        "discount": 0,
        "is_delivery": True,
        "tax_ids": [Command.set(_included_tax(order.account_id, product).ids)],
    }


def _included_tax(account, product):
    """Return the VAT-included tax that goes with the product's own rate.

    :raises WaitingError: when the configuration lacks it: VAT is never divided out
        of a price, so that totals agree to the cent
    """
    own_tax = product._laredoute_sale_tax(account.company_id)
    tax = tax_for_rate(account, own_tax.amount) if own_tax else own_tax
    if not own_tax:
        raise WaitingError(
            account.env._(
                "%s has no sales tax in percent. Set its VAT, then press Retry.",
                product.display_name,
            )
        )
    if not tax:
        raise WaitingError(
            account.env._(
                "the account has no VAT-included tax of %(rate)s %% for "
                "%(product)s. Add it to the account's taxes, then press Retry.",
                rate=own_tax.amount,
                product=product.display_name,
            )
        )
    return tax
