import re

from odoo import api, fields, models

from odoo.addons.despacho_crm.models.identity.by_code import is_by_code

#: As ``despacho_crm.tools.phone`` gives Spanish numbers.
_SPANISH_PHONE = re.compile(r"^\+34 (?:[689]\d\d|7[1-4]\d) \d\d \d\d \d\d$")


class ResPartner(models.Model):
    _inherit = "res.partner"

    despacho_import_row_ids = fields.One2many(
        "despacho.import.row",
        "partner_id",
        string="Rows of imported files",
        readonly=True,
        groups="despacho_crm.group_user",
    )

    @api.model
    def _run_vat_checks(self, country, vat, partner_name="", validation="error"):
        """Skip, for numbers that the import has just validated, a check with queries of its own.

        A Spanish number in canonical form (``ES`` and nine characters) comes out of the
        standard check as it went in.
        """
        if (
            is_by_code(self.env, "despacho_import_checked_nif")
            and vat
            and len(vat) == 11
            and vat.startswith("ES")
            and country.code == "ES"
        ):
            return vat, "ES"
        return super()._run_vat_checks(country, vat, partner_name=partner_name, validation=validation)

    def _compute_phone_sanitized(self):
        """Take the numbers that the import has just read and written as they are: ``+34 931 23 45 67``."""
        if not is_by_code(self.env, "despacho_import_clean_phone"):
            return super()._compute_phone_sanitized()
        spanish = self.filtered(lambda partner: partner.phone and _SPANISH_PHONE.match(partner.phone))
        for partner in spanish:
            partner.phone_sanitized = partner.phone.replace(" ", "")
        return super(ResPartner, self - spanish)._compute_phone_sanitized()

    @api.model
    def default_get(self, fields):
        """Ask once for the defaults that thousands of new contacts share."""
        if not is_by_code(self.env, "despacho_import_create"):
            return super().default_get(fields)
        known = self.env.cr.cache.setdefault("despacho_import_defaults", {})
        asked = sorted((name, repr(value)) for name, value in self.env.context.items() if name.startswith("default_"))
        key = (self.env.uid, self.env.company.id, self.env.lang, frozenset(fields), tuple(asked))
        if key not in known:
            known[key] = super().default_get(fields)
        return dict(known[key])

    def _update_peppol_state_per_company(self, vals=None):
        """Ask nobody on the network about each of the thousands of contacts of a file.

        Only ``account_peppol`` has and calls this; it asks when a document is sent.
        """
        if is_by_code(self.env, "despacho_import_create") or not hasattr(super(), "_update_peppol_state_per_company"):
            return None
        return super()._update_peppol_state_per_company(vals)

    def _check_company(self, fnames=None):
        """Skip a check that only looks at Odoo's own defaults.

        What an import creates has no relation that belongs to a company.
        """
        if is_by_code(self.env, "despacho_import_create"):
            return None
        return super()._check_company(fnames)
