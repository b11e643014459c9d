# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""With real cursors: a unit that somebody reserves at this moment is not accepted."""

import pytest

HELD = "SELECT id FROM stock_quant WHERE product_id = %s AND quantity > 0 FOR UPDATE"


@pytest.mark.parametrize("sold", [False, True])
def test_a23_what_is_being_reserved_is_looked_at_again(shop, registry, sold):
    product_id, ean, _listing = shop.make_live(stock=1)
    number, _lines = shop.place(ean)
    shop.read_orders()
    (operation,) = shop.search("operation")
    with registry.cursor() as other:
        other.execute(HELD, [product_id])
        shop.run("send_operations")
        assert shop.read("operation", operation, "state") == "queued"
        assert shop.read("operation", operation, "next_attempt_at")
        if sold:
            other.execute(
                "UPDATE stock_quant SET reserved_quantity = 1"
                " WHERE product_id = %s AND quantity > 0",
                [product_id],
            )
            other.commit()
    shop.write("operation", [operation], next_attempt_at=False)
    shop.run("send_operations")
    if sold:
        assert not shop.search("operation")
        assert shop.order(number, "state") == "new"
    else:
        assert shop.read("operation", operation, "state") == "sent"
