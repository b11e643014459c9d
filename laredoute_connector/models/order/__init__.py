# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
# isort: skip_file
# A model is defined before it is extended: the order is not the alphabet's.
from . import reason
from . import rule
from . import take_over
from . import in_books
from . import order
from . import order_line
from . import event
from . import fetch
from . import order_import
from . import import_run
from . import store
from . import process
from . import build
from . import decide
