# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""The prices of a price list, for many products at once.

Odoo tries each line of the list on each product, and reads the list below again for
each product. Here the lines are read once and looked up, and the lists below are
computed for all products that need them. Which line holds, and what comes of it, is
Odoo's own rule: ``product.pricelist._compute_price_rule``. Where another addon changes
that rule, Odoo's own methods are called.
"""

from collections import defaultdict

from odoo import fields
from odoo.tools import SQL, float_round

from .odoos_own import are_prices

_SALES_PRICES = """
SELECT product.id, COALESCE(template.list_price, 0), COALESCE(extra.amount, 0)
  FROM product_product product
  JOIN product_template template ON template.id = product.product_tmpl_id
  LEFT JOIN (
       SELECT combination.product_product_id AS product_id,
              SUM(value.price_extra) AS amount
         FROM product_variant_combination combination
         JOIN product_template_attribute_value value
           ON value.id = combination.product_template_attribute_value_id
        WHERE combination.product_product_id = ANY(%(ids)s) AND value.price_extra != 0
        GROUP BY combination.product_product_id) extra ON extra.product_id = product.id
 WHERE product.id = ANY(%(ids)s)"""


def list_prices(pricelist, products):
    """Return {product id: price of one unit}, as Odoo's own methods give it.

    :param pricelist: in whose currency the prices are; empty for the sales prices, in
        the currency of the products
    :param products: variants, in the company that sells; some hundreds at a time
    """
    # not all that Odoo would read with them
    products.fetch(["product_tmpl_id"])
    products.product_tmpl_id.fetch(["company_id", "categ_id"])
    if are_prices(products.env) and len(_currencies(products)) < 2:
        return _Prices(products).of_list(pricelist, products)
    if pricelist:
        return pricelist._get_products_price(products, 1.0)
    return products._price_compute("list_price")


def _currencies(products):
    """Return the currencies of the products' sales prices, as Odoo computes each."""
    templates = products.product_tmpl_id
    companies = templates.company_id.sudo()
    if not all(template.company_id for template in templates):
        companies |= companies._get_main_company()
    return companies.currency_id


class _Prices:
    """Prices of some products at one moment; what several lists share is read once."""

    def __init__(self, products):
        self.env, self.products = products.env, products
        self.now = fields.Datetime.now()
        self.currency = _currencies(products)
        self._bases = {}

    def of_list(self, pricelist, products):
        """Return {product id: price} of a list, in its currency."""
        if not pricelist:
            return self._base("list_price", products)
        lines = _Lines(pricelist, products, self.now)
        found, by_base = {}, defaultdict(list)
        for product in products:
            line = lines.of(product)
            if line and line.compute_price == "fixed":
                found[product.id] = line.fixed_price
            else:
                base = (line.base if line else "list_price", line.base_pricelist_id)
                by_base[base].append((product, line))
        for (base, below), some in by_base.items():
            group = products.browse(product.id for product, _line in some)
            amounts = self._converted(base, below, group, pricelist.currency_id)
            for product, line in some:
                found[product.id] = _price(line, amounts[product.id])
        return found

    def _converted(self, base, below, products, currency):
        """Return {product id: what a line starts from}, in the currency of its list."""
        if base == "pricelist" and below:
            amounts, known_in = self.of_list(below, products), below.currency_id
        elif base == "standard_price":
            amounts, known_in = self._base(base, products), products.cost_currency_id
        else:
            amounts, known_in = self._base("list_price", products), self.currency
        if known_in == currency:
            return amounts
        rate = known_in._get_conversion_rate(
            known_in, currency, self.env.company, self.now
        )
        return {product: amount * rate for product, amount in amounts.items()}

    def _base(self, name, products):
        """Return {product id: amount} of a field of all products, read once."""
        if name not in self._bases:
            self._bases[name] = (
                _sales_prices(self.products)
                if name == "list_price"
                else self.products._price_compute(name)
            )
        return {product: self._bases[name][product] for product in products.ids}


class _Lines:
    """The lines of a list that hold for one unit now, to look up by what they name."""

    def __init__(self, pricelist, products, now):
        found = pricelist._get_applicable_rules(products, now)
        self._rank = {line: rank for rank, line in enumerate(found)}
        self._none = found.browse()
        self._named = {}
        for line in found:
            # the first one holds, as Odoo sorts them
            if line.min_quantity <= 1:
                self._named.setdefault(_name(line), line)
        self._of_category = {}

    def of(self, product):
        """Return the line that holds for a product; empty for none."""
        named = (
            self._named.get(("0_product_variant", product.id)),
            self._named.get(("1_product", product.product_tmpl_id.id)),
            self._category_line(product.categ_id),
            self._named.get(("3_global", None)),
        )
        return next((line for line in named if line), self._none)

    def _category_line(self, category):
        """Return the first line of a category or of one above it."""
        if category.id not in self._of_category:
            above = [int(each) for each in (category.parent_path or "").split("/")[:-1]]
            lines = [self._named.get(("2_product_category", each)) for each in above]
            self._of_category[category.id] = min(
                filter(None, lines), key=self._rank.get, default=None
            )
        return self._of_category[category.id]


def _name(line):
    """Return what a line names: a variant, a product, a category, or all."""
    record = {
        "0_product_variant": line.product_id,
        "1_product": line.product_tmpl_id,
        "2_product_category": line.categ_id,
    }.get(line.applied_on)
    return line.applied_on, record.id if record else None


def _sales_prices(products):
    """Return {product id: sales price with what its attributes' values cost more}."""
    env = products.env
    env["product.template"].flush_model(["list_price"])
    env["product.template.attribute.value"].flush_model(["price_extra"])
    products.flush_model(["product_template_attribute_value_ids", "product_tmpl_id"])
    rows = env.execute_query(SQL(_SALES_PRICES, ids=products.ids))
    return {product: float(price) + float(extra) for product, price, extra in rows}


def _price(line, start):
    """Return what a line makes of what it starts from.

    The rule is that of ``product.pricelist.item._compute_price``, for one unit.
    """
    if line.compute_price == "percentage":
        return (start - (start * (line.percent_price / 100))) or 0.0
    if line.compute_price != "formula":
        return start
    off = -line.price_markup if line.base == "standard_price" else line.price_discount
    price = start - (start * (off / 100))
    if line.price_round:
        price = float_round(price, precision_rounding=line.price_round)
    price += line.price_surcharge
    if line.price_min_margin:
        price = max(price, start + line.price_min_margin)
    if line.price_max_margin:
        price = min(price, start + line.price_max_margin)
    return price
