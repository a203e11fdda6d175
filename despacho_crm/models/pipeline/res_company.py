from odoo import api, fields, models, tools


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
            company.pipeline_rules = company.country_id.code in (False, "ES")

    @api.model_create_multi
    def create(self, vals_list):
        companies = super().create(vals_list)
        self.env.registry.clear_cache()
        return companies

    def write(self, vals):
        result = super().write(vals)
        if not vals.keys().isdisjoint({"pipeline_rules", "country_id"}):
            self.env.flush_all()
            self.env.registry.clear_cache()
        return result

    @api.model
    @tools.ormcache()
    def _pipeline_rules_company_ids(self):
        """Return the ids of the companies whose stages have rules, in a frozenset."""
        # sudo: the rule holds for leads of companies that the user does not belong to.
        return frozenset(self.sudo().search([("pipeline_rules", "=", True)]).ids)
