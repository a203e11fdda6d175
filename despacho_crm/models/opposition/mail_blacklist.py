from odoo import api, models

from ...tools.privacy import address
from .listed import check_may_leave, tell_lifted, tell_opposed


class MailBlacklist(models.Model):
    """Whoever comes into Odoo's list of addresses said no: in the foot of a message, in a screen, by hand."""

    _inherit = "mail.blacklist"

    @api.model_create_multi
    def create(self, vals_list):
        values = {address.email(vals.get("email")) for vals in vals_list if vals.get("active", True)} - {None}
        # Before Odoo looks who is in its list: of two at once, the second one begins again.
        tell_opposed(self, values, "email")
        return super().create(vals_list)

    def write(self, vals):
        leaving = self.filtered("active") if vals.get("active") is False or "email" in vals else self.browse()
        check_may_leave(leaving)
        tell_lifted(self, set(leaving.mapped("email")))
        result = super().write(vals)
        if vals.get("active") or "email" in vals:
            tell_opposed(self, set(self.filtered("active").mapped("email")), "email")
        return result

    def unlink(self):
        leaving = self.filtered("active")
        check_may_leave(leaving)
        tell_lifted(self, set(leaving.mapped("email")))
        return super().unlink()
