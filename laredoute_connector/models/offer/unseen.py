# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Offers that changed and that nobody noted: the daily file finds them, and says so."""

import logging

_logger = logging.getLogger(__name__)


class Unseen:
    """Counts them while the complete file is made, which sends them right again.

    :param account: one whose offers nobody else sends now
    :param complete: whether all offers are looked at: otherwise nothing is counted
    """

    def __init__(self, account, complete):
        self._account, self._complete, self._found = account, complete, 0
        self._noted = set()
        if complete:
            stale = account.env["laredoute.listing.stale"]
            self._noted.update(*stale._offer_batches(account, None))

    def count(self, computed):
        """Look at one offer of the file, a :class:`.compute.Computed`."""
        if self._complete and computed.is_news:
            self._found += computed.listed.id not in self._noted

    def note(self, exchange):
        """Keep on the file how many there were."""
        if self._found:
            exchange.unseen_count = self._found
            _logger.warning(
                "La Redoute account %s: %s offers had changed unseen",
                self._account.id,
                self._found,
            )
