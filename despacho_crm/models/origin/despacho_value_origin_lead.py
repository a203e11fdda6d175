from odoo import fields, models

from .despacho_value_origin import packed, unpacked, without_personal


class DespachoValueOrigin(models.Model):
    """Where the values of a lead came from, as those of a contact."""

    _inherit = "despacho.value.origin"

    partner_id = fields.Many2one(required=False)
    lead_id = fields.Many2one("crm.lead", ondelete="cascade")

    _lead_uniq = models.UniqueIndex("(lead_id) WHERE lead_id IS NOT NULL")
    _of_one = models.Constraint(
        "CHECK (num_nonnulls(partner_id, lead_id) = 1)", "The origin of values is that of one contact or of one lead."
    )

    def _get_by_lead(self, leads):
        """Return {lead id: {field: origin}}."""
        if not leads:
            return {}
        known = self.search_fetch([("lead_id", "in", leads.ids)], ["lead_id", "origins"])
        return {origin.lead_id.id: unpacked(origin.origins) for origin in known}

    def _remember_leads(self, entries):
        """Store new origins: ``entries`` is {lead id: {field: origin}}."""
        # sudo: whoever may write the lead leaves the trace of it, and nobody edits traces.
        self = self.sudo()
        entries = without_personal(entries)
        known = self.search_fetch([("lead_id", "in", list(entries))], ["lead_id", "origins"])
        former = {record.lead_id.id: unpacked(record.origins) for record in known}
        self._note_changes("crm.lead", former, entries)
        for record in known:
            lead_id = record.lead_id.id
            record.origins = packed({**former[lead_id], **entries[lead_id]})
        missing = entries.keys() - former.keys()
        self.create([{"lead_id": lead_id, "origins": packed(entries[lead_id])} for lead_id in sorted(missing)])
