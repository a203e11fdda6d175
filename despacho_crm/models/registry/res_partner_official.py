from odoo import api, fields, models
from odoo.tools import format_date

GROUP = "despacho_crm.group_user"
_KEPT = {"readonly": True, "copy": False, "prefetch": "registry", "groups": GROUP}


class ResPartner(models.Model):
    """What the tax agency, the European register of VAT numbers and that of legal entities say of a contact.

    Each answer is of a number: one about the number that the contact had before says nothing of it now.
    """

    _inherit = "res.partner"

    aeat_status = fields.Selection(
        [
            ("identified", "Identified"),
            ("similar", "Not identified: the name is only similar"),
            ("unidentified", "Not identified"),
            ("deregistered", "Deregistered"),
            ("revoked", "NIF revoked"),
        ],
        string="Tax agency",
        **_KEPT,
    )
    aeat_name = fields.Char(string="Registered name", **_KEPT)
    aeat_date = fields.Date(string="Checked by the tax agency on", **_KEPT)
    aeat_nif = fields.Char(string="NIF that the tax agency checked", **_KEPT)
    aeat_told = fields.Char(string="Status that somebody was told of", **_KEPT)
    aeat_alarm = fields.Char(compute="_compute_aeat_alarm", groups=GROUP)
    aeat_words = fields.Char(string="The tax agency says", compute="_compute_aeat_words", groups=GROUP)
    vies_status = fields.Selection(
        [
            ("registered", "Registered for trade within the Union"),
            ("unregistered", "Not registered for trade within the Union"),
            ("malformed", "Not a number of that country"),
        ],
        string="VIES",
        **_KEPT,
    )
    vies_proof = fields.Char(string="Identifier of the consultation", **_KEPT)
    vies_date = fields.Date(string="Consulted in VIES on", **_KEPT)
    vies_nif = fields.Char(string="NIF that was consulted in VIES", **_KEPT)
    vies_words = fields.Char(string="VIES says", compute="_compute_vies_words", groups=GROUP)
    lei = fields.Char(string="LEI", help="Identifier of legal entities, by the register GLEIF.", **_KEPT)

    @api.depends("aeat_status", "aeat_nif", "nif_key")
    @api.depends_context("lang")
    def _compute_aeat_alarm(self):
        for partner in self:
            serious = partner.aeat_status in ("revoked", "deregistered") and partner._is_aeat_current()
            partner.aeat_alarm = partner._aeat_get_alarm(partner.aeat_status) if serious else False

    def _is_aeat_current(self):
        return bool(self.aeat_nif) and self.aeat_nif == self.nif_key

    def _aeat_get_alarm(self, status):
        """Return what the tax agency says that is serious, in words."""
        if status == "revoked":
            return self.env._("Tax agency: its NIF is revoked")
        return self.env._("Tax agency: it is deregistered")

    @api.depends("aeat_status", "aeat_name", "aeat_date", "aeat_nif", "nif_key")
    @api.depends_context("lang")
    def _compute_aeat_words(self):
        labels = dict(self._fields["aeat_status"]._description_selection(self.env))
        for partner in self:
            partner.aeat_words = False
            if partner.aeat_status and partner._is_aeat_current():
                said = self.env._("Tax agency: %(status)s", status=labels[partner.aeat_status])
                parts = [said, partner.aeat_name, format_date(self.env, partner.aeat_date)]
                partner.aeat_words = " · ".join(part for part in parts if part)

    @api.depends("vies_status", "vies_proof", "vies_date", "vies_nif", "nif_key")
    @api.depends_context("lang")
    def _compute_vies_words(self):
        labels = dict(self._fields["vies_status"]._description_selection(self.env))
        for partner in self:
            partner.vies_words = False
            if partner.vies_status and partner.vies_nif == partner.nif_key:
                said = f"VIES: {labels[partner.vies_status]}"
                parts = [said, format_date(self.env, partner.vies_date), partner.vies_proof]
                partner.vies_words = " · ".join(part for part in parts if part)
