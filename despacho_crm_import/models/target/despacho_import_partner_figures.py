from odoo import api, models

from ...tools import verdict
from .despacho_import_partner_segmentation import FIGURES

#: As near as this, two amounts are one: the base keeps cents.
_CENT = 0.01


class DespachoImportPartner(models.AbstractModel):
    """Figures of an earlier year than the last one that is known are added to that year: those of today stay.

    What is known of that year stays too, for nothing tells whether a person wrote it.
    """

    _inherit = "despacho.import.partner"

    @api.model
    def _find_candidates(self, import_, rows, first_rows, choices, known=None):
        target = self
        if any(not row.values.keys().isdisjoint(FIGURES) for row in rows):
            target = self.with_context(**import_._get_segmentation_context())
        return super(DespachoImportPartner, target)._find_candidates(import_, rows, first_rows, choices, known)

    @api.model
    def _get_known_for_row(self, row, partner, known, contacts, origins):
        known = super()._get_known_for_row(row, partner, known, contacts, origins)
        year = self.env.context.get("despacho_import_figures_year")
        if not year or year >= partner.figures_year or row.values.keys().isdisjoint(FIGURES):
            return known
        line = partner.company_year_ids.filtered(lambda one: one.year == year)
        then = {name: verdict.Known(line[name], typed=True) for name in FIGURES if line and line._knows(name)}
        return {**{name: one for name, one in known.items() if name not in FIGURES}, **then}

    @api.model
    def _prepare_origins(self, import_, brought, values, names):
        """What the company has today came from whoever brought it, not from what is told of an earlier year."""

        def is_of_today(name):
            return abs((values.get(name) or 0) - (brought.get(name) or 0)) < _CENT

        mine = [name for name in names if name not in FIGURES or is_of_today(name)]
        return super()._prepare_origins(import_, brought, values, mine)
