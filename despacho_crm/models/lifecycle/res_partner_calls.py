from datetime import timedelta

from odoo import api, fields, models
from odoo.fields import Domain

from ...tools import habits
from .res_partner import GROUP


class ResPartner(models.Model):
    """«Whom to call today»: who is due, or worth it and not bothered lately, with the number at hand."""

    _inherit = "res.partner"

    call_today = fields.Boolean(
        string="To call today", compute="_compute_call_today", search="_search_call_today", groups=GROUP
    )
    call_now = fields.Boolean(
        string="Usually answers now", compute="_compute_call_now", search="_search_call_now", groups=GROUP
    )
    call_phone = fields.Char(string="Number to call", compute="_compute_call_phone", groups=GROUP)

    @api.model
    def _get_call_today_domain(self):
        """Return the domain of those to call today, by the thresholds of the company in which one works.

        With a number; wanted: not who said no, nor spam. Due today or before; or with enough
        priority, nothing agreed for later, and rested since the last try.
        """
        today = self._lifecycle_today()
        company = self.env.company
        callable_ = Domain("lifecycle", "!=", False) & Domain("contact_refused", "=", False)
        callable_ &= Domain("phone", "!=", False) | Domain("child_ids.phone", "!=", False)
        due = Domain("next_action_date", "<=", today)
        rested = Domain("last_try_date", "=", False)
        rested |= Domain("last_try_date", "<", today - timedelta(days=company.call_rest_days))
        worth = Domain("priority_score", ">=", company.call_min_score) & Domain("next_action_date", "=", False)
        return callable_ & (due | (worth & rested))

    @api.depends("next_action_date", "priority_score", "last_try_date", "contact_refused", "lifecycle", "phone")
    def _compute_call_today(self):
        to_call = self.filtered_domain(self._get_call_today_domain())
        for partner in self:
            partner.call_today = partner in to_call

    def _search_call_today(self, operator, value):
        if operator != "in":
            return NotImplemented
        return self._get_call_today_domain()

    @api.model
    def _call_slot_now(self):
        return habits.slot(
            fields.Datetime.context_timestamp(self.with_context(tz=habits.TIME_ZONE), fields.Datetime.now())
        )

    @api.depends("call_slot")
    def _compute_call_now(self):
        now = self._call_slot_now()
        for partner in self:
            partner.call_now = partner.call_slot == now

    def _search_call_now(self, operator, value):
        if operator != "in":
            return NotImplemented
        return Domain("call_slot", "=", self._call_slot_now())

    @api.depends("phone", "child_ids.phone")
    def _compute_call_phone(self):
        for partner in self:
            phones = [partner.phone, *partner.child_ids.mapped("phone")]
            partner.call_phone = next((phone for phone in phones if phone), False)
