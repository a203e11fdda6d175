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
    call_mine = fields.Boolean(
        string="Mine to call",
        compute="_compute_call_mine",
        search="_search_call_mine",
        groups=GROUP,
        help="One attends to them or has something to do with them; or nobody does.",
    )
    next_action_summary = fields.Char(string="What is due", compute="_compute_next_action", groups=GROUP)
    next_action_user_id = fields.Many2one("res.users", string="Who", compute="_compute_next_action", groups=GROUP)
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

    @api.depends("user_id")
    @api.depends_context("uid")
    def _compute_call_mine(self):
        mine = self.filtered_domain(self._search_call_mine("in", [True]))
        for partner in self:
            partner.call_mine = partner in mine

    @api.model
    def _search_call_mine(self, operator, value):
        if operator != "in":
            return NotImplemented
        # sudo: that a colleague has something to do with a client is no secret in the firm.
        activities = self.env["mail.activity"].sudo()
        planned = Domain("partner_id", "!=", False)
        own = activities._search(planned & Domain("user_id", "=", self.env.uid)).subselect("partner_id")
        taken = activities._search(planned & Domain("user_id", "!=", False)).subselect("partner_id")
        free = Domain("user_id", "=", False) & Domain("id", "not in", taken)
        return Domain("user_id", "=", self.env.uid) | Domain("id", "in", own) | free

    @api.depends("next_action_date", "user_id")
    @api.depends_context("uid")
    def _compute_next_action(self):
        """What is due first, and who does it; without anything planned, who attends to them."""
        order = "date_deadline, id"
        opened = self.env["mail.activity"].search([("partner_id", "in", self._origin.ids)], order=order)
        first = {activity.partner_id: activity for activity in reversed(opened)}
        for partner in self:
            activity = first.get(partner._origin, opened.browse())
            partner.next_action_summary = activity.summary or activity.activity_type_id.name
            partner.next_action_user_id = activity.user_id or partner.user_id

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
