from odoo import api, fields, models
from odoo.fields import Domain


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
        return self.filtered(lambda lead: lead._pipeline_company().pipeline_rules)

    def _pipeline_company(self):
        """Return the company whose rules hold for the lead, the same whoever looks at it.

        Its own, else that of its salesperson, else that of its team; only what is nobody's is of who is at work.
        """
        self.ensure_one()
        # sudo: what a company decided about its stages holds also for who does not belong to it.
        lead = self.sudo()
        return lead.company_id or lead.user_id.company_id or lead.team_id.company_id or lead.env.company

    @api.model
    def _pipeline_company_domain(self, company):
        """Return the domain of the leads whose ``_pipeline_company`` is that one."""
        of_nobody = Domain("team_id.company_id", "=", company.id)
        if company == self.env.company:
            of_nobody |= Domain("team_id", "=", False) | Domain("team_id.company_id", "=", False)
        without = Domain("user_id.company_id", "=", company.id) | (Domain("user_id", "=", False) & of_nobody)
        return Domain("company_id", "=", company.id) | (Domain("company_id", "=", False) & without)

    def _pipeline_rules_apply(self):
        """Return the leads whose stages have rules for who is at work: none for the system itself."""
        return self.browse() if self.env.su else self._pipeline_has_stages()
