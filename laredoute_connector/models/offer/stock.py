# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""How many units may still be promised: one definition for offers and for orders."""

from typing import NamedTuple

from .kits import has_kits, kits_of


class Units(NamedTuple):
    """The sum of what may be promised of one product, line by line, in its units.

    :ivar on_hand: in the account's locations
    :ivar reserved: by deliveries and transfers; what has expired is as good as gone
    :ivar sold: to leave by deliveries that reserve nothing yet
    :ivar accepted: accepted at La Redoute, while no confirmed sale order holds them
    :ivar safety: never offered, by the account's setting
    :ivar waiting: of La Redoute's orders that nobody accepted or refused yet
    :ivar expected: being received, or brought back
    """

    on_hand: float = 0.0
    reserved: float = 0.0
    sold: float = 0.0
    accepted: float = 0.0
    safety: float = 0.0
    waiting: float = 0.0
    expected: float = 0.0

    @property
    def deliverable(self):
        """Units that are left, or will be, when all that is sold has left."""
        return self.on_hand - self.reserved - self.sold + self.expected

    @property
    def there(self):
        """Units that are there and that nobody was promised."""
        return self.on_hand - self.reserved - self.sold - self.accepted

    @property
    def acceptable(self):
        """Units that an order may be accepted of without a person."""
        return self.there - self.safety

    @property
    def offered(self):
        """Units that are put on sale at La Redoute."""
        return self.acceptable - self.waiting


class Stock:
    """What an account may promise of some products, read at once in bulk.

    A kit has as many units as its scarcest component allows, whoever sells that
    component, in Odoo or at La Redoute, by itself or in another kit.

    :param account: the account that sells
    :param products: ``product.product`` records, any number of them
    :param apart: order lines of La Redoute whose units are not counted as promised
    :param warehouse: one that is looked at in the place of the account's
    """

    def __init__(self, account, products, apart=None, warehouse=None):
        self.account, self.env = account, account.env
        self._products, self._locations = products, locations(account, warehouse)
        lines = self.env["laredoute.order.line"]
        # without kits, no other product's promises hold a unit of these
        only = None if has_kits(account) else products
        promised = lines._promised(account, apart or lines, only)
        others = products.browse(set(promised) - set(products.ids))
        #: {product id of a kit: {component's id: units of it in one kit}}
        self._kits = kits_of(account, products | others)
        ids = {part for product in products.ids for part in self.parts(product)}
        self._units = self._read(products.browse(ids))
        for product, (accepted, waiting) in promised.items():
            for part, need in self.parts(product).items():
                if part in self._units:
                    self._hold(part, accepted * need, waiting * need)

    @property
    def untracked(self):
        """The ids of the products whose stock Odoo does not follow."""
        return set(_loose(self._products).ids) - self._kits.keys()

    def parts(self, product_id):
        """Return {product id: units} of what leaves the stock for one unit."""
        return self._kits.get(product_id) or {product_id: 1}

    def _read(self, products):
        """Return {product id: :class:`Units`} of what Odoo itself holds.

        What is sold counts whether a delivery reserves it or not: deliveries may
        reserve by hand, or some days before they are due.
        """
        stocked = products.with_company(self.account.company_id).with_context(
            location=self._locations.ids
        )
        # not the field ``free_qty``: the cache would be written seven times for each
        quantities = stocked._compute_quantities_dict(None, None, None)
        found = {}
        for product in stocked.ids:
            known = quantities[product]
            on_hand, free = known["qty_available"], known["free_qty"]
            # on hand less what is to leave, less what expired
            expected = known["incoming_qty"]
            unsold = known["virtual_available"] - expected
            sold = max(free - unsold, 0)
            found[product] = Units(
                on_hand, on_hand - free, sold, expected=max(expected, 0)
            )
        return found

    def _hold(self, part, accepted, waiting=0.0):
        units = self._units[part]
        self._units[part] = units._replace(
            accepted=units.accepted + accepted, waiting=units.waiting + waiting
        )

    def of(self, product_id, amount="offered"):
        """Return the :class:`Units` of a product; of a kit those of what it lacks most.

        :param amount: ``offered``, ``acceptable``, ``there`` or ``deliverable``: what
            it lacks most of
        """
        parts = self.parts(product_id)
        scarce = self._scarce(parts, amount)
        units, need = self._units[scarce], parts[scarce]
        if need != 1:
            units = Units(*(each / need for each in units))
        return units._replace(safety=self.account.stock_safety)

    def scarce(self, product):
        """Return the component of a kit that it lacks most; empty for no kit."""
        kit = self._kits.get(product.id)
        return product.browse(self._scarce(kit, "offered") if kit else ())

    def _scarce(self, parts, amount):
        if len(parts) == 1:
            return next(iter(parts))
        return min(
            parts, key=lambda part: getattr(self._units[part], amount) / parts[part]
        )

    def take(self, product_id, quantity, amount="acceptable"):
        """Promise some units where as many are left: the next one finds them gone.

        :param amount: ``acceptable``, or ``there`` for whoever disposes of the safety
        :return: whether they were left
        """
        if getattr(self.of(product_id, amount), amount) < quantity:
            return False
        for part, need in self.parts(product_id).items():
            self._hold(part, quantity * need)
        return True

    def quants(self):
        """Return the rows in which Odoo holds, and reserves, these products."""
        return (
            self.env["stock.quant"]
            .sudo()
            .search(
                [
                    ("product_id", "in", list(self._units)),
                    ("location_id", "child_of", self._locations.ids),
                ],
                order="id",
            )
        )


def sellable(account, products):
    """Return the units of products that are put on sale, in bulk.

    :param account: the account that sells
    :param products: ``product.product`` records, any number of them
    :return: ``{product id: units}``, floats that may be negative
    """
    stock = Stock(account, products)
    return {product: stock.of(product).offered for product in products.ids}


def whole_units(units, most):
    """Return how many whole units are offered of those that may be promised.

    One mistyped inventory must not hold the file of all.

    :param units: float, may be negative
    :param most: ``limits.quantity`` of the platform's rule book
    """
    return min(max(int(units), 0), most)


def untracked(account, products):
    """Return the ids of the products whose stock Odoo does not follow.

    None of them is offered, since nobody knows how many there are.
    """
    loose = _loose(products)
    return set(loose.ids) - kits_of(account, loose).keys() if loose else set()


def _loose(products):
    return products.filtered(lambda product: not product.is_storable)


def locations(account, warehouse=None):
    """Return the locations from which the account's goods can be delivered.

    Deliveries take from the warehouse's stock: what is still in Input or in Quality
    Control counts by the account's setting only, what waits in Output is sold.

    :param warehouse: one that is looked at in the place of the account's
    """
    warehouse = warehouse or account.warehouse_id
    found = warehouse.lot_stock_id
    if account.stock_receiving:
        found |= warehouse.wh_input_stock_loc_id | warehouse.wh_qc_stock_loc_id
    return found
