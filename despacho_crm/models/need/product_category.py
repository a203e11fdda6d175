from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.fields import Domain

#: The category under which the services of the firm hang: each one below it is a service line.
ROOT = "despacho_crm.product_category_services"


class ProductCategory(models.Model):
    """Service lines: the product categories below «Services of the firm»."""

    _inherit = "product.category"

    is_service_line = fields.Boolean(
        string="Service line",
        compute="_compute_is_service_line",
        search="_search_is_service_line",
        help="It is one of the services of the firm: it hangs from their common category.",
    )

    @api.model
    def _services_root(self):
        """Return the common category of the services, or none if it was taken away."""
        return self.env.ref(ROOT, raise_if_not_found=False) or self.browse()

    def _check_service_lines(self):
        """Refuse categories that are no service lines, wherever they are chosen."""
        other = self.filtered(lambda category: not category.is_service_line)
        if other:
            raise ValidationError(
                self.env._(
                    "«%(category)s» is no service line of the firm: choose one of the list.",
                    category=other[0].display_name,
                )
            )

    @api.depends("parent_path")
    def _compute_is_service_line(self):
        root = self._services_root()
        for category in self:
            above = (category.parent_path or "").split("/")[:-2]
            category.is_service_line = str(root.id) in above

    @api.model
    def _search_is_service_line(self, operator, value):
        if operator != "in":
            return NotImplemented
        root = self._services_root()
        return Domain("id", "child_of", root.ids) & Domain("id", "not in", root.ids)

    @api.model
    def _name_services_root(self):
        """Call the common category as the administrator says it: categories have one name for every language."""
        lang = self.env.ref("base.user_admin").lang
        self._services_root().name = self.with_context(lang=lang).env._("Services of the firm")

    def action_make_service_line(self):
        """Hang the categories, with what is below them, from the services of the firm."""
        root = self._services_root()
        loose = self.filtered(lambda category: not category.is_service_line) - root
        (loose - loose.child_id).parent_id = root
        return self.env["ir.actions.act_window"]._for_xml_id("despacho_crm.action_service_lines")

    def action_services(self):
        """Open the services of the line."""
        action = self.env["ir.actions.act_window"]._for_xml_id("sale.product_template_action")
        return {
            **action,
            "domain": [("categ_id", "child_of", self.ids)],
            "context": {"default_categ_id": self.id, "default_type": "service"},
        }

    @api.ondelete(at_uninstall=False)
    def _unlink_except_services_root(self):
        if self & self._services_root():
            raise UserError(
                self.env._("The service lines of the firm hang from this category: rename it, but do not delete it.")
            )
