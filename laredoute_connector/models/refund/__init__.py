# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
# isort: skip_file
# A model is defined before it is extended: the order is not the alphabet's.
from . import refund
from . import refund_line
from . import order_line
from . import follow
from . import request
from . import credit
