# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
# isort: skip_file
# A model is defined before it is extended: the order is not the alphabet's.
from . import messages
from . import flow
from . import account
from . import carrier
from . import reference
from . import mapping
from . import image
from . import finding
from . import exchange
from . import offer
from . import listing
from . import promotion
from . import competition
from . import repricing
from . import order
from . import operation
from . import refund
from . import agreement
from . import restoration
from . import product
from . import sale
from . import books
from . import parcel
