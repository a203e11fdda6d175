from odoo import api, fields, models
from odoo.exceptions import AccessError

from ..activity.agenda_columns import TIMEZONE
from .despacho_action import CHANNELS

#: What a person writes; the rest is what the action showed when it was looked at.
_TYPED = frozenset({"note"})
#: The numbers of an action that are kept as they were.
_KEPT = (
    *("recipient_count", "sent_count", "reached_count", "response_count", "interested_count"),
    *("lead_count", "opportunity_count", "client_count", "revenue", "cost"),
)


class DespachoCampaignReview(models.Model):
    """An earlier action that whoever designs a campaign looked at, with the numbers that it had then."""

    _name = "despacho.campaign.review"
    _description = "Earlier action looked at"
    _order = "date desc, id desc"

    campaign_id = fields.Many2one("despacho.campaign", string="Campaign", required=True, index=True, ondelete="cascade")
    company_id = fields.Many2one(related="campaign_id.company_id", store=True, index=True)
    currency_id = fields.Many2one(related="company_id.currency_id")
    action_id = fields.Many2one("despacho.action", string="Action", index="btree_not_null", ondelete="set null")
    name = fields.Char(string="Earlier action", required=True)
    channel = fields.Selection(CHANNELS)
    date = fields.Date(string="Launched on")
    recipient_count = fields.Integer(string="Recipients")
    sent_count = fields.Integer(string="Were sent")
    reached_count = fields.Integer(string="Were reached")
    response_count = fields.Integer(string="Responses")
    interested_count = fields.Integer(string="Interested")
    lead_count = fields.Integer(string="Leads")
    opportunity_count = fields.Integer(string="Opportunities")
    client_count = fields.Integer(string="Clients won")
    revenue = fields.Monetary(string="Invoiced since then")
    cost = fields.Monetary()
    message = fields.Html(string="What was sent")
    lessons = fields.Html()
    mistakes = fields.Html()
    note = fields.Text(string="What we take from it")
    looked_on = fields.Datetime(string="Looked at on")
    looked_by = fields.Many2one("res.users", string="Looked at by", ondelete="set null")

    _once = models.Constraint("UNIQUE (campaign_id, action_id)", "This action is among the earlier ones already.")

    def write(self, vals):
        self._check_typed(vals)
        return super().write(vals)

    @api.model
    def _check_typed(self, vals):
        if not self.env.su and set(vals) - _TYPED:
            raise AccessError(
                self.env._("What an earlier action was is taken from it: write your conclusion beside it.")
            )

    @api.model
    def _add(self, campaign, actions):
        """Write down ``actions`` as found for ``campaign``, still to be looked at."""
        return self.create(
            [{"campaign_id": campaign.id, "action_id": action.id, **self._snapshot(action)} for action in actions]
        )

    @api.model
    def _day_of(self, moment):
        """Return the day that it was in Spain, wherever the program runs."""
        in_spain = self.with_context(tz=TIMEZONE)
        return moment and fields.Datetime.context_timestamp(in_spain, moment).date()

    @api.model
    def _snapshot(self, action):
        return {
            "name": action.display_name,
            "channel": action.channel,
            "date": self._day_of(action.launched_on),
            "message": action.script if action.channel in ("call", "visit") else action.body,
            "lessons": action.lessons,
            "mistakes": action.mistakes,
            **{name: action[name] for name in _KEPT},
        }

    def action_look(self):
        """Open the earlier action, and note that it was looked at with the numbers of today."""
        self.ensure_one()
        self.check_access("write")
        values = {"looked_on": fields.Datetime.now(), "looked_by": self.env.uid}
        if self.action_id:
            values.update(self._snapshot(self.action_id))
        # sudo: only this button says it
        self.sudo().write(values)
        return self.action_id.get_formview_action() if self.action_id else True
