from odoo import api, models, tools
from odoo.api import NewId


class ResCountry(models.Model):
    _inherit = "res.country"

    @api.model
    @tools.ormcache("country_id", cache="stable")  # Odoo clears it when a code changes
    def _nif_code(self, country_id):
        # sudo: one answer for all users; everybody may read countries
        return self.sudo().browse(country_id).code or ""


def country_code(env, country):
    """Return the ISO code of ``country`` (an id, a record or nothing), or ''; it needs no query."""
    if isinstance(country, models.BaseModel):
        country = country.id
    if isinstance(country, NewId):
        return env["res.country"].browse(country).code or ""
    return env["res.country"]._nif_code(country) if country else ""
