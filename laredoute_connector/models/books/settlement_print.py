# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""A payout on one page, for the folder of the books."""

from odoo import api, models

from ..common import in_french
from .settlement_line import KINDS


class LaredouteSettlementPrint(models.AbstractModel):
    _name = "report.laredoute_connector.settlement_statement"
    _description = "La Redoute Payout on Paper"

    @api.model
    def _get_report_values(self, docids, data=None):
        payouts = self.env["laredoute.settlement"].browse(docids)
        payouts.check_access("read")
        payouts = in_french(payouts)
        return {
            "doc_ids": docids,
            "doc_model": payouts._name,
            "docs": payouts,
            "french": payouts.env.lang,
            "sums": self._sums(payouts),
            "order_counts": self._order_counts(payouts),
        }

    def _sums(self, payouts):
        """Return {payout's id: [(kind, number of lines, amount)]}, sales first."""
        lines = payouts.env["laredoute.settlement.line"]
        labels = dict(lines._fields["kind"]._description_selection(payouts.env))
        found = {
            (payout.id, kind): (labels[kind], count, amount)
            for payout, kind, count, amount in lines._read_group(
                [("settlement_id", "in", payouts.ids)],
                ["settlement_id", "kind"],
                ["__count", "amount:sum"],
            )
        }
        return {
            payout.id: [
                found[payout.id, kind]
                for kind, _label in KINDS
                if (payout.id, kind) in found
            ]
            for payout in payouts
        }

    def _order_counts(self, payouts):
        """Return {payout's id: number of orders that its lines are of}."""
        return {
            payout.id: count
            for payout, count in self.env["laredoute.settlement.line"]._read_group(
                [("settlement_id", "in", payouts.ids), ("order_id", "!=", False)],
                ["settlement_id"],
                ["order_id:count_distinct"],
            )
        }
