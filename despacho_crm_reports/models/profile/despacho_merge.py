from odoo import api, models


class DespachoMerge(models.Model):
    """Scores are made anew at each calculation: they are no history to move from one contact to another."""

    _inherit = "despacho.merge"

    @api.model
    def _passing_tables(self):
        return super()._passing_tables() | {"despacho_client_score"}
