# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""A promotion's prices from a file: read and shown first, then taken over.

A bad line stops only itself, and is named by its number.
"""

import base64
import tempfile
from pathlib import Path
from zoneinfo import ZoneInfo

from odoo import api, fields, models
from odoo.exceptions import UserError

from ...marketplace.promotions import read_prices
from ...marketplace.reference import ReferenceRefused
from ..common import MANAGER, barcode_forms, cents, check_role, naive
from ..offer.price import prices
from .sentences import file_sentence, line_sentence


class LaredoutePromotion(models.Model):
    _inherit = "laredoute.promotion"

    price_file = fields.Binary("File of Prices", attachment=True, copy=False)
    price_filename = fields.Char("File Name", default="prices.csv", copy=False)
    file_problem = fields.Json(readonly=True, copy=False)
    file_message = fields.Char(compute="_compute_file_message")
    row_ids = fields.One2many(
        "laredoute.promotion.row", "promotion_id", "Lines of the File", readonly=True
    )
    ready_count = fields.Integer("Lines to Apply", compute="_compute_row_counts")
    problem_count = fields.Integer("Lines Not Usable", compute="_compute_row_counts")

    @api.depends_context("lang")
    @api.depends("file_problem")
    def _compute_file_message(self):
        for promotion in self:
            problem = promotion.file_problem
            promotion.file_message = bool(problem) and file_sentence(self.env, problem)

    @api.depends("row_ids.state")
    def _compute_row_counts(self):
        groups = self.env["laredoute.promotion.row"]._read_group(
            [("promotion_id", "in", self.ids)], ["promotion_id", "state"], ["__count"]
        )
        counts = {(one, state): count for one, state, count in groups}
        for promotion in self:
            for state in ("ready", "problem"):
                count = counts.get((promotion._origin, state), 0)
                promotion[f"{state}_count"] = count

    # ----------------------------------------------------------- action methods
    def action_read_prices(self):
        """Read the file and show what each line would do; no price changes."""
        self.ensure_one()
        check_role(self, MANAGER)
        self._check_state("draft")
        if self.price_by != "price" or not self.price_file:
            raise UserError(
                self.env._(
                    "Choose “A list of prices” and the file that holds it first."
                )
            )
        promotion = self.sudo()
        promotion.row_ids.unlink()
        try:
            rows = promotion._read_price_rows()
        except ReferenceRefused as error:
            problem = {"code": error.code, "arguments": error.arguments}
            promotion.file_problem = problem
            return
        promotion.file_problem = False
        values = Matching(promotion, rows).values()
        self.env["laredoute.promotion.row"].sudo().create(values)

    def action_apply_prices(self):
        """Take the prices of the lines that can be used; others stay as they are."""
        self.ensure_one()
        check_role(self, MANAGER)
        self._check_state("draft")
        ready = self.row_ids.filtered(_is_ready)
        if not ready:
            raise UserError(
                self.env._("There is nothing to apply: no line of this file can be.")
            )
        known = {line.listing_id: line for line in self.line_ids}
        new = []
        for row in ready:
            values = {
                "price": row.price,
                "date_begin": row.date_begin,
                "date_end": row.date_end,
            }
            line = known.get(row.listing_id)
            if line:
                line.write(values)
            else:
                listing = row.listing_id.id
                new.append({**values, "promotion_id": self.id, "listing_id": listing})
        self.env["laredoute.promotion.line"].create(new)
        ready.sudo().write({"state": "done"})
        self.sudo().write({"price_file": False})

    # --------------------------------------------------------- business methods
    def _read_price_rows(self):
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "prices"
            path.write_bytes(base64.b64decode(self.price_file))
            return read_prices(path)


def _is_ready(row):
    # the product of a line may be gone since
    return row.state == "ready" and row.listing_id


class Matching:
    """Finds the listing of each line of a file, with a few queries for all of them.

    :param promotion: one ``laredoute.promotion``
    :param rows: list of the pure side's PriceRow
    """

    def __init__(self, promotion, rows):
        self._promotion, self._rows = promotion, rows
        self._zone = ZoneInfo(promotion.account_id.tz)
        self._listings = self._find({row.item for row in rows if not row.problem})
        products = promotion.env["product.product"].union(
            *(found.product_id for found in self._listings.values())
        )
        self._usual = prices(promotion.account_id, products)
        self._first = {}

    def _find(self, items):
        """Return {EAN or reference: its listings of the account}."""
        forms = list(barcode_forms(items))
        listings = self._promotion.env["laredoute.listing"].search(
            [
                ("account_id", "=", self._promotion.account_id.id),
                ("selected", "=", True),
                "|",
                ("product_id.barcode", "in", forms),
                ("product_id.default_code", "in", list(items)),
            ]
        )
        found = {}
        for listing in listings:
            product = listing.product_id
            for code in {(product.barcode or "").strip(), product.default_code} & items:
                found[code] = found.get(code, listings.browse()) | listing
        return found

    def values(self):
        """Return the values of ``laredoute.promotion.row`` of all lines."""
        return [self._values(row) for row in self._rows]

    def _values(self, row):
        code, arguments = row.problem, row.arguments
        listing = self._listings.get(row.item)
        begin, end = self._utc(row.begins_at), self._utc(row.ends_at)
        if not code:
            code, arguments = self._problem(row, listing, begin, end)
        return {
            "promotion_id": self._promotion.id,
            "number": row.number,
            "item": row.item,
            "price": float(row.price or 0),
            "date_begin": begin,
            "date_end": end,
            "listing_id": not code and listing.id,
            "state": "problem" if code else "ready",
            "code": code or False,
            "arguments": arguments,
        }

    def _utc(self, moment):
        return moment is not None and naive(moment.replace(tzinfo=self._zone))

    def _problem(self, row, listing, begin, end):
        """Return why a line cannot be used, and what to name; empty: it can."""
        promotion = self._promotion
        if not listing:
            return "unknown_item", {"text": row.item[:64]}
        if len(listing) > 1:
            return "several_items", {"text": row.item[:64]}
        first = self._first.setdefault(listing, row.number)
        if first != row.number:
            return "doubled", {"line": first}
        begin, end = begin or promotion.date_begin, end or promotion.date_end
        within = promotion.date_begin <= begin < end <= promotion.date_end
        if not within:
            return "outside", {}
        usual = self._usual.get(listing.product_id.id)
        if not usual:
            return "no_usual_price", {}
        if row.price >= cents(usual.amount):
            return "not_below", {"usual": str(usual.amount)}
        return "", {}


class LaredoutePromotionRow(models.Model):
    _name = "laredoute.promotion.row"
    _description = "Line of a File of Promotion Prices"
    _order = "promotion_id, number, id"
    _rec_name = "item"

    promotion_id = fields.Many2one(
        "laredoute.promotion", required=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one(related="promotion_id.company_id", store=True)
    currency_id = fields.Many2one(related="promotion_id.currency_id")
    number = fields.Integer("Line")
    item = fields.Char("EAN or Reference")
    listing_id = fields.Many2one("laredoute.listing", "Product", ondelete="cascade")
    price = fields.Monetary()
    date_begin = fields.Datetime("Begins")
    date_end = fields.Datetime("Ends")
    state = fields.Selection(
        [("ready", "To apply"), ("problem", "Not usable"), ("done", "Applied")],
        required=True,
        default="ready",
        index=True,
    )
    code = fields.Char(help="Why it cannot be used.")
    arguments = fields.Json()
    message = fields.Char("Result", compute="_compute_message")

    @api.depends_context("lang")
    @api.depends("code", "arguments")
    def _compute_message(self):
        for row in self:
            row.message = bool(row.code) and line_sentence(
                self.env, row.code, row.arguments or {}
            )
