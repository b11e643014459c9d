# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Telling a file to La Redoute, so that a crash at any point does no harm.

Each arrow is a commit; a killed process leaves the exchange where the last one put
it::

    queued ──▶ sending ──(the call)──▶ sent | queued (later) | failed | unknown

An exchange found in *sending* by the holder of the flow's lock belongs to a process
that died: nobody knows whether La Redoute took the file, so it becomes *unknown* and
is not told again before La Redoute's report, or its absence, says what happened.
"""

import base64
import tempfile
from datetime import timedelta
from pathlib import Path

from odoo import api, fields, models

from ...marketplace import errors
from ...marketplace.port import EncodedFile


class LaredouteExchange(models.Model):
    _inherit = "laredoute.exchange"

    @api.model
    def _queue_file(self, account, kind, records, **values):
        """Encode ``records`` to a file and queue it; the caller commits.

        :param records: iterable of the pure side's Product or Offer, streamed
        :return: the exchange, in state *queued*
        """
        now = fields.Datetime.now()
        with tempfile.TemporaryDirectory() as folder, account._marketplace() as market:
            path = Path(folder) / "file.xml"
            if kind == "products":
                encoded = market.encode_products(records, path)
            else:
                encoded = market.encode_offers(records, path, account._utc(now))
            payload = base64.b64encode(path.read_bytes())
        # the file this one may replace is no longer under way
        self.flush_model(["state"])
        return self.create(
            {
                "account_id": account.id,
                "direction": "out",
                "kind": kind,
                "name": self._journal_name(encoded.filename, now),
                "item_count": encoded.items,
                "payload": payload,
                **values,
            }
        )

    @api.model
    def _journal_name(self, filename, now):
        """A name that tells this file from the others of its kind."""
        stamp = f"{now:%Y-%m-%d-%H-%M-%S}"
        if stamp[:10] in filename:
            return filename
        stem, dot, suffix = filename.rpartition(".")
        return f"{stem}.{stamp}{dot}{suffix}"

    @api.model
    def _recover(self, account, kind):
        """Settle what an earlier run left open. Needs the flow's lock.

        :return: the exchange to send now, or an empty recordset; ``False`` when the
            kind must wait (unknown outcome, or its time has not come)
        """
        open_exchange = self.search(
            [
                ("account_id", "=", account.id),
                ("kind", "=", kind),
                ("state", "in", ("queued", "sending", "unknown")),
            ],
            limit=1,
        )
        if open_exchange.state == "sending":
            open_exchange._set_unknown(
                self.env._("The sending was cut off before La Redoute's answer.")
            )
            account._commit()
        if open_exchange.state == "unknown":
            if not open_exchange._may_send_again():
                return False
            if kind == "products":
                open_exchange.write(open_exchange._prepare_retry())
            return open_exchange
        if open_exchange.state == "queued":
            due = open_exchange.next_attempt_at
            return open_exchange if not due or due <= fields.Datetime.now() else False
        return open_exchange

    def _set_unknown(self, message, code="unknown_outcome"):
        self.write({"state": "unknown", "error_code": code, "error_message": message})

    def _may_send_again(self):
        """Whether enough time passed to act on an unknown outcome without asking.

        A report is how we ask what La Redoute took: one that speaks of a batch nobody
        knows, with as many items, is the answer (see the application of reports).
        Once the platform's delay and a margin have passed without one, a product file
        was not taken; that is known only when the reports were read since then, which
        they are not after a long stop. An offer file need not be waited for that long:
        a fresh one replaces it as soon as two files do not block each other.
        """
        self.ensure_one()
        account = self.account_id
        begin = self.sent_at or self.create_date
        with account._marketplace() as market:
            if self.kind == "offers":
                due = begin + market.capabilities.offer_interval
                return fields.Datetime.now() >= due
            due = begin + market.capabilities.product_report_delay + timedelta(hours=2)
        requested_at = account._flow("collect_reports").watermark or begin
        return requested_at >= due and not account._reports_to_apply()

    def _supersede(self):
        """A fresh file takes this one's place: its content may be out of date."""
        unsure = self.state == "unknown"
        self.write(
            {
                "state": "failed",
                "handled": True,
                "error_message": self.env._("Replaced by a newer file."),
            }
        )
        self._listings()._release_file(self.kind, unsure=unsure)

    def _transmit(self):
        """Tell this queued file. Commits before and after the call.

        :return: True when La Redoute took it
        """
        self.ensure_one()
        account = self.account_id
        if not self._set_sending():
            return False
        try:
            with tempfile.TemporaryDirectory() as folder:
                path = Path(folder) / "file.xml"
                path.write_bytes(base64.b64decode(self.payload))
                receipt = self._call(EncodedFile(path, self.name, self.item_count))
        except errors.MarketplaceError as error:
            failure = error
            account._write_down(lambda: self._transmission_failed(failure))
            return False
        account._write_down(lambda: self._transmitted(receipt))
        return True

    def _set_sending(self):
        """Write down, and commit, that the call is about to be made."""
        locked = self.try_lock_for_update(allow_referencing=True)
        # a person may have paused the account while the file was prepared
        self.account_id.invalidate_recordset(["phase"])
        if not locked or self.state != "queued" or self.account_id.phase == "paused":
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
        self.account_id._commit()
        return True

    def _call(self, file):
        """The call itself: no row is locked and nothing is written meanwhile."""
        with self.account_id._marketplace() as market:
            if self.kind == "products":
                return market.send_products(file)
            return market.send_offers(file)

    def _transmitted(self, receipt):
        self.write({"state": "sent", "batch_id": receipt.batch_id})
        self._listings()._file_sent(self)

    def _transmission_failed(self, error):
        understood = self.account_id._understand(error, self.attempts)
        self.account_id._note_error(understood)
        if understood["verdict"] == "unknown":
            self._set_unknown(understood["message"], understood["code"])
        elif understood["verdict"] == "refused":
            self._fail(understood)
            self._listings()._keep_refused(self.kind)
        else:
            # nothing was taken: the same file goes again later
            self.write(
                {
                    "state": "queued",
                    "error_code": understood["code"],
                    "error_message": understood["message"],
                    "next_attempt_at": understood["retry_at"],
                }
            )
            if understood["retry_at"]:
                self._wake(understood["retry_at"])
