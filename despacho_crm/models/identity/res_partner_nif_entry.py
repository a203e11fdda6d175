from odoo import api, fields, models

from ...tools import legal_form, nif
from .by_code import BY_CODE


class ResPartner(models.Model):
    """What staff see of the NIF while they type and choose, before anything is saved."""

    _inherit = "res.partner"

    vat = fields.Char(
        help="The tax number, in any spelling. If there really is none, choose why in «Without NIF because»."
    )

    def _compute_same_vat_partner_id(self):
        """Point at who has the number in whatever spelling, archived or in former times too."""
        res = super()._compute_same_vat_partner_id()
        typed = {}
        for partner in self:
            found = partner._nif_parsed()
            if found.valid and not partner.parent_id:
                typed[partner] = found.key
        if typed:
            rows = self._nif_find_rows(set(typed.values()))
            for partner, key in typed.items():
                holders = [
                    holder
                    for holder, held, company, _former in rows
                    if held == key
                    and holder != partner._origin.id
                    and (not company or not partner.company_id or company == partner.company_id.id)
                ]
                # sudo as in core: it is shown whom the number belongs to.
                partner.same_vat_partner_id = self.sudo().browse(holders[:1])
        return res

    def action_nif_collisions(self):
        """Return the action that lists the records with the same NIF as ``self``."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id("despacho_crm.action_nif_collisions")
        return dict(action, domain=[("nif_key", "=", self.nif_key)])

    def _compute_display_name(self):
        """In pickers, the NIF tells namesakes apart."""
        res = super()._compute_display_name()
        if self.env.context.get("formatted_display_name"):
            for partner in self:
                if partner.nif_key:
                    partner.display_name = f"{partner.display_name} \t --{partner.nif_key}--"
        return res

    @api.model
    def name_create(self, name):
        """A number typed as a name is that company; a name with a legal form is a company's, its NIF pending."""
        found = nif.parse(name)
        if found.valid and self.env["res.company"]._nif_mandatory_company_ids():
            known = self.search(self._nif_domain("in", [found.key]), limit=1)
            partner = known or self.create(
                {"name": found.key, "vat": found.key, "is_company": nif.person_kind(found.key) != "natural"}
            )
            return partner.id, partner.display_name
        if legal_form.split_legal_form(name)[1]:
            self = self.with_context(default_is_company=True, nif_deferred=BY_CODE)
        return super().name_create(name)
