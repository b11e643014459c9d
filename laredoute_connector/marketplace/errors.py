# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What can go wrong with a marketplace, sorted by what the caller must do next.

::

    MarketplaceError
    ├── RetryLater          nothing was taken: the same call may be made again later
    │   └── TooManyRequests the platform requested to wait (Retry-After)
    ├── UnknownOutcome      it may have been taken: ask before sending again
    ├── RefusedData         the platform, or we, refuse the content: fix the data
    │   └── UnreadableData  what the platform gave cannot be read: kept, a person looks
    └── WrongSettings       nothing works until a person fixes the account
        ├── WrongCredentials    login, password, token, key
        ├── AccessRefused       known, but without the right
        └── UntrustedServer     host key or certificate is not the expected one

A message is English, short, made for a log, and never holds a secret or a
buyer's data. ``code`` is what the ORM side turns into a sentence for people.
"""

from __future__ import annotations


class MarketplaceError(Exception):
    """Root of the tree; never raised itself.

    :param message: technical text without secrets or buyers' data
    :param code: stable word for the cause, e.g. ``timeout``, ``http_503``
    :param service: which service was spoken to: ``items``, ``offers``,
        ``orders``, ``reports`` or empty
    :param remote_code: the platform's own code, if it gave one
    :param remote_message: the platform's own words, if it gave some
    """

    default_code = "error"

    def __init__(
        self,
        message: str,
        *,
        code: str = "",
        service: str = "",
        remote_code: str = "",
        remote_message: str = "",
    ) -> None:
        super().__init__(message)
        self.code = code or self.default_code
        self.service = service
        self.remote_code = remote_code
        self.remote_message = remote_message


class RetryLater(MarketplaceError):
    """Nothing was taken by the platform; the same call may be made again.

    :param retry_after: seconds to wait before the next call, ``None`` when nobody
        said; the other parameters as for :class:`MarketplaceError`
    """

    default_code = "retry_later"

    def __init__(
        self, message: str, *, retry_after: float | None = None, **words: str
    ) -> None:
        super().__init__(message, **words)
        self.retry_after = retry_after


class TooManyRequests(RetryLater):
    """The platform asks to wait.

    :ivar operation: which of the platform's operations has to wait, in the words of
        :meth:`~.budget.CallBudget.require`; empty when that is not known
    """

    default_code = "too_many_requests"
    operation = ""


class UnknownOutcome(MarketplaceError):
    """The request may have been taken: ask the platform before sending it again."""

    default_code = "unknown_outcome"


class RefusedData(MarketplaceError):
    """The content is refused; sending the same again cannot help."""

    default_code = "refused_data"


class UnreadableData(RefusedData):
    """What the platform gave cannot be read (cut, too large, hostile, not XML).

    :ivar content: what came, kept where buyers' data are; empty when nobody has it
    :ivar too_much: whether the answer to a smaller question might be read
    :ivar shows_end: False where more of it may come: see
        :class:`~.port.AnswerReader`
    """

    default_code = "unreadable_data"
    content = b""
    too_much = False
    shows_end = True


class WrongSettings(MarketplaceError):
    """Nothing works until a person fixes the account's settings."""

    default_code = "wrong_settings"


class WrongCredentials(WrongSettings):
    """A login, password, token or key is refused."""

    default_code = "wrong_credentials"


class AccessRefused(WrongSettings):
    """The credentials are known but lack the right."""

    default_code = "access_refused"


class UntrustedServer(WrongSettings):
    """The server is not the one that was trusted (host key, certificate)."""

    default_code = "untrusted_server"
