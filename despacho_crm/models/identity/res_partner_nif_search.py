from odoo import api, fields, models
from odoo.fields import Domain

from ...tools import nif

_LIKE = ("like", "ilike", "=like", "=ilike")


class ResPartner(models.Model):
    """Find a company by its NIF in any spelling, and by the one it had before."""

    _inherit = "res.partner"

    nif_search = fields.Char(
        string="NIF in any spelling",
        store=False,
        compute="_compute_nif_search",
        search="_search_nif_search",
    )

    def _compute_nif_search(self):
        for partner in self:
            partner.nif_search = partner.nif_key or partner.personal_nif

    @api.model
    def _search_nif_search(self, operator, value):
        if operator == "in":
            keys = [nif.parse(item).key for item in value if item]
            return self._nif_domain("in", [key for key in keys if key])
        if operator not in _LIKE:
            return NotImplemented
        found = nif.parse(value)
        if found.valid:
            return self._nif_domain("in", [found.key])
        # Part of a number: as written, and as core stores what it can't validate.
        part = nif.clean_spanish(value)
        return self._nif_domain("=like", f"{part}%") if len(part) >= 3 else Domain.FALSE

    @api.model
    def _nif_domain(self, operator, value):
        return Domain.OR(
            Domain(name, operator, value) for name in ("nif_key", "personal_nif", "former_nif_ids.nif_key")
        )

    @api.model
    def _search_display_name(self, operator, value):
        domain = super()._search_display_name(operator, value)
        if operator not in _LIKE or not isinstance(value, str) or domain is NotImplemented:
            return domain
        found = nif.parse(value)
        if not found.valid:
            return domain
        return Domain(domain) | self._nif_domain("in", [found.key])
