from odoo import api, fields, models
from odoo.tools import SQL

from odoo.addons.despacho_crm.models.segmentation.despacho_company_year import SIZES
from odoo.addons.despacho_crm.tools import legal_form

#: What is known alike of contacts and of the companies of the census, and how the database holds it.
FEATURES = {"sector_id": "int4", "size_class": "varchar", "state_id": "int4", "legal_form": "varchar"}
BANDS = [("a", "A: very alike"), ("b", "B: alike"), ("c", "C: as any"), ("d", "D: unlike")]
#: Of each band, how many times as often as any other company its companies are of the best, at least.
BAND_TIMES = {"a": 2.0, "b": 1.25, "c": 0.75}


class DespachoClientProfileRow(models.AbstractModel):
    """A row of a calculation: only the calculation writes it."""

    _name = "despacho.client.profile.row"
    _description = "Row of a Profile"
    _log_access = False

    profile_id = fields.Many2one("despacho.client.profile", required=True, readonly=True, ondelete="cascade")
    company_id = fields.Many2one("res.company", required=True, readonly=True, index=True, ondelete="cascade")

    @api.model
    def _selection_legal_form(self):
        return self.env["res.partner"]._fields["legal_form"]._description_selection(self.env)

    @api.model
    def _selection_size_class(self):
        labels = dict(self.env["res.partner"]._fields["size_class"]._description_selection(self.env))
        return [(name, labels[name]) for name, _label in SIZES]

    @api.model
    def _sql_band(self, chance, base):
        """Return the band of a ``chance`` from 0 to 1, beside that of any other, ``base``."""
        cases = [
            SQL(
                "WHEN %(chance)s >= %(times)s * %(base)s THEN %(band)s",
                chance=chance,
                times=times,
                base=base,
                band=band,
            )
            for band, times in BAND_TIMES.items()
        ]
        return SQL("CASE %s ELSE 'd' END", SQL(" ").join(cases))

    @api.model
    def _sql_same(self, one, other):
        """Return the condition that two rows are of the same kind of company."""
        return SQL(" AND ").join(
            SQL("%s IS NOT DISTINCT FROM %s", SQL.identifier(one, name), SQL.identifier(other, name))
            for name in FEATURES
        )


LEGAL_FORMS = [(code, label) for code, (label, _spellings) in legal_form.FORMS.items()]
