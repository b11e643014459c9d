# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What may change an offer, each at random: a step takes the shop and its chance.

The shop is a test of three products (``case.sold``) on the case of promotions.
"""

from datetime import timedelta

from odoo import fields


def _product(case, chance):
    return chance.choice(case.sold)


def _moment(chance):
    """A moment within a day or two, past or to come."""
    return fields.Datetime.add(fields.Datetime.now(), hours=chance.randint(-30, 50))


# ------------------------------------------------------------------------- prices
def sales_price(case, chance):
    _product(case, chance).lst_price = chance.randint(30, 90)


def cost(case, chance):
    _product(case, chance).standard_price = chance.randint(10, 40)


def taxes(case, chance):
    _product(case, chance).taxes_id = case.tax(chance.choice([20.0, 5.5, 10.0]))


def a_tax(case, chance):
    tax = _product(case, chance).taxes_id[:1]
    tax.price_include_override = chance.choice(["tax_included", "tax_excluded"])


def eco_fee(case, chance):
    _product(case, chance).product_tmpl_id.laredoute_eco_fee = chance.randint(0, 3)
    case.account.eco_fees_sent = chance.random() < 0.7


def which_list(case, chance):
    case.account.pricelist_id = chance.choice(
        [False, *case.lists[:2] * 3, case.lists[2]]
    )


def struck(case, chance):
    by = chance.choice(["none", "list_price", "pricelist", "field", "lowest"])
    values = {"struck_by": by, "discount_limit": chance.choice([0, 20])}
    if by == "pricelist":
        values["struck_pricelist_id"] = chance.choice(case.lists).id
    if by == "field":
        field = case.env["ir.model.fields"]._get("product.template", "weight")
        values["struck_field_id"] = field.id
    case.account.write(values)


def struck_field(case, chance):
    _product(case, chance).product_tmpl_id.weight = chance.randint(40, 150)


def a_line(case, chance):
    """A line of a list, which begins and ends by its dates, or is based on another."""
    product, listed = _product(case, chance), case.account.pricelist_id
    if not listed or chance.random() < 0.3:
        listed = chance.choice(case.lists)
    target = chance.choice(
        [
            {
                "applied_on": "0_product_variant",
                "product_tmpl_id": product.product_tmpl_id.id,
                "product_id": product.id,
            },
            {
                "applied_on": "1_product",
                "product_tmpl_id": product.product_tmpl_id.id,
            },
            {
                "applied_on": "2_product_category",
                "categ_id": chance.choice(case.categories).id,
            },
            {"applied_on": "3_global"},
        ]
    )
    others = [each for each in case.lists if each > listed]
    below = {"compute_price": "formula", "price_discount": chance.randint(-20, 20)}
    price = chance.choice(
        [
            {"compute_price": "fixed", "fixed_price": chance.randint(30, 90)},
            {"compute_price": "percentage", "percent_price": chance.randint(1, 20)},
            {**below, "base": "standard_price"},
            {**below, "base": "list_price"},
        ]
    )
    if others and chance.random() < 0.5:
        base = {"base": "pricelist", "base_pricelist_id": chance.choice(others).id}
        price = {**below, **base}
    begin = fields.Datetime.add(fields.Datetime.now(), hours=chance.randint(-9, 20))
    end = fields.Datetime.add(begin, hours=chance.randint(3, 30))
    dates = {
        "date_start": chance.choice([False, begin, begin]),
        "date_end": chance.choice([False, end, end]),
    }
    listed.item_ids = [(0, 0, {**target, **price, **dates})]


def no_line(case, chance):
    items = case.env["product.pricelist.item"].search(
        [("pricelist_id", "in", [each.id for each in case.lists])]
    )
    if items:
        chance.choice(items).unlink()


def a_rate(case, chance):
    """A rate of a day round about today, or one less."""
    rates = case.env["res.currency.rate"].search([("currency_id", "=", case.dollar.id)])
    day = fields.Date.today() + timedelta(days=chance.randint(-2, 2))
    known = rates.filtered(lambda each: each.name == day)
    if known and chance.random() < 0.5 and len(rates) > 1:
        known.unlink()
    elif known:
        known.rate = chance.uniform(1, 2)
    else:
        rates.create(
            {
                "currency_id": case.dollar.id,
                "name": day,
                "rate": chance.uniform(1, 2),
            }
        )


def promotion(case, chance):
    """One begins, or will, or is cancelled."""
    known = case.env["laredoute.promotion"].search([("state", "=", "confirmed")])
    if len(known) > 1:
        chance.choice(known).action_cancel()
        return
    begin, end = sorted([_moment(chance), _moment(chance)])
    case.confirmed(
        products=_product(case, chance),
        date_begin=begin,
        date_end=fields.Datetime.add(max(end, fields.Datetime.now()), hours=30),
    )


def confirm_prices(case, chance):
    held = case.listings.filtered("price_held")
    if held:
        held.action_confirm_price()
        # what was not shown is shown first
        held.action_confirm_price()


# ------------------------------------------------------------------ stock and rules
def stock(case, chance):
    case.set_stock(_product(case, chance), chance.randint(-3, 6))


def sold(case, chance):
    case.sell(_product(case, chance))


def receipt(case, chance):
    moves = case.env["stock.move"].search(
        [
            ("product_id", "in", [each.id for each in case.sold]),
            ("location_id.usage", "=", "supplier"),
            ("state", "not in", ("done", "cancel")),
        ]
    )
    if len(moves) > 2:
        chance.choice(moves).date = _moment(chance)
    else:
        case.planned(chance.randint(-30, 90) / 24, 3, _product(case, chance))


def rule(case, chance):
    rules = case.env["laredoute.offer.rule"].search([])
    if len(rules) > 3:
        chance.choice(rules).unlink()
        return
    product = _product(case, chance)
    target = chance.choice(
        [product, product.product_tmpl_id, chance.choice(case.categories)]
    )
    name = {
        "product.category": "product_category_id",
        "product.template": "product_tmpl_id",
        "product.product": "product_id",
    }[target._name]
    rules.filtered(lambda each: each[name] == target).unlink()
    values = chance.choice(
        [
            {"safety_by": "units", "safety_units": chance.randint(0, 5)},
            {"safety_by": "percent", "safety_percent": chance.randint(0, 50)},
            {"cap_by": "units", "cap": chance.randint(1, 9)},
            {"source": "always", "always_units": chance.randint(1, 9)},
            {"promise_by": "own", "delivery_fee": chance.randint(1, 9)},
            {"promise_by": "category", "delivery_category_id": case.bulky.id},
            {"promise_by": "account"},
        ]
    )
    case.rule(target, **values)


def category(case, chance):
    """A product is of another one, or one lies below another."""
    one, other = chance.sample(list(case.categories), 2)
    if chance.random() < 0.5 and one.id > other.id:
        one.parent_id = chance.choice([other, other.browse()])
    else:
        _product(case, chance).categ_id = one


# ------------------------------------------------------------- settings and promise
def settings(case, chance):
    case.account.write(
        chance.choice(
            [
                {"stock_safety": chance.randint(0, 4), "safety_by": "units"},
                {"safety_percent": chance.randint(0, 60), "safety_by": "percent"},
                {"offer_cap": chance.randint(0, 9)},
                {"receipts_by": "days", "receipts_days": chance.randint(0, 4)},
                {"receipts_by": "none"},
                {"delivery_fee": chance.randint(1, 9)},
                {"relay_offered": chance.random() < 0.5},
                {"shipment_delay": chance.randint(0, 6)},
                {"stock_receiving": chance.random() < 0.5},
                {"price_drop_guard": chance.choice([0, 0, 30])},
                {"stock_pool": "share", "stock_share": chance.randint(30, 100)},
                {"stock_pool": "first"},
            ]
        )
    )


def delivery_category(case, chance):
    case.bulky.write({"shipment_delay": chance.randint(0, 9)})


def closing(case, chance):
    known = case.env["laredoute.closing"].search([])
    begin = fields.Date.today() + timedelta(days=chance.randint(-4, 6))
    if len(known) > 1:
        chance.choice(known).unlink()
    else:
        case.closing(begin, begin + timedelta(days=chance.randint(0, 6)))


def holiday(case, chance):
    known = case.env["resource.calendar.leaves"].search([])
    if len(known) > 1:
        chance.choice(known).unlink()
    else:
        case.holiday(
            fields.Date.today() + timedelta(days=chance.randint(-2, 6)),
            calendar_id=chance.choice([False, case.calendar.id]),
        )


def working_hours(case, chance):
    case.calendar.tz = chance.choice(["Europe/Paris", "Pacific/Auckland"])
    days = case.calendar.attendance_ids
    if len(days) > 6 and chance.random() < 0.3:
        chance.choice(days).unlink()


# -------------------------------------------------------------------- what is sold
def archive(case, chance):
    product = _product(case, chance)
    product.active = not product.active


def label(case, chance):
    template = _product(case, chance).product_tmpl_id
    template.laredoute_label = not template.laredoute_label


def for_sale(case, chance):
    template = _product(case, chance).product_tmpl_id
    template.sale_ok = not template.sale_ok


def all_come_back(case, _chance):
    """What was archived, or is sold no more, is sold again."""
    for product in case.sold:
        product.active = True
        product.product_tmpl_id.write({"laredoute_label": True, "sale_ok": True})


def kit(case, chance):
    """What a kit is made of, where Odoo's Manufacturing is installed."""
    if case.kit:
        chance.choice(case.kit.bom_ids.bom_line_ids).product_qty = chance.randint(1, 3)


STEPS = {
    sales_price: 4,
    cost: 2,
    taxes: 1,
    a_tax: 1,
    eco_fee: 2,
    which_list: 1,
    struck: 2,
    struck_field: 2,
    a_line: 20,
    no_line: 2,
    a_rate: 4,
    promotion: 4,
    confirm_prices: 2,
    stock: 3,
    sold: 2,
    receipt: 4,
    rule: 4,
    category: 3,
    settings: 4,
    delivery_category: 2,
    closing: 2,
    holiday: 2,
    working_hours: 1,
    archive: 1,
    label: 1,
    for_sale: 1,
    all_come_back: 8,
    kit: 1,
}
