# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What we send to La Redoute, seen alike: is it sent, once, and shown how."""

from .looking import account, back_in_time, batches, end_limits, last


class ProductFile:
    service = "items"

    def __init__(self, shop):
        self.shop = shop
        product_id, self.ean = shop.make_product()
        self.listing = shop.choose(product_id)
        shop.run("check_listings")

    #: the record that shows what became of the sending
    noun = "exchange"

    def record(self):
        return last(self.shop, "exchange", ("kind", "=", self.kind))

    kind = "products"
    #: after so long La Redoute would have reported on what it took
    silence = {"hours": 51}

    def send(self):
        self.shop.run("send_products")

    def seen(self):
        """(state, message) as a person sees them."""
        return self.shop.read("exchange", self.record(), "state", "error_message")

    def next_attempt_at(self):
        return self.shop.read("exchange", self.record(), "next_attempt_at")

    def back_off(self):
        back_in_time(self.shop, "exchange", self.record(), "next_attempt_at", hours=1)
        end_limits(self.shop)

    def stop(self):
        """Nothing runs here for so long."""
        back_in_time(self.shop, "exchange", self.record(), "sent_at", **self.silence)

    def be_silent(self):
        """Nothing runs for so long, then the reports are read: there is none."""
        self.stop()
        self.shop.run("collect_reports")

    def ask(self):
        """La Redoute's report is how we ask what it took of a file."""
        self.shop.sim.control.step(hours=49)
        self.shop.run("collect_reports", "apply_reports")

    def effects(self):
        return len(batches(self.shop, self.kind))

    def is_done(self):
        """Whether the person sees it done, under La Redoute's own BatchID."""
        state, error, batch_id = self.shop.read(
            "exchange", self.record(), "state", "error_message", "batch_id"
        )
        (batch,) = batches(self.shop, self.kind)
        assert (state, error, batch_id) == ("done", False, batch["batch_id"])
        assert self.shop.search("exchange", ("needs_person", "=", True)) == []
        return self.shop.read("listing", self.listing, "state") == self.reached

    reached = "integrated"


class OfferFile(ProductFile):
    service = "offers"
    kind = "offers"
    silence = {"minutes": 61}
    reached = "live"

    def __init__(self, shop):
        super().__init__(shop)
        shop.run("send_products")
        ProductFile.ask(self)

    def send(self):
        self.shop.run("send_offers")

    def ask(self):
        self.shop.sim.control.step(hours=2)
        self.shop.run("collect_reports", "apply_reports")


class Acceptance:
    """The acceptance of an order of one line."""

    service = "orders_update"
    verb = "accept"
    noun = "operation"

    def __init__(self, shop):
        self.shop = shop
        _product_id, ean = shop.make_product()
        self.order_id, (self.line_id,) = shop.place(ean)
        shop.read_orders()

    def record(self):
        return last(self.shop, "operation", ("kind", "=", self.verb))

    def send(self):
        self.shop.run("send_operations")

    def seen(self):
        return self.shop.read("operation", self.record(), "state", "message")

    def next_attempt_at(self):
        return self.shop.read("operation", self.record(), "next_attempt_at")

    def back_off(self):
        back_in_time(self.shop, "operation", self.record(), "next_attempt_at", hours=1)
        end_limits(self.shop)

    def be_silent(self):
        back_in_time(self.shop, "operation", self.record(), "sent_at", minutes=2)

    def ask(self):
        """La Redoute says of the line how it stands."""
        self.shop.read_orders()

    def effects(self):
        counted = self.shop.audit(self.order_id)[self.line_id].get(self.verb, {})
        assert counted.get("refused", 0) == 0, "sent twice"
        return counted.get("effect", 0)

    def is_done(self):
        assert self.shop.search("exchange", ("needs_person", "=", True)) == []
        return self.seen() == ("confirmed", False)


class Shipment(Acceptance):
    """The shipment of a parcel, its tracking known."""

    verb = "ship"

    def __init__(self, shop):
        self.shop = shop
        _product_id, ean = shop.make_product()
        self.order_id = shop.to_ship(ean)
        (self.line_id,) = shop.audit(self.order_id)
        shop.ship(self.order_id)


WRITING = {
    "items": ProductFile,
    "offers": OfferFile,
    "orders_update": Acceptance,
    "shipment": Shipment,
}


def shown(work):
    """What the person sees of the failure: on the record and on the account alike."""
    state, message = work.seen()
    assert account(work.shop, "last_error") == message
    return state, message
