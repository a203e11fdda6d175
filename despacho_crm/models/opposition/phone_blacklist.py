from odoo import api, models

from ...tools.privacy import address
from .listed import check_may_leave, tell_lifted, tell_opposed


class PhoneBlacklist(models.Model):
    """Whoever comes into Odoo's list of numbers said no to the firm's calls and text messages."""

    _inherit = "phone.blacklist"

    @api.model_create_multi
    def create(self, vals_list):
        values = {address.phone(vals.get("number")) for vals in vals_list if vals.get("active", True)} - {None}
        # Before Odoo looks who is in its list: of two at once, the second one begins again.
        tell_opposed(self, values, "phone")
        return super().create(vals_list)

    def write(self, vals):
        leaving = self.filtered("active") if vals.get("active") is False or "number" in vals else self.browse()
        check_may_leave(leaving)
        tell_lifted(self, set(leaving.mapped("number")))
        result = super().write(vals)
        if vals.get("active") or "number" in vals:
            tell_opposed(self, set(self.filtered("active").mapped("number")), "phone")
        return result

    def unlink(self):
        leaving = self.filtered("active")
        check_may_leave(leaving)
        tell_lifted(self, set(leaving.mapped("number")))
        return super().unlink()
