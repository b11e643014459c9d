# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
# isort: skip_file
# A model is defined before it is extended: the order is not the alphabet's.
from . import catalogue
from . import reference
from . import category
from . import attribute
from . import list_import
from . import list_import_line
from . import list_import_read
from . import list_import_compare
from . import list_import_run
