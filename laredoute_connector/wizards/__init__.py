# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
# isort: skip_file
# A model is defined before it is extended: the order is not the alphabet's.
from . import laredoute_reference_import
from . import laredoute_reference_line
from . import laredoute_reference_read
from . import laredoute_reference_judge
from . import laredoute_reference_product
from . import laredoute_reference_retire
from . import laredoute_reference_run
from . import laredoute_preview
