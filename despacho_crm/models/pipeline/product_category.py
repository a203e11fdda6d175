from odoo import fields, models


class ProductCategory(models.Model):
    """What starts when a service is sold."""

    _inherit = "product.category"

    onboarding_plan_id = fields.Many2one(
        "mail.activity.plan",
        string="Onboarding plan",
        domain=[("res_model", "=", "res.partner")],
        ondelete="set null",
        help="The activities that start with the client when a service of this category is sold. "
        "Without one, that of the category above.",
    )

    def _onboarding_plan(self):
        """Return the plan of the category, or of the nearest one above that has it."""
        self.ensure_one()
        category = self
        while category and not category.onboarding_plan_id.active:
            category = category.parent_id
        return category.onboarding_plan_id
