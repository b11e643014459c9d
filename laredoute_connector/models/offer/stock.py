# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""How many units may still be promised: one definition for offers and for orders."""

from ...marketplace.stock import Limits
from ...marketplace.stock import offered as offered_units
from .kits import has_kits, kits_of
from .policies import Policies
from .receipts import count_receipts
from .settings import shares_of
from .units import Units


class Stock:
    """What an account may promise of some products, read at once in bulk.

    A kit has as many units as its scarcest component allows, whoever sells that
    component, in Odoo or at La Redoute, by itself or in another kit.

    :param account: the account that sells
    :param products: ``product.product`` records, any number of them
    :param apart: order lines of La Redoute whose units are not counted as promised
    :param warehouse: one that is looked at in the place of the account's
    :ivar policies: the :class:`.policies.Policies` of these products
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
        self.policies = Policies(account, ids | set(products.ids))
        self._units = self._read(products.browse(ids), warehouse)
        self._part = self._part_of_pool()
        for product, (accepted, waiting) in promised.items():
            for part, need in self.parts(product).items():
                if part in self._units:
                    self._hold(part, accepted * need, waiting * need)

    @property
    def untracked(self):
        """The ids of the products whose stock Odoo does not follow, nor a rule."""
        return {
            product
            for product in _loose(self._products).ids
            if product not in self._kits and self.policies.always(product) is None
        }

    def parts(self, product_id):
        """Return {product id: units} of what leaves the stock for one unit."""
        return self._kits.get(product_id) or {product_id: 1}

    def _read(self, products, warehouse):
        """Return {product id: :class:`Units`} of what Odoo itself holds.

        What is sold counts whether a delivery reserves it or not: deliveries may
        reserve by hand, or some days before they are due.
        """
        stocked = products.with_company(self.account.company_id).with_context(
            location=self._locations.ids
        )
        # not the field ``free_qty``: the cache would be written seven times for each
        quantities = stocked._compute_quantities_dict(None, None, None)
        warehouse = warehouse or self.account.warehouse_id
        receipts = count_receipts(self.account, products.ids, warehouse)
        found = {}
        for product in stocked.ids:
            known = quantities[product]
            on_hand, free = known["qty_available"], known["free_qty"]
            # on hand less what is to leave, less what expired
            expected = known["incoming_qty"]
            unsold = known["virtual_available"] - expected
            sold = max(free - unsold, 0)
            found[product] = Units(
                on_hand,
                on_hand - free,
                sold,
                expected=max(expected, 0),
                receipts=receipts.get(product, 0.0),
                always=self.policies.always(product),
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
        units = self._units[scarce].in_kits(parts[scarce])
        always = self.policies.always(product_id)
        if always is not None:
            return units._replace(always=always)
        return units._replace(safety=self.policies.safety(product_id, units))

    def limits(self, product_id, most):
        """Return what lowers the number of units that the offer of a product shows.

        :param most: ``limits.quantity`` of the platform's rule book
        """
        cap = self.policies.cap(product_id)
        if self.of(product_id).always is not None:
            # it is no part of a stock
            return Limits(most, cap)
        return Limits(most, cap, *self._part)

    def quantity(self, product_id, most):
        """Return how many units of a product are offered, whole and not below 0.

        :param most: ``limits.quantity`` of the platform's rule book
        """
        units = self.of(product_id).offered
        return offered_units(units, self.limits(product_id, most))

    def quantities(self, most):
        """Return {product id: :meth:`quantity`} of all products this was read for."""
        return {each: self.quantity(each, most) for each in self._products.ids}

    def _part_of_pool(self):
        """Return the account's share of the stock and those before it, in percent."""
        if self.account.stock_pool != "share":
            return None, 0
        before = 0
        for account, share in shares_of(self.account):
            if account == self.account.id:
                break
            before += share
        return self.account.stock_share, before

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


def quantities(account, products):
    """Return {product id: units} that are offered, whole and not below 0, in bulk.

    One mistyped inventory must not hold the file of all: nothing is more than the
    platform takes.

    :param account: the account that sells
    :param products: ``product.product`` records, any number of them
    """
    most = account._platform().rule_book.limits.quantity
    return Stock(account, products).quantities(most)


def untracked(account, products):
    """Return the ids of the products whose stock Odoo does not follow.

    None of them is offered, since nobody knows how many there are, but for what a rule
    says is always there.
    """
    loose = _loose(products)
    if not loose:
        return set()
    policies, kits = Policies(account, loose.ids), kits_of(account, loose)
    return {
        product
        for product in loose.ids
        if product not in kits and policies.always(product) is None
    }


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
