# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""The books of a shop, set up as whoever keeps them does it once."""


def keep_books(account, **values):
    """Give a shop its journal, and say where what La Redoute keeps goes.

    :param account: ``laredoute.account``
    :param values: of its books, beside those
    """
    env, settings = account.env, account.books_settings_id
    expense = env["account.account"].search([("account_type", "=", "expense")], limit=1)
    tax = env["account.tax"].search(
        [
            *(("type_tax_use", "=", "purchase"), ("amount", "=", 20)),
            ("price_include_override", "!=", "tax_included"),
        ],
        limit=1,
    )
    settings.action_make_journal()
    settings.write(
        {
            "vendor_id": env["res.partner"].create({"name": "La Redoute SAS"}).id,
            "commission_account_id": expense.id,
            "other_account_id": expense.id,
            "commission_tax_id": tax.id,
            **values,
        }
    )
    return settings
