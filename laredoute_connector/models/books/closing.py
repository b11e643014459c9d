# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""A month of a shop's books: what needs a person first, then frozen and signed.

::

    open ──close (nothing is left, or somebody says why)──▶ closed ──reopen──▶ open
"""

import hashlib
import hmac
import json

from dateutil.relativedelta import relativedelta
from markupsafe import Markup

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import consteq, format_amount, format_date

from ..messages.sentences_books import figure_labels, point_labels

#: what closing and reopening write, and nobody else
_BY_BUTTONS = {"state", "snapshot", "signature", "closed_by", "closed_at"}


class LaredouteBooksClosing(models.Model):
    _name = "laredoute.books.closing"
    _description = "Month End of a La Redoute Shop"
    _inherit = ["mail.thread"]
    _check_company_auto = True
    _order = "date_to desc, id desc"

    name = fields.Char(compute="_compute_name")
    books_settings_id = fields.Many2one(
        "laredoute.books.settings",
        "Shop",
        required=True,
        index=True,
        ondelete="restrict",
        default=lambda self: self.env["laredoute.settlement"]._default_shop(),
    )
    company_id = fields.Many2one(related="books_settings_id.company_id", store=True)
    date_to = fields.Date(
        "Month",
        required=True,
        default=lambda self: self._last_month(),
        help="Any day of it: it becomes its last.",
    )
    date_from = fields.Date(compute="_compute_date_from")
    state = fields.Selection(
        [("open", "To Close"), ("frozen", "Closed")],
        default="open",
        required=True,
        readonly=True,
        tracking=True,
        copy=False,
    )
    note = fields.Text(
        "Why It Closes with Points Left",
        help="Kept with the snapshot, and signed with it.",
        copy=False,
    )
    closed_by = fields.Many2one("res.users", readonly=True, copy=False)
    closed_at = fields.Datetime("Closed on", readonly=True, copy=False)
    # what the books held when it was closed, and its signature
    snapshot = fields.Json(readonly=True, copy=False)
    signature = fields.Char(readonly=True, copy=False)
    is_altered = fields.Boolean(compute="_compute_is_altered")
    point_count = fields.Integer("Points Left", compute="_compute_point_count")
    figures = fields.Html(compute="_compute_figures")

    _once = models.Constraint(
        "UNIQUE(books_settings_id, date_to)", "This month of the shop is there already."
    )

    # ---------------------------------------------------------- compute methods
    @api.model
    def _last_month(self):
        return fields.Date.context_today(self).replace(day=1) - relativedelta(days=1)

    @api.depends("date_to", "books_settings_id")
    @api.depends_context("lang")
    def _compute_name(self):
        for one in self:
            month = one.date_to and format_date(
                self.env, one.date_to, date_format="MMMM y"
            )
            shop = one.books_settings_id.display_name
            one.name = " – ".join(filter(None, [month, shop]))

    @api.depends("date_to")
    def _compute_date_from(self):
        for one in self:
            one.date_from = one.date_to and one.date_to.replace(day=1)

    @api.depends(
        *("snapshot", "signature", "note", "closed_by", "closed_at"),
        *("date_to", "books_settings_id", "state"),
    )
    def _compute_is_altered(self):
        for one in self:
            one.is_altered = one.state == "frozen" and not one._is_genuine()

    def _compute_point_count(self):
        # the points are read by SQL
        self.env.flush_all()
        for one in self:
            one.point_count = self.env["laredoute.books.point"].search_count(
                one._points()
            )

    @api.depends_context("lang")
    @api.depends("snapshot", "books_settings_id", "date_to")
    def _compute_figures(self):
        for one in self:
            content = one.snapshot or (one.date_to and one._content())
            one.figures = one._as_html(content) if content else False

    # ------------------------------------------------------------- CRUD methods
    @api.model_create_multi
    def create(self, vals_list):
        return super().create([self._with_month_end(vals) for vals in vals_list])

    def write(self, vals):
        if _BY_BUTTONS & vals.keys() and not self.env.su:
            raise UserError(self.env._("The buttons close and reopen a month."))
        frozen = {"books_settings_id", "date_to", "note"} & vals.keys()
        if frozen and "frozen" in self.mapped("state"):
            raise UserError(self.env._("This month is closed: reopen it first."))
        return super().write(self._with_month_end(vals))

    @api.ondelete(at_uninstall=False)
    def _unlink_open(self):
        if "frozen" in self.mapped("state"):
            raise UserError(
                self.env._("This month is closed, and its snapshot stays: reopen it.")
            )

    def _with_month_end(self, vals):
        day = fields.Date.to_date(vals.get("date_to"))
        if not day:
            return vals
        return {**vals, "date_to": day + relativedelta(day=31)}

    # ----------------------------------------------------------- action methods
    def action_open_points(self):
        """Show what needs a person before this month closes."""
        self.ensure_one()
        action = self.env["ir.actions.actions"]._for_xml_id(
            "laredoute_connector.laredoute_books_point_action"
        )
        return {**action, "domain": self._points(), "context": {}}

    def action_close(self):
        """Freeze what the books hold, and sign it.

        :raises UserError: where points are left and nobody says why
        """
        for one in self:
            one.env["laredoute.settlement"]._check_keeper()
            one.check_access("write")
            if one.state == "frozen":
                continue
            if one.date_to >= fields.Date.context_today(one):
                raise UserError(one.env._("%s is not over yet.", one.name))
            if one.point_count and not (one.note or "").strip():
                raise UserError(
                    one.env._(
                        "%(name)s has %(count)s points left: settle them, or write why "
                        "it closes with them.",
                        name=one.name,
                        count=one.point_count,
                    )
                )
            one._close()

    def action_reopen(self):
        """Open a closed month again; its discussion keeps who did."""
        for one in self:
            one.env["laredoute.settlement"]._check_keeper()
            one.check_access("write")
            one.sudo().write(
                {
                    "state": "open",
                    "snapshot": False,
                    "signature": False,
                    "closed_by": False,
                    "closed_at": False,
                }
            )

    # --------------------------------------------------------- business methods
    def _points(self):
        """Return the domain of what needs a person, of the month and before."""
        return [
            ("books_settings_id", "=", self.books_settings_id.id),
            ("date", "<=", self.date_to),
        ]

    def _close(self):
        now = fields.Datetime.now()
        content = {
            **self._content(),
            "closed_by_name": self.env.user.display_name,
        }
        one = self.sudo()
        one.write({"state": "frozen", "closed_by": self.env.uid, "closed_at": now})
        content.update(one._own())
        one.write({"snapshot": content, "signature": one._sign(content)})
        text = json.dumps(content, ensure_ascii=False, sort_keys=True, indent=1)
        self.message_post(
            body=self.env._(
                "Closed by %(name)s. Signature: %(signature)s",
                name=self.env.user.display_name,
                signature=self.signature,
            ),
            attachments=[(f"{self.date_to:%Y-%m}.json", text.encode())],
        )

    def _is_genuine(self):
        """Return whether the snapshot is what was signed, and the month's own."""
        content = self.snapshot or {}
        if any(content.get(name) != own for name, own in self._own().items()):
            return False
        return consteq(self.signature or "", self._sign(content))

    def _own(self):
        """Return what the month says of itself, as its snapshot repeats it."""
        return {
            "shop_id": self.books_settings_id.id,
            "until": fields.Date.to_string(self.date_to) or "",
            "note": self.note or "",
            "closed_by": self.closed_by.id,
            "closed_at": fields.Datetime.to_string(self.closed_at) or "",
        }

    def _sign(self, content):
        """Return the signature of a snapshot, by a secret of the shop's books."""
        text = json.dumps(content, ensure_ascii=False, sort_keys=True)
        secret = self.books_settings_id.sudo()._closing_secret()
        message = f"{self.id}|{text}".encode()
        return hmac.new(secret.encode(), message, hashlib.sha256).hexdigest()

    def _content(self):
        """Return what the books hold of the month, as JSON can have it."""
        groups = self.env["laredoute.books.point"]._read_group(
            self._points(), ["code"], ["__count", "amount:sum"]
        )
        return {
            "shop": self.books_settings_id.display_name or "",
            "month": f"{self.date_to:%Y-%m}",
            "figures": self.env["laredoute.books.figures"]._of(self),
            "points": [
                {"code": code, "count": count, "amount": f"{amount or 0:.2f}"}
                for code, count, amount in groups
            ],
        }

    def _as_html(self, content):
        labels = {**figure_labels(self.env), **dict(point_labels(self.env))}
        euro = self.env.ref("base.EUR")
        rows = [
            (labels.get(name, name), "", format_amount(self.env, float(amount), euro))
            for name, amount in content["figures"].items()
        ]
        rows += [
            (
                labels.get(point["code"], point["code"]),
                point["count"],
                format_amount(self.env, float(point["amount"]), euro),
            )
            for point in content["points"]
        ]
        return Markup("<table class='table table-sm'><tbody>%s</tbody></table>") % (
            Markup().join(
                Markup(
                    "<tr><td>%s</td><td class='text-end'>%s</td>"
                    "<td class='text-end'>%s</td></tr>"
                )
                % row
                for row in rows
            )
        )
