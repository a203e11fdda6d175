from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.fields import Domain

#: What a fee says of a task.
KINDS = [("included", "Included"), ("excluded", "Not included")]
#: What a clause says: once it was offered to somebody, it goes on saying it.
_CONTENT = frozenset({"text", "kind", "service_line_id", "product_tmpl_id", "company_id"})


class DespachoClause(models.Model):
    """The library: what the fee of each service includes, and what it does not."""

    _name = "despacho.clause"
    _description = "Clause of a fee"
    _order = "service_line_id, product_tmpl_id, kind desc, sequence, id"
    _rec_name = "text"

    text = fields.Text(string="Clause", required=True, translate=True)
    kind = fields.Selection(KINDS, string="The fee", required=True, default="included")
    service_line_id = fields.Many2one(
        "product.category",
        string="Service line",
        required=True,
        index=True,
        domain=[("is_service_line", "=", True)],
        ondelete="restrict",
        help="The clause is of all services of this line, unless it says of which one.",
    )
    product_tmpl_id = fields.Many2one(
        "product.template",
        string="Service",
        index="btree_not_null",
        ondelete="cascade",
        domain="[('categ_id', 'child_of', service_line_id)]",
        help="Empty: the clause is of every service of the line.",
    )
    company_id = fields.Many2one("res.company", string="Company", help="Empty: of every company.")
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    version = fields.Integer(default=1, readonly=True, copy=False)
    previous_id = fields.Many2one(
        "despacho.clause", string="Earlier version", readonly=True, copy=False, ondelete="set null"
    )
    order_clause_ids = fields.One2many("despacho.order.clause", "clause_id", string="Quotations that have it")
    order_count = fields.Integer(string="Quotations", compute="_compute_order_count")

    @api.depends("order_clause_ids")
    def _compute_order_count(self):
        counts = self.env["despacho.order.clause"]._read_group(
            [("clause_id", "in", self.ids)], ["clause_id"], ["order_id:count_distinct"]
        )
        counts = {clause.id: count for clause, count in counts}
        for clause in self:
            clause.order_count = counts.get(clause.id, 0)

    @api.constrains("service_line_id", "product_tmpl_id")
    def _check_service(self):
        self.service_line_id._check_service_lines()
        for clause in self.filtered("product_tmpl_id"):
            above = (clause.product_tmpl_id.categ_id.parent_path or "").split("/")
            if str(clause.service_line_id.id) not in above:
                raise ValidationError(
                    self.env._(
                        "«%(service)s» is no service of «%(line)s»: choose one of the line, or leave it empty so that "
                        "the clause is of all of them.",
                        service=clause.product_tmpl_id.display_name,
                        line=clause.service_line_id.name,
                    )
                )

    @api.constrains("text")
    def _check_text(self):
        if any(not clause.text.strip() for clause in self):
            raise ValidationError(self.env._("Write what the clause says."))

    def write(self, vals):
        changed = _CONTENT & vals.keys()
        if changed:
            # sudo: what was offered is so, whoever may see the quotation
            offered = self.env["despacho.order.clause"].sudo().search([("clause_id", "in", self.ids)], limit=1)
            clause = offered.clause_id
            if clause:
                raise UserError(
                    self.env._(
                        "«%(clause)s» is in the quotation %(order)s already, and stays as it was offered. Use «New "
                        "version»: from then on the new text is taken.",
                        clause=clause.text,
                        order=offered.order_id.name,
                    )
                )
        return super().write(vals)

    def action_new_version(self):
        """Put a copy in the place of the clause, to be changed, and open it; the former one is archived."""
        self.ensure_one()
        new = self.copy({"version": self.version + 1, "previous_id": self.id})
        self.active = False
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("New version"),
            "res_model": self._name,
            "res_id": new.id,
            "views": [[False, "form"]],
            "target": "current",
        }

    def action_orders(self):
        """Open the quotations that have the clause."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id("despacho_crm.action_engagement_letters")
        return {**action, "domain": [("order_clause_ids.clause_id", "in", self.ids)], "context": {}}

    @api.model
    def _of_products(self, products, company):
        """Return the clauses of each of the ``products`` in ``company``: those of the line and those of the service.

        :return: {product: clauses}, in the order in which they are read
        """
        lines = {
            product: [int(number) for number in (product.categ_id.parent_path or "").split("/") if number]
            for product in products
        }
        above = {number for numbers in lines.values() for number in numbers}
        clauses = self.search(
            Domain("service_line_id", "in", list(above))
            & Domain("product_tmpl_id", "in", [False, *products.product_tmpl_id.ids])
            & Domain("company_id", "in", [False, company.id])
        )
        return {
            product: clauses.filtered(
                lambda clause, product=product: (
                    clause.service_line_id.id in lines[product]
                    and clause.product_tmpl_id.id in (False, product.product_tmpl_id.id)
                )
            ).sorted(lambda clause: (clause.kind != "included", clause.sequence, clause.id))
            for product in products
        }
