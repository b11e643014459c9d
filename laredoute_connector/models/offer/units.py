# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""The sum of what may be promised of a product, line by line."""

from math import inf
from typing import NamedTuple


class Units(NamedTuple):
    """The sum of what may be promised of one product, line by line, in its units.

    :ivar on_hand: in the account's locations
    :ivar reserved: by deliveries and transfers; what has expired is as good as gone
    :ivar sold: to leave by deliveries that reserve nothing yet
    :ivar accepted: accepted at La Redoute, while no confirmed sale order holds them
    :ivar safety: never offered, by the account's setting or a rule
    :ivar waiting: of La Redoute's orders that nobody accepted or refused yet
    :ivar expected: being received, or brought back
    :ivar receipts: of these, those that come in time by the account's setting
    :ivar always: offered whatever is there, by a rule; None: stock decides
    """

    on_hand: float = 0.0
    reserved: float = 0.0
    sold: float = 0.0
    accepted: float = 0.0
    safety: float = 0.0
    waiting: float = 0.0
    expected: float = 0.0
    receipts: float = 0.0
    always: float | None = None

    @property
    def deliverable(self):
        """Units that are left, or will be, when all that is sold has left."""
        if self.always is not None:
            return inf
        return self.on_hand - self.reserved - self.sold + self.expected

    @property
    def there(self):
        """Units that are there, or come in time, and that nobody was promised."""
        if self.always is not None:
            return inf
        free = self.on_hand - self.reserved - self.sold - self.accepted
        return free + self.receipts

    @property
    def acceptable(self):
        """Units that an order may be accepted of without a person."""
        return self.there - self.safety

    @property
    def offered(self):
        """Units that may be put on sale at La Redoute."""
        if self.always is not None:
            return self.always
        return self.acceptable - self.waiting

    def in_kits(self, need):
        """Return the sum in kits that take so many units each."""
        if need == 1:
            return self
        return Units(*(None if each is None else each / need for each in self))
