# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""The outbox: sending to La Redoute so that a crash at any point does no harm.

Files and requests with order updates go the same way. Each arrow is a commit; a killed
process leaves the exchange where the last one put it::

    queued ──▶ sending ──(the call)──▶ sent | done | queued (later) | failed | unknown

An exchange found in *sending* by the holder of the flow's lock belongs to a process
that died: nobody knows whether La Redoute took it, so it becomes *unknown* and nothing
of it is sent again before La Redoute's answer, or its absence, says what happened. What
the outcome means to listings and operations is the kind's own: see :mod:`.kinds`.
"""

import tempfile
from datetime import timedelta
from pathlib import Path

from odoo import api, fields, models

from ...marketplace import errors
from ..common import utc
from ..flow.failure import classify_error
from ..flow.races import race_is_conflict
from ..flow.schedule import SENDING_PHASES
from ..flow.work import commit, write_down
from .kinds import FILES
from .kinds.file import item_of
from .packed import pack

#: a call that was cut off had ended after so many of the account's time-outs, and
#: connecting took no longer than the least: see the limits of the HTTP client
TIME_OUTS = 10
LEAST_CALL = timedelta(minutes=1)


class LaredouteExchange(models.Model):
    _inherit = "laredoute.exchange"

    # --------------------------------------------------------------------- queueing
    @api.model
    def _queue_file(self, account, kind, records, **values):
        """Encode ``records`` to a file and queue it; the caller commits.

        :param kind: name of the kind of file, see :data:`.kinds.FILES`
        :param records: iterable of the pure side's Product or Offer, streamed
        :param values: fields of the exchange
        :return: the exchange, in state *queued*
        """
        now = fields.Datetime.now()
        items = []
        with tempfile.TemporaryDirectory() as folder, account._marketplace() as market:
            path = Path(folder) / "file"
            encoded = market.encode(
                FILES[kind].file_kind,
                self._note_items(records, items),
                path,
                utc(now),
            )
            payload = pack(encoded.path)
        # the file this one may replace is no longer under way
        self.flush_model(["state"])
        exchange = {
            "account_id": account.id,
            "direction": "out",
            "kind": kind,
            "name": self._journal_name(encoded.filename, now),
            "item_count": encoded.items,
            "items": "\n".join(items),
            "payload": payload,
            "compressed": True,
            **values,
        }
        with race_is_conflict():
            return self.create(exchange)

    @api.model
    def _note_items(self, records, items):
        """Yield ``records``; ``items`` then holds how to recognise each."""
        for record in records:
            items.append(item_of(record))
            yield record

    @api.model
    def _journal_name(self, filename, now):
        """Return a name that distinguishes a file from the others of its kind."""
        stamp = f"{now:%Y-%m-%d-%H-%M-%S}"
        if stamp[:10] in filename:
            return filename
        stem, dot, suffix = filename.rpartition(".")
        return f"{stem}.{stamp}{dot}{suffix}"

    # ------------------------------------------------------------------- recovering
    @api.model
    def _recover_cut(self, account, kind):
        """Set to unknown what a dead process left in sending. Needs the flow's lock."""
        cut = [*self._of_kind(account, kind), ("state", "=", "sending")]
        longest = max(LEAST_CALL, TIME_OUTS * timedelta(seconds=account.read_timeout))
        for exchange in self.search(cut):
            begin, now = exchange.sent_at, fields.Datetime.now()
            exchange.sent_at = min(now, begin + longest) if begin else now
            exchange._set_unknown(
                self.env._("The sending was cut off before La Redoute's answer.")
            )
        commit(self.env)

    @api.model
    def _recover(self, account, kind):
        """Settle what an earlier run left open of a file. Needs the flow's lock.

        :param kind: name of the kind of file
        :return: the exchange to send now, or an empty recordset; ``False`` when the
            kind must wait (unknown outcome, or its time has not come)
        """
        self._recover_cut(account, kind)
        under_way = ("state", "in", ("queued", "unknown"))
        exchange = self.search([*self._of_kind(account, kind), under_way], limit=1)
        if exchange.state == "unknown":
            if not FILES[kind].may_send_again(exchange):
                return False
            FILES[kind].send_again(exchange)
        elif exchange.state == "queued":
            due = exchange.next_attempt_at
            return exchange if not due or due <= fields.Datetime.now() else False
        return exchange

    def _supersede(self):
        """A fresh file takes this one's place: its content may be out of date."""
        self._abandon(self.env._("Replaced by a newer file."))

    # ----------------------------------------------------------------- transmitting
    def _transmit(self):
        """Send this queued exchange. Commits before and after the call.

        :return: True when La Redoute took it
        """
        self.ensure_one()
        if not self._set_sending():
            return False
        results = []
        try:
            # no row is locked and nothing is written meanwhile
            with self.account_id._marketplace() as market:
                for result in self._kind().send(self, market):
                    results.append(result)  # noqa: PERF402, kept if the next one fails
        except errors.MarketplaceError as error:
            failure = classify_error(self.env, error, self._kind().attempts(self))
            write_down(self.env, lambda: self._not_transmitted(failure, results))
            return False
        write_down(self.env, lambda: self._transmitted(results))
        return True

    def _set_sending(self):
        """Write down, and commit, that the call is about to be made."""
        locked = self.try_lock_for_update(allow_referencing=True)
        # a person may have stopped the account while the exchange was prepared
        account = self.account_id
        account.invalidate_recordset(["phase", "active"])
        works = account.active and account.phase in SENDING_PHASES
        if not locked or self.state != "queued" or not works:
            return False
        self.write(
            {
                "state": "sending",
                "attempts": self.attempts + 1,
                "sent_at": fields.Datetime.now(),
                "error_code": False,
                "error_message": False,
            }
        )
        self._kind().sending(self)
        commit(self.env)
        return True

    def _transmitted(self, results):
        # what La Redoute counts begins when it has all of it: an upload takes a while
        self.sent_at = fields.Datetime.now()
        self._kind().taken(self, results)

    def _not_transmitted(self, failure, results):
        """The call failed: what that means follows from the failure's outcome."""
        kind = self._kind()
        account = self.account_id
        account._flow(kind.flow)._note_error(failure)
        if failure.outcome == "unknown":
            self.sent_at = fields.Datetime.now()
            self._set_unknown(failure.message, failure.code, results)
        elif failure.outcome == "refused":
            kind.refused(self, failure, results)
        else:
            kind.later(self, failure, results)
            if failure.retry_at:
                account._wake(kind.flow, failure.retry_at)

    def _set_unknown(self, message, code="unknown_outcome", results=()):
        """Nobody knows whether La Redoute took it."""
        self.write({"state": "unknown", "error_code": code, "error_message": message})
        self._kind().unknown(self, message, results)
