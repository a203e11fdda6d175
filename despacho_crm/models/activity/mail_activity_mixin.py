from odoo import models

from .mail_activity import CONTACT_OF


class MailActivityMixin(models.AbstractModel):
    """Activities follow the contact of their document. Leads need no help: the field depends on them."""

    _inherit = "mail.activity.mixin"

    def write(self, vals):
        result = super().write(vals)
        if "partner_id" in vals and CONTACT_OF.get(self._name) == "partner_id" and self._name != "crm.lead":
            # Their contact is derived data, of everybody's activities: it is not for the user's rights.
            Activity = self.env["mail.activity"].sudo().with_context(active_test=False)
            Activity.search([("res_model", "=", self._name), ("res_id", "in", self.ids)]).modified(["res_id"])
        return result
