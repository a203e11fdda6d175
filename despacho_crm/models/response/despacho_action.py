from odoo import api, fields, models
from odoo.fields import Domain


class DespachoAction(models.Model):
    """The responses of an action."""

    _inherit = "despacho.action"

    response_ids = fields.One2many("despacho.response", "action_id", string="What was answered", copy=False)
    to_classify_count = fields.Integer(string="Responses to classify", compute="_compute_to_classify_count")

    @api.depends("response_ids.kind", "response_ids.to_classify")
    def _compute_to_classify_count(self):
        waiting = [("action_id", "in", self._origin.ids), ("to_classify", "=", True)]
        # sudo: a number, whoever may see the rows
        rows = self.env["despacho.response"].sudo()._read_group(waiting, ["action_id"], ["__count"])
        counts = {action.id: count for action, count in rows}
        for action in self:
            action.to_classify_count = counts.get(action._origin.id, 0)

    def _recipient_of_lead(self, lead):
        """Return the recipient that ``lead`` is, of the last of these actions that addressed them; or none."""
        # sudo: whoever enters a lead need not see to whom an action was addressed
        recipients = self.env["despacho.action.recipient"].sudo()
        known = Domain.FALSE
        company = lead.partner_id.commercial_partner_id
        if company:
            known |= Domain("commercial_partner_id", "=", company.id)
        if lead.email_normalized:
            known |= Domain("email_normalized", "=", lead.email_normalized)
        if lead.phone_sanitized:
            known |= Domain("phone_sanitized", "=", lead.phone_sanitized)
        sent = Domain("action_id", "in", self.ids) & Domain("included", "=", True)
        return recipients.search(sent & known, order="sent_on desc, id desc", limit=1)

    def _response_source(self):
        """Return the ``utm.source`` of the leads that answer to the action."""
        self.ensure_one()
        return self.env["utm.mixin"]._find_or_create_record("utm.source", self.name)

    def action_responses(self):
        """Open what was answered."""
        action = self.env["ir.actions.act_window"]._for_xml_id("despacho_crm.action_responses")
        action["domain"] = [("action_id", "in", self.ids)]
        action["context"] = {"default_action_id": self.id} if len(self) == 1 else {}
        return action

    def action_to_classify(self):
        """Open what is to be read and classified."""
        action = self.env["ir.actions.act_window"]._for_xml_id("despacho_crm.action_responses_to_classify")
        action["domain"] = [("action_id", "in", self.ids)]
        return action

    def action_note_response(self):
        """Note by hand what somebody answered."""
        self.ensure_one()
        return self.env["despacho.response"]._open_new({"default_action_id": self.id})
