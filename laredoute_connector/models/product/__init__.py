# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
# isort: skip_file
# A model is defined before it is extended: the order is not the alphabet's.
from . import laredoute_product_attribute
from . import price_sources
from . import product_attribute
from . import product_attribute_value
from . import product_category
from . import product_template
from . import product_template_attributes
from . import product_product
from . import product_template_page
from . import product_product_page
