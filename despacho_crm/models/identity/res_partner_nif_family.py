from odoo import models

from ...tools import nif
from .res_partner import as_record


class ResPartner(models.Model):
    """Whoever leaves a company leaves its NIF there."""

    _inherit = "res.partner"

    def write(self, vals):
        if "parent_id" not in vals or "vat" in vals or not self.env["res.company"]._nif_mandatory_company_ids():
            return super().write(vals)
        company = as_record(self, vals["parent_id"])
        leaving = self.filtered(lambda partner: partner._nif_is_left_behind(company))
        result = super(ResPartner, self - leaving).write(vals)
        for partner in leaving:
            super(ResPartner, partner).write({**vals, **partner._nif_values_outside(vals, company)})
        return result

    def unlink(self):
        self.check_access("unlink")
        # The database would let go of them with the number of a company that is no more.
        # sudo: as the database does, whoever may see them.
        below = self.sudo().with_context(active_test=False).search([("parent_id", "in", self.ids)]) - self.sudo()
        if below:
            below.write({"parent_id": False})
        return super().unlink()

    def _nif_check_address(self, vals, company):
        """Refuse ``vals``, typed outside the firm for ``self`` or a new contact of ``company``, before they are saved.

        Only for the number in them: it is another's, or not that of the company of the contact.
        """
        vals = {name: value for name, value in vals.items() if name in ("vat", "country_id")}
        if self:
            self._nif_contacts_with_own_number(vals)
            claim = self._nif_claim_after(vals)
            self._nif_check_free([claim] if claim else [])
            return
        country = as_record(self.env["res.country"], vals.get("country_id"))
        found = nif.parse(vals["vat"], country.code)
        if company:
            company._nif_is_of_a_contact(found)
        elif found.valid:
            self._nif_check_free([(found.key, False)])

    def _nif_is_left_behind(self, company):
        """Whether ``self`` shows its company's number and is about to belong to ``company``, or to none."""
        self.ensure_one()
        if not self.vat or not self.parent_id or company == self.parent_id:
            return False
        mine = self._nif_parsed().key
        return mine == self.parent_id._nif_parsed().key and mine != company._nif_parsed().key

    def _nif_values_outside(self, vals, company):
        """Return the numbers that ``self`` has once it belongs to ``company``, or to none."""
        self.ensure_one()
        if vals.get("is_company", self.is_company):
            return {"vat": company.vat}
        person = self.sudo()  # sudo: whoever takes a person out of a company may not see personal numbers
        own = nif.parse(vals.get("personal_nif", person.personal_nif)).key
        # A person whom the base has twice stays without number, to be joined with the other.
        if company or not own or any(row[0] != self.id for row in self._nif_find_rows([own])):
            return {"vat": False}
        person.personal_nif = False
        return {"vat": own, **({"personal_nif": False} if "personal_nif" in vals else {})}
