# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Kits: what leaves the stock for one, and which of them share a component."""

from collections import defaultdict

from odoo.tools import SQL

#: in ``env`` where Odoo's Manufacturing is installed: kits are its bills of materials
KITS = "mrp.bom"
# components of kits first, as deep as they go, then the kits of all of these
_WITH_KITS = """
WITH RECURSIVE down (id) AS (
    SELECT unnest(%s)
     UNION
    SELECT line.product_id
      FROM down
      JOIN product_product product ON product.id = down.id
      JOIN mrp_bom bom ON bom.product_tmpl_id = product.product_tmpl_id
      JOIN mrp_bom_line line ON line.bom_id = bom.id
     WHERE bom.type = 'phantom' AND COALESCE(bom.product_id, product.id) = product.id),
  up (id) AS (
    SELECT id FROM down
     UNION
    SELECT product.id
      FROM up
      JOIN mrp_bom_line line ON line.product_id = up.id
      JOIN mrp_bom bom ON bom.id = line.bom_id
      JOIN product_product product ON product.product_tmpl_id = bom.product_tmpl_id
     WHERE bom.type = 'phantom' AND COALESCE(bom.product_id, product.id) = product.id)
SELECT id FROM up"""


def has_kits(account):
    """Whether anything that the account's company may sell is a kit."""
    env = account.env
    if KITS not in env:
        return False
    company = env[KITS]._check_company_domain(account.company_id)
    return bool(env[KITS].sudo().search_count([*company, ("type", "=", "phantom")], 1))


def kits_of(account, products):
    """Return {product id: {component's id: units in one kit}} of those that are kits.

    Components whose stock is not followed never lack, as Odoo counts them.
    """
    env = account.env
    if KITS not in env or not products:
        return {}
    boms = (
        env[KITS]
        .sudo()
        ._bom_find(products, company_id=account.company_id.id, bom_type="phantom")
    )
    kits = {}
    for product, bom in boms.items():
        needs = _needs(product, bom) if bom else {}
        if needs:
            kits[product.id] = needs
    return kits


def _needs(product, bom):
    needs = defaultdict(float)
    makes = bom.product_uom_id._compute_quantity(
        bom.product_qty, product.uom_id, round=False, raise_if_failure=False
    )
    for line, values in bom.explode(product, 1)[1]:
        component, quantity = line.product_id, values["qty"]
        if component.is_storable and quantity > 0:
            needs[component.id] += (
                line.product_uom_id._compute_quantity(
                    quantity, component.uom_id, round=False, raise_if_failure=False
                )
                / makes
            )
    return dict(needs)


def moved(env, moves):
    """Return the ids of the products that stock moves are of.

    :param moves: ids of ``stock.move``, written before
    """
    query = SQL("SELECT DISTINCT product_id FROM stock_move WHERE id = ANY(%s)", moves)
    return [number for (number,) in env.execute_query(query)]


def with_kits(env, products):
    """Return products and the kits whose stock is theirs, as ids.

    Of a kit, those too that share a component with it: La Redoute's promises of one
    hold units of the other.

    :param products: ids of variants
    """
    if KITS not in env:
        return products
    env.flush_all()
    return [number for (number,) in env.execute_query(SQL(_WITH_KITS, products))]
