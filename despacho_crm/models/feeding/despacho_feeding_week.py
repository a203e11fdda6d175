from odoo import api, fields, models

from ..activity.mail_activity import REACHED


class DespachoFeedingWeek(models.Model):
    """The prospects that came in a week, and what became of them."""

    _name = "despacho.feeding.week"
    _description = "Week of a Feeding"
    _order = "date desc, id desc"
    _rec_name = "date"

    feeding_id = fields.Many2one("despacho.feeding", required=True, index=True, ondelete="cascade", readonly=True)
    company_id = fields.Many2one(related="feeding_id.company_id", store=True, index=True)
    date = fields.Date(string="Week of", required=True, readonly=True)
    wanted = fields.Integer(readonly=True)
    lead_ids = fields.One2many("crm.lead", "feeding_week_id", string="Leads", readonly=True)
    fed = fields.Integer(string="New ones", compute="_compute_outcome")
    contacted = fields.Integer(compute="_compute_outcome", help="With whom it was tried at least once.")
    reached = fields.Integer(string="Spoken to", compute="_compute_outcome")
    opportunities = fields.Integer(compute="_compute_outcome", help="That became opportunities, or clients.")
    clients = fields.Integer(string="Won ones", compute="_compute_outcome")
    discarded = fields.Integer(string="Discarded ones", compute="_compute_outcome")
    won_revenue = fields.Monetary(string="Amount won", compute="_compute_outcome", currency_field="currency_id")
    currency_id = fields.Many2one(related="company_id.currency_id")

    _one_per_week = models.UniqueIndex("(feeding_id, date)")

    @api.depends("lead_ids.type", "lead_ids.won_status", "lead_ids.active")
    def _compute_outcome(self):
        """What became of them, in three questions for all the weeks."""
        leads = self.env["crm.lead"].with_context(active_test=False)
        activities = self.env["mail.activity"].with_context(active_test=False)
        mine = [("feeding_week_id", "in", self.ids)]
        totals = {week.id: {} for week in self}
        for week, kind, won, count, revenue in leads._read_group(
            mine, ["feeding_week_id", "type", "won_status"], ["__count", "expected_revenue:sum"]
        ):
            of_week = totals[week.id]
            _add(of_week, "fed", count)
            _add(of_week, "discarded", count if won == "lost" else 0)
            _add(of_week, "opportunities", count if kind == "opportunity" else 0)
            _add(of_week, "clients", count if won == "won" else 0)
            _add(of_week, "won_revenue", revenue if won == "won" else 0)
        tried = activities._read_group(
            [("lead_id.feeding_week_id", "in", self.ids), ("result", "!=", False)], ["lead_id", "result"]
        )
        contacted = {lead for lead, _result in tried}
        reached = {lead for lead, result in tried if result in REACHED}
        for name, found in (("contacted", contacted), ("reached", reached)):
            for lead in found:
                _add(totals[lead.feeding_week_id.id], name, 1)
        names = ("fed", "contacted", "reached", "opportunities", "clients", "discarded", "won_revenue")
        for week in self:
            week.update({name: totals.get(week.id, {}).get(name, 0) for name in names})

    def action_view_leads(self):
        """Open the leads of these weeks, whatever became of them."""
        action = self.env["ir.actions.act_window"]._for_xml_id("despacho_crm.action_fed_leads")
        return {**action, "domain": [("feeding_week_id", "in", self.ids)]}


def _add(totals, name, number):
    totals[name] = totals.get(name, 0) + number
