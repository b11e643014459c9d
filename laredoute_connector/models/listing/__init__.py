# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
# isort: skip_file
# A model is defined before it is extended: the order is not the alphabet's.
from . import invalidation_mixin
from . import publication
from . import by_ean
from . import listing
from . import stale
from . import stale_offers
from . import night
from . import invalidation
from . import check
from . import sending
from . import page
