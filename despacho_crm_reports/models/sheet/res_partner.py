from odoo import models


class ResPartner(models.Model):
    _inherit = "res.partner"

    def _get_sheet_file_name(self):
        """Name of the PDF of one sheet, as the person who keeps it would call it."""
        self.ensure_one()
        return " ".join(filter(None, (self.env._("Sheet of %(name)s", name=self.name), self.nif_key)))
