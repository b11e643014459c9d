# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""How many units may still be sold: one definition for offers and for orders."""


def sellable(account, products):
    """Return the units that may be promised to buyers, in bulk.

    Free stock of the account's warehouse, less the account's safety, less the units of
    accepted lines for which no confirmed sale order reserves stock yet: La Redoute's
    stock is never more than what can be delivered.

    :param account: the account that sells
    :param products: ``product.product`` records, any number of them
    :return: ``{product id: units}``, floats that may be negative
    """
    promised = account.env["laredoute.order.line"]._promised(account, products)
    stocked = products.with_company(account.company_id).with_context(
        warehouse_id=account.warehouse_id.id
    )
    # not the field ``free_qty``: seven fields would be written to the cache for each
    quantities = stocked._compute_quantities_dict(None, None, None)
    return {
        product: quantities[product]["free_qty"]
        - account.stock_safety
        - promised.get(product, 0)
        for product in stocked.ids
    }
