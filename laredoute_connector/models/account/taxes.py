# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""The VAT-included taxes of an account's company, and fixed ones on top of a price."""

from decimal import Decimal


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
        lambda tax: (
            tax.amount_type != "fixed"
            and tax.price_include
            and round(tax.amount - rate, 4) == 0
        )
    )[:1]


def fees_on_top(taxes):
    """Return what fixed taxes add to the price of one unit, as Decimal.

    On top of a price that holds its VAT Odoo adds them as they are, without VAT. That
    is today's: of what is written, see :func:`~..order.eco_fee.fee_written`.
    """
    amounts = (Decimal(str(tax.amount)) for tax in taxes_on_top(taxes))
    return sum(amounts, Decimal(0))


def taxes_on_top(taxes):
    """Return the fixed taxes of a sale that are on top of its price."""
    return taxes.filtered(
        lambda tax: tax.amount_type == "fixed" and not tax.price_include
    )


def bears_vat(tax, vat):
    """Whether Odoo has VAT within a price come on a fixed tax too.

    :param tax: the fixed tax
    :param vat: a VAT-included tax
    """
    first = (tax.sequence, tax.id) < (vat.sequence, vat.id)
    affects = tax.include_base_amount and vat.is_base_affected and first
    return tax.price_include and affects


def within_price(tax, vat, taxed):
    """Return a fixed tax as a part of a price that holds its VAT, made where missing.

    Odoo has no VAT come on a fixed tax on top of such a price, and rounds otherwise
    where there is one. The copy has its accounts, and the amount that the tax has now.

    :param tax: one fixed tax of a product
    :param vat: the VAT-included tax of the sale
    :param taxed: whether VAT comes on it
    :return: empty where one of its name is another tax
    """
    taxes = tax.sudo().with_company(tax.company_id)
    known = _find_copies(taxes, vat, taxed)[:1]
    if known:
        if known.amount != tax.amount:
            known.amount = tax.amount
        return known.with_env(tax.env)
    name = tax.env._("%s, within the price", tax.name)
    if taxes.with_context(active_test=False).search_count(
        [("company_id", "=", tax.company_id.id), ("name", "=", name)], limit=1
    ):
        return tax.browse()
    made = taxes.copy(
        {
            "name": name,
            "laredoute_origin_id": tax.id,
            "price_include_override": "tax_included",
            "include_base_amount": taxed,
            # before the VAT, which comes on what is before it
            "sequence": vat.sequence - 1,
        }
    )
    return made.with_env(tax.env)


def _find_copies(tax, vat, taxed):
    """Return the copies of a fixed tax that are within a price.

    Earlier ones have no link: one is linked where no other fits.
    """
    found = tax.search(
        [
            ("company_id", "=", tax.company_id.id),
            ("type_tax_use", "=", "sale"),
            ("amount_type", "=", "fixed"),
            ("include_base_amount", "=", taxed),
            ("laredoute_origin_id", "in", [tax.id, False]),
        ]
    ).filtered(lambda each: each.price_include and (bears_vat(each, vat) or not taxed))
    linked = found.filtered("laredoute_origin_id")
    if linked:
        return linked
    alike = found.filtered(
        lambda each: (
            each != tax
            and each.amount == tax.amount
            and each.name.startswith(f"{tax.name},")
        )
    )
    if len(alike) != 1:
        return alike.browse()
    alike.laredoute_origin_id = tax
    return alike
