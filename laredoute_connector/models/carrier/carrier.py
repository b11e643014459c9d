# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What La Redoute is sent of a carrier: its name, and where parcels are followed."""

from odoo import api, fields, models

from ...marketplace.places import known_carrier, label_number, tracking_address
from ..account.tracking_address import check_tracking_address
from ..common import MANAGER, check_role, notification
from .use import carriers_in_use


class LaredouteCarrier(models.Model):
    _name = "laredoute.carrier"
    _description = "Carrier at La Redoute"
    _check_company_auto = True
    _order = "account_id, name, id"

    account_id = fields.Many2one(
        "laredoute.account",
        required=True,
        index=True,
        ondelete="cascade",
        default=lambda self: self.env["laredoute.order.rule"]._only_account(),
    )
    company_id = fields.Many2one(related="account_id.company_id", store=True)
    carrier_id = fields.Many2one(
        "delivery.carrier",
        "Carrier in Odoo",
        required=True,
        index=True,
        ondelete="cascade",
        check_company=True,
    )
    # proposed by the carrier's name; what a person writes stays
    name = fields.Char(
        "Name at La Redoute",
        compute="_compute_proposal",
        store=True,
        readonly=False,
        precompute=True,
        required=True,
        help="The name that La Redoute and its buyer read.",
    )
    tracking_url = fields.Char(
        "Tracking Address",
        compute="_compute_proposal",
        store=True,
        readonly=False,
        precompute=True,
        help="Where a parcel is followed: {number} stands for its tracking number, "
        "{zip} for the postcode it goes to. Empty: the address that Odoo's carrier "
        "gives, or else the account's.",
    )
    number_from_label = fields.Boolean(
        "Number of the Label",
        compute="_compute_proposal",
        store=True,
        readonly=False,
        precompute=True,
        help="What is typed or scanned is the number of a Relais Colis label: the "
        "parcel's own number is its characters 3 to 12. Shorter numbers stay.",
    )
    proposed = fields.Boolean(
        "To Check",
        compute="_compute_proposed",
        help="The address is a proposal by the carrier's name.",
    )
    example_url = fields.Char(
        "Last Parcel",
        compute="_compute_example_url",
        help="The page of the last parcel that left by this carrier: open it to see "
        "whether the address is right.",
    )

    _once = models.Constraint(
        "UNIQUE(account_id, carrier_id)",
        "This carrier has a row for this La Redoute account already.",
    )

    # ---------------------------------------------------------- compute methods
    @api.depends("carrier_id")
    def _compute_proposal(self):
        for row in self:
            known = known_carrier(row.carrier_id.name or "")
            row.name = known.name if known else row.carrier_id.name
            row.tracking_url = known.tracking_url if known else False
            row.number_from_label = bool(known) and known.number_from_label

    @api.depends("carrier_id", "tracking_url")
    def _compute_proposed(self):
        for row in self:
            known = known_carrier(row.carrier_id.name or "")
            row.proposed = bool(
                row.tracking_url and known and row.tracking_url == known.tracking_url
            )

    @api.depends("carrier_id", "tracking_url", "number_from_label")
    def _compute_example_url(self):
        last = dict(
            self.env["stock.picking"]
            .sudo()
            ._read_group(
                [
                    ("carrier_id", "in", self.carrier_id.ids),
                    ("state", "=", "done"),
                    ("carrier_tracking_ref", "!=", False),
                    ("laredoute_ref", "!=", False),
                ],
                ["carrier_id"],
                ["id:max"],
            )
        )
        for row in self:
            number = last.get(row.carrier_id)
            parcel = self.env["stock.picking"].sudo().browse(number or [])
            row.example_url = bool(parcel) and row._address_of(
                parcel._laredoute_number(), parcel.partner_id.zip
            )

    # ------------------------------------------------------- constraint methods
    @api.constrains("tracking_url")
    def _check_tracking_url(self):
        for row in self:
            check_tracking_address(self.env, row.tracking_url, row.carrier_id.name)

    # ------------------------------------------------------------- CRUD methods
    @api.model_create_multi
    def create(self, vals_list):
        rows = super().create(vals_list)
        rows._wake()
        return rows

    def write(self, vals):
        result = super().write(vals)
        self._wake()
        return result

    # ----------------------------------------------------------- action methods
    def action_propose(self):
        """Give each carrier in use a row, by its name, where it is known."""
        check_role(self, MANAGER)
        values = []
        accounts = self.env["laredoute.account"].search([("phase", "!=", "setup")])
        for account in accounts:
            rows = self.search([("account_id", "=", account.id)]).carrier_id
            values += [
                {"account_id": account.id, "carrier_id": carrier.id}
                for carrier in carriers_in_use(account) - rows
                if known_carrier(carrier.name)
            ]
        if not values:
            return notification(
                self.env._(
                    "Nothing to propose: each carrier of the last three months has its "
                    "row, or a name that says nothing. Add a row by hand."
                ),
                "info",
                reload=False,
            )
        rows = self.create(values)
        return notification(
            self.env._(
                "%s proposed. Check each address before you rely on it.",
                ", ".join(rows.mapped("name")),
            )
        )

    # --------------------------------------------------------- business methods
    def _wake(self):
        """What waits for its carrier or address only goes now."""
        for account in self.account_id:
            account._wake("send_operations")

    def _number_of(self, number):
        """Return a parcel's number, however its label gives it; as it is if no row."""
        return label_number(number) if self.number_from_label else number

    def _address_of(self, number, zip_code):
        """Return where a parcel is followed; empty where the row does not say it."""
        return tracking_address(self.tracking_url or "", number or "", zip_code or "")
