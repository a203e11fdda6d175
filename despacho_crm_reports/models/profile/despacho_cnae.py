from odoo import api, models, tools

from odoo.addons.despacho_crm.tools.cnae import certain_year


class DespachoCnae(models.Model):
    """The sector of today of each code that a list of companies may have."""

    _inherit = "despacho.cnae"

    @api.model
    @tools.ormcache(cache="stable")
    def _sectors_by_code(self):
        """Return {(code, year or '' when the list does not tell it): id of its sector of today}."""
        found, former = {}, {}
        # sudo: one answer for everybody, and the classifications are public
        codes = self.sudo().search([("level", "!=", "section")])
        for cnae in codes.filtered(lambda cnae: cnae.year == "2009" and cnae.level == "class"):
            for length in (2, 3, 4):
                former.setdefault(cnae.code[:length], set()).update(cnae.successor_ids.sector_id.ids)
        for cnae in codes:
            sectors = set(cnae.sector_id.ids) if cnae.year == "2025" else former.get(cnae.code, ())
            if len(sectors) != 1:
                continue  # it went to several: nobody says to which
            [found[cnae.code, cnae.year]] = sectors
            if certain_year(cnae.code) == cnae.year:
                found[cnae.code, ""] = found[cnae.code, cnae.year]
        return found
