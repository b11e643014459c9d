# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What one look at La Redoute's answers meets: each answer's trouble is its own."""

from datetime import timedelta

from odoo import fields

from ...marketplace import errors
from ..common import naive
from ..flow.failure import classify_error

#: an answer that cannot be read may still be being written; after this long it is not
STILL_WRITTEN = timedelta(hours=1)
#: what does not say where it ends is whole once it looks the same after this long, or
#: is so old that no difference of clocks explains it
REST = timedelta(minutes=5)
LONG_RESTED = timedelta(days=1)
#: what goes wrong with one answer; any other failure is that of the connection
OF_ONE = ("sftp_permission", "sftp_failure", "archive_full", "archive_unusable")
#: answers that cannot be put away, in one run; then the server is let alone
MOST_UNMOVED = 20


def is_of_one(error):
    """Whether an error is about one answer, so that the others can be taken."""
    return error.code in OF_ONE


def version_of(ref):
    """Return what changes with the answer's content; False when nobody says.

    :param ref: :class:`~...marketplace.records.AnswerRef`
    """
    return f"{ref.size}@{naive(ref.modified_at)}" if ref.size else False


class Look:
    """One run over the answers that La Redoute has ready.

    :param account: in its company and language
    :param market: an open :class:`~...marketplace.port.Marketplace`
    :ivar left: whether an answer was left there that a later look may take: it may be
        the one that is waited for
    """

    def __init__(self, account, market):
        self.account, self.market, self.env = account, market, account.env
        self.flow = account._flow("collect_reports")
        self._resting, self._seen = {}, self.flow.resting or {}
        self._unmoved, self._unmoved_reason = 0, ""
        self._troubles = []
        self.left = False

    # --------------------------------------------------------------- one answer
    def has_rested(self, ref):
        """Whether an answer looks as it did in a look before this one.

        By our own clock: the server's may be some hours wrong.
        """
        now, version = fields.Datetime.now(), version_of(ref)
        if now - naive(ref.modified_at) >= LONG_RESTED:
            return True
        seen_version, since = self._seen.get(ref.key, (None, None))
        if seen_version != version:
            since = fields.Datetime.to_string(now)
        if now - fields.Datetime.to_datetime(since) >= REST:
            return True
        self._resting[ref.key] = (version, since)
        return False

    def settle(self, ref):
        """Let La Redoute put a stored answer away; where it does not, go on.

        :return: True when it is not shown any more
        """
        if ref.settled:
            return True
        if self._unmoved >= MOST_UNMOVED:
            self._unmoved += 1
            return False
        try:
            self.market.settle_answer(ref)
        except errors.MarketplaceError as error:
            if not is_of_one(error) and not isinstance(error, errors.AccessRefused):
                raise
            self._unmoved += 1
            self._unmoved_reason = classify_error(self.env, error).message
            return False
        return True

    def note(self, ref, error):
        """Something went wrong with one answer: it is shown, and met again.

        :param ref: the answer, or None for what was put away before
        """
        message = classify_error(self.env, error).message
        self._troubles.append(f"{ref.name}: {message}" if ref else message)

    # ------------------------------------------------------------------ the end
    @property
    def is_complete(self):
        """Whether all that was there, and can ever be read, is in the journal."""
        return not (self.left or self._resting or self._troubles)

    def finish(self):
        """Show what went wrong, once for all answers, and come back for the rest."""
        self.flow.resting = self._resting or False
        if self._resting:
            self.account._wake("collect_reports", fields.Datetime.now() + REST)
        sentences = []
        if self._troubles:
            sentences.append(
                self.env._(
                    "%(count)s reports could not be read, the others were: %(first)s",
                    count=len(self._troubles),
                    first=self._troubles[0],
                )
            )
        if self._unmoved:
            sentences.append(
                self.env._(
                    "%(count)s reports are stored here but cannot be moved to the "
                    "server's archive: %(reason)s Nothing is lost, and none is taken "
                    "twice.",
                    count=self._unmoved,
                    reason=self._unmoved_reason,
                )
            )
        if sentences:
            self.flow._show_error(" ".join(sentences))
