from odoo import api, models

_WEEKS = ("despacho.week.line", ("date", "name", "why", "day", "decision"), ("partner_id", "lead_id"))


class DespachoPrivacyExport(models.AbstractModel):
    """What the weeks of the staff say of a person."""

    _inherit = "despacho.privacy.export"

    @api.model
    def _get_hanging(self):
        return (*super()._get_hanging(), _WEEKS)
