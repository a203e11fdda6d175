from odoo import api, fields, models

from .res_country import country_code
from .res_partner import as_record
from .res_partner_nif_policy import PENDING

#: What the fields of identity are computed from.
_SOURCES = (
    "vat",
    "country_id",
    "parent_id",
    "is_company",
    "name",
    "company_id",
    "nif_exemption_reason",
    "nif_exempt_until",
    "nif_collision",
)
_NOT_A_HOLDER = {
    "nif_key": False,
    "nif_state": False,
    "nif_deadline": False,
    "nif_unique": False,
    "person_kind": False,
    "legal_form": False,
}


class ResPartner(models.Model):
    """The fields of identity of new contacts, straight from their values.

    Odoo would compute each of them on a record in memory that it makes for the purpose,
    which takes longer than all that is computed.
    """

    _inherit = "res.partner"

    @api.model
    def _add_precomputed_values(self, vals_list):
        today = fields.Date.context_today(self)
        # What another addon computes is not in the values.
        needed = [name for name in _SOURCES if self._fields[name].compute]
        for vals in vals_list:
            if all(name in vals for name in needed):
                vals.update(self._nif_precompute(vals, today))
        return super()._add_precomputed_values(vals_list)

    @api.model
    def _nif_precompute(self, vals, today):
        """Return the fields of identity of a contact with ``vals``, {} where they need its relatives."""
        is_company = vals.get("is_company")
        if vals.get("company_type"):  # it sets ``is_company`` once the contact is there
            is_company = vals["company_type"] == "company"
        if vals.get("parent_id"):
            return {} if is_company else _NOT_A_HOLDER
        until = fields.Date.to_date(vals.get("nif_exempt_until"))
        exempt = bool(vals.get("nif_exemption_reason")) and not (until and until < today)
        key, state = self._nif_key_and_state(vals.get("vat"), country_code(self.env, vals.get("country_id")), exempt)
        form, kind = self._nif_form_and_kind(key, vals.get("name"), is_company)
        company = as_record(self.env["res.company"], vals.get("company_id"))
        return {
            "nif_key": key,
            "nif_state": state,
            "nif_deadline": self._nif_deadline_from(today, company) if state in PENDING else False,
            "nif_unique": self._nif_is_held_by_rule(key, vals.get("nif_collision"), company.id),
            "person_kind": kind,
            "legal_form": form,
        }
