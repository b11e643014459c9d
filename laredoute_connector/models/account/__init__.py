# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
# isort: skip_file
# A model is defined before it is extended: the order is not the alphabet's.
from . import sellr_settings
from . import order_settings
from . import offer_settings
from . import books_settings
from . import account
from . import phase
from . import credentials
from . import selection
from . import warehouse
from . import flows
from . import connection_check
from . import call_limit
