from odoo import api, fields, models


class ResCompany(models.Model):
    _inherit = "res.company"

    pipeline_rules = fields.Boolean(
        string="Stages with rules",
        compute="_compute_pipeline_rules",
        store=True,
        readonly=False,
        help="The stages of leads and opportunities ask for what they need: the reason of a loss, the date of a "
        "postponement, the qualification of what is converted.",
    )

    @api.depends("country_id")
    def _compute_pipeline_rules(self):
        # A branch abroad keeps its way of working until somebody says otherwise.
        for company in self:
            company.pipeline_rules = company._is_spanish()
