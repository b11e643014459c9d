# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""The kinds of exchange: what is particular to each stands in its class, nowhere else.

A kind has no state: its methods take the exchange they are about.
"""

from .answer import Answer
from .offers import Offers
from .order_updates import OrderUpdates
from .orders import Orders
from .products import Products

_FILES = (Products(), Offers())
_ANSWER = Answer(_FILES)
_ALL = (*_FILES, Orders(), OrderUpdates(), _ANSWER)

#: name of a kind -> the kind
KINDS = {kind.name: kind for kind in _ALL}
#: kinds whose exchanges are files that La Redoute answers
FILES = {kind.name: kind for kind in _FILES}
#: the kind of what La Redoute answers
ANSWER = _ANSWER
