from odoo import fields, models


class CrmStage(models.Model):
    """What entering a stage starts, besides its playbook."""

    _inherit = "crm.stage"

    asks_qualification = fields.Boolean(
        string="Opens the qualification",
        help="Leads that enter this stage get the questions of the qualification, to be answered there.",
    )

    def _is_before(self, other):
        """Whether this stage comes before the other in the pipeline."""
        return (self.sequence, self.id) < (other.sequence, other.id)
