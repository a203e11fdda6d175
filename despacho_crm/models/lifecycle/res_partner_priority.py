from odoo import api, fields, models
from odoo.tools import format_amount, format_date

from ...tools import priority
from .res_partner import FOLLOWS, GROUP


class ResPartner(models.Model):
    """Whom to attend first, and why."""

    _inherit = "res.partner"

    priority_score = fields.Integer(
        string="Priority",
        aggregator="avg",
        index="btree_not_null",
        help="From 0 to 100: by potential, by the date of the next action and by purchases.",
        **FOLLOWS,
    )
    priority_why = fields.Char(string="Why", compute="_compute_priority_why", groups=GROUP)

    @api.depends(
        "priority_score", "potential", "potential_typed", "next_action_date", "invoiced_12m", "company_id", "lifecycle"
    )
    @api.depends_context("lang", "uid")
    def _compute_priority_why(self):
        today = self._lifecycle_today()
        reference = self.env["res.company"]._lifecycle_reference()
        for partner in self:
            if not partner.lifecycle:
                partner.priority_why = False
                continue
            # sudo: the weights of a company that the user may not belong to are what the points are made of.
            company = partner.sudo().company_id or reference
            points = priority.points(
                partner.potential, partner.next_action_date, partner.invoiced_12m, company._priority_weights(), today
            )
            partner.priority_why = partner._priority_sentence(points, today)

    def _priority_sentence(self, points, today):
        """Return the reasons of the priority, those that weigh most first."""
        self.ensure_one()
        phrases = {
            "potential": self._priority_potential,
            "date": lambda: self._priority_date(today),
            "purchases": self._priority_purchases,
        }
        parts = [part for part in sorted(points, key=points.get, reverse=True) if points[part]]
        if not parts:
            return self.env._("Nothing planned, and neither potential nor purchases known")
        why = "; ".join(
            self.env._("%(reason)s (+%(points)s)", reason=phrases[part](), points=points[part]) for part in parts
        )
        return why[:1].upper() + why[1:]

    def _priority_potential(self):
        amount = self._priority_amount(self.potential)
        if self.potential_typed:
            return self.env._("potential of %(amount)s", amount=amount)
        return self.env._("potential of %(amount)s, usual in its sector", amount=amount)

    def _priority_date(self, today):
        day = format_date(self.env, self.next_action_date)
        if self.next_action_date < today:
            return self.env._("action overdue since %(day)s", day=day)
        if self.next_action_date == today:
            return self.env._("action due today")
        return self.env._("next action on %(day)s", day=day)

    def _priority_purchases(self):
        return self.env._("invoiced %(amount)s in 12 months", amount=self._priority_amount(self.invoiced_12m))

    def _priority_amount(self, amount):
        """Return an amount without cents, which decide nothing here."""
        return format_amount(self.env, round(amount), self.lifecycle_currency_id, trailing_zeroes=False)


class ResCompany(models.Model):
    _inherit = "res.company"

    def _priority_weights(self):
        self.ensure_one()
        return priority.Weights(
            self.priority_weight_potential,
            self.priority_weight_date,
            self.priority_weight_purchases,
            self.priority_full_potential,
            self.priority_full_purchases,
        )
