from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ..person.res_partner import PERSONAL


class DespachoEnrichmentProposal(models.Model):
    """A value that a provider offers for a contact, and what was decided on it."""

    _name = "despacho.enrichment.proposal"
    _description = "Proposed Value"
    _order = "id desc"
    _rec_name = "shown"

    partner_id = fields.Many2one("res.partner", string="Contact", required=True, readonly=True, ondelete="cascade")
    provider_id = fields.Many2one(
        "despacho.enrichment.provider", required=True, readonly=True, index=True, ondelete="cascade"
    )
    field_name = fields.Char(required=True, readonly=True)
    label = fields.Char(string="Datum", compute="_compute_label")
    value = fields.Json(readonly=True)
    shown = fields.Char(string="Proposed", readonly=True)
    old_shown = fields.Char(string="There is now", readonly=True)
    old_value = fields.Json(readonly=True, help="[what the contact had when it was proposed]")
    date = fields.Date(string="Data as of", readonly=True)
    confidence = fields.Float(readonly=True, aggregator="avg")
    evidence = fields.Char(readonly=True)
    state = fields.Selection(
        [("proposed", "Proposed"), ("accepted", "Accepted"), ("rejected", "Rejected"), ("obsolete", "Out of date")],
        default="proposed",
        required=True,
        readonly=True,
    )
    decided_by_id = fields.Many2one("res.users", string="Decided by", readonly=True, ondelete="set null")
    decided_on = fields.Datetime(readonly=True)

    _waiting_idx = models.Index("(provider_id, field_name) WHERE state = 'proposed'")
    _partner_idx = models.Index("(partner_id, field_name)")

    @api.constrains("field_name")
    def _check_field_name(self):
        """Whoever sees proposals need not see personal data: none is proposed."""
        if not PERSONAL.isdisjoint(self.mapped("field_name")):
            raise ValidationError(self.env._("Personal data are proposed by nobody: the person says them."))

    @api.depends("field_name")
    @api.depends_context("lang")
    def _compute_label(self):
        labels = self.env["despacho.value.origin.line"]._get_labels(set(self.mapped("field_name")))
        for proposal in self:
            proposal.label = labels.get(proposal.field_name, proposal.field_name)
