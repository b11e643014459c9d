# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
# isort: skip_file
# A model is defined before it is extended: the order is not the alphabet's.
from . import part
from . import closing
from . import rates
from . import settings
from . import delivery_category
from . import rule
from . import offer
from . import ending
from . import waiting
from . import stock_changes
from . import price_settings
from . import applied
