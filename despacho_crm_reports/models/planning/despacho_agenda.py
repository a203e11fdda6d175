from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL

from odoo.addons.despacho_crm.models.activity.agenda_columns import STAGE
from odoo.addons.despacho_crm.models.pipeline.crm_stage import ARCHIVED_OUTCOMES


class DespachoAgenda(models.Model):
    """Which changes of stage are a step forward."""

    _inherit = "despacho.agenda"

    stage_forward = fields.Boolean(
        string="Step forward", compute="_compute_stage_forward", search="_search_stage_forward"
    )

    @api.depends("source", "source_id")
    def _compute_stage_forward(self):
        changes = self.filtered(lambda row: row.source == STAGE)
        ahead = self.search([("id", "in", changes.ids), ("stage_forward", "=", True)]) if changes else changes
        for row in self:
            row.stage_forward = row in ahead

    @api.model
    def _search_stage_forward(self, operator, value):
        """Find the changes to a later stage in which the lead or opportunity goes on, or is won."""
        if operator != "in":
            return NotImplemented
        # sudo: the number of a field, for all to use.
        stage_field = self.env["ir.model.fields"].sudo()._get("crm.lead", "stage_id")
        ahead = SQL(
            """(SELECT tracking.id
                  FROM mail_tracking_value tracking
                  JOIN crm_stage before ON before.id = tracking.old_value_integer
                  JOIN crm_stage after ON after.id = tracking.new_value_integer
                 WHERE tracking.field_id = %s AND after.sequence > before.sequence
                   AND COALESCE(after.outcome, 'open') NOT IN %s)""",
            stage_field.id,
            (*sorted(ARCHIVED_OUTCOMES), "snoozed"),
        )
        return Domain("source", "=", STAGE) & Domain("source_id", "in", ahead)
