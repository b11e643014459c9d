# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Why nothing can be made of an order now."""


class WaitingError(Exception):
    """The order cannot be made now; the message says to a person what to do.

    :param retry_after: timedelta after which it is worth another try, None when only a
        person or news can help
    """

    def __init__(self, message, retry_after=None):
        super().__init__(message)
        self.retry_after = retry_after
