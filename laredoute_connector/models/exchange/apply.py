# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What a report says, put on the listings it speaks of."""

import base64
import io
from datetime import timedelta

import psycopg2

from odoo import fields, models

from ...marketplace import errors
from ...marketplace.records import AnswerKind, AnswerLine, AnswerResult, FileKind
from ...marketplace.refusals import explain
from ..listing.listing import KNOWN_STATES

#: kinds of reports that answer a file of ours
ANSWERS = {AnswerKind.PRODUCTS: "products", AnswerKind.OFFERS: "offers"}
#: what an answer says of an item that went well
TAKEN = (AnswerResult.ACCEPTED, AnswerResult.PENDING)
#: La Redoute's report is late by this much before a person is told
GRACE = timedelta(days=1)
#: times a refused offer is told again with the next files
OFFER_RETRIES = 3


class LaredouteAccount(models.Model):
    _inherit = "laredoute.account"

    def _apply_reports(self):
        """Read the reports taken, oldest first; one that fails holds no other."""
        reports = self.env["laredoute.exchange"].search(
            [
                ("account_id", "=", self.id),
                ("kind", "=", "report"),
                ("state", "=", "answered"),
            ],
            order="id",
        )
        for report in reports:
            report._apply_guarded()
            if not self._commit():
                self._trigger_flow("apply_reports")
                return
        self._report_overdue()

    def _report_overdue(self):
        """A file without a report long after La Redoute's delay is a finding."""
        capabilities = self._capabilities()
        if not capabilities.answers:
            return
        delays = capabilities.answer_delay
        for kind, delay in ((kind.value, delays[kind]) for kind in FileKind):
            late = self.env["laredoute.exchange"].search(
                [
                    ("account_id", "=", self.id),
                    ("kind", "=", kind),
                    ("state", "=", "sent"),
                    ("overdue", "=", False),
                    ("sent_at", "<", fields.Datetime.now() - delay - GRACE),
                ]
            )
            for exchange in late:
                exchange.overdue = True
                if kind == "products":
                    exchange._listings().write({"overdue": True})
                exchange._problem(
                    self.env._(
                        "La Redoute has not reported on %(file)s (BatchID %(batch)s). "
                        "Ask its support, giving the BatchID.",
                        file=exchange.name,
                        batch=exchange.batch_id,
                    )
                )


class LaredouteExchange(models.Model):
    _inherit = "laredoute.exchange"

    def _apply_guarded(self):
        """Apply one report; unreadable ones wait for a person."""
        self.ensure_one()
        account = self.account_id
        try:
            with self.env.cr.savepoint():
                self._apply()
        except psycopg2.OperationalError:
            self.env.cr.rollback()
        except Exception as error:  # noqa: BLE001 - it stops only itself
            if not isinstance(error, errors.MarketplaceError):
                account._log_bug(f"La Redoute report {self.name}", error)
            self._fail(account._understand(error))

    def _apply(self):
        content = base64.b64decode(self.payload)
        with self.account_id._marketplace() as market:
            reader = market.open_answer(io.BytesIO(content), self.name)
            if reader.header.kind in ANSWERS:
                self._apply_answer(reader)
            elif reader.header.kind is AnswerKind.OPEN_LISTING:
                self._apply_open_listing(reader)
            else:
                raise errors.UnreadableData(
                    "report of an unknown kind", code="unknown_report"
                )
        self.write({"state": "done", "done_at": fields.Datetime.now()})

    # ------------------------------------------------------- products and offers
    def _apply_answer(self, reader):
        """Settle the file a report speaks of, and the listings it held."""
        file = self._find_answered(reader.header)
        refusals = [
            line
            for line in reader
            if isinstance(line, AnswerLine) and line.result not in TAKEN
        ]
        listings = file._listings() if file else self.env["laredoute.listing"]
        self._write_refusals(refusals, listings)
        self.write(
            {
                "answers_id": file.id,
                "batch_id": reader.header.batch_id or self.batch_id,
                "item_count": reader.header.items_read or file.item_count,
                "refused_count": len({(each.ean, each.sku) for each in refusals}),
            }
        )
        if not file:
            raise errors.UnreadableData(
                "report on a batch we did not send", code="unknown_batch"
            )
        listings._apply_refusals(file.kind, refusals)
        file.write(
            {
                "state": "done",
                "done_at": fields.Datetime.now(),
                "overdue": False,
                "refused_count": self.refused_count,
                "error_code": False,
                "error_message": False,
            }
        )
        file._problem_solved()
        if file.kind == "products":
            self.env["laredoute.account"]._trigger_flow("send_offers")

    def _find_answered(self, header):
        """Find the file of ours a report answers.

        A batch nobody knows, with as many items as the one file whose outcome is
        unknown, is that file's: its answer was lost, but La Redoute took it.
        """
        kind = ANSWERS[header.kind]
        domain = [("account_id", "=", self.account_id.id), ("kind", "=", kind)]
        file = self.search([*domain, ("batch_id", "=", header.batch_id)], limit=1)
        if file:
            return file
        lost = self.search([*domain, ("state", "in", ("unknown", "sending"))], limit=1)
        same_size = header.items_read in (None, lost.item_count)
        if not lost or not same_size:
            return self.browse()
        lost.write({"state": "sent", "batch_id": header.batch_id})
        lost._listings()._file_sent(lost)
        return lost

    def _write_refusals(self, refusals, listings):
        by_ean = {listing.ean: listing for listing in listings if listing.ean}
        by_sku = {listing.sku: listing for listing in listings if listing.sku}
        self.line_ids.unlink()
        self.env["laredoute.exchange.line"].create(
            [
                {
                    "exchange_id": self.id,
                    "listing_id": (by_ean.get(each.ean) or by_sku.get(each.sku)).id
                    if each.ean in by_ean or each.sku in by_sku
                    else False,
                    "ean": each.ean,
                    "sku": each.sku,
                    "code": each.code,
                    "text": each.text,
                }
                for each in refusals
            ]
        )

    # ------------------------------------------------------------- open listing
    def _apply_open_listing(self, reader):
        offers = {line.ean: line for line in reader if not isinstance(line, AnswerLine)}
        listings = self.env["laredoute.listing"].search(
            [
                ("account_id", "=", self.account_id.id),
                ("ean", "in", list(offers)),
            ]
        )
        for listing in listings:
            offer = offers[listing.ean]
            listing.write(
                {
                    "best_price": float(offer.best_price),
                    "best_is_ours": offer.is_ours,
                }
            )
        self.item_count = len(offers)


class LaredouteListing(models.Model):
    _inherit = "laredoute.listing"

    def _apply_refusals(self, kind, refusals):
        """Move these listings on, by what La Redoute refused of their file.

        The report lists errors only: what it does not name was accepted. A refused
        parent takes its declinations with it.
        """
        texts = {}
        for each in refusals:
            for key in (each.ean, each.sku):
                if key:
                    texts.setdefault(key, []).append(each)
        for listing in self:
            told = (
                texts.get(listing.ean)
                or texts.get(listing.sku)
                or texts.get(listing.parent_sku)
                or []
            )
            if kind == "products":
                listing._apply_product_answer(told)
            else:
                listing._apply_offer_answer(told)

    def _apply_product_answer(self, told):
        warnings = [each for each in told if each.result is AnswerResult.WARNING]
        refused = [each for each in told if each not in warnings]
        self._note_refused_brand(refused)
        if refused:
            values = {
                "refusal": "\n".join(each.text for each in refused),
                "refusal_code": refused[0].code,
                "overdue": False,
            }
            if self.state not in KNOWN_STATES:
                values["state"] = "rejected"
            if not self.product_accepted and not self.selected:
                # ended while it was on its way
                values["state"] = "ended"
            if not self.product_accepted:
                values["codes_free"] = True
            self.write(values)
            return
        values = {
            "product_accepted": self.product_sent,
            "refusal": False,
            "refusal_code": False,
            "overdue": False,
            # a refusal that came before had La Redoute hold nothing of it
            "codes_free": False,
            "to_complete": bool(warnings),
            "warning": "\n".join(each.text for each in warnings) or False,
        }
        if self.state not in (*KNOWN_STATES, "ended"):
            values.update(state="integrated", integrated_at=fields.Datetime.now())
        self.write(values)

    def _note_refused_brand(self, refused):
        """A brand this seller may not sell is not the same as an unknown one.

        It is remembered, so that its other products are warned of before they go; and
        forgotten once La Redoute takes a product of it.
        """
        told = [explain(each.code, each.text) for each in refused]
        foreign = [each for each in told if each.kind == "brand_not_allowed"]
        brand = self.brand_id.sudo()
        # the product may have another brand by now than the one that was sent
        codes = {each.arguments.get("value") for each in foreign} - {None, ""}
        if codes:
            brand = brand.search([("code", "in", list(codes))]) or brand
        if foreign:
            brand.refused_account_ids |= self.account_id
        elif not refused and self.account_id in brand.refused_account_ids:
            brand.refused_account_ids -= self.account_id

    def _apply_offer_answer(self, told):
        if told:
            refusals = self.offer_refusals + 1
            self.write(
                {
                    "warning": "\n".join(each.text for each in told),
                    "offer_refusals": refusals,
                    # what passes by itself (a product not there yet, two files that
                    # blocked each other) is told a few times more, then not again
                    # before something changes
                    "offer_refused": refusals > OFFER_RETRIES and self.offer_sent,
                    "offer_sent": self.offer_accepted,
                }
            )
            return
        values = {
            "offer_accepted": self.offer_sent,
            "offer_refusals": 0,
            "warning": False,
        }
        if not self.selected and not self.quantity_sent:
            values["state"] = "ended"
        elif self.state == "integrated":
            values.update(state="live", live_at=fields.Datetime.now())
        self.write(values)
