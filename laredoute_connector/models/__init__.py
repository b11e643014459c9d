# isort: skip_file
# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
# A model is defined before it is extended: the order is not the alphabet's.
from . import laredoute_problem_mixin
from . import laredoute_marking
from . import laredoute_reference
from . import laredoute_category
from . import laredoute_attribute
from . import laredoute_mapping
from . import laredoute_mapping_category
from . import laredoute_mapping_brand
from . import laredoute_mapping_value
from . import laredoute_product_attribute

from . import laredoute_account
from . import laredoute_account_phase
from . import laredoute_account_access
from . import laredoute_account_run
from . import laredoute_account_catalogue
from . import laredoute_mapping_find
from . import laredoute_connection_check

from . import laredoute_exchange
from . import laredoute_exchange_send
from . import laredoute_journal_clean

from . import laredoute_image
from . import laredoute_image_address
from . import laredoute_image_source
from . import laredoute_image_outside
from . import laredoute_picture
from . import laredoute_finding
from . import laredoute_finding_fix
from . import laredoute_listing
from . import laredoute_image_clean
from . import laredoute_listing_mark
from . import laredoute_listing_choice
from . import laredoute_listing_candidate
from . import laredoute_listing_check
from . import laredoute_listing_product
from . import laredoute_listing_offer
from . import laredoute_listing_page
from . import laredoute_report_collect
from . import laredoute_report_apply

from . import laredoute_order
from . import laredoute_order_line
from . import laredoute_order_fetch
from . import laredoute_order_accept
from . import laredoute_order_build
from . import laredoute_operation
from . import laredoute_operation_send

from . import laredoute_price_sources
from . import product_attribute
from . import product_attribute_value
from . import product_category
from . import product_template
from . import product_template_attributes
from . import product_product
from . import product_template_page
from . import product_product_page
from . import sale_order
from . import stock_picking
