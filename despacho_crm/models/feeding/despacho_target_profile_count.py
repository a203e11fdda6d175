from odoo import api, fields, models
from odoo.fields import Domain

from .despacho_target_profile import CRITERIA


class DespachoTargetProfile(models.Model):
    """How many companies a profile finds, as it is being made, and who they are."""

    _inherit = "despacho.target.profile"

    census_count = fields.Integer(string="In the census", compute="_compute_counts")
    free_count = fields.Integer(string="Not yet in the base", compute="_compute_counts")
    new_count = fields.Integer(string="Just founded", compute="_compute_new_count")

    @api.depends("company_id", *CRITERIA)
    def _compute_counts(self):
        census = self.env["despacho.census.company"]
        for profile in self:
            if not profile._says_something():
                profile.census_count = profile.free_count = 0
                continue
            domain = profile._get_domain()
            profile.census_count = census.search_count(domain)
            # From the few that are known: millions of others need not be looked at.
            known = census._count_known_to(domain, profile.company_id) if profile.census_count else 0
            profile.free_count = profile.census_count - known

    @api.depends("company_id", "state_ids", "region_ids", "object_words")
    def _compute_new_count(self):
        for profile in self:
            profile.new_count = self.env["despacho.registry.act"].search_count(profile._get_new_domain())

    def _get_new_domain(self):
        """Return the domain of the acts of the companies just founded that the profile wants."""
        self.ensure_one()
        words = [word.strip() for word in (self.object_words or "").split(",") if word.strip()]
        states = self.state_ids | self.region_ids.state_ids
        return self.env["despacho.registry.act"]._new_domain(self.company_id, states, words)

    def action_view_new(self):
        """Open the companies just founded, as the register of companies publishes them."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id("despacho_crm.action_new_companies")
        return {**action, "domain": list(self._get_new_domain())}

    def _get_free_domain(self):
        """Return the domain of the candidates: whom the profile wants, not known and not discarded."""
        return self._get_domain() & Domain("is_free", "=", True)

    def action_view_candidates(self):
        """Open the companies of the census that could become prospects."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id("despacho_crm.action_candidates")
        # Who is free, and whose they become, is asked for the company of the profile, whichever one works in.
        companies = self.company_id | self.env.companies
        return {
            **action,
            "context": {"allowed_company_ids": companies.ids},
            "name": self.env._("Candidates: %(profile)s", profile=self.name),
            "domain": list(self._get_free_domain()),
        }

    def action_feed(self):
        """Open a new feeding of this profile."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "res_model": "despacho.feeding",
            "name": self.env._("New feeding"),
            "views": [(False, "form")],
            "context": {"default_profile_id": self.id, "default_name": self.name},
        }
