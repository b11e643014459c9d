# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
# isort: skip_file
# A model is defined before it is extended: the order is not the alphabet's.
from . import paid
from . import payment
from . import journal
from . import clearing
from . import matching
from . import settlement_settings
from . import commission_rate
from . import commission
from . import settlement_line
from . import settlement_match
from . import settlement_post
from . import settlement
from . import settlement_check
from . import settlement_import
from . import settlement_fill
from . import point
from . import figures
from . import closing
from . import settlement_print
from . import margin_report
from . import invoice_settings
from . import invoice_due
from . import invoice_sale
from . import invoice_move
from . import invoice_run
