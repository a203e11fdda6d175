from datetime import timedelta

from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL

from ...tools import habits
from ..activity.agenda_rows import ACTIVITY_DATE
from .res_partner import GROUP


class ResPartner(models.Model):
    """«Whom to call today»: who is due, or worth it and not bothered lately, with the number at hand."""

    _inherit = "res.partner"

    call_today = fields.Boolean(
        string="To call today", compute="_compute_call_today", search="_search_call_today", groups=GROUP
    )
    called_today = fields.Boolean(
        string="Contacted today", compute="_compute_called_today", search="_search_called_today", groups=GROUP
    )
    call_now = fields.Boolean(
        string="Usually answers now", compute="_compute_call_now", search="_search_call_now", groups=GROUP
    )
    call_phone = fields.Char(string="Number to call", compute="_compute_call_phone", groups=GROUP)

    @api.model
    def _get_call_today_domain(self):
        """Return the domain of those to call today, by the thresholds of the company in which one works.

        With a number; wanted: not who said no, nor spam. Due today or before; or with enough
        priority, nothing agreed for later, and rested since the last try. Once a day is enough:
        who was contacted today is called again today only if that was agreed then.
        """
        today = self._lifecycle_today()
        company = self.env.company
        callable_ = Domain("lifecycle", "!=", False) & Domain("contact_refused", "=", False)
        callable_ &= Domain("phone", "!=", False) | Domain("child_ids.phone", "!=", False)
        due = Domain("next_action_date", "<=", today)
        rested = Domain("last_try_date", "=", False)
        rested |= Domain("last_try_date", "<", today - timedelta(days=company.call_rest_days))
        worth = Domain("priority_score", ">=", company.call_min_score) & Domain("next_action_date", "=", False)
        return callable_ & (due | (worth & rested)) & Domain("id", "not in", self._called_today_ids())

    @api.model
    def _called_today_ids(self):
        """Return the ids of those with whom somebody logged a contact today, and agreed no other one for today."""
        self.env["mail.activity"].flush_model(["active", "channel", "date_done", "date_deadline", "partner_id"])
        rows = self.env.execute_query(
            SQL(
                """
                SELECT partner_id
                  FROM mail_activity
                 WHERE %s = %s AND channel IS NOT NULL AND partner_id IS NOT NULL
                 GROUP BY partner_id
                HAVING MAX(id) FILTER (WHERE NOT active) > COALESCE(MAX(id) FILTER (WHERE active), 0)
                """,
                SQL(ACTIVITY_DATE),
                self._lifecycle_today(),
            )
        )
        return [partner_id for (partner_id,) in rows]

    @api.depends("next_action_date", "priority_score", "last_try_date", "contact_refused", "lifecycle", "phone")
    def _compute_call_today(self):
        to_call = self.filtered_domain(self._get_call_today_domain())
        for partner in self:
            partner.call_today = partner in to_call

    def _search_call_today(self, operator, value):
        if operator != "in":
            return NotImplemented
        return self._get_call_today_domain()

    @api.depends("last_try_date")
    def _compute_called_today(self):
        called = set(self._called_today_ids())
        for partner in self:
            partner.called_today = partner._origin.id in called

    def _search_called_today(self, operator, value):
        if operator != "in":
            return NotImplemented
        return Domain("id", "in", self._called_today_ids())

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
