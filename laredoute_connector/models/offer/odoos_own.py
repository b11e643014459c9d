# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Whether prices and stock are computed by Odoo itself, whose rules are known here.

Another addon may compute them from whatever it likes. Then Odoo's methods are called,
as slow as they are, and since nothing of ours can see what it depends on, all offers
are looked at before each file.
"""

#: what makes a price, and the addons of Odoo that may have a say in it
PRICES = {
    "product.pricelist": (
        "_get_products_price",
        "_compute_price_rule",
        "_get_applicable_rules",
        "_get_applicable_rules_domain",
    ),
    "product.pricelist.item": (
        "_is_applicable_for",
        "_compute_price",
        "_compute_base_price",
    ),
    "product.product": ("_price_compute", "_get_attributes_extra_price"),
}
PRICE_ADDONS = {"product"}
#: what counts units
STOCK = {"product.product": ("_compute_quantities_dict",)}
STOCK_ADDONS = {"stock", "mrp", "product_expiry", "purchase_stock"}


def are_prices(env):
    """Return whether no other addon changes what a price is, nor where it is kept."""
    price = env["product.product"]._fields["list_price"]
    kept = price.inherited and price.related_field.store
    return bool(kept) and _only_by(env, PRICES, PRICE_ADDONS)


def are_units(env):
    """Return whether no other addon changes how units in stock are counted."""
    return _only_by(env, STOCK, STOCK_ADDONS)


def _only_by(env, methods, addons):
    return all(
        cls.__dict__[name].__module__.removeprefix("odoo.addons.").split(".")[0]
        in addons
        for model, names in methods.items()
        for name in names
        for cls in type(env[model]).__mro__
        if name in cls.__dict__
    )
