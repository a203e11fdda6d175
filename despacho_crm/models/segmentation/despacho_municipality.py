from odoo import api, fields, models, tools
from odoo.fields import Domain

from ...tools.census_words import words
from ...tools.nif import LIKE


class DespachoMunicipality(models.Model):
    """A municipality of Spain, by its official name, with its postcodes."""

    _name = "despacho.municipality"
    _description = "Municipality"
    _order = "name, id"
    _log_access = False

    code = fields.Char(required=True, readonly=True, help="The number that INE gives it.")
    name = fields.Char(required=True, readonly=True)
    words = fields.Char(readonly=True)
    state_id = fields.Many2one("res.country.state", string="Province", index=True, ondelete="cascade", readonly=True)
    postcodes = fields.Char(readonly=True)

    _code_uniq = models.UniqueIndex("(code)")

    @api.depends("name", "state_id")
    def _compute_display_name(self):
        for place in self:
            province = (place.state_id.name or "").partition(" (")[0]  # «Girona (Gerona)»
            place.display_name = f"{place.name} ({province})" if province and province != place.name else place.name

    @api.model
    def _search_display_name(self, operator, value):
        """Find by words of the name, with or without accents, or by a postcode."""
        if operator == "in":
            return Domain.OR(self._search_named(one) for one in value if one)
        if operator not in LIKE or not isinstance(value, str):
            return super()._search_display_name(operator, value)
        wanted = words(value.strip("%"))
        return Domain.AND(Domain("postcodes" if word.isdigit() else "words", "like", f" {word}") for word in wanted)

    @api.model
    def _search_named(self, name):
        """Find what is shown as ``name``, with its province or without it; else by its words."""
        town, _sign, province = name.removesuffix(")").partition(" (")
        exactly = Domain("name", "=ilike", town)
        if province:
            exactly &= Domain("state_id.name", "=ilike", f"{province}%")
        return exactly if self.search_count(exactly, limit=1) else self._search_display_name("ilike", name)

    @api.model
    @tools.ormcache("code", cache="stable")
    def _id_of(self, code):
        """Return the id of the municipality of that number of INE, False when there is none."""
        # sudo: everybody's contacts are in a municipality, whoever may read the list of them.
        return self.sudo().search([("code", "=", code)], limit=1).id
