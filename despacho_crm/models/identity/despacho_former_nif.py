from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ...tools import nif
from .by_code import is_by_code


class DespachoFormerNif(models.Model):
    """A NIF that a company had: it changes with the legal form and stays on old papers."""

    _name = "despacho.former.nif"
    _description = "Former NIF"
    _order = "date desc, id desc"
    _rec_name = "nif_key"

    partner_id = fields.Many2one("res.partner", string="Company", required=True, index=True, ondelete="cascade")
    nif_key = fields.Char(string="Former NIF", required=True, index=True)
    reason = fields.Selection(
        selection=[("legal_form", "Change of legal form"), ("merger", "Joined records"), ("other", "Other")],
        required=True,
        default="legal_form",
    )
    date = fields.Date(string="Until", default=fields.Date.context_today)

    _unique_per_partner = models.Constraint(
        "UNIQUE (partner_id, nif_key)",
        "This former NIF is already noted on the company.",
    )

    @api.constrains("nif_key")
    def _check_nif_key(self):
        for former in self:
            if not nif.parse(former.nif_key).valid:
                raise ValidationError(
                    self.env._("«%(nif)s» is not a valid NIF: check letters and digits.", nif=former.nif_key)
                )

    @api.constrains("nif_key", "partner_id")
    def _check_nif_key_is_free(self):
        """A number that another company has is no former one of this, save while the two are joined."""
        if is_by_code(self.env, "nif_merge"):
            return
        for row in self.env["res.partner"]._nif_find_rows(self.mapped("nif_key")):
            holder, key, company_id, is_former = row
            for former in self.filtered(lambda f, key=key: f.nif_key == key):
                own = former.partner_id.company_id.id
                shared = not own or not company_id or own == company_id
                if not is_former and holder != former.partner_id.id and shared:
                    raise ValidationError(self.env["res.partner"]._nif_taken_message(key, [row]))

    @api.model_create_multi
    def create(self, vals_list):
        return super().create([self._clean_values(vals) for vals in vals_list])

    def write(self, vals):
        return super().write(self._clean_values(vals))

    @api.model
    def _clean_values(self, vals):
        if not vals.get("nif_key"):
            return vals
        return dict(vals, nif_key=nif.parse(vals["nif_key"]).key or vals["nif_key"])
