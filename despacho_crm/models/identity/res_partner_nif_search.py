from odoo import api, fields, models
from odoo.fields import Domain

from ...tools import nif


class ResPartner(models.Model):
    """Find a company by its NIF in any spelling, and by the one it had before."""

    _inherit = "res.partner"

    nif_search = fields.Char(
        string="NIF in any spelling",
        store=False,
        compute="_compute_nif_search",
        search="_search_nif_search",
    )

    nif_pending = fields.Boolean(
        string="NIF pending",
        compute="_compute_nif_pending",
        search="_search_nif_pending",
        help="The NIF is missing or wrong, and somebody of the firm is to complete it.",
    )

    def _compute_nif_pending(self):
        pending = self.filtered_domain(self._nif_pending_domain())
        for partner in self:
            partner.nif_pending = partner in pending

    @api.model
    def _search_nif_pending(self, operator, value):
        return self._nif_pending_domain() if operator == "in" and True in value else NotImplemented

    def _compute_nif_search(self):
        for partner in self:
            partner.nif_search = partner.nif_key or (self._nif_sees_personal() and partner.personal_nif)

    @api.model
    def _search_nif_search(self, operator, value):
        terms = nif.search_terms(operator, value)
        return NotImplemented if terms is None else Domain.OR(self._nif_domain(*term) for term in terms)

    @api.model
    def _nif_domain(self, operator, value):
        names = ["nif_key", "former_nif_ids.nif_key"]
        if self._nif_sees_personal():
            names.append("personal_nif")
        return Domain.OR(Domain(name, operator, value) for name in names)

    @api.model
    def _nif_sees_personal(self):
        return self._has_field_access(self._fields["personal_nif"], "read")

    # Core looks for the parties of electronic invoices and payments

    @api.model
    def _retrieve_partner_with_vat(self, vat, extra_domain):
        found = nif.parse(vat)
        if found.valid:
            key = Domain("nif_key", "=", found.key) | Domain("former_nif_ids.nif_key", "=", found.key)
            partners = self.with_context(active_test=False)
            holder = partners.search(key & Domain(extra_domain), order="active desc, id", limit=1)
            if holder:
                return holder.with_env(self.env)
        return super()._retrieve_partner_with_vat(vat, extra_domain)

    def _retrieve_partner(self, name=None, phone=None, email=None, vat=None, domain=None, company=None):
        # The name or the address never identify somebody who has another number.
        partner = super()._retrieve_partner(
            name=name, phone=phone, email=email, vat=vat, domain=domain, company=company
        )
        found = nif.parse(vat)
        holder = partner.commercial_partner_id
        known = {holder.nif_key, *holder.former_nif_ids.mapped("nif_key")} - {False}
        return self.env["res.partner"] if found.valid and known and found.key not in known else partner

    @api.model
    def _search_display_name(self, operator, value):
        domain = super()._search_display_name(operator, value)
        if operator not in nif.LIKE or not isinstance(value, str) or domain is NotImplemented:
            return domain
        found = nif.parse(value)
        if not found.valid:
            return domain
        return Domain(domain) | self._nif_domain("in", [found.key])
