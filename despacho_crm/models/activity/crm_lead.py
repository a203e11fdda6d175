from odoo import api, fields, models
from odoo.fields import Domain


class CrmLead(models.Model):
    _inherit = "crm.lead"

    # Through it the activities of many leads, which follow their contacts, are found at once.
    log_ids = fields.One2many("mail.activity", "lead_id", string="Log", copy=False, groups="base.group_user")

    @api.model
    def _open_domain(self):
        """Return the domain of the leads and opportunities that are neither won nor lost."""
        return Domain("won_status", "=", "pending")

    def _contact_logged(self, activities):
        """Called when contacts with a result have been written down on these leads. ``activities``: those."""
        self._take_chance(activities)

    def _take_chance(self, activities):
        """The chance that somebody saw in the last contact is the probability of what is open, in every figure."""
        said = activities._fields["chance"].known
        contacts = activities.filtered(lambda contact: contact.lead_id in self and said(contact) is not None)
        if not contacts:
            return
        # sudo: what a colleague said later counts; what is written down late does not take its place.
        log = self.env["mail.activity"].sudo().with_context(active_test=False)
        known = Domain("lead_id", "in", contacts.lead_id.ids) & Domain("chance", ">=", 0)
        latest = dict(log._read_group(known, ["lead_id"], ["done_at:max"]))
        for contact in contacts.sorted(lambda contact: (contact.done_at, contact.id)):
            lead = contact.lead_id
            # sudo: only to look it up among what was read so
            if lead.active and lead.won_status == "pending" and contact.done_at >= latest[lead.sudo()]:
                # Nobody has it, nor has lost it, until it is signed or closed.
                lead.probability = min(max(said(contact), 1), 99)

    def _protocol_next_step(self):
        """Return what the protocol of attempts proposes next, or {} where there is none.

        :return: dict with activity_type_id, date_deadline, summary, exhausted, attempts, message and
            playbook_stage_id, the stage with which what is planned so goes away. The context key
            ``protocol_attempt`` holds the channel of a try that is about to be written down.
        """
        return self._protocol_next_steps().get(self, {})

    def _protocol_next_steps(self):
        """Return {lead: what ``_protocol_next_step`` says of it}, of the leads for which a protocol holds."""
        return {}

    def _merge_dependences_history(self, opportunities):
        """Take along what is done too: Odoo moves what is open, and deletes the rest with the records that go."""
        if opportunities._may_be_named("mail.activity"):
            # sudo: the log belongs to the lead, whoever may see each row of it.
            opportunities.sudo().with_context(active_test=False).log_ids.write({"res_id": self.id})
        return super()._merge_dependences_history(opportunities)

    def action_log_contact(self):
        """Write down a contact that has just taken place."""
        return self.env["despacho.activity.result"]._open({"default_lead_ids": self.ids})
