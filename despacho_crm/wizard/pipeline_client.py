from odoo import api, fields, models

from ..exceptions import answering


class DespachoLeadClient(models.TransientModel):
    """Whose is this opportunity? Asked before it goes on to a proposal, or is won."""

    _name = "despacho.lead.client"
    _description = "Client of the opportunity"

    lead_id = fields.Many2one("crm.lead", string="Opportunity", required=True, readonly=True)
    lead_ids = fields.Many2many("crm.lead", string="Opportunities that go on", required=True)
    stage_id = fields.Many2one("crm.stage", required=True)
    partner_id = fields.Many2one("res.partner", string="Client", required=True)
    nif_needed = fields.Boolean(compute="_compute_nif_needed")
    vat = fields.Char(string="NIF")
    nif_exemption_reason = fields.Selection(
        selection=lambda self: self.env["res.partner"]._fields["nif_exemption_reason"]._description_selection(self.env),
        string="Without NIF because",
    )
    nif_exemption_note = fields.Char(string="Details of the exemption")

    @api.depends("partner_id", "stage_id", "lead_id")
    def _compute_nif_needed(self):
        for wizard in self:
            asked = wizard.stage_id.outcome == "won" and wizard.lead_id._pipeline_company().nif_mandatory
            wizard.nif_needed = asked and bool(wizard.partner_id and wizard.partner_id._nif_document_message())

    def action_apply(self):
        self.ensure_one()
        values = {name: self[name] for name in ("vat", "nif_exemption_reason", "nif_exemption_note") if self[name]}
        if self.nif_needed and values:
            self.partner_id.commercial_partner_id.write(values)
        self.lead_id.partner_id = self.partner_id
        with answering():
            self.lead_ids.write({"stage_id": self.stage_id.id})
        return {"type": "ir.actions.act_window_close"}
