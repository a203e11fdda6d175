from odoo import models
from odoo.fields import Domain

from .mail_activity import CONTACT_OF


class MailActivityMixin(models.AbstractModel):
    """Activities follow the contact of their document. Leads need no help: the field depends on them."""

    _inherit = "mail.activity.mixin"

    def _activity_domain(self):
        """Return the domain of the activities of these documents."""
        return Domain("res_model", "=", self._name) & Domain("res_id", "in", self.ids)

    def write(self, vals):
        result = super().write(vals)
        if "partner_id" in vals and CONTACT_OF.get(self._name) == "partner_id" and self._name != "crm.lead":
            # Their contact is derived data, of everybody's activities: it is not for the user's rights.
            Activity = self.env["mail.activity"].sudo().with_context(active_test=False)
            Activity.search(self._activity_domain()).modified(["res_id"])
        return result
