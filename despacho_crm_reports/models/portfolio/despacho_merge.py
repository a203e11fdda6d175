from odoo import api, models


class DespachoMerge(models.Model):
    """The portfolio is made anew every night: the rows of who is joined to another go, and come back as theirs."""

    _inherit = "despacho.merge"

    @api.model
    def _passing_tables(self):
        return super()._passing_tables() | {self.env["despacho.portfolio.cell"]._table}
