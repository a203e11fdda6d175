from odoo import api, fields, models


class DespachoPartnerYear(models.AbstractModel):
    """Something of a contact in a year: it is of the company, whichever person of it is given."""

    _name = "despacho.partner.year"
    _description = "Something of a Contact in a Year"
    _rec_name = "partner_id"

    partner_id = fields.Many2one("res.partner", required=True, index=True, ondelete="cascade")
    year = fields.Integer(required=True, aggregator=None)

    @api.depends("partner_id", "year")
    def _compute_display_name(self):
        for line in self:
            line.display_name = f"{line.partner_id.display_name} · {line.year}"

    @api.model_create_multi
    def create(self, vals_list):
        lines = super().create(self._clean_values(vals_list))
        lines._changed(lines.partner_id)
        return lines

    def write(self, vals):
        before = self.partner_id
        result = super().write(*self._clean_values([vals]))
        self._changed(before | self.partner_id, vals.keys())
        return result

    def unlink(self):
        partners = self.partner_id
        result = super().unlink()
        self.browse()._changed(partners)
        return result

    @api.model
    def _clean_values(self, vals_list):
        """Return ``vals_list`` with the company where a person of it is given."""
        given = self.env["res.partner"].browse(vals["partner_id"] for vals in vals_list if vals.get("partner_id"))
        company = {partner.id: partner.commercial_partner_id.id or partner.id for partner in given}
        return [
            {**vals, "partner_id": company[vals["partner_id"]]} if vals.get("partner_id") else vals
            for vals in vals_list
        ]

    def _changed(self, partners, names=None):
        """These lines of ``partners`` are others now, in the fields ``names`` or, without them, in all."""
