# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Exchange rates: a price list in euros may be based on one in another currency."""

from odoo import models


class ResCurrencyRate(models.Model):
    _name = "res.currency.rate"
    _inherit = ["res.currency.rate", "laredoute.offer.part"]

    def _note_offers(self):
        """Note the offers of accounts whose prices are converted by these."""
        changed = self.sudo().currency_id
        accounts = self.env["laredoute.account"].sudo()._working()
        found = accounts.filtered(lambda each: _converted(each) & changed)
        self.env["laredoute.listing"]._invalidate_accounts(found, check=False)


def turned_rates(account, since, now):
    """Whether a rate by which prices of an account are converted began meanwhile.

    :param account: one ``laredoute.account``
    :param since: naive UTC moment, whose day is excluded
    :param now: naive UTC moment
    """
    currencies = _converted(account) if since.date() != now.date() else None
    return currencies and account.env["res.currency.rate"].sudo().search_count(
        [
            ("currency_id", "in", currencies.ids),
            ("name", ">", since.date()),
            ("name", "<=", now.date()),
        ],
        limit=1,
    )


def _converted(account):
    """Return the currencies of what an account's price lists start from.

    Of the lists, however deep, of the products and of their costs; empty where all is
    in one of them: nothing is converted.
    """
    lists = account.env["product.pricelist"].sudo()._laredoute_of(account)
    if not lists:
        return lists.currency_id
    companies = account.company_id | account.company_id._get_main_company()
    found = lists._laredoute_with_bases().currency_id | companies.sudo().currency_id
    return found if len(found) > 1 else found.browse()
