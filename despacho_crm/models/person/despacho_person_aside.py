from odoo import api, fields, models

#: For how long it may still come back.
KEPT_DAYS = 30
_BATCH = 500


class DespachoPersonAside(models.Model):
    """The personal data of who was a private individual and became a professional contact.

    Nobody sees them any more. They come back if the person leaves the company soon, for it may have
    been a mistake; otherwise they are erased.
    """

    _name = "despacho.person.aside"
    _description = "Personal data set aside"
    _order = "erase_on, id"

    partner_id = fields.Many2one("res.partner", string="Person", required=True, index=True, ondelete="cascade")
    set_aside_on = fields.Date(required=True, default=fields.Date.context_today)
    erase_on = fields.Date(required=True, index=True)
    #: {field: value as it is written}; of nobody's eyes.
    content = fields.Json(required=True, groups="base.group_system")

    @api.model
    def _cron_person(self):
        """Erase what was not claimed, and set aside what a joining or other code left where it does not belong."""
        partners = self.env["res.partner"]
        while misplaced := partners._person_misplaced(_BATCH):
            misplaced._person_set_aside()
            if not self.env["ir.cron"]._commit_progress(len(misplaced)):
                return
        today = fields.Date.context_today(self)
        while expired := self.search([("erase_on", "<=", today)], limit=_BATCH):
            count = len(expired)
            expired.unlink()
            if not self.env["ir.cron"]._commit_progress(count):
                return
