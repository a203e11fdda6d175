from odoo import fields, models


class CrmLead(models.Model):
    """The commercial action that a lead comes from."""

    _inherit = "crm.lead"

    commercial_action_id = fields.Many2one(
        "despacho.action",
        string="Commercial action",
        index="btree_not_null",
        ondelete="set null",
        check_company=True,
        prefetch="campaign",
        help="The action that it answers to.",
    )

    def _merge_get_fields(self):
        return [*super()._merge_get_fields(), "commercial_action_id"]
