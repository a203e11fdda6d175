from odoo import api, models
from odoo.fields import Domain


class ResPartner(models.Model):
    """What blocking asks of a contact, and where a blocked one must not be named."""

    _inherit = "res.partner"

    def _privacy_below(self):
        """Return the addresses and people below the contacts, and what was joined into any: archived included."""
        every = self.with_context(active_test=False)
        found, new = self.browse(), self
        while new:
            reached = every.search(Domain("id", "child_of", new.ids) | Domain("merged_into_id", "in", new.ids))
            new = reached - found - new
            found |= reached
        return found - self

    def _privacy_above(self):
        """Return those above the contact."""
        self.ensure_one()
        found, one = self.browse(), self.parent_id
        while one and one not in found:
            found |= one
            one = one.parent_id
        return found

    def _compute_same_vat_partner_id(self):
        result = super()._compute_same_vat_partner_id()
        for partner in self:
            for name in ("same_vat_partner_id", "same_company_registry_partner_id"):
                # sudo: only to know that it is blocked; whom it hides is not named
                if partner[name].sudo().privacy_blocked:
                    partner[name] = False
        return result

    @api.model
    def _nif_taken_message(self, key, rows):
        if self.env.user._is_internal() and rows:
            holders = self.browse([row[0] for row in rows]).sudo()  # sudo: only to know that it is blocked
            if holders.filtered("privacy_blocked"):
                return self.env._(
                    "The NIF %(nif)s is of a person whose data are blocked: they asked to be erased, or the time to "
                    "keep them was over. If they come back as a client, ask those of data protection to show them "
                    "again.",
                    nif=key,
                )
        return super()._nif_taken_message(key, rows)
