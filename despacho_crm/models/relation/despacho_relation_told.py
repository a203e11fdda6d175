from odoo import models
from odoo.tools import html_escape

from ...tools import legal_form, nif


class DespachoRelation(models.Model):
    """What the sheets say of relations that are withdrawn or become contacts."""

    _inherit = "despacho.relation"

    def _twins(self):
        """Return the relations that say the same as one of ``self``, as joined contacts may have."""
        twins = self.browse()
        for relation in self:
            twins |= self.search(relation._same_domain()).filtered(relation._says_the_same)
        return twins

    def _tell_withdrawn(self):
        """Keep on the contacts' sheets what they said: somebody may have deleted it by mistake."""
        bodies = {}
        for relation in self:
            text = self.env._("Relation deleted: %(relation)s", relation=relation._told())
            for partner in relation.partner_id | relation.other_id:
                bodies.setdefault(partner.id, []).append(text)
        partners = self.env["res.partner"].browse(bodies)
        partners._message_log_batch({key: html_escape(" · ".join(texts)) for key, texts in bodies.items()})

    def _told(self):
        self.ensure_one()
        pieces = [
            self.display_name,
            f"{self.share:g} %" if self.share else "",
            f"{self.date_from or ''} - {self.date_to or ''}" if self.date_from or self.date_to else "",
            self.other_nif or "",
            self.note or "",
        ]
        return ", ".join(piece for piece in pieces if piece)

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
