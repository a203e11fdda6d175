from odoo.exceptions import ValidationError
from odoo.http import request

from odoo.addons.portal.controllers.portal import CustomerPortal


class IdentityPortal(CustomerPortal):
    """A customer who types a number that the base has is told so in the form, and not by whom it is held."""

    def _validate_address_values(self, address_values, partner_sudo, *args, **kwargs):
        if address_values.get("vat"):  # in any spelling, as everywhere
            address_values.update(request.env["res.partner"]._nif_clean(address_values))
        invalid_fields, missing_fields, messages = super()._validate_address_values(
            address_values, partner_sudo, *args, **kwargs
        )
        if address_values.get("vat") and "vat" not in invalid_fields:
            customer = request.env["res.partner"]._get_current_partner(**kwargs)
            holder = partner_sudo or request.env["res.partner"].sudo()  # sudo: as the portal, which saves so
            try:
                holder._nif_check_address(address_values, customer.commercial_partner_id.filtered("active"))
            except ValidationError as error:
                invalid_fields.add("vat")
                messages.append(error.args[0])
        return invalid_fields, missing_fields, messages
