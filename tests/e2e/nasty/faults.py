# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""The table of nastiness: what may be wrong, or only strange, with one product.

Each line changes a good product. It names what our rules find and what La Redoute's
side says of it; where both are empty the product is as good as before.
"""

from .faults_of_lists import ATTRIBUTES, IMAGES, MONEY, STANDING
from .faults_of_texts import IDENTITY, TEXTS

FAULTS = [*IDENTITY, *TEXTS, *STANDING, *ATTRIBUTES, *IMAGES, *MONEY]
