from odoo import fields, models


class CrmLead(models.Model):
    """What the stages ask of a lead."""

    _inherit = "crm.lead"

    stage_outcome = fields.Selection(related="stage_id.outcome", string="Outcome of the stage")
    competitor_id = fields.Many2one(
        "res.partner",
        string="Lost to",
        index="btree_not_null",
        domain="[('is_competitor', '=', True)]",
        copy=False,
        tracking=73,
        prefetch="pipeline",
        help="The firm that the client chose instead of ours.",
    )
    weak_points = fields.Text(
        string="Weak points of our proposal",
        copy=False,
        tracking=74,
        prefetch="pipeline",
        help="What to improve the next time: price, term, services that we did not offer.",
    )
    wake_date = fields.Date(
        string="Contact again on",
        index="btree_not_null",
        copy=False,
        tracking=75,
        prefetch="pipeline",
    )

    def _pipeline_has_stages(self):
        """Return the leads of the companies that work with these stages, whoever is at work."""
        companies = self.env["res.company"]._pipeline_rules_company_ids()
        return self.filtered(lambda lead: (lead.company_id or self.env.company).id in companies)

    def _pipeline_rules_apply(self):
        """Return the leads whose stages have rules for who is at work: none for the system itself."""
        return self.browse() if self.env.su else self._pipeline_has_stages()
