from odoo import api, fields, models
from odoo.fields import Command, Domain
from odoo.tools import format_date

from .despacho_census_company import open_choice


class DespachoRegistryAct(models.Model):
    """A company that was just founded becomes a lead: without NIF, for the gazette does not tell it."""

    _inherit = "despacho.registry.act"

    lead_id = fields.Many2one("crm.lead", string="Its lead", readonly=True, index="btree_not_null", ondelete="set null")

    def action_make_leads(self):
        """Ask for whom the selected new companies become leads."""
        return open_choice(self._get_free())

    def action_view_lead(self):
        self.ensure_one()
        return self.lead_id.get_formview_action()

    def _get_free(self):
        """Return the new companies that nobody has taken nor dismissed."""
        return self.filtered(lambda act: act.state == "candidate")

    def _to_prospects(self, options, owners):
        """Make leads of these new companies, and return them; see the method of the same name of the census."""
        why = self.env["crm.lead"]._prepare_contact_basis(options)
        leads = self.env["crm.lead"].create(
            [
                {
                    **options,
                    "service_line_ids": [Command.set(options.get("service_line_ids") or [])],
                    **act._prepare_lead(),
                    "user_id": owner.id,
                    "contact_basis": why,
                }
                for act, owner in zip(self, owners, strict=True)
            ]
        )
        for act, lead in zip(self, leads, strict=True):
            # sudo: acts are written by code only
            act.sudo().write({"state": "taken", "lead_id": lead.id})
        self._tell_officers()
        return leads

    def _tell_officers(self):
        """The officers whom the gazette names are persons: they are to be told that we have their data."""
        # sudo: whoever makes leads leaves the trace of it
        notices = self.env["despacho.privacy.notice"].sudo()
        people = {act.lead_id.id: names for act in self if (names := act._get_officer_names())}
        by_company = self.filtered(lambda act: act.lead_id.id in people).grouped(
            lambda act: act.lead_id.company_id or self.env.company
        )
        for company, acts in by_company.items():
            sources = {
                act.lead_id.id: self.env._(
                    "Official gazette of the register of companies (BORME), %(day)s",
                    day=format_date(self.env, act.date),
                )
                for act in acts
            }
            for notice in notices._start_leads(sources, company, self.env.cr.now().date()):
                notice.people = ", ".join(people[notice.lead_id.id])

    def _get_officer_names(self):
        self.ensure_one()
        return [officer.name for officer in self.officer_ids if officer.action != "out"]

    def _prepare_lead(self):
        self.ensure_one()
        officers = self._get_officer_names()
        capital = self.capital and self.env._("Capital: %(amount)d €", amount=self.capital)
        people = officers and self.env._("Officers: %(names)s", names=", ".join(officers))
        told = [self.object, capital, people, self.link]
        return {
            "name": self.name,
            "partner_name": self.name,
            "type": "lead",
            "street": self.street,
            "zip": self.zip,
            "city": self.city,
            "state_id": self.state_id.id,
            "country_id": self.env.ref("base.es").id,
            "source_id": self.env.ref("despacho_crm.utm_source_registry").id,
            "description": "\n".join(line for line in told if line),
        }

    @api.model
    def _new_domain(self, company, states, words):
        """Return the domain of the new companies in ``states`` whose object has any of ``words``; empty: all."""
        domain = Domain("state", "=", "candidate") & Domain("company_id", "in", (company.id, False))
        if states:
            domain &= Domain("state_id", "in", states.ids)
        return domain & Domain.OR(Domain("object", "ilike", word) for word in words) if words else domain
