from odoo import api, fields, models
from odoo.fields import Domain

from odoo.addons.despacho_crm.models.segmentation.despacho_company_year import SIZES

KINDS = [
    ("sector", "Sectors"),
    ("activity", "Activities"),
    ("size", "Sizes"),
    ("place", "Places"),
    ("crossed", "Crossed situations"),
    ("service", "Services"),
    ("market", "Market"),
]
DECISIONS = [("grow", "Grow there"), ("keep", "Keep on"), ("leave", "Leave it")]
#: What tells one subject from another: {column of the line: field of the contact}.
SUBJECTS = {
    "sector_id": "sector_id",
    "cnae_id": "cnae_id",
    "size_class": "size_class",
    "state_id": "state_id",
    "service_line_id": "services_used_ids",
}


class DespachoGrowthPlanLine(models.Model):
    """One answer of a plan: a sector, a size, a crossed situation... its figures, and what the firm decides."""

    _name = "despacho.growth.plan.line"
    _description = "Answer of a Growth Plan"
    _order = "plan_id, kind_order, sequence, id"
    _check_company_auto = True

    plan_id = fields.Many2one("despacho.growth.plan", required=True, index=True, ondelete="cascade")
    company_id = fields.Many2one(related="plan_id.company_id", store=True, index=True)
    currency_id = fields.Many2one(related="company_id.currency_id")
    state = fields.Selection(related="plan_id.state")
    kind = fields.Selection(KINDS, string="About", required=True, default="crossed")
    kind_order = fields.Integer(compute="_compute_kind_order", store=True)
    sequence = fields.Integer(default=100)
    name = fields.Char(string="What", required=True)
    proposed = fields.Boolean(readonly=True, help="The program proposed it: filling the plan again makes it anew.")
    sector_id = fields.Many2one("despacho.cnae", string="Sector", ondelete="restrict")
    cnae_id = fields.Many2one("despacho.cnae", string="Activity", ondelete="restrict")
    size_class = fields.Selection(SIZES, string="Size")
    state_id = fields.Many2one("res.country.state", string="Province", ondelete="restrict")
    service_line_id = fields.Many2one(
        "product.category", string="Service line", ondelete="restrict", domain=[("is_service_line", "=", True)]
    )
    terms = fields.Json(readonly=True, help="Of a crossed situation: what it crosses, as the portfolio holds it.")
    clients = fields.Integer(readonly=True)
    revenue = fields.Monetary(string="They buy in a year", readonly=True)
    before = fields.Monetary(string="The year before", readonly=True)
    growth = fields.Float(compute="_compute_growth", help="Of a year against the one before.")
    growth_known = fields.Boolean(compute="_compute_growth")
    companies = fields.Integer(string="Companies of the market", readonly=True)
    why = fields.Text(help="What the figures say.")
    decision = fields.Selection(DECISIONS, help="Empty: nothing is decided about it.")
    objective_clients = fields.Integer(string="New clients wanted")
    objective_revenue = fields.Monetary(string="Revenue wanted")
    note = fields.Text(string="How", help="What the firm is going to offer them, and how.")

    _objectives = models.Constraint(
        "CHECK (objective_clients >= 0 AND objective_revenue >= 0)", "What is wanted is zero or more."
    )

    @api.depends("kind")
    def _compute_kind_order(self):
        order = {kind: place for place, (kind, _label) in enumerate(KINDS)}
        for line in self:
            line.kind_order = order.get(line.kind, len(order))

    @api.depends("revenue", "before")
    def _compute_growth(self):
        for line in self:
            line.growth_known = line.before > 0
            line.growth = line.revenue / line.before - 1 if line.before > 0 else 0.0

    @api.model_create_multi
    def create(self, vals_list):
        lines = super().create(vals_list)
        # Asked of what was created: the plan may have come as a default value.
        lines.plan_id._check_open()
        return lines

    def write(self, vals):
        plans = self.plan_id | self.env["despacho.growth.plan"].browse(vals.get("plan_id") or ())
        plans._check_open()
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_if_open(self):
        self.plan_id._check_open()

    def _get_key(self):
        """Return what the line is about, the same in two plans."""
        self.ensure_one()
        subject = tuple(self[name].id if self._fields[name].relational else self[name] for name in SUBJECTS)
        crossed = tuple(tuple(term) for term in self.terms or ())
        return self.kind, (subject, crossed) if crossed or any(subject) else self.name.strip().lower()

    def _get_partner_domain(self):
        """Return the domain of the clients that the line is about."""
        self.ensure_one()
        dimension = self.env["despacho.portfolio.dimension"]
        domain = dimension._clients_domain(self.company_id) & dimension._terms_domain(self.terms or ())
        for name, field in SUBJECTS.items():
            if self[name]:
                value = self[name].ids if self._fields[name].relational else [self[name]]
                domain &= Domain(field, "in", value)
        return domain

    def action_view_clients(self):
        """Open the clients of today that the line is about: its figures are of the day on which it was filled."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id("despacho_crm.action_partners")
        name = self.env._("%(subject)s: clients of today", subject=self.name)
        return {**action, "name": name, "display_name": name, "domain": list(self._get_partner_domain()), "context": {}}
