from odoo import api, fields, models
from odoo.fields import Domain

from ...tools.planning.borders import local
from ..planning.despacho_month_line import MONEY

#: Rows of each list of the page: the rest is behind its figure.
_ROWS = 6


class DespachoMyWeek(models.AbstractModel):
    """What waits for somebody: leads that nobody has touched, quotations without answer, opportunities."""

    _inherit = "despacho.my.week"

    @api.model
    def _get_parts(self, user, today, monday):
        return {
            **super()._get_parts(user, today, monday),
            "untouched": self._get_untouched(user, today),
            "quotations": self._get_quotations(user, today),
            "pipeline": self._get_pipeline(user),
            "objectives": self._get_objectives(user),
        }

    @api.model
    def _get_rows(self, domain, today):
        """Return the first rows of the agenda, as the page shows them."""
        rows = self.env["despacho.agenda"].search(domain, order="date, moment, id", limit=_ROWS)
        return [
            {
                "id": row.id,
                "date": fields.Date.to_string(row.date),
                "late": row.date < today,
                "client": row.client_name or row.lead_id.display_name or "",
                "action": row.action or "",
                "phone": row.phone or "",
                "model": "crm.lead" if row.lead_id else "res.partner",
                "res_id": row.lead_id.id or row.partner_id.id,
            }
            for row in rows
        ]

    @api.model
    def _get_untouched(self, user, today):
        """Return the leads of which no contact is written down, the oldest first."""
        leads = self.env["crm.lead"]
        stages = self.env["crm.stage"].search([("outcome", "=", "open")])
        domain = (
            Domain("user_id", "=", user.id)
            & Domain("type", "=", "lead")
            & Domain("won_status", "=", "pending")
            & Domain("stage_id", "in", stages.ids)
            & Domain("contact_level", "=", "untouched")
        )
        zone = self.env["despacho.planning.facts"]._zone()
        label = self.env._("Leads untouched")
        return {
            "name": label,
            "value": leads.search_count(domain),
            "open": self.env["despacho.dashboard"]._opens(label, leads._name, domain),
            "rows": [
                {
                    "id": lead.id,
                    "name": lead.partner_name or lead.partner_id.display_name or lead.name,
                    "phone": lead.phone or "",
                    "days": (today - local(lead.create_date, zone).date()).days,
                }
                for lead in leads.search(domain, order="create_date, id", limit=_ROWS)
            ],
        }

    @api.model
    def _get_quotations(self, user, today):
        """Return the quotations that were sent and have no answer, the oldest first."""
        orders = self.env["sale.order"]
        domain = (
            Domain("user_id", "=", user.id)
            & Domain("state", "=", "sent")
            & Domain("company_id", "=", self.env.company.id)
        )
        currency, zone = self.env.company.currency_id, self.env["despacho.planning.facts"]._zone()
        groups = orders._read_group(domain, ["currency_id"], ["__count", "amount_untaxed:sum"])
        label = self.env._("Quotations waiting")
        return {
            "name": label,
            "value": sum(count for _currency, count, _amount in groups),
            "amount": sum(
                one._convert(amount, currency, self.env.company, today) if one else amount
                for one, _count, amount in groups
            ),
            "open": self.env["despacho.dashboard"]._opens(label, orders._name, domain),
            "rows": [
                {
                    "id": order.id,
                    "name": order.partner_id.display_name,
                    "number": order.name,
                    "amount": order.amount_untaxed,
                    "currency": order.currency_id.id,
                    "days": (today - local(order.proposed_on or order.date_order, zone).date()).days,
                }
                for order in orders.search(domain, order="proposed_on, id", limit=_ROWS)
            ],
        }

    @api.model
    def _get_pipeline(self, user):
        """Return the opportunities under way, by stage."""
        leads = self.env["crm.lead"]
        domain = (
            Domain("user_id", "=", user.id)
            & Domain("type", "=", "opportunity")
            & Domain("won_status", "=", "pending")
            & Domain("active", "=", True)
        )
        groups = leads._read_group(domain, ["stage_id"], ["__count", "expected_revenue:sum"])
        groups.sort(key=lambda group: (group[0].sequence, group[0].id))
        opens = self.env["despacho.dashboard"]._opens
        label = self.env._("Opportunities under way")
        return {
            "name": label,
            "value": sum(count for _stage, count, _revenue in groups),
            "amount": sum(revenue for _stage, _count, revenue in groups),
            "open": opens(label, leads._name, domain),
            "stages": [
                {
                    "id": stage.id,
                    "name": stage.name or self.env._("Without stage"),
                    "count": count,
                    "amount": revenue,
                    "open": opens(
                        stage.name or self.env._("Without stage"),
                        leads._name,
                        domain & Domain("stage_id", "=", stage.id),
                    ),
                }
                for stage, count, revenue in groups
            ],
        }

    @api.model
    def _get_objectives(self, user):
        """Return what the person set out to do this month in the company, with what the records say until now."""
        months = self.env["despacho.month"]._current(user).filtered(lambda month: month.company_id == self.env.company)
        return {
            "month": months.id,
            "name": months.display_name or "",
            "rows": [
                {
                    "id": line.id,
                    "name": line.display_name,
                    "money": line.kind in MONEY,
                    "target": line.target,
                    "done": line.done,
                    "percent": round(line.percent),
                }
                for line in months.line_ids
                if line.target or line.done
            ],
        }
