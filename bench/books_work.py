# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Years of orders that La Redoute paid, a long statement, and what is left of them."""

from __future__ import annotations

import csv
import tempfile
from itertools import islice
from pathlib import Path
from typing import Any

from . import orders_work
from .child import Figures
from .measure import measure

#: orders that still need a person
OPEN = 200
#: rows inserted by one statement
BATCH = 1000
HEADINGS = ("Date", "N° commande", "N° ligne", "Type", "Montant")
WORDS = {
    "Vente": "sale",
    "Frais de port": "delivery",
    "Commission": "commission",
    "TVA commission": "commission_vat",
}


class Work(orders_work.Work):
    """The works, by the name of their method."""

    def settle(self, number: int) -> Figures:
        """Have all orders paid and in the books, but for some."""
        with self.account() as account:
            account.books_settings_id.books_from = "2020-01-01"
            account.env["laredoute.disagreement"].search([]).unlink()
        self.execute(
            "UPDATE laredoute_order_line SET status = 'paid', amount = 65.80,"
            " paid_at = '2026-01-02', status_at = '2026-01-01'"
        )
        self.execute(
            "UPDATE laredoute_order SET paid_at = '2026-01-02', paid_amount = 65.80,"
            " registered_amount = 65.80, settled_amount = 65.80, owed_amount = 0,"
            " to_register = 0"
        )
        self.execute(
            "UPDATE laredoute_order SET registered_amount = 0, to_register = 65.80"
            f" WHERE id IN (SELECT id FROM laredoute_order ORDER BY id LIMIT {OPEN})"
        )
        self.execute("ANALYZE")
        return {}

    # ------------------------------------------------------- before the books close
    def points(self, _number: int) -> Figures:
        """Count what needs a person, by kind, and read a page of it."""
        return {"work": measure(self._read_points), "floor": measure(self._read_bare)}

    def _read_points(self) -> None:
        with self._environment() as env:
            points = env["laredoute.books.point"]
            assert sum(n for _code, n in points._read_group([], ["code"], ["__count"]))
            names = ["code", "subject", "date", "amount", "who", "message"]
            assert points.search([], limit=80).read(names)

    def _read_bare(self) -> None:
        self.stream(
            f"SELECT * FROM laredoute_order WHERE to_register <> 0 LIMIT {OPEN}"
        )

    # ----------------------------------------------------------- a long statement
    def statement(self, lines: int) -> Figures:
        """Read a statement into a payout and match it; and only read and insert it."""
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "statement.csv"
            self._write(path, lines)
            work = measure(lambda: self._take(path), 1)
            self._check_taken(lines)
            return {"work": work, "floor": measure(lambda: self._insert(path), 1)}

    def _write(self, path: Path, lines: int) -> None:
        with self._environment() as env:
            orders = env["laredoute.order"].search([], limit=lines // len(WORDS))
            rows = [(each.remote_id, each.line_ids[:1].remote_id) for each in orders]
        amounts = ("59,90", "5,90", "-11,19", "-2,24")
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file, delimiter=";")
            writer.writerow(HEADINGS)
            for order, line in rows:
                for word, amount in zip(WORDS, amounts, strict=True):
                    writer.writerow(["21/11/2026", order, line, word, amount])

    def _take(self, path: Path) -> None:
        from odoo.addons.laredoute_connector.marketplace import settlement

        names = ("date", "order", "line", "kind", "amount")
        fields = dict(zip(names, HEADINGS, strict=True))
        layout = settlement.Layout(fields, words=WORDS)
        payout = self._payout("Bench")
        with self._environment() as env:
            one = env["laredoute.settlement"].browse(payout)
            one._take_lines(settlement.open_settlement(path, layout))
            one.action_match()

    def _check_taken(self, lines: int) -> None:
        with self._environment() as env:
            found = env["laredoute.settlement.line"]
            assert found.search_count([("order_id", "!=", False)]) == lines

    def _payout(self, name: str) -> int:
        with self.account() as account:
            payouts: Any = account.env["laredoute.settlement"]
            values = {
                "name": name,
                "books_settings_id": account.books_settings_id.id,
            }
            found: int = payouts.create(values).id
        return found

    def _insert(self, path: Path) -> None:
        payout = self._payout("Bare")
        with self.registry.cursor() as cr, path.open(encoding="utf-8") as file:
            rows = csv.reader(file, delimiter=";")
            next(rows)
            while batch := list(islice(rows, BATCH)):
                cr.execute_values(
                    "INSERT INTO laredoute_settlement_line"
                    " (settlement_id, date, order_ref, line_ref, kind, amount)"
                    " VALUES %s",
                    [
                        (
                            payout,
                            "2026-11-21",
                            *row[1:3],
                            WORDS[row[3]],
                            _number(row[4]),
                        )
                        for row in batch
                    ],
                    page_size=BATCH,
                )
            cr.commit()


def _number(text: str) -> str:
    return text.replace(",", ".")
