from odoo import models


class DespachoImportRow(models.Model):
    """What is said of the rows of whoever is blocked."""

    _inherit = "despacho.import.row"

    def _get_reason(self):
        if self.reason_code == "blocked":
            return self.env._(
                "This person asked to be erased, or the time to keep their data was over. If they are a client again, "
                "ask those of data protection to show them again, and review the file anew"
            )
        reason = super()._get_reason()
        if (self.details or {}).get("without_person"):
            left = self.env._(
                "The person whom it names is left out: they asked to be erased, or the time to keep their data was over"
            )
            return f"{reason}. {left}"
        return reason
