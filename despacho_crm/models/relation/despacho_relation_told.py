from odoo import models

from ...tools import legal_form, nif


class DespachoRelation(models.Model):
    """What says the same, and what the contact is like whom only a name was known of."""

    _inherit = "despacho.relation"

    def _twins(self):
        """Return the relations that say the same as one of ``self``, as joined contacts may have."""
        said = {relation._says() for relation in self}
        return self.search(self._same_domain()).filtered(lambda relation: relation._says() in said)

    def _partner_defaults(self):
        """Return the defaults of the contact that the other one becomes."""
        self.ensure_one()
        name, key = self.other_name, self.other_nif
        person = nif.person_kind(key) == "natural" if key else not legal_form.legal_form("", name or "")
        person = person and self.kind_id.of_person
        return {
            "default_name": False if name == key else name,
            "default_vat": key,
            "default_is_company": not person,
            "default_company_type": "person" if person else "company",
            "default_company_id": self.partner_id.company_id.id,
        }
