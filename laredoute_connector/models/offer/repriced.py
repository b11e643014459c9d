# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Rules of repricing as plain values, and what accepted proposals make of offers."""

from decimal import Decimal
from typing import NamedTuple

from odoo.tools import SQL

from ...marketplace.repricing import Ours, Terms, price_now
from ...marketplace.rules import is_price_drop
from ..common import cents
from .price import NO_PRICE, price_taxes

#: cents that a price may end with, by the rule's setting
ENDS = {"any": (), "99": (99,), "90": (90,), "90_99": (90, 99), "00": (0,)}
_RULES = """
SELECT id, strategy, COALESCE(beat_by, 0), without_fee, floor_by, COALESCE(margin, 0),
       COALESCE(floor_amount, 0), ceiling_percent, ends, COALESCE(automatic, FALSE)
  FROM laredoute_repricing_rule
 WHERE account_id = %s AND active"""
_ACCEPTED = """
SELECT listing_id, rule_id, price, COALESCE(by_rule, FALSE)
  FROM laredoute_repricing_proposal
 WHERE state = 'accepted' AND listing_id = ANY(%s)"""


class RepricingRule(NamedTuple):
    """A rule that is in force: see the fields of the model."""

    id: int
    strategy: str
    beat_by: float
    without_fee: str
    floor_by: str
    margin: float
    floor_amount: float
    ceiling_percent: float
    ends: str
    automatic: bool

    def terms(self):
        """Return the pure side's terms."""
        by_cost = self.floor_by == "cost"
        return Terms(
            less=cents(self.beat_by) if self.strategy == "beat" else Decimal(0),
            margin=Decimal(str(self.margin)) / 100 if by_cost else None,
            least=cents(self.floor_amount),
            most=Decimal(str(self.ceiling_percent)) / 100,
            ends=ENDS[self.ends],
            fee_needed=self.without_fee == "wait",
        )


def repricing_rules(account):
    """Return {id: :class:`RepricingRule`} of the account's rules in force."""
    account.env["laredoute.repricing.rule"].flush_model()
    rows = account.env.execute_query(SQL(_RULES, account.id))
    return {row[0]: RepricingRule(*row) for row in rows}


def ours_of(account, products, amounts, promises=None):
    """Return {product id: the pure side's ``Ours``}, with a query for all costs.

    :param products: variants, some hundreds at a time
    :param amounts: their prices, as :func:`.price.prices` returns them
    :param promises: the :class:`.promise.Promises` that say the delivery fees, where
        these are looked at
    """
    company = account.company_id
    # a cost in another currency is none that a price in euros can be compared with
    in_euros = company.currency_id.name == "EUR"
    apart = account._platform().rule_book.limits.eco_fee_apart
    taxes = {} if apart else price_taxes(account, products.product_tmpl_id)
    found = {}
    for product in products.sudo().with_company(company):
        usual, vat_rate, _fee = amounts.get(product.id, NO_PRICE)
        rule = taxes.get(product.product_tmpl_id.id)
        fee = promises.values(product.id).delivery_fee if promises else 0
        found[product.id] = Ours(
            usual,
            cents(fee),
            Decimal(str(product.standard_price)) if in_euros else None,
            vat_rate or Decimal(0),
            rule.split(Decimal(0))[1] if rule else Decimal(0),
        )
    return found


class Repriced:
    """The prices of accepted proposals that may be sent now.

    :param account: in its company
    :param guard: fraction of the usual price; what a rule accepted by itself falls no
        further
    """

    def __init__(self, account, guard):
        self.account, self._guard = account, guard
        self._rules = repricing_rules(account)

    def forget(self):
        """Reprice nothing: what is computed is not for now."""
        self._rules = {}

    def batch(self, batch, usual):
        """Return {listing id: Decimal}, lower than the usual price of each.

        :param batch: list of :class:`.compute.Listed`
        :param usual: {listing id: (usual price, VAT rate, whether it is held)}
        """
        if not self._rules:
            return {}
        env = self.account.env
        env["laredoute.repricing.proposal"].flush_model()
        rows = env.execute_query(SQL(_ACCEPTED, [each.id for each in batch]))
        accepted = {listing: row for listing, *row in rows}
        listed = [each for each in batch if each.id in accepted and each.product_id]
        if not listed:
            return {}
        amounts = {each.product_id: usual[each.id] for each in listed}
        products = env["product.product"].browse(amounts)
        ours = ours_of(self.account, products, amounts)
        found = {}
        for each in listed:
            price = self._price(ours[each.product_id], *accepted[each.id])
            if price:
                found[each.id] = price
        return found

    def _price(self, ours, rule_id, price, by_rule):
        rule = self._rules.get(rule_id)
        price = rule and price_now(cents(price), rule.terms(), ours)
        if price and by_rule and is_price_drop(ours.usual, price, self._guard):
            return None
        return price
