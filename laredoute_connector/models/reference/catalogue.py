# Copyright 2026 La Redoute connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Which reference lists and mappings count for which accounts.

The same code may mean something else on another platform, or for another group of
accounts. With a single catalogue people see nothing of it.
"""

from odoo import api, fields, models
from odoo.exceptions import AccessError, ValidationError

from ..common import USER

#: of the catalogue that everybody has
NAMES = {"sellr": "La Redoute"}
#: who has this group sees catalogues; everybody does as soon as there are two
SEVERAL = "laredoute_connector.group_laredoute_catalogue"


class LaredouteCatalogue(models.Model):
    _name = "laredoute.catalogue"
    _description = "La Redoute Catalogue"
    _order = "sequence, id"

    name = fields.Char(required=True)
    sequence = fields.Integer(default=10)
    platform = fields.Selection(
        selection="_selection_platform", required=True, default="sellr"
    )
    account_ids = fields.One2many("laredoute.account", "catalogue_id", "Accounts")

    _name_unique = models.Constraint(
        "UNIQUE(platform, name)", "This catalogue exists already."
    )

    @api.model
    def _selection_platform(self):
        platform = self.env["laredoute.account"]._fields["platform"]
        return platform._description_selection(self.env)

    # ------------------------------------------------------------- CRUD methods
    @api.model_create_multi
    def create(self, vals_list):
        catalogues = super().create(vals_list)
        self._show_or_hide()
        return catalogues

    def unlink(self):
        result = super().unlink()
        self._show_or_hide()
        return result

    # --------------------------------------------------------- business methods
    @api.model
    def _show_or_hide(self):
        """Show columns and filters of catalogues where there are several."""
        users = self.env.ref(USER).sudo()
        several = self.env.ref(SEVERAL).sudo()
        if self.sudo().search_count([], limit=2) > 1:
            users._apply_group(several)
        else:
            users._remove_group(several)

    @api.model
    def _only(self):
        """Return the catalogue if there is but one; with several a person chooses."""
        found = self.search([], limit=2)
        return found if len(found) == 1 else found.browse()

    @api.model
    def _of_platform(self, platform):
        """Return the first catalogue of a platform that is the user's to change.

        One is made where there is none: another company's lists are that company's.
        """
        found = self.search([("platform", "=", platform)])
        # an account's catalogue is computed by the superuser
        own = found.with_user(self.env.user)._filtered_access("write")[:1]
        if own:
            return own.sudo(self.env.su)
        name = NAMES.get(platform)
        name = name or dict(self._selection_platform()).get(platform, platform)
        if name in found.mapped("name"):
            name = f"{name} – {self.env.company.name}"
        return self.sudo().create({"name": name, "platform": platform})

    def _check_own(self):
        """Check that an account may use these: what is shared is shared on purpose.

        :raises AccessError: where accounts of companies the user has not use them too
        """
        for catalogue in self:
            if not catalogue.has_access("write"):
                raise AccessError(
                    self.env._(
                        "Accounts of another company use the catalogue %s: only who "
                        "works for all these companies lets another account share its "
                        "lists and mappings.",
                        catalogue.name,
                    )
                )


class LaredouteCatalogueMixin(models.AbstractModel):
    """A record of one catalogue: of a list, a mapping, an import of a list."""

    _name = "laredoute.catalogue.mixin"
    _description = "Record of a La Redoute Catalogue"

    #: fields that name records of the same catalogue; the first that is set gives it
    _same_catalogue = ()

    catalogue_id = fields.Many2one(
        "laredoute.catalogue",
        compute="_compute_catalogue_id",
        store=True,
        readonly=False,
        precompute=True,
        required=True,
        index=True,
        ondelete="restrict",
        help="The lists of one platform, and of the accounts that share them.",
    )

    # it stays what it was when the record was made: nothing to depend on
    def _compute_catalogue_id(self):
        only = self.env["laredoute.catalogue"]._only()
        for record in self:
            named = (record[name].catalogue_id for name in self._same_catalogue)
            record.catalogue_id = (
                record.catalogue_id or next(filter(None, named), None) or only
            )

    @api.constrains(lambda self: ("catalogue_id", *self._same_catalogue))
    def _check_catalogue(self):
        for record in self:
            for name in self._same_catalogue:
                other = record[name]
                if other and other.catalogue_id != record.catalogue_id:
                    raise ValidationError(
                        self.env._(
                            "%(other)s is of the catalogue %(its)s, not of %(own)s.",
                            other=other.display_name,
                            its=other.catalogue_id.name,
                            own=record.catalogue_id.name,
                        )
                    )

    def _of_catalogue(self, catalogue):
        """Return those of one catalogue: others say nothing to its accounts."""
        return self.filtered(lambda record: record.catalogue_id == catalogue)

    def _with_catalogue(self, name):
        """Return a name, with the catalogue's for people who see several."""
        self.ensure_one()
        shown = not self.env.su and self.env.user.has_group(SEVERAL)
        if self.catalogue_id and shown:
            return f"{name} – {self.catalogue_id.name}"
        return name
