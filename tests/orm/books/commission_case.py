# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Orders that La Redoute paid, of a shop that has commission rates."""

from .settlement_case import SettlementCase

#: of the two lines of an order: price of the goods and delivery fee
GOODS, FEES = (119.8, 59.9), (5.9, 5.9)


class CommissionCase(SettlementCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        categories = cls.env["laredoute.category"]
        cls.family = categories.create({"code": "F9001", "name": "Femme", "level": "f"})
        cls.category.parent_id = cls.family
        cls.shoes = categories.create({"code": "S9002", "name": "Chaussures"})
        cls.dress, cls.shoe = cls.make_product(stock=0), cls.make_product(stock=0)
        cls.shoe.laredoute_category_id = cls.shoes

    @classmethod
    def rate(cls, percent, category=None, since=False, **values):
        return cls.env["laredoute.commission.rate"].create(
            {
                "books_settings_id": cls.settings.id,
                "category_id": category and category.id,
                "date_from": since,
                "rate": percent,
                **values,
            }
        )

    @classmethod
    def sold(cls, number=1, products=None, **values):
        """A paid order of 191.50: of a dress and of shoes, unless said otherwise."""
        remote_id = f"1-2026.326.{number:07d}"
        products = products or (cls.dress, cls.shoe)
        return cls.env["laredoute.order"].create(
            {
                "account_id": cls.account.id,
                "remote_id": remote_id,
                "ordered_at": "2026-11-20 09:30:00",
                "line_ids": [
                    (
                        0,
                        0,
                        {
                            "remote_id": f"{remote_id}-{place}",
                            "status": "paid",
                            "product_id": product.id,
                            "quantity": 1,
                            "unit_price": GOODS[place - 1],
                            "delivery_fee": FEES[place - 1],
                        },
                    )
                    for place, product in enumerate(products, start=1)
                ],
                **values,
            }
        )

    def refunded(self, line, goods, fee=0.0):
        """La Redoute gave the buyer this back of a line."""
        part = {"order_line_id": line.id, "goods": goods, "fee": fee}
        self.env["laredoute.refund"].create(
            {
                "name": f"R-{line.remote_id}",
                "order_id": line.order_id.id,
                "origin": "platform",
                "line_ids": [(0, 0, {**part, "state": "refunded"})],
            }
        )

    def expected(self, order):
        """Of each line, in euros; None where nothing is expected."""
        found = self.env["laredoute.commission.rate"]._expected(order.line_ids)
        return [found.get(line.id) for line in order.line_ids.sorted("id")]

    def of_order(self, order):
        """What the order says now; False where it says nothing."""
        order.invalidate_recordset()
        return order.commission_known and order.expected_commission

    def stated(self, order, *lines, name="V-1"):
        """A matched payout.

        :param lines: (kind, amount) or (kind, amount, number of the order's line)
        """
        named = order.line_ids.sorted("id")
        payout = self.payout(
            *(
                (
                    kind,
                    amount,
                    {
                        "order_ref": order.remote_id,
                        "line_ref": named[place[0] - 1].remote_id if place else False,
                    },
                )
                for kind, amount, *place in lines
            ),
            name=name,
        )
        payout.action_match()
        return payout
