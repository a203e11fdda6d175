from odoo import api, fields, models

CHANGES = [("new", "New"), ("open", "Not decided yet"), ("same", "As before"), ("decision", "Decided otherwise")]


class DespachoGrowthPlanLine(models.Model):
    """What the plan before said of the same."""

    _inherit = "despacho.growth.plan.line"

    previous_line_id = fields.Many2one("despacho.growth.plan.line", compute="_compute_previous")
    change = fields.Selection(CHANGES, string="Against the last plan", compute="_compute_previous")
    previous_clients = fields.Integer(string="Clients then", compute="_compute_previous")
    previous_revenue = fields.Monetary(string="They bought then", compute="_compute_previous")

    @api.depends("plan_id.previous_id", "kind", "name", "decision", "clients", "revenue")
    def _compute_previous(self):
        nothing = self.browse()
        for plan, lines in self.grouped("plan_id").items():
            before = {line._get_key(): line for line in plan.previous_id.line_ids}
            for line in lines:
                found = before.get(line._get_key(), nothing) if line.name else nothing
                line.previous_line_id = found
                line.previous_clients = found.clients
                line.previous_revenue = found.revenue
                if not plan.previous_id:
                    line.change = False
                elif not found:
                    line.change = "new"
                elif found.decision == line.decision:
                    line.change = "same"
                else:
                    line.change = "decision" if line.decision else "open"


class DespachoGrowthPlan(models.Model):
    """What the plan before had, and this one no longer has."""

    _inherit = "despacho.growth.plan"

    gone_line_ids = fields.Many2many("despacho.growth.plan.line", compute="_compute_gone", string="No longer in it")
    comparison = fields.Char(string="Against the last one", compute="_compute_gone")

    @api.depends("previous_id", "line_ids.change")
    def _compute_gone(self):
        for plan in self:
            keys = {line._get_key() for line in plan.line_ids if line.name}
            gone = plan.previous_id.line_ids.filtered(lambda line: line._get_key() not in keys)  # noqa: B023
            plan.gone_line_ids = gone
            changes = plan.line_ids.mapped("change")
            plan.comparison = bool(plan.previous_id) and self.env._(
                "Against «%(plan)s». New answers: %(new)s; as before: %(same)s; decided otherwise: %(decided)s; "
                "not decided yet: %(open)s; no longer in it: %(gone)s.",
                plan=plan.previous_id.name,
                new=changes.count("new"),
                same=changes.count("same"),
                decided=changes.count("decision"),
                open=changes.count("open"),
                gone=len(gone),
            )
