# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Products that La Redoute may have already: an offer by EAN comes first.

What it has, of another seller or of its own, needs no product file. What it does not
have is created as any other product, from the moment it says so.
"""

from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError

from ..common import FORGOTTEN, KNOWN_STATES, MANAGER, check_role, notification
from ..exchange.kinds.columns import write_column

#: values of :attr:`LaredouteByEan.by_ean`
OFFERED, MISSING = "offered", "missing"
#: states of a listing that was never sent in any way
FRESH = ("selected", "blocked", "ready", "offered")
#: a product file takes two days at most: who is not found after that is not coming
MISSING_DAYS = 3
#: states of a product file whose answer is out
NOT_ANSWERED = ("queued", "sending", "unknown", "sent")
#: listings written between two looks at the next ones
BATCH = 1000
#: its codes are no more than ours: it was in no file, or all of it was refused
_NOTHING_SENT = ["|", ("sent_at", "=", False), ("codes_free", "=", True)]
#: what nobody can say any more of a product that La Redoute does not have; the usual
#: price stays, by which a fall is measured, and so do the fees that buyers paid
_NOTHING_HELD = {
    **dict.fromkeys(("offer_sent", "offer_accepted", "offer_refused"), False),
    **dict.fromkeys(("offer_exchange_id", "offer_accepted_at"), False),
    **dict.fromkeys(("integrated_at", "live_at", "warning"), False),
    **dict.fromkeys(("seen_at", "seen_by", "seen_reference"), False),
    # a second report on an earlier sheet is not about the next one
    **dict.fromkeys(("product_sent", "product_accepted", "product_exchange_id"), False),
    **dict.fromkeys(("images_sent", "brand_sent", "brand_taken"), False),
    **dict.fromkeys(("refusal", "refusal_code", "overdue", "to_complete"), False),
    **dict.fromkeys(("struck_since", "part_number"), False),
    **dict.fromkeys(("offer_refusals", "quantity_accepted", "quantity_sent"), 0),
    **dict.fromkeys(("price_sent", "struck_sent", "price_accepted"), 0),
    "eco_fee_sent": 0,
}


class LaredouteByEan(models.AbstractModel):
    """Part of a listing."""

    _name = "laredoute.by.ean"
    _inherit = "laredoute.publication"
    _description = "Offer of a Product That La Redoute May Have"

    by_ean = fields.Selection(
        [("offered", "Offered by EAN"), ("missing", "To Create")],
        "Matching",
        readonly=True,
        copy=False,
        index="btree_not_null",
        help="Offered by EAN: La Redoute has the product's sheet, none of yours is "
        "sent. To create: La Redoute does not have it, so that it is sent your sheet.",
    )
    missing_since = fields.Datetime(
        "Not Found since",
        readonly=True,
        copy=False,
        index="btree_not_null",
        help="La Redoute finds no product of this EAN.",
    )
    not_found = fields.Boolean(
        "Not Found for Days",
        compute="_compute_not_found",
        search="_search_not_found",
        help="La Redoute took the product, and has refused its offer for days since it "
        "finds no such product.",
    )

    # ---------------------------------------------------------- compute methods
    @api.depends("missing_since", "selected", "state")
    def _compute_not_found(self):
        found = set(self.filtered_domain(self._not_found_domain()).ids)
        for listing in self:
            listing.not_found = listing.id in found

    @api.model
    def _search_not_found(self, operator, value):
        if operator != "in" or True not in value:
            return NotImplemented
        return self._not_found_domain()

    @api.model
    def _not_found_domain(self):
        late = fields.Datetime.now() - timedelta(days=MISSING_DAYS)
        return [
            ("missing_since", "<=", late),
            ("selected", "=", True),
            ("state", "in", KNOWN_STATES),
        ]

    # --------------------------------------------------------- business methods
    @api.model
    def _offer_by_ean(self, account):
        """Offer by their EANs what is ready to: with the next offer file.

        Codes that changed before anything was sent are taken anew.

        :param account: in its company and language
        """
        domain = [
            ("account_id", "=", account.id),
            ("by_ean", "=", OFFERED),
            ("state", "in", ("ready", "offered")),
            ("selected", "=", True),
            ("has_error", "=", False),
            ("needs_check", "=", False),
            *_NOTHING_SENT,
            ("product_id.active", "=", True),
        ]
        first = self._testing_templates(account)
        if first is not None:
            domain.append(("product_tmpl_id", "in", first))
        found = self.search(domain, order="id")
        for start in range(0, len(found), BATCH):
            batch = found[start : start + BATCH]
            for target, source in (("ean", "barcode"), ("sku", "default_code")):
                codes = {
                    each.id: (each.product_id[source] or "").strip() for each in batch
                }
                write_column(batch, target, codes)
            batch.write({"state": "offered"})
        # whose offers are noted depends on their state
        found.flush_recordset()
        self.env["laredoute.listing.stale"]._collect_offers(found)

    @api.model
    def _take_back_unsent(self, account):
        """What was to be offered, and was in no file, is looked at anew.

        Its codes may have changed since, or it may break a rule now.
        """
        domain = [
            ("account_id", "=", account.id),
            ("state", "=", "offered"),
            ("selected", "=", True),
            *_NOTHING_SENT,
        ]
        self.search(domain).write({"state": "ready"})

    def _missing_note(self):
        """Say that La Redoute lacks the product; False where it does not."""
        return self.by_ean == MISSING and self.env._(
            "La Redoute has no product of this EAN: it is created."
        )

    def _state_again(self):
        """Return the state of a listing that is sold again, after it was ended."""
        self.ensure_one()
        if self.product_accepted:
            return "integrated"
        # its EAN is all that La Redoute needs
        return "offered" if self.by_ean == OFFERED and self._is_sent() else "selected"

    def _to_creation(self):
        """La Redoute has no such products: they are checked by all rules, and created.

        A report on an earlier offer file says nothing of them any more.
        """
        if not self:
            return
        offered = self.filtered(lambda each: each.by_ean == OFFERED)
        # no sheet of ours fixed them; one that it took may have a parent there
        offered.write({"codes_free": True, "parent_sku": False})
        self.write(
            {
                **_NOTHING_HELD,
                "by_ean": MISSING,
                "missing_since": fields.Datetime.now(),
            }
        )
        sold = self.filtered("selected")
        sold.write({"state": "selected"})
        (self - sold).write({"state": "ended"})
        words = self.env._(
            "La Redoute has no product of this EAN. It is created now: once all that "
            "its sheet needs is there, it goes with the next product file."
        )
        sold._message_log_batch(bodies=dict.fromkeys(sold.ids, words))
        sold._invalidate_these()

    def _is_not_found(self):
        """Whether La Redoute finds no product of what it took."""
        self.ensure_one()
        known = self.by_ean != MISSING and self.state in KNOWN_STATES
        return bool(known and self.missing_since)

    def _is_refused_by_ean(self):
        """Whether La Redoute never took any offer of what is offered by its EAN.

        It may have taken a file of which nobody knows the outcome.
        """
        self.ensure_one()
        return (
            self.by_ean == OFFERED
            and bool(self.offer_refusals)
            and not self.integrated_at
            and self.offer_accepted != FORGOTTEN
        )

    def _note_missing(self):
        """La Redoute does not find products of which it took the sheet."""
        first = self.filtered(lambda each: not each.missing_since)
        first.write({"missing_since": fields.Datetime.now()})

    # ----------------------------------------------------------- action methods
    def action_create_again(self):
        """Send the sheets of products again that La Redoute does not find.

        :return: what says how many of them it does not concern, if any
        :raises UserError: when it finds them, or will do so yet
        """
        check_role(self, MANAGER)
        listings = self.sudo().filtered(
            lambda each: (
                each.selected
                and (each._is_not_found() or each._is_refused_by_ean())
                and each.product_exchange_id.state not in NOT_ANSWERED
            )
        )
        if not listings:
            raise UserError(
                self.env._(
                    "La Redoute has not refused the offers of these because it finds "
                    "no such product, or their product file is not answered yet: "
                    "there is nothing to create again."
                )
            )
        listings._to_creation()
        left = self - listings
        return left and notification(
            self.env._(
                "%(done)s are created again. Of %(left)s nothing changes: La Redoute "
                "has not refused their offers because it finds no such product, or "
                "their product file is not answered yet.",
                done=len(listings),
                left=len(left),
            ),
            "warning",
        )


def by_ean_now(listed, policies):
    """Return what :attr:`LaredouteByEan.by_ean` is of a listing that is checked.

    What La Redoute was sent stays as it was sent, whatever the settings are now.

    :param listed: :class:`.listed.Listed`
    :param policies: :class:`..offer.policies.Policies` of its product
    :return: ``""``: it is created without an attempt
    """
    if listed.by_ean == MISSING or (listed.by_ean == OFFERED and listed.is_sent):
        return listed.by_ean
    new = listed.state in FRESH and not listed.is_sent and not listed.in_file
    return OFFERED if new and policies.offers_first(listed.product_id) else ""
