# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""The eco fee that a buyer paid on top of an order's price, and its taxes in Odoo."""

from collections import defaultdict
from decimal import Decimal

from ...marketplace.values import CENT
from ..account.taxes import bears_vat, fees_on_top, taxes_on_top, within_price
from ..common import cents
from ..offer.price import price_taxes


def note_fees(env, vals_list):
    """Write into the values of new order lines the eco fee of the offer in force.

    That of the offer that La Redoute had accepted when the buyer ordered: what changes
    later changes nothing of the order. One that the order states itself stays, and so
    does an order of a platform that has the fee in its prices.

    :param vals_list: values of ``laredoute.order.line``; changed in place
    """
    by_account = defaultdict(list)
    for values in vals_list:
        if values.get("order_id") and "eco_fee" not in values:
            order = env["laredoute.order"].browse(values["order_id"])
            by_account[order.account_id].append((order, values))
    for account, found in by_account.items():
        if account._platform().rule_book.limits.eco_fee_apart:
            _note_of_account(account, found)


def _note_of_account(account, found):
    """Write the fees of new lines of one account, with one query.

    :param found: list of (order, values of a line)
    """
    eans, skus = (
        list({values.get(name) for _order, values in found} - {None, False, ""})
        for name in ("ean", "sku")
    )
    listings = account.env["laredoute.listing"].sudo().with_context(active_test=False)
    of_codes = _of_codes(account, eans, skus)
    fees = ["|", ("eco_fee_accepted", ">", 0), ("eco_fee_before", ">", 0)]
    if not listings.search_count([*of_codes, *fees], limit=1):
        return
    sold_as = _by_codes(listings, of_codes)
    sold = [
        (sold_as({name: values.get(name) for name in ("ean", "sku")}), order, values)
        for order, values in found
    ]
    listings = listings.union(*(listing for listing, _order, _values in sold))
    histories = account.env["laredoute.offer.price"].sudo()._eco_fees(listings.ids)
    for listing, order, values in sold:
        if listing:
            history = histories.get(listing.id, ())
            values["eco_fee"] = listing._eco_fee_at(order.ordered_at, history)


def warn_of_fees(lines):
    """Say on orders which lines have no eco fee only since nobody knows their offer.

    Their listings are gone, or have other codes; and the products have a fee.

    :param lines: ``laredoute.order.line`` that get their sale order
    """
    without = lines.filtered(lambda each: not each.eco_fee)
    for account, found in without.grouped("account_id").items():
        apart = account._platform().rule_book.limits.eco_fee_apart
        if not apart or not account.offer_settings_id.sudo().eco_fees_sent:
            continue
        rules = price_taxes(account, found.product_id.product_tmpl_id)
        borne = found.filtered(
            lambda line, rules=rules: (
                line.product_id
                and (rule := rules[line.product_id.product_tmpl_id.id])
                and rule.fees
            )
        )
        if borne:
            listings = account.env["laredoute.listing"].sudo()
            of_codes = _of_codes(account, borne.mapped("ean"), borne.mapped("sku"))
            sold_as = _by_codes(listings.with_context(active_test=False), of_codes)
            for line in borne.filtered(lambda each, sold_as=sold_as: not sold_as(each)):
                _say_unknown(line)


def _say_unknown(line):
    line.order_id.message_post(
        body=line.env._(
            "%s has an eco fee, but no offer of it is known here, so nobody knows "
            "which fee its buyer paid: the sale order has none. Compare its total with "
            "that on La Redoute's site.",
            line.product_id.display_name,
        )
    )


def _of_codes(account, eans, skus):
    codes = ["|", ("ean", "in", eans), ("sku", "in", skus)]
    return [("account_id", "=", account.id), *codes]


def _by_codes(listings, of_codes):
    """Return a function: what an order sells -> the listing that it means.

    :param listings: those that may be meant
    :param of_codes: domain of those that have one of the codes
    """
    found = listings.search_fetch(of_codes, ["ean", "sku", "product_id", "selected"])
    by_code = defaultdict(found.browse)
    for listing in found:
        for name in ("ean", "sku"):
            by_code[name, listing[name]] |= listing

    def sold_as(line):
        codes = {name: line[name] for name in ("ean", "sku") if line[name]}
        known = found.browse().union(*(by_code[code] for code in codes.items()))
        return _sold(known, codes)

    return sold_as


def _sold(listings, codes):
    """Return the listing that an order means: its article is on sale, its codes agree.

    An old listing may have the codes too, of a product that was made again.

    :param codes: {``ean`` or ``sku``: that of the order}
    """
    agreeing = listings.filtered(
        lambda each: all(each[name] in (code, False) for name, code in codes.items())
    )
    return agreeing.sorted(
        lambda each: (each.product_id.active, each.selected, each.id), reverse=True
    )[:1]


def fee_taxes(line, product, vat):
    """Return the fixed taxes that are, in a sale, the eco fee of a line to the cent.

    Where none are, the fee is within the line's price: of a product's own amount, of a
    fee that is another one since, and of taxes that Odoo would not add up to it.

    :param line: one ``laredoute.order.line``
    :param product: what is sold
    :param vat: the VAT-included tax of the sale
    """
    account, fee = line.account_id, cents(line.eco_fee)
    none = account.env["account.tax"]
    if not fee or product.laredoute_eco_fee > 0:
        return none
    own = product.taxes_id.filtered(
        lambda tax: (
            tax.company_id == account.company_id
            and tax.amount_type == "fixed"
            and tax.amount > 0
        )
    )
    if not own or is_paid(own, vat, fee):
        return own
    for taxed in (True, False):
        if cents(_sum(own, vat.amount if taxed else 0)) == fee:
            taxes = none.union(*(within_price(tax, vat, taxed) for tax in own))
            if len(taxes) == len(own) and is_paid(taxes, vat, fee):
                return taxes
    return none


def _sum(taxes, rate):
    """Return what fixed taxes are on a unit, with VAT of a rate in percent."""
    amounts = (Decimal(str(tax.amount)) for tax in taxes)
    return sum(amounts, Decimal(0)) * (1 + Decimal(str(rate)) / 100)


def is_paid(taxes, vat, fee):
    """Whether Odoo makes an amount, to the cent, of fixed taxes and their VAT.

    Where it rounds whole documents, one tax on top of a price has it round all of them
    as if no price held its VAT: their totals are off by a cent.
    """
    on_top = fees_on_top(taxes)
    by_line = vat.company_id.tax_calculation_rounding_method == "round_per_line"
    if on_top and (not by_line or on_top != on_top.quantize(CENT)):
        return False
    taxed = taxes.filtered(lambda tax: bears_vat(tax, vat))
    return cents(_sum(taxed, vat.amount) + _sum(taxes - taxed, 0)) == fee


def fee_written(item, quantity, fee):
    """Return what fixed taxes put on top of a line's price when it was written.

    Not what they would today: nobody who edits a tax means documents that are made.

    :param item: a line of a sale order or of an invoice, whose price holds its VAT
    :param quantity: of the line
    :param fee: of a unit, as La Redoute's order has it
    :return: of all units, as Decimal; 0 where no such tax is on the line
    """
    on_top, wanted = taxes_on_top(item.tax_ids), fee * Decimal(str(quantity))
    if not on_top:
        return Decimal(0)
    if not all(tax.price_include for tax in item.tax_ids - on_top):
        # that is another tax than La Redoute's, which the comparison says
        return wanted
    price = quantity * item.price_unit * (1 - (item.discount or 0) / 100)
    found = cents(item.price_total) - cents(price)
    by_line = item.company_id.tax_calculation_rounding_method == "round_per_line"
    # of whole documents a line's own total may be rounded otherwise
    return wanted if not by_line and abs(found - wanted) <= CENT else found


def unit_fee(sale_line):
    """Return what fixed taxes put on top of a unit's price in a sale order.

    :param sale_line: one line; without units the fee is that of La Redoute's order
    :return: Decimal, in whole cents
    """
    fee = cents(sale_line.laredoute_line_id.eco_fee)
    quantity = sale_line.product_uom_qty
    if not quantity:
        return fee if taxes_on_top(sale_line.tax_ids) else Decimal(0)
    return cents(fee_written(sale_line, quantity, fee) / Decimal(str(quantity)))
