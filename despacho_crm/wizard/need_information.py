from datetime import datetime, time

import pytz

from odoo import api, fields, models
from odoo.exceptions import ValidationError

_ACTIVITY = "despacho_crm.mail_activity_type_information"


class DespachoInformationNote(models.TransientModel):
    """A piece of information about a competitor or a supplier, filed by subject.

    What it leaves is a done activity of the company, with its message and its documents:
    the log is one.
    """

    _name = "despacho.information.note"
    _description = "Information about a competitor or supplier"

    partner_id = fields.Many2one(
        "res.partner",
        string="About",
        required=True,
        domain=["|", ("is_competitor", "=", True), ("is_supplier", "=", True)],
    )
    subject_id = fields.Many2one("despacho.subject", string="Subject", required=True)
    name = fields.Char(string="In short", required=True)
    text = fields.Text(string="What is known")
    source = fields.Char(help="Where it comes from: a client, its web page, the press, a visit...")
    date = fields.Date(required=True, default=fields.Date.context_today)
    attachment_ids = fields.Many2many("ir.attachment", string="Documents")

    @api.constrains("date")
    def _check_date(self):
        for note in self:
            if note.date > fields.Date.context_today(note):
                raise ValidationError(self.env._("What is known has a date in the past, or today's."))

    def action_file(self):
        """File the information and close."""
        self._file()
        return {"type": "ir.actions.act_window_close"}

    def _file(self):
        """Return the done activities in which the information stays."""
        activities = self.env["mail.activity"]
        for note in self:
            # Whoever reads the company reads its documents.
            note.attachment_ids.write({"res_model": "res.partner", "res_id": note.partner_id.id})
            activity = activities._plan([(note.partner_id, note._prepare_activity_values())], automated=False)
            activity._action_done(feedback=note.text, attachment_ids=note.attachment_ids.ids)
            activities += activity
        return activities

    def _prepare_activity_values(self):
        self.ensure_one()
        return {
            "activity_type_id": self.env.ref(_ACTIVITY).id,
            "summary": self.name,
            "subject_id": self.subject_id.id,
            "information_source": self.source,
            "date_deadline": self.date,
            "done_at": self._moment(),
            "user_id": self.env.uid,
            "direction": False,
        }

    def _moment(self):
        """Return when it was known, for a day that may not be today: noon, where the user is."""
        self.ensure_one()
        if self.date == fields.Date.context_today(self):
            return fields.Datetime.now()
        zone = pytz.timezone(self.env.user.tz or "Europe/Madrid")
        noon = zone.localize(datetime.combine(self.date, time(12)))
        return noon.astimezone(pytz.utc).replace(tzinfo=None)
