from odoo import api, fields, models
from odoo.tools import format_date

from ..lifecycle.res_partner import GROUP
from .despacho_response import SIGNALS

#: How many answers are told in one line.
_TOLD = 3


class ResPartner(models.Model):
    """What a client or prospect answered to past actions."""

    _inherit = "res.partner"

    response_ids = fields.One2many(
        "despacho.response",
        "commercial_partner_id",
        string="Responses to actions",
        domain=[("source", "not in", ("open", "bounce"))],
        groups=GROUP,
    )
    response_count = fields.Integer(string="Number of responses", compute="_compute_responses", groups=GROUP)
    response_summary = fields.Char(string="Reaction to past actions", compute="_compute_responses", groups=GROUP)

    @api.depends("response_ids.kind")
    @api.depends_context("lang", "allowed_company_ids")
    def _compute_responses(self):
        answers = self.env["despacho.response"].search_fetch(
            [("commercial_partner_id", "in", self._origin.ids), ("source", "not in", SIGNALS)],
            ["commercial_partner_id", "kind", "date", "campaign_id"],
        )
        of_partner = answers.grouped("commercial_partner_id")
        rows = self.env["despacho.action.recipient"]._read_group(
            [("commercial_partner_id", "in", self._origin.ids), ("sent_on", "!=", False)],
            ["commercial_partner_id"],
            ["action_id:count_distinct"],
        )
        addressed = {partner.id: count for partner, count in rows}
        for partner in self:
            own = of_partner.get(partner._origin, answers.browse())
            partner.response_count = len(own)
            partner.response_summary = partner._response_summary(own, addressed.get(partner._origin.id, 0))

    def _response_summary(self, responses, addressed):
        """Return «Addressed by 4 actions. Interested in «Nóminas» (3/11/2026)», or nothing."""
        kinds = dict(responses._fields["kind"]._description_selection(self.env))
        told = [
            self.env._(
                "%(kind)s: «%(campaign)s» (%(day)s)",
                kind=kinds.get(response.kind) or self.env._("To be classified"),
                # sudo: the name of the campaign they answered to, whoever may see it
                campaign=response.sudo().campaign_id.display_name,
                day=format_date(self.env, response.date),
            )
            for response in responses[:_TOLD]
        ]
        if addressed and not responses:
            return self.env._("Addressed by actions: %(count)s. No answer.", count=addressed)
        if addressed:
            told.insert(0, self.env._("Addressed by actions: %(count)s", count=addressed))
        return ". ".join(told) or False

    def action_responses(self):
        """Open what they answered to each action."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id("despacho_crm.action_responses")
        action["domain"] = [("commercial_partner_id", "=", self.commercial_partner_id.id)]
        action["context"] = {"default_partner_id": self.id}
        return action
