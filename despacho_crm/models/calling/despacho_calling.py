from odoo import api, fields, models
from odoo.tools import format_datetime

from ..lifecycle.res_partner import GROUP

#: How many of the last contacts are at hand while one speaks.
_LOG = 5


class DespachoCalling(models.TransientModel):
    """Somebody who works through the list of an action: who is before them, what to say, what is known.

    It lives while they work; the row that they have taken is what keeps the person for them.
    """

    _name = "despacho.calling"
    _description = "Calls of an action"

    action_id = fields.Many2one("despacho.action", string="Commercial action", required=True, ondelete="cascade")
    channel = fields.Selection(related="action_id.channel")
    recipient_id = fields.Many2one("despacho.action.recipient", ondelete="set null")
    stopped_count = fields.Integer(string="Noted in this session")

    script = fields.Html(related="action_id.script")
    opening = fields.Text(string="How it begins", compute="_compute_opening")
    waiting_count = fields.Integer(related="action_id.call_waiting_count")
    later_count = fields.Integer(related="action_id.call_later_count")
    next_message = fields.Char(string="Who is left", compute="_compute_next_message")

    # As whoever asks: a row of others is not read by writing its number here.
    number = fields.Integer(related="recipient_id.number", related_sudo=False)
    name = fields.Char(related="recipient_id.name", related_sudo=False)
    company_name = fields.Char(related="recipient_id.company_name", related_sudo=False)
    function = fields.Char(related="recipient_id.function", related_sudo=False)
    phone = fields.Char(related="recipient_id.phone", related_sudo=False)
    sheet_phone = fields.Char(related="recipient_id.sheet_phone", related_sudo=False)
    nif_key = fields.Char(related="recipient_id.nif_key", related_sudo=False)
    street = fields.Char(related="recipient_id.street", related_sudo=False)
    city = fields.Char(related="recipient_id.city", related_sudo=False)
    basis = fields.Selection(related="recipient_id.basis", related_sudo=False)
    evidence = fields.Text(related="recipient_id.evidence", related_sudo=False)
    call_tries = fields.Integer(related="recipient_id.call_tries", related_sudo=False)
    call_on = fields.Datetime(related="recipient_id.call_on", related_sudo=False)
    taken_until = fields.Datetime(related="recipient_id.taken_until", related_sudo=False)

    partner_id = fields.Many2one(
        related="recipient_id.commercial_partner_id", related_sudo=False, string="Their sheet", groups=GROUP
    )
    lead_id = fields.Many2one(related="recipient_id.lead_id", related_sudo=False, string="Lead", groups=GROUP)
    lifecycle = fields.Selection(related="partner_id.lifecycle", groups=GROUP)
    temperature = fields.Selection(related="partner_id.temperature", groups=GROUP)
    temperature_reason = fields.Char(related="partner_id.temperature_reason", groups=GROUP)
    service_line_ids = fields.Many2many(related="partner_id.service_line_ids", groups=GROUP)
    call_habit = fields.Char(related="partner_id.call_habit", groups=GROUP)
    response_summary = fields.Char(related="partner_id.response_summary", groups=GROUP)
    open_lead_ids = fields.Many2many("crm.lead", string="Open with them", compute="_compute_known")
    log_ids = fields.Many2many("mail.activity", string="Last contacts", compute="_compute_known")

    @api.depends("action_id", "stopped_count")
    def _compute_display_name(self):
        for calling in self:
            calling.display_name = calling.action_id.display_name

    @api.depends("recipient_id")
    def _compute_opening(self):
        """The first words are of the law: who calls, where the data come from, the right to say no."""
        gate = self.env["despacho.gate"]
        for calling in self:
            row = calling.recipient_id
            opening = row and gate._get_call_opening(calling.action_id.company_id, origin=row._data_origin())
            calling.opening = opening if calling.channel == "call" else False

    @api.depends("recipient_id")
    def _compute_known(self):
        log = self.env["mail.activity"].with_context(active_test=False)
        for calling in self:
            partner = calling.recipient_id.commercial_partner_id
            calling.open_lead_ids = partner._open_leads() if partner else calling.recipient_id.lead_id
            calling.log_ids = (
                log.search(
                    [("partner_id", "=", partner.id), ("active", "=", False), ("result", "!=", False)],
                    order="done_at desc, id desc",
                    limit=_LOG,
                )
                if partner
                else False
            )

    @api.depends("recipient_id", "action_id")
    def _compute_next_message(self):
        """When nobody is left now: when the next one is."""
        for calling in self:
            calling.next_message = False if calling.recipient_id else calling._nobody_left()

    def _nobody_left(self):
        action = self.action_id
        later = self.env["despacho.action.recipient"].search(
            [("action_id", "=", action.id), ("call_on", "!=", False), *action._get_to_call_domain()],
            order="call_on, id",
            limit=1,
        )
        if later:
            return self.env._(
                "Nobody is left to call now. The next one is on %(moment)s.",
                moment=format_datetime(self.env, later.call_on, dt_format="EEEE d/M HH:mm"),
            )
        if action.call_waiting_count:
            return self.env._("Those who are left are being called by others.")
        return self.env._("Nobody is left in this list: the action can be finished.")

    @api.model
    def _open(self, action, recipient):
        """Return the screen of the calls of ``action``, with ``recipient`` before whoever works."""
        calling = self.create({"action_id": action.id, "recipient_id": recipient.id})
        return {
            "type": "ir.actions.act_window",
            "name": action.name,
            "res_model": self._name,
            "res_id": calling.id,
            "views": [(False, "form")],
            "target": "current",
        }

    def _go_on(self):
        """Put the next person of the list before whoever works."""
        for calling in self:
            taken = self.env["despacho.action.recipient"]._take_next(calling.action_id, self.env.user)
            calling.write({"recipient_id": taken.id, "stopped_count": calling.stopped_count + 1})
