from odoo import models


class CrmLead(models.Model):
    _inherit = "crm.lead"

    def _contact_logged(self, activities):
        """Called when contacts with a result have been written down on these leads. ``activities``: those."""

    def _protocol_next_step(self):
        """Return what the protocol of attempts proposes next, or {} where there is none.

        :return: dict with activity_type_id, date_deadline, summary, exhausted, attempts and message. The context key
            ``protocol_attempt`` holds the channel of a try that is about to be written down.
        """
        return {}

    def action_log_contact(self):
        """Write down a contact that has just taken place."""
        return self.env["despacho.activity.result"]._open({"default_lead_ids": self.ids})
