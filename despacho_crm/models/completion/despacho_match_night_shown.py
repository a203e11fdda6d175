from odoo import api, fields, models
from odoo.tools import format_date


class DespachoMatchNight(models.Model):
    """The page of a night leads to what still waits."""

    _inherit = "despacho.match.night"

    waiting_now = fields.Integer(string="Pairs to decide", compute="_compute_waiting_now")
    waiting_nif_now = fields.Integer(string="NIFs to look at", compute="_compute_waiting_now")

    @api.depends("date")
    @api.depends_context("lang")
    def _compute_display_name(self):
        for night in self:
            day = format_date(self.env, night.date, date_format="d MMM y")
            night.display_name = self.env._("Night of %(day)s", day=day)

    def _compute_waiting_now(self):
        pairs = self.env["despacho.match.pair"].search_count([("state", "=", "proposed")])
        nifs = self.env["despacho.completion"].search_count([])
        for night in self:
            night.waiting_now, night.waiting_nif_now = pairs, nifs

    def action_open_waiting(self):
        """Decide on the pairs that wait, one by one."""
        return self.env["ir.actions.actions"]._for_xml_id("despacho_crm.action_match_review")

    def action_open_waiting_nif(self):
        """Show the NIFs that wait."""
        return self.env["ir.actions.act_window"]._for_xml_id("despacho_crm.action_completions")
