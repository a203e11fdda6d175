from odoo import api, models
from odoo.tools import SQL


class DespachoCensusCompany(models.Model):
    """Whoever is blocked is not offered as a candidate again: the census has them still."""

    _inherit = "despacho.census.company"

    @api.model
    def _get_opposed_keys(self, only=None):
        return [*super()._get_opposed_keys(only), *self._get_blocked_keys(only)]

    @api.model
    def _get_blocked_keys(self, only=None):
        """Return the NIFs of those who are blocked, and of those asked about whose data were destroyed."""
        self.env["res.partner"].flush_model(["nif_key", "privacy_blocked"])
        self.env["crm.lead"].flush_model(["nif_key", "privacy_blocked"])
        rows = self.env.execute_query(
            SQL(
                """
                SELECT nif_key FROM res_partner WHERE privacy_blocked IS TRUE AND nif_key IS NOT NULL
                UNION SELECT nif_key FROM crm_lead WHERE privacy_blocked IS TRUE AND nif_key IS NOT NULL
                """
            )
        )
        found = {key for (key,) in rows}
        if only is not None:
            found &= set(only)
            people = list(only)
            blocks = self.env["despacho.privacy.block.key"]._find_blocks([{("nif", key)} for key in people])
            found |= {people[place] for place in blocks}
        return list(found)
