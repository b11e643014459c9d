# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Orders of each delivery mode, and the carriers that deliver them."""

from dataclasses import replace

from odoo.addons.laredoute_connector.marketplace.records import DecisionKind

from ..agreement.agreement_case import AgreementCase


class CarrierCase(AgreementCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.colissimo = cls.make_carrier("Colissimo Domicile")
        cls.relais = cls.make_carrier("Relais Colis")

    @classmethod
    def make_carrier(cls, name, **values):
        """A delivery method of Odoo."""
        return cls.env["delivery.carrier"].create(
            {"name": name, "product_id": cls.account.delivery_product_id.id, **values}
        )

    def row(self, carrier, **values):
        """What La Redoute is sent of a carrier."""
        return self.env["laredoute.carrier"].create(
            {"account_id": self.account.id, "carrier_id": carrier.id, **values}
        )

    def choose(self, carrier, mode=False, kind=False, **values):
        """A row of the table: this mode and type go by this carrier."""
        return self.env["laredoute.carrier.choice"].create(
            {
                "account_id": self.account.id,
                "delivery_mode": mode,
                "delivery_type": kind,
                "carrier_id": carrier.id,
                **values,
            }
        )

    def goes_by(self, order, mode="", kind=""):
        """La Redoute says how an order is delivered."""
        delivery = replace(order.delivery, mode=mode, kind=kind)
        return self.put(order, delivery=delivery)

    def paid_by(self, mode="", kind=""):
        """An order of this mode and type whose buyer paid."""
        order = self.goes_by(self.order(self.product), mode, kind)
        self.read()
        self.run_flow("send_operations")
        order = self.goes_by(self.say(order, "to_ship"), mode, kind)
        self.read()
        return order

    def sent(self):
        """What La Redoute received of parcels: (number, carrier, address), in order."""
        return [
            (each.tracking_number, each.carrier, each.tracking_url)
            for each in self.market.updates
            if each.kind is DecisionKind.SHIP
        ]

    def leave(self, number, carrier=None):
        """The order's goods leave with this number, and La Redoute is informed."""
        self.ship(self.sale().picking_ids, number, carrier=carrier)
        self.run_flow("send_operations")
