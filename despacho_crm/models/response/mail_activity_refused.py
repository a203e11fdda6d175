from odoo import models
from odoo.tools import format_date

from .despacho_response_follow import closed_by, way_of


class MailActivity(models.Model):
    """Whoever says in any contact that they want no more gets no more, as if a calling list had asked."""

    _inherit = "mail.activity"

    def _contacts_logged(self):
        result = super()._contacts_logged()
        # Of a recipient it is the response to its action, and opposes as such.
        heard = self.filtered(lambda activity: activity.result == "refused" and not activity.recipient_id)
        # sudo: whoever hears a no notes it, and what follows from it follows whatever they may see
        heard.sudo()._oppose_heard()
        return result

    def _oppose_heard(self):
        """Have the person of each contact not be addressed any more through what its channel closes."""
        page = self.env["despacho.privacy.page"]
        for activity in self:
            contact, lead = activity._refused_by()
            if contact or lead:
                page._oppose_people(
                    contact,
                    lead,
                    None,
                    None,
                    closed_by(activity.channel),
                    way_of(activity.channel),
                    activity._refused_evidence(),
                    lead.company_id or contact.company_id or self.env.company,
                )

    def _refused_by(self):
        """Return the contact and the lead who said it: whoever a lead names in a company speaks for themselves.

        ``contact_said_by`` of the context: ids of whoever said it, where the contact was noted on a lead of theirs.
        """
        self.ensure_one()
        said_by = self.partner_id.browse(self.env.context.get("contact_said_by")).exists()
        if said_by and said_by.commercial_partner_id == self.partner_id:
            return said_by, self.lead_id.browse()
        contact, lead = self.contact_id, self.lead_id
        if lead and contact.is_company and contact.person_kind != "natural":
            contact = lead._privacy_same_person()
        return contact, lead

    def _refused_evidence(self):
        self.ensure_one()
        return self.env._(
            "In «%(activity)s», on %(day)s, they asked not to be contacted. %(said)s",
            activity=self.display_name,
            day=format_date(self.env, self.date_done),
            said=(self.feedback or "").strip(),
        ).strip()
