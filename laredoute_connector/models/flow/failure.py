# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What an error means: to people, to records, and to whoever must go on."""

import logging
import random
import traceback
from datetime import datetime, timedelta
from functools import partial
from typing import NamedTuple

from odoo import fields

from ...marketplace import errors
from ...marketplace.redact import redact
from ..messages.sentences import error_sentence

_logger = logging.getLogger(__name__)

#: minutes to wait after the first, second… failure in a row
BACKOFF = (1, 2, 5, 15, 60)
#: services with a server, a login or a key of their own: their trouble stops what needs
#: them, and nothing else
APART = ("reports",)
_OUTCOMES = (
    (errors.RetryLater, "retry"),
    (errors.UnknownOutcome, "unknown"),
    (errors.RefusedData, "refused"),
    (errors.WrongSettings, "settings"),
)


class Failure(NamedTuple):
    """An error as records store it and people read it.

    :ivar outcome: ``retry`` (nothing was taken), ``unknown`` (it may have been),
        ``refused`` (the data), ``settings`` (the account) or ``bug`` (ours)
    :ivar code: stable word for the cause
    :ivar message: a sentence in the user's language, without secrets
    :ivar retry_at: naive UTC moment of the next attempt, False when waiting is no help
    :ivar operation: what La Redoute wants to be called less often, if it said so
    :ivar apart: it is the trouble of a service with a server of its own
    """

    outcome: str
    code: str
    message: str
    retry_at: datetime | bool = False
    operation: str = ""
    apart: bool = False


def classify_error(env, error, attempts=0):
    """Return the :class:`Failure` an error is; the only place where that is decided.

    :param error: any exception; what is not a marketplace error is a bug
    :param attempts: how many attempts failed so far, for the waiting time
    """
    outcome = next((name for kind, name in _OUTCOMES if isinstance(error, kind)), "bug")
    apart = getattr(error, "service", "") in APART
    waits = outcome in ("retry", "bug") or (outcome == "settings" and apart)
    return Failure(
        outcome,
        getattr(error, "code", type(error).__name__),
        error_sentence(env, error, partial(hide, env)),
        _retry_at(error, attempts) if waits else False,
        getattr(error, "operation", ""),
        apart,
    )


def hide(env, words):
    """Return words of La Redoute's, or of a library's, as they may be stored and shown.

    What La Redoute echoes of a request holds our secrets, or a buyer: it answers in
    XML, in JSON, or in a sentence.

    :param words: text that is not ours
    """
    if not words:
        return words
    return redact(words, env["laredoute.sellr.settings"]._secrets())


def _retry_at(error, attempts):
    """Back off with jitter, or as long as La Redoute wants."""
    seconds = 60 * BACKOFF[min(max(attempts, 1), len(BACKOFF)) - 1]
    # spreads the retries of many accounts; not a secret
    seconds *= random.uniform(0.9, 1.2)
    seconds = max(seconds, getattr(error, "retry_after", None) or 0)
    return fields.Datetime.now() + timedelta(seconds=seconds)


def log_bug(what, error):
    """Log where an unexpected error happened, without its text.

    PostgreSQL quotes the failing row in its messages: a buyer's data have no place in
    a log.

    :param what: the record and the work, for whoever reads the log
    """
    frames = "".join(traceback.format_tb(error.__traceback__))
    _logger.error("%s failed: %s\n%s", what, type(error).__name__, frames)
