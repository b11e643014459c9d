# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""How the orders of an account are answered, and what they become in Odoo."""

from odoo import api, fields, models
from odoo.exceptions import ValidationError

from .hand_over import hand_over


class LaredouteOrderSettings(models.Model):
    """Part of one account, which shows these fields as its own."""

    _name = "laredoute.order.settings"
    _description = "Order Settings of a La Redoute Account"
    _check_company_auto = True

    account_ids = fields.One2many(
        "laredoute.account", "order_settings_id", context={"active_test": False}
    )
    company_id = fields.Many2one(related="account_ids.company_id", store=True)
    handled_by = fields.Selection(
        [
            ("connector", "This connector"),
            ("elsewhere", "Another tool: orders are only imported"),
        ],
        "Who Handles the Orders",
        required=True,
        default="connector",
        help="Another tool: La Redoute is informed of nothing from here. What it says "
        "of its orders is followed: quotation, sale order, cancellation, refund.",
    )
    elsewhere_deliveries = fields.Selection(
        [
            ("validate", "Validated when La Redoute says that they left"),
            ("person", "Validated by a person"),
        ],
        "Deliveries",
        required=True,
        default="validate",
        help="Of orders that another tool handles: stock leaves Odoo by its delivery.",
    )
    acceptance_policy = fields.Selection(
        [
            ("stock", "When stock allows, else wait for a person"),
            ("always", "Always"),
            ("manual", "By a person"),
        ],
        required=True,
        default="stock",
        help="La Redoute cancels an order that has no answer after 72 hours.",
    )
    last_policy = fields.Selection(
        [
            ("none", "Nothing: La Redoute cancels it"),
            ("accept_covered", "Accept what stock covers, refuse the rest"),
            ("accept", "Accept all of it"),
            ("refuse", "Refuse it"),
        ],
        "When Nobody Answers",
        required=True,
        default="none",
        help="What is answered shortly before La Redoute cancels an order for want of "
        "an answer, whatever the rules say.",
    )
    last_hours = fields.Float(
        "Hours Before", default=6.0, help="Before La Redoute cancels it."
    )
    # the sources differ: protocol P-98
    give_up_by = fields.Selection(
        [
            ("out_of_stock", "Say that they are out of stock"),
            ("refund", "Have the buyer refunded"),
        ],
        "Paid Goods That Will Not Leave",
        required=True,
        default="out_of_stock",
        help="How La Redoute is informed that a line which the buyer paid will not be "
        "delivered. Some sellers are to use a refund: ask La Redoute.",
    )

    # ------------------------------------------------ what an order becomes in Odoo
    customer_policy = fields.Selection(
        [
            ("order", "A customer for each order"),
            ("same", "The same customer where name, address and phone agree"),
        ],
        "Customers",
        required=True,
        default="order",
        help="Only contacts that the connector made for this account are used again, "
        "never those of your own. La Redoute's e-mail addresses differ for each order: "
        "where customers are used again, they stand on the delivery addresses.",
    )
    name_order = fields.Selection(
        [
            ("last_first", "Surname first: DUPONT Élise"),
            ("first_last", "First name first: Élise DUPONT"),
            ("as_is", "Keep names as they come"),
        ],
        "Buyers' Names Come",
        required=True,
        default="last_first",
        help="La Redoute sends names in one text. In Odoo they begin with the first "
        "name; a name that can be read in two ways stays as it came.",
    )
    sale_prefix = fields.Char(
        "Prefix of Sale Orders",
        size=20,
        help="Sale orders are then named by it and La Redoute's number: LR-1-2026.325."
        "0001234. Empty: Odoo's own numbers.",
    )
    sale_team_id = fields.Many2one("crm.team", "Sales Team", check_company=True)
    sale_tag_ids = fields.Many2many(
        "crm.tag",
        string="Tags of Sale Orders",
        groups="sales_team.group_sale_salesman",
    )
    substitute_product_id = fields.Many2one(
        "product.product",
        "Product for Unknown Articles",
        check_company=True,
        domain="[('type', '=', 'consu'), ('sale_ok', '=', True)]",
        help="The sale order sells it where no product has the EAN or the reference "
        "that La Redoute says, so that the order can be accepted in time; the order "
        "says so until the real product is known. Empty: such an order waits.",
    )
    ship_by = fields.Selection(
        [
            ("working", "In working days of the company"),
            ("calendar", "In days, with week-ends and holidays"),
            ("none", "No date of La Redoute's"),
        ],
        "Promised Shipping Date",
        required=True,
        default="working",
        help="The sale order's delivery date, and the deadline of its deliveries: the "
        "days until the parcel leaves (Delivery Promise), counted from when La "
        "Redoute lets it be shipped.",
    )
    earlier_orders = fields.Selection(
        [
            ("elsewhere", "Are handled elsewhere until a person takes them over"),
            ("here", "Are handled here like all others"),
        ],
        "Orders Under Way at the Start",
        required=True,
        default="elsewhere",
        help="A shop that sells already has orders that another tool, or people by "
        "hand, handle: they must not be sold and shipped twice.",
    )
    handled_before = fields.Datetime(
        "Orders Placed Before",
        copy=False,
        help="Of these nothing is made and nothing is sent: they are shown as handled "
        "elsewhere. Set to the moment at which the account starts for the first time. "
        "A later moment leaves orders of which nothing was made; an earlier one takes "
        "over none that is stored: press Handle Here on these.",
    )
    unfulfilled_policy = fields.Selection(
        [
            ("ask", "A person decides"),
            ("give_up", "La Redoute is informed after some hours"),
        ],
        "When Paid Goods Will Not Leave",
        required=True,
        default="ask",
        help="What becomes of a line that the buyer paid when its sale order was "
        "cancelled here, its quantity was lowered, its delivery was cancelled, or its "
        "product was archived and lacks.",
    )
    unfulfilled_hours = fields.Float(
        "Hours without a Decision",
        default=24.0,
        help="Counted from when it was last seen as it is. Nobody decided by then.",
    )
    unfulfilled_reason_id = fields.Many2one(
        "laredoute.reason",
        "Reason Given",
        domain=[("for_refusal", "=", True)],
        default=lambda self: self.env.ref(
            "laredoute_connector.reason_no_stock", raise_if_not_found=False
        ),
        help="Stands on the order. La Redoute does not get it.",
    )

    _last_hours = models.Constraint(
        "CHECK(last_hours > 0 AND last_hours <= 48)",
        "The last policy answers more than 0 and at most 48 hours before the end.",
    )

    _unfulfilled_hours = models.Constraint(
        "CHECK(unfulfilled_hours >= 1 AND unfulfilled_hours <= 720)",
        "Paid goods that will not leave: wait for at least 1 and at most 720 hours.",
    )

    @api.constrains("substitute_product_id")
    def _check_substitute(self):
        for settings in self:
            product = settings.substitute_product_id
            if product and product.type != "consu":
                raise ValidationError(
                    self.env._(
                        "%s is not delivered: the product for unknown articles must be "
                        "goods.",
                        product.display_name,
                    )
                )

    @api.constrains("unfulfilled_policy", "unfulfilled_reason_id")
    def _check_unfulfilled_reason(self):
        for settings in self:
            if settings.unfulfilled_policy == "give_up" and not (
                settings.unfulfilled_reason_id
            ):
                raise ValidationError(
                    self.env._(
                        "Choose the reason that stands on the orders whose paid goods "
                        "will not leave."
                    )
                )

    # ------------------------------------------------------------- CRUD methods
    def write(self, vals):
        """A later moment leaves more orders to others; others begin anew."""
        changed = self.filtered(
            lambda settings: (
                "handled_by" in vals and settings.handled_by != vals["handled_by"]
            )
        )
        result = super().write(vals)
        if {"earlier_orders", "handled_before"} & vals.keys():
            orders = self.env["laredoute.order"].sudo()
            for account in self.account_ids:
                orders._leave_elsewhere(account.sudo())
        for account in changed.account_ids:
            hand_over(account.sudo())
        return result

    # --------------------------------------------------------- business methods
    def _taken_over_at(self):
        """Return the moment before which orders are others' to handle, else False."""
        self.ensure_one()
        return self.earlier_orders == "elsewhere" and self.handled_before

    def _propose_moment(self):
        """Leave what is under way to whoever handles it now, unless people decided.

        :return: whether a moment was set
        """
        self.ensure_one()
        if self.earlier_orders != "elsewhere" or self.handled_before:
            return False
        accounts = ("account_id", "in", self.account_ids.ids)
        if self.env["laredoute.order"].sudo().search_count([accounts], limit=1):
            # it works already: what is here was made here
            return False
        self.handled_before = fields.Datetime.now()
        return True


def informs(account):
    """Return whether La Redoute is informed from here of what is decided and shipped.

    :param account: one ``laredoute.account``
    """
    return account.switch_fulfilment and account.handled_by == "connector"
