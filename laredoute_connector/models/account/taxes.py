# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""The VAT-included taxes of an account's company."""


def find_included_taxes(account):
    """Return the company's VAT-included sales taxes, one for each rate that has any.

    The French chart carries them switched off: they are switched on, since an order of
    La Redoute comes VAT included and cannot be booked to the cent without them.

    :param account: one account
    """
    rates = account._platform().rule_book.limits.vat_rates
    percents = [float(100 * rate) for rate in rates]
    found = account.env["account.tax"]
    candidates = found.with_context(active_test=False).search(
        [
            ("company_id", "=", account.company_id.id),
            ("type_tax_use", "=", "sale"),
            ("amount_type", "=", "percent"),
            ("amount", "in", percents),
        ],
        order="active desc, sequence, id",
    )
    goods = candidates.filtered(
        lambda tax: tax.price_include and tax.tax_scope != "service"
    )
    for rate in percents:
        found |= goods.filtered(lambda tax, rate=rate: tax.amount == rate)[:1]
    found.filtered(lambda tax: not tax.active).sudo().active = True
    return found


def tax_for_rate(account, rate):
    """Return the account's VAT-included tax of a rate, or an empty recordset.

    :param rate: percent, as float
    """
    return account.tax_ids.filtered(
        lambda tax: tax.price_include and round(tax.amount - rate, 4) == 0
    )[:1]
