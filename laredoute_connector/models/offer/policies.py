# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Which settings hold for a product: of its rules, its categories, its account."""

from collections import defaultdict
from typing import NamedTuple

from odoo.tools import SQL

from ...marketplace.stock import safety_units

#: products with their categories, the place of each: 1 has none above it
ITEMS = """
WITH item AS (
    SELECT product.id, product.product_tmpl_id AS template, category.parent_path
      FROM product_product product
      JOIN product_template template ON template.id = product.product_tmpl_id
 LEFT JOIN product_category category ON category.id = template.categ_id
     WHERE product.id = ANY(%(products)s)),
  category AS (
    SELECT item.id, level.number::integer AS category, level.place
      FROM item,
           regexp_split_to_table(RTRIM(item.parent_path, '/'), '/')
           WITH ORDINALITY AS level (number, place))"""
#: rules that may hold for some products, and how near they are to each; the deeper a
#: category, the nearer, and an account's own rule comes before that for all accounts
_RULES = """%(items)s,
  found AS (
    SELECT item.id, rule.id AS rule, 1000001 AS near
      FROM item JOIN laredoute_offer_rule rule ON rule.product_id = item.id
     UNION ALL
    SELECT item.id, rule.id, 1000000
      FROM item JOIN laredoute_offer_rule rule ON rule.product_tmpl_id = item.template
     UNION ALL
    SELECT category.id, rule.id, category.place
      FROM category
      JOIN laredoute_offer_rule rule
        ON rule.product_category_id = category.category)
SELECT found.id, rule.id, rule.safety_by, COALESCE(rule.safety_units, 0),
       COALESCE(rule.safety_percent, 0),
       rule.cap_by, rule.cap, rule.source, rule.always_units, rule.promise_by,
       rule.delivery_category_id, rule.creation
  FROM found JOIN laredoute_offer_rule rule ON rule.id = found.rule
 WHERE rule.company_id = %(company)s
   AND (rule.account_id IS NULL OR rule.account_id = %(account)s)
 ORDER BY found.near DESC, rule.account_id IS NULL"""


class Rule(NamedTuple):
    """A rule that may hold for a product: see the fields of the model."""

    id: int
    safety_by: str | None
    safety_units: int
    safety_percent: float
    cap_by: str | None
    cap: int
    source: str | None
    always_units: int
    promise_by: str | None
    delivery_category_id: int | None
    creation: str | None


class Policies:
    """What holds for some products of an account; the nearest rule wins, by subject.

    :param account: one ``laredoute.account``
    :param products: ids of variants, any number of them
    """

    def __init__(self, account, products):
        self.account = account
        self._rules = defaultdict(list)
        env = account.env
        env.flush_all()
        query = SQL(
            _RULES,
            items=SQL(ITEMS, products=list(products)),
            company=account.company_id.id,
            account=account.id,
        )
        for product, *values in env.execute_query(query):
            self._rules[product].append(Rule(*values))

    def rule(self, product_id, subject):
        """Return the :class:`Rule` that decides something of a product; None: none.

        :param subject: ``safety_by``, ``cap_by``, ``source``, ``promise_by`` or
            ``creation``
        """
        for rule in self._rules.get(product_id, ()):
            if getattr(rule, subject):
                return rule
        return None

    def safety(self, product_id, units):
        """Return the units of a product that are never offered.

        :param units: its :class:`.units.Units`, of which a percentage may be taken
        """
        found = self.rule(product_id, "safety_by")
        if found:
            by, number, percent = found[1:4]
        else:
            account = self.account
            by, number = account.safety_by, account.stock_safety
            percent = account.safety_percent
        if by == "units":
            return number
        return safety_units(units.on_hand + units.receipts, percent)

    def cap(self, product_id):
        """Return the most units of a product that are shown; None: no limit."""
        found = self.rule(product_id, "cap_by")
        if found:
            return found.cap if found.cap_by == "units" else None
        return self.account.offer_cap or None

    def always(self, product_id):
        """Return how many units are offered whatever is there; None: stock decides."""
        found = self.rule(product_id, "source")
        return found.always_units if found and found.source == "always" else None

    def offers_first(self, product_id):
        """Return whether an offer by EAN is tried before a product is created."""
        found = self.rule(product_id, "creation") or self.account
        return found.creation == "ean"

    def promise_source(self, product_id):
        """Return what says a product's promise: a model and an id; None: account."""
        found = self.rule(product_id, "promise_by")
        if found and found.promise_by == "own":
            return "laredoute.offer.rule", found.id
        if found and found.promise_by == "category":
            return "laredoute.delivery.category", found.delivery_category_id
        return None

    def promise_sources(self):
        """Return :meth:`promise_source` of all products that any rule holds for."""
        return {self.promise_source(product) for product in self._rules}
