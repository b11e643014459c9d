# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Odoo's words → La Redoute's codes. Proposals are used only once confirmed."""

from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL

from ..common import notification
from ..flow.races import race_is_conflict
from .find import find_to_map


class LaredouteMapping(models.AbstractModel):
    """What the three mapping screens share.

    A concrete mapping names its target in ``_target`` and has two fields of that
    model: the target itself, confirmed by a person, and ``proposal_id``.
    """

    _name = "laredoute.mapping"
    _description = "La Redoute Mapping"
    _inherit = ["laredoute.catalogue.mixin"]

    #: the field that holds La Redoute's record once a person confirmed it
    _target = None
    #: the field of findings that points to the mapping that would fix them
    _finding_field = None

    # missing ──proposed by name──▶ proposed ──a person──▶ confirmed
    #    ◀──dismissed by a person──    │
    #    ◀──emptied by a person────────┴──────────────────────
    catalogue_id = fields.Many2one(ondelete="cascade")
    state = fields.Selection(
        [
            ("missing", "Missing"),
            ("proposed", "Proposed"),
            ("confirmed", "Confirmed"),
        ],
        compute="_compute_state",
        store=True,
        index=True,
    )
    dismissed = fields.Boolean(
        readonly=True,
        help="A person wants no proposal here: a new list of La Redoute makes none.",
    )
    held_back = fields.Integer(
        "Products Held Back",
        compute="_compute_held_back",
        help="Products that cannot be sent to La Redoute because this is missing.",
    )

    def _is_set(self):
        """Whether a person said what this is at La Redoute."""
        self.ensure_one()
        return bool(self[self._target])

    def _is_proposed(self):
        """Whether there is something to confirm."""
        self.ensure_one()
        return bool(self.proposal_id)

    # ---------------------------------------------------------- compute methods
    @api.depends("proposal_id")
    def _compute_state(self):
        for mapping in self:
            if mapping._is_set():
                mapping.state = "confirmed"
            else:
                mapping.state = "proposed" if mapping._is_proposed() else "missing"

    @api.depends_context("uid", "allowed_company_ids")
    def _compute_held_back(self):
        counts = self._count_held_back()
        for mapping in self:
            mapping.held_back = counts.get(mapping.id, 0)

    def _count_held_back(self):
        """{id: number of products}, on the accounts the user sees; one query."""
        if not self.ids:
            return {}
        self.env["laredoute.finding"].flush_model()
        self.env["laredoute.listing"].flush_model(["product_tmpl_id", "account_id"])
        gap = SQL.identifier("finding", self._finding_field)
        accounts = self.env["laredoute.account"]._search([])
        return dict(
            self.env.execute_query(
                SQL(
                    """
                    SELECT %(gap)s, COUNT(DISTINCT listing.product_tmpl_id)
                      FROM laredoute_finding finding
                      JOIN laredoute_listing listing ON listing.id = finding.listing_id
                     WHERE %(gap)s IN %(ids)s AND finding.severity = 'error'
                       AND listing.account_id IN %(accounts)s
                     GROUP BY 1
                    """,
                    gap=gap,
                    ids=tuple(self.ids),
                    accounts=accounts.subselect(),
                )
            )
        )

    # ------------------------------------------------------------- CRUD methods
    def write(self, vals):
        if self._target in vals and not vals[self._target]:
            # who empties it does not want it proposed again
            vals = {"proposal_id": False, "dismissed": True, **vals}
        before = {mapping: mapping._meaning() for mapping in self}
        result = super().write(vals)
        changed = self.filtered(lambda mapping: mapping._meaning() != before[mapping])
        if changed and not self.env.context.get("laredoute_invalidate_later"):
            changed._invalidate_listings()
        return result

    @api.model_create_multi
    def create(self, vals_list):
        mappings = super().create(vals_list)
        confirmed = mappings.filtered(lambda mapping: mapping._is_set())
        if confirmed:
            confirmed._invalidate_listings()
        return mappings

    def unlink(self):
        self._invalidate_listings()
        return super().unlink()

    def _meaning(self):
        """Return what is sent of products because of this mapping."""
        self.ensure_one()
        return self[self._target].id

    # ----------------------------------------------------------- action methods
    def action_confirm(self):
        """A person says that these proposals are right."""
        mappings = self.filtered(lambda mapping: mapping.state == "proposed")
        mappings._take_proposals()
        if len(self) == 1:
            return None
        if not mappings:
            message = self.env._("There is no proposal to confirm here.")
            return notification(message, "info")
        return notification(self.env._("Confirmed: %s.", len(mappings)))

    def action_confirm_all(self):
        """All the proposals of the list on screen, whatever page they are on."""
        domain = self.env.context.get("active_domain")
        if domain is None:
            return None
        proposed = Domain(domain) & Domain("state", "=", "proposed")
        # other companies confirm theirs
        return self.search(proposed)._filtered_access("write").action_confirm()

    def action_dismiss(self):
        """These proposals are wrong: forget them."""
        proposed = self.filtered(lambda mapping: mapping.state == "proposed")
        proposed.write({"proposal_id": False, "dismissed": True})

    def action_propose(self):
        """Look again for names that fit, those dismissed too."""
        mappings = self.filtered(lambda mapping: mapping.state != "confirmed")
        mappings.write({"dismissed": False})
        mappings._propose()
        found = len(mappings.filtered(lambda mapping: mapping.state == "proposed"))
        message = self.env._(
            "%(found)s of %(all)s have a proposal.", found=found, all=len(mappings)
        )
        return notification(message, "success" if found else "info")

    def action_find(self):
        """Make the rows to fill for what is sold, before anything is selected."""
        self.check_access("create")
        counts = find_to_map(self.env)
        if not any(counts):
            message = self.env._("Nothing new to map was found among the products.")
            return notification(message, "info")
        categories, brands, values = counts
        message = self.env._(
            "Added to what is to be mapped: %(categories)s categories, %(brands)s "
            "brands, %(values)s values.",
            categories=categories,
            brands=brands,
            values=values,
        )
        return notification(message)

    def action_open_held_back(self):
        """The products that a product file would hold if this were mapped."""
        self.ensure_one()
        path = f"laredoute_listing_ids.finding_ids.{self._finding_field}"
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Held back by %s", self.display_name),
            "res_model": "product.template",
            "view_mode": "list,kanban,form",
            "domain": [(path, "in", self.ids)],
        }

    def _open_row(self):
        """Open this row in its list, ready to be filled."""
        return {
            "type": "ir.actions.act_window",
            "name": self.env["ir.model"]._get(self._name).name,
            "res_model": self._name,
            "view_mode": "list",
            "domain": [("id", "in", self.ids)],
        }

    # --------------------------------------------------------- business methods
    def _take_proposals(self):
        """Confirm in bulk; the listings are looked up once."""
        # read at once: each is looked at when it is written
        self.proposal_id.mapped("retired")
        for mapping in self.with_context(laredoute_invalidate_later=True):
            mapping.write(mapping._proposed_values())
        if self:
            self._invalidate_listings()

    def _proposed_values(self):
        self.ensure_one()
        return {self._target: self.proposal_id.id}

    @api.model
    def _propose_again(self, catalogue):
        """A list of La Redoute changed: propose again where nobody decided.

        On ``laredoute.mapping`` itself: for all three kinds.

        :param catalogue: the ``laredoute.catalogue`` whose list changed
        """
        if self._abstract:
            for name in self._inherit_children:
                self.env[name]._propose_again(catalogue)
            return
        undecided = [
            ("catalogue_id", "=", catalogue.id),
            ("state", "!=", "confirmed"),
            ("dismissed", "=", False),
        ]
        self.search(undecided)._propose()

    def _propose(self):
        """Propose by name, in bulk; what no longer fits is taken back."""
        for catalogue, mappings in self.grouped("catalogue_id").items():
            sources = [mapping._source() for mapping in mappings]
            proposals = self._proposals(catalogue, sources)
            for mapping in mappings:
                proposal = proposals.get(mapping._source(), False)
                if mapping.proposal_id.id != proposal:
                    mapping.proposal_id = proposal
        # whether own words will do may have changed with the list
        self.env.add_to_compute(self._fields["state"], self)

    def _source(self):
        """What the mapping maps from, as ``_proposals`` and ``_of_sources`` know it."""
        raise NotImplementedError

    @api.model
    def _proposals(self, catalogue, sources):
        """Return {source: id of La Redoute's record that seems to be meant}.

        :param catalogue: the ``laredoute.catalogue`` to look in
        :param sources: list of what mappings map from
        """
        raise NotImplementedError

    @api.model
    def _make(self, catalogue, vals_list):
        """Make the rows nobody saw yet; another process may make the same ones now."""
        with race_is_conflict():
            return self.create(
                [{**vals, "catalogue_id": catalogue.id} for vals in vals_list]
            )

    def _invalidate_listings(self):
        """The listings this mapping speaks for must be checked again."""
        raise NotImplementedError

    @api.model
    def _of_sources(self, catalogue, sources):
        """Return {source: mapping}; sources nobody saw yet get a mapping to fill.

        :param catalogue: the ``laredoute.catalogue`` of the mappings
        :param sources: iterable of what the mapping maps from
        """
        raise NotImplementedError
