from odoo import api, fields, models
from odoo.fields import Domain

from ..tools.client_actions import CLOSE, said

#: Where the contact has what is on each list.
_PATHS = {"crm.lead": "crm_lead_ids", "despacho.need": "need_ids"}


class DespachoSegmentSave(models.TransientModel):
    """What is on a list becomes a segment: the search itself, or those who were chosen."""

    _name = "despacho.segment.save"
    _description = "Save as segment"

    name = fields.Char(required=True)
    purpose = fields.Text(string="What it is for")
    shared = fields.Boolean(string="Of the whole firm", default=True)
    domain = fields.Text(string="Definition", required=True, default="[]")
    partner_ids = fields.Many2many("res.partner", string="Contacts")
    chosen = fields.Boolean(string="Those chosen")
    with_contacts = fields.Boolean(string="Also the contacts inside the companies")
    company_id = fields.Many2one("res.company", string="Company", default=lambda self: self.env.company)
    count = fields.Integer(string="Contacts now", compute="_compute_count")

    @api.depends("domain", "partner_ids", "chosen", "company_id", "with_contacts")
    def _compute_count(self):
        segments = self.env["despacho.segment"]
        for wizard in self:
            if wizard.chosen:
                wizard.count = len(wizard.partner_ids)
            else:
                wanted = segments._parse(wizard.domain)
                wanted &= segments._base_domain(wizard.company_id, wizard.with_contacts)
                wizard.count = segments._counted(wanted)["count"]

    @api.model
    def ask(self, model, domain, name=""):
        """Return the action that asks for the name of the segment of those whom the search finds.

        ``domain``: of the list that is on the screen, of contacts or of what belongs to contacts.
        """
        segments = self.env["despacho.segment"]
        segments.check_access("create")
        wanted = segments._parse(domain)
        path = _PATHS.get(model)
        if path:
            # What belongs to a person of the company belongs to the company.
            wanted = Domain(path, "any", wanted)
            wanted |= Domain("child_ids", "any", wanted)
        return self._ask(name, repr(list(wanted)))

    @api.model
    def _ask(self, name, domain, partners=None):
        segments = self.env["despacho.segment"]
        with_contacts = False
        if not partners:
            wanted = segments._parse(domain)
            company = self.env.company
            alone = segments._counted(wanted & segments._base_domain(company, False))["count"]
            with_contacts = not alone and bool(
                segments._counted(wanted & segments._base_domain(company, True))["count"]
            )
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Save as segment"),
            "res_model": self._name,
            "views": [(False, "form")],
            "target": "new",
            "context": {
                "default_name": name,
                "default_domain": domain,
                "default_chosen": bool(partners),
                "default_partner_ids": partners.ids if partners else [],
                "default_with_contacts": with_contacts,
            },
        }

    def action_save(self):
        self.ensure_one()
        segment = self.env["despacho.segment"].create(
            {
                "name": self.name,
                "purpose": self.purpose,
                "shared": self.shared,
                "company_id": self.company_id.id,
                "kind": "list" if self.chosen else "live",
                "domain": "[]" if self.chosen else self.domain,
                "with_contacts": self.with_contacts,
            }
        )
        if self.chosen:
            segment._set_hand(self.partner_ids, "in")
        # The client puts the link in the place of %s.
        return said(
            self.env._("«%(segment)s» is saved: %(count)s contacts.", segment="%s", count=segment.member_count),
            then=CLOSE,
            links=[{"label": segment.name, "url": f"/odoo/despacho.segment/{segment.id}"}],
        )
