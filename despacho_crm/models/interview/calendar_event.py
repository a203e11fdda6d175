from odoo import fields, models


class CalendarEvent(models.Model):
    """The minutes of a meeting are written from the meeting, which says who was there."""

    _inherit = "calendar.event"

    interview_ids = fields.One2many(
        "despacho.interview", "event_id", string="Minutes of the meeting", groups="despacho_crm.group_user"
    )

    def action_interview(self):
        """Open the minutes of the meeting, new where there are none yet."""
        self.ensure_one()
        if self.interview_ids:
            return self.interview_ids[0]._open()
        return self.env["despacho.interview"]._open(self._prepare_interview())

    def _prepare_interview(self):
        """Return what the meeting knows of its minutes."""
        self.ensure_one()
        # sudo: whether an attendee is a colleague is not a secret, his user record may be
        users = self.partner_ids.sudo().user_ids.filtered("active")
        visited = self.partner_ids - users.partner_id
        document = self._visit_document()
        lead = document if document._name == "crm.lead" else self.env["crm.lead"]
        company = (lead.partner_id or visited[:1]).commercial_partner_id
        values = {
            "name": self.name,
            "date": self.start,
            "minutes_long": round((self.duration or 0) * 60),
            "place": self.location,
            "event_id": self.id,
            "partner_id": company.id,
            "lead_id": lead.id,
            "contact_ids": visited.filtered(lambda partner: partner.commercial_partner_id == company).ids,
            "user_ids": (users.filtered(lambda user: not user.share) | self.user_id).ids,
            "notes": self.notes,
            "kind": "video" if self.videocall_location else "visit",
        }
        return {f"default_{name}": value for name, value in values.items() if value}
