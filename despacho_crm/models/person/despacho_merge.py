from odoo import api, models
from odoo.tools import SQL

from ..merge import despacho_merge_catalog
from .res_partner import COLUMNS

#: Hobbies and habits stay with who was a private individual when a company, or a contact of one, is what stays.
_NO_CONSUMER = SQL(
    """
    EXISTS (SELECT FROM res_partner stays
             WHERE stays.id = map.target_id
               AND (stays.is_company OR stays.parent_id IS NOT NULL OR stays.company_name > ''))
    """
)
despacho_merge_catalog.SEALED.update(
    {
        ("despacho_person_hobby_rel", "partner_id"): _NO_CONSUMER,
        ("despacho_person_spending_rel", "partner_id"): _NO_CONSUMER,
    }
)


class DespachoMerge(models.Model):
    """Personal data pass to a private individual only; the journal gives back what goes."""

    _inherit = "despacho.merge"

    @api.model
    def _plan_values(self, survivor, members, ranking, wanted, names):
        values = super()._plan_values(survivor, members, ranking, wanted, names)
        if survivor._is_consumer() and not values.get("is_company"):
            return values
        values = {name: value for name, value in values.items() if name not in COLUMNS}
        values.update({name: False for name in COLUMNS if survivor[name]})
        return values
