from odoo import api, fields, models
from odoo.fields import Domain


class DespachoDashboard(models.AbstractModel):
    """What became of the prospects that the feeding brought in the period."""

    _inherit = "despacho.dashboard"

    @api.model
    def _get_parts(self, scope):
        return {**super()._get_parts(scope), "feeding": self._part_feeding(scope)}

    @api.model
    def _part_feeding(self, scope):
        leads = self.env["crm.lead"].with_context(active_test=False)
        fed = (
            Domain("feeding_week_id.company_id", "=", scope.company.id)
            & Domain("feeding_week_id.date", ">=", fields.Date.to_string(scope.first))
            & Domain("feeding_week_id.date", "<=", fields.Date.to_string(scope.last))
            & scope.worked_by("user_id", "team_id")
        )
        contacted = fed & Domain("contact_level", "in", ["tried", "reached"])
        reached = fed & Domain("contact_level", "=", "reached")
        won = fed & Domain("won_status", "=", "won")
        groups = leads._read_group(fed, ["type", "won_status"], ["__count", "expected_revenue:sum"])
        steps = [
            ("fed", self.env._("New ones"), fed, sum(count for *_keys, count, _revenue in groups)),
            ("contacted", self.env._("Contacted"), contacted, leads.search_count(contacted)),
            ("reached", self.env._("Spoken to"), reached, leads.search_count(reached)),
            (
                "opportunities",
                self.env._("Opportunities"),
                fed & Domain("type", "=", "opportunity"),
                sum(count for kind, _won, count, _revenue in groups if kind == "opportunity"),
            ),
            ("won", self.env._("Won"), won, sum(count for _kind, end, count, _r in groups if end == "won")),
        ]
        return {
            "feedings": self.env["despacho.feeding"].search_count([("company_id", "=", scope.company.id)]),
            "revenue": sum(revenue for _kind, end, _count, revenue in groups if end == "won"),
            "steps": [
                {
                    "id": code,
                    "name": label,
                    "count": count,
                    "open": self._opens(label, "crm.lead", domain, active_test=False),
                }
                for code, label, domain, count in steps
            ],
        }
