# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What changes after La Redoute took it, and never may."""

from collections.abc import Callable
from typing import NamedTuple

from ..raw_sql import add_variant
from ..shop import make_ean

_EAN = 890_000_000


class Change(NamedTuple):
    """What is changed, and what both sides say of it.

    :ivar apply: called with a cursor, the variant's id and its item
    """

    apply: Callable
    ours: str
    theirs: str
    of_family: bool = False


def _ean(cr, product_id, item):
    item.ean = make_ean(_EAN + item.number)
    cr.execute(
        "UPDATE product_product SET barcode = %s WHERE id = %s", (item.ean, product_id)
    )


def _sku(cr, product_id, item):
    item.sku = f"NEW-{item.number}"
    cr.execute(
        "UPDATE product_product SET default_code = %s WHERE id = %s",
        (item.sku, product_id),
    )


def _declination_later(cr, product_id, _item):
    add_variant(cr, product_id)


def _parent(cr, product_id, _item):
    cr.execute(
        "UPDATE product_template SET laredoute_parent_sku = 'OTHER' WHERE id ="
        " (SELECT product_tmpl_id FROM product_product WHERE id = %s)",
        (product_id,),
    )


CHANGES = (
    Change(_ean, "ean_changed", "EAN_CHANGED"),
    Change(_sku, "sku_changed", "SKU_CHANGED"),
    Change(_declination_later, "declination_of_single", "PARENT_CHANGED"),
    Change(_parent, "parent_changed", "PARENT_CHANGED", of_family=True),
)


def change(trial, live):
    """Change some products La Redoute has; returns {item number: its Change}."""
    singles = [n for n in live if not trial.items[n].family]
    families = [n for n in live if trial.items[n].family]
    changed = {}
    with trial.shop.env() as env:
        for each in CHANGES:
            number = (families if each.of_family else singles).pop()
            each.apply(env.cr, trial.products[number], trial.items[number])
            changed[number] = each
        env.invalidate_all()
    trial.invalidate(changed)
    return changed
