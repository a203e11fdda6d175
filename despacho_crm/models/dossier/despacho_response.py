from odoo import models

from .sealed import ERASING, check_not_sealed

_POINTERS = frozenset({"partner_id", "commercial_partner_id", "lead_id", "created_lead_id", "activity_id"})
_LOOSE_PREFIXES = ("message_", "website_message_")


class DespachoResponse(models.Model):
    """What was answered before the seal stays as it was; what comes later is noted, outside of it."""

    _inherit = "despacho.response"

    def write(self, vals):
        loose = _POINTERS if self.env.su else frozenset()
        if not all(name in loose or name.startswith(_LOOSE_PREFIXES) for name in vals):
            check_not_sealed(self._under_seal().action_id)
        return super().write(vals)

    def unlink(self):
        check_not_sealed(self._under_seal().action_id, erasing_allowed=False)
        return super().unlink()

    def _under_seal(self):
        """Return those of them that were there when their dossier was sealed."""
        # sudo: the seal holds also for whoever may not see the action
        maybe = self.sudo().filtered(lambda response: response.action_id.state == "sealed")
        if not maybe:
            return maybe
        # sudo: nobody has rights on the hashes
        rows = self.env["despacho.dossier.row"].sudo()
        known = rows.search([("kind", "=", "response"), ("row_id", "in", maybe.ids)])
        return maybe & maybe.browse(known.mapped("row_id"))

    def _forget(self, partners, leads=None, emails=()):
        erasing = super(DespachoResponse, self.with_context(despacho_erasing=ERASING))
        result = erasing._forget(partners, leads, emails)
        self.env["despacho.action"]._dossiers_erase("response", result.ids)
        return result
