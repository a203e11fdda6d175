from odoo import api, models

from .sealed import ERASING, check_made_for_open, check_not_sealed

#: What may still change of a recipient once its dossier is sealed: whom it points to, which merging decides.
_POINTERS = frozenset({"partner_id", "commercial_partner_id", "lead_id", "list_contact_id"})
_LOOSE_PREFIXES = ("message_", "website_message_")


class DespachoActionRecipient(models.Model):
    """The recipients of a sealed action stay as they were; only the law takes their data away."""

    _inherit = "despacho.action.recipient"

    @api.model_create_multi
    def create(self, vals_list):
        check_made_for_open(self, vals_list)
        return super().create(vals_list)

    def write(self, vals):
        if not all(name in _POINTERS or name.startswith(_LOOSE_PREFIXES) for name in vals):
            check_not_sealed(self.action_id)
        return super().write(vals)

    def unlink(self):
        check_not_sealed(self.action_id, erasing_allowed=False)
        return super().unlink()

    def _forget(self, partners, leads=None, emails=()):
        erasing = super(DespachoActionRecipient, self.with_context(despacho_erasing=ERASING))
        result = erasing._forget(partners, leads, emails)
        self.env["despacho.action"]._dossiers_erase("recipient", result.ids)
        return result
