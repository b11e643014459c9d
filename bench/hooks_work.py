# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Other people's transactions on a catalogue on sale, with our hooks and without."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from typing import Any

from odoo import SUPERUSER_ID, api

from . import child
from .child import Figures
from .measure import measure

ADDON = "odoo.addons.laredoute_connector"
#: methods of Odoo's models that the addon extends to learn of changes
HOOKS = (
    "create",
    "write",
    "unlink",
    "_update_field_translations",
    "_create_variant_ids",
)
Transaction = Callable[[Any], object]


class Work(child.Work):
    """The works, by the name of their method."""

    def pricelist_write(self, _size: int) -> Figures:
        """Change the line of the price list that prices every product."""
        return self._beside_bare(
            lambda env: self._line_for_all(env).write({"fixed_price": 42.0})
        )

    def pricelist_create(self, _size: int) -> Figures:
        """Add a line that prices every product."""
        return self._beside_bare(
            lambda env: env["product.pricelist.item"].create(
                {
                    "pricelist_id": self._account(env).pricelist_id.id,
                    "applied_on": "3_global",
                    "compute_price": "fixed",
                    "fixed_price": 42.0,
                }
            )
        )

    def delivery_fee(self, _size: int) -> Figures:
        """Change the account's delivery fee."""
        return self._beside_bare(
            lambda env: self._account(env).write({"delivery_fee": 4.2})
        )

    def tax(self, _size: int) -> Figures:
        """Change the amount of the tax of every product."""
        return self._beside_bare(
            lambda env: self._products(env, 1).taxes_id.write({"amount": 19.6})
        )

    def colour(self, _size: int) -> Figures:
        """Rename the colour that most products have."""
        return self._beside_bare(
            lambda env: self._commonest(env, "Couleur").write({"name": "Autre"})
        )

    def mapping(self, _size: int) -> Figures:
        """Change what a category is at La Redoute."""
        return self._beside_bare(self._change_mapping)

    def references(self, _size: int) -> Figures:
        """Write 500 internal references, one by one."""
        return self._beside_bare(lambda env: self._write_each(env, 500, "default_code"))

    def prices(self, _size: int) -> Figures:
        """Write 1,000 prices, one by one."""
        return self._beside_bare(lambda env: self._write_each(env, 1000, "list_price"))

    def products_create(self, _size: int) -> Figures:
        """Make 1,000 products that are not for sale at La Redoute."""
        return self._beside_bare(
            lambda env: env["product.template"].create(
                [{"name": f"Vase {n}", "default_code": f"V-{n}"} for n in range(1000)]
            )
        )

    def products_import(self, _size: int) -> Figures:
        """Import 1,000 products from a file, as the import's screen does."""
        rows = [
            [f"bench.vase_{number}", f"Vase {number}", f"V-{number}", str(number)]
            for number in range(1000)
        ]
        return self._beside_bare(
            lambda env: env["product.template"].load(
                ["id", "name", "default_code", "list_price"], rows
            )
        )

    def receipt(self, _size: int) -> Figures:
        """Receive 500 products on sale: moves, reservations and quants change."""
        return self._beside_bare(self._receive)

    def inventory(self, _size: int) -> Figures:
        """Count 500 products on sale: one quant each is corrected."""
        return self._beside_bare(self._count)

    def images(self, _size: int) -> Figures:
        """Note which prepared images nothing uses any more."""
        floor = self._measure(
            lambda env: env.cr.execute("SELECT count(*) FROM laredoute_image")
        )
        work = self._measure(lambda env: env["laredoute.image"]._note_unused())
        return {"work": work, "floor": floor}

    # -------------------------------------------------------------------- measuring
    def _beside_bare(self, transaction: Transaction) -> Figures:
        """Measure a transaction as it is, then without our hooks in this process."""
        work = self._measure(transaction)
        self._take_hooks_off()
        return {"work": work, "floor": self._measure(transaction)}

    def _measure(self, transaction: Transaction) -> Any:
        def once() -> None:
            with self.registry.cursor() as cr:
                transaction(api.Environment(cr, SUPERUSER_ID, {}))
                # as a commit does, hooks at the end of the transaction included
                cr.flush()
                cr.rollback()

        return measure(once, 3)

    def _take_hooks_off(self) -> None:
        """Let Odoo's models do what they do where the addon is not installed."""
        classes = {
            base
            for model in self.registry.models.values()
            for base in model.mro()
            if base.__module__.startswith(ADDON)
        }
        for base, name in itertools.product(classes, HOOKS):
            if name in vars(base):
                delattr(base, name)

    # --------------------------------------------------------------------- records
    def _account(self, env: Any) -> Any:
        return env["laredoute.account"].search([("name", "=", "Bench")])

    def _products(self, env: Any, number: int) -> Any:
        listings = env["laredoute.listing"].search([], limit=number, order="id")
        assert len(listings) == number
        return listings.product_id

    def _line_for_all(self, env: Any) -> Any:
        line = env["product.pricelist.item"].search(
            [
                ("pricelist_id", "=", self._account(env).pricelist_id.id),
                ("applied_on", "=", "3_global"),
            ],
            limit=1,
        )
        assert line
        return line

    def _commonest(self, env: Any, name: str) -> Any:
        """Return the value of an attribute that most products have."""
        groups = env["product.template.attribute.value"]._read_group(
            [("attribute_id.name", "=", name)],
            ["product_attribute_value_id"],
            ["__count"],
            order="__count desc",
            limit=1,
        )
        return groups[0][0]

    def _change_mapping(self, env: Any) -> None:
        mapping = env["laredoute.category.mapping"].search(
            [("category_id", "!=", False)], limit=1
        )
        other = env["laredoute.category"].search(
            [("level", "=", "s"), ("id", "!=", mapping.category_id.id)], limit=1
        )
        mapping.write({"category_id": other.id})

    def _receive(self, env: Any) -> None:
        kind = self._account(env).warehouse_id.in_type_id
        places = {
            "location_id": kind.default_location_src_id.id,
            "location_dest_id": kind.default_location_dest_id.id,
        }
        moves = [
            (0, 0, {"product_id": each.id, "product_uom_qty": 2, **places})
            for each in self._products(env, 500)
        ]
        receipt = env["stock.picking"].create(
            {"picking_type_id": kind.id, "move_ids": moves, **places}
        )
        receipt.action_confirm()
        receipt.move_ids.write({"quantity": 2, "picked": True})
        receipt._action_done()

    def _count(self, env: Any) -> None:
        stock = self._account(env).warehouse_id.lot_stock_id
        quants = env["stock.quant"].search(
            [("location_id", "child_of", stock.id)], limit=500, order="id"
        )
        assert len(quants) == 500
        quants = quants.with_context(inventory_mode=True)
        quants.write({"inventory_quantity": 7})
        quants.action_apply_inventory()

    def _write_each(self, env: Any, number: int, field: str) -> None:
        for index, product in enumerate(self._products(env, number)):
            value = f"REF-{index}" if field == "default_code" else 10.0 + index
            product.write({field: value})
