from odoo import fields, models


class CrmLead(models.Model):
    _inherit = "crm.lead"

    service_line_ids = fields.Many2many(
        "product.category",
        "crm_lead_service_line_rel",
        "lead_id",
        "category_id",
        string="Service lines",
        domain=[("is_service_line", "=", True)],
        help="The services of the firm that this is about.",
    )

    def _merge_get_fields(self):
        return [*super()._merge_get_fields(), "service_line_ids"]

    def _merge_get_fields_specific(self):
        return {
            **super()._merge_get_fields_specific(),
            "service_line_ids": lambda _field, leads: leads.service_line_ids,
        }
