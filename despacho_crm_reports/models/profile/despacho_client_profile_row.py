from odoo import api, fields, models
from odoo.tools import SQL

from odoo.addons.despacho_crm.tools import legal_form

#: What is known alike of contacts and of the companies of the census, and how the database holds it.
FEATURES = {"sector_id": "int4", "size_class": "varchar", "state_id": "int4", "legal_form": "varchar"}
BANDS = [("a", "A: very alike"), ("b", "B: alike"), ("c", "C: as any"), ("d", "D: unlike")]
#: Of each band, how many times the odds of any other company its companies have of being of the best, at least.
BAND_TIMES = {"a": 2.0, "b": 1.25, "c": 0.75}


class DespachoClientProfileRow(models.AbstractModel):
    """A row of a calculation: only the calculation writes it."""

    _name = "despacho.client.profile.row"
    _description = "Row of a Profile"
    _log_access = False

    profile_id = fields.Many2one("despacho.client.profile", required=True, readonly=True, ondelete="cascade")
    company_id = fields.Many2one("res.company", required=True, readonly=True, index=True, ondelete="cascade")

    @api.model
    def _sql_band(self, chance, base):
        """Return the band of a ``chance`` from 0 to 1, beside that of any other, ``base``.

        Times are those of the odds, as one more point is twice: where half of all are of the best, none is twice as
        often so, and yet some are far more alike than others.
        """
        cases = [
            SQL(
                "WHEN %(chance)s >= %(least)s THEN %(band)s",
                chance=chance,
                least=times * base / (1 - base + times * base),
                band=band,
            )
            for band, times in BAND_TIMES.items()
        ]
        return SQL("CASE %s ELSE 'd' END", SQL(" ").join(cases))


LEGAL_FORMS = [(code, label) for code, (label, _spellings) in legal_form.FORMS.items()]
