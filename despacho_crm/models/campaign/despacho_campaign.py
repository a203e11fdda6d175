from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.fields import Domain

from .derived import without_defaults
from .despacho_action import UNDER_WAY

STATES = [
    ("idea", "Idea"),
    ("review", "Earlier actions looked at"),
    ("design", "In design"),
    ("running", "Running"),
    ("closed", "Campaign closed"),
    ("cancelled", "Cancelled"),
]
#: What only the program writes.
_DERIVED = frozenset({"reviewed_on", "reviewed_by", "utm_campaign_id"})
#: What the earlier actions are looked for by.
_PROMOTED = frozenset({"service_line_id", "company_id"})


class DespachoCampaign(models.Model):
    """The promotion of a service, from the idea to what came of it.

    It *is* a campaign of Odoo (``utm.campaign``): mailings, leads, quotations and their statistics hang from that one.
    Nothing of it leaves before the earlier actions for the same service have been looked at: :meth:`_check_launch`.
    """

    _name = "despacho.campaign"
    _description = "Campaign"
    _inherits = {"utm.campaign": "utm_campaign_id"}
    _inherit = ["mail.thread", "mail.activity.mixin"]
    _rec_name = "title"
    _order = "date_start desc, id desc"
    _check_company_auto = True

    utm_campaign_id = fields.Many2one(
        "utm.campaign", string="Campaign of Odoo", required=True, index=True, ondelete="restrict", copy=False
    )
    title = fields.Char(related="utm_campaign_id.title", inherited=True, readonly=False, required=True, tracking=True)
    user_id = fields.Many2one(
        related="utm_campaign_id.user_id", inherited=True, readonly=False, string="Answers for it", tracking=True
    )
    service_line_id = fields.Many2one(
        "product.category",
        string="Service promoted",
        required=True,
        index=True,
        ondelete="restrict",
        domain=[("is_service_line", "=", True)],
        tracking=True,
    )
    company_id = fields.Many2one(
        "res.company",
        string="Company",
        required=True,
        index=True,
        ondelete="cascade",
        default=lambda self: self.env.company,
    )
    currency_id = fields.Many2one(related="company_id.currency_id")
    state = fields.Selection(
        STATES, required=True, default="idea", index=True, tracking=True, copy=False, group_expand=True
    )
    objective = fields.Text(help="What it is to achieve, in words.")
    strategy = fields.Html(help="To whom, when, with which message and by which channel.")
    reasons = fields.Html(help="Why this way and no other.")
    date_start = fields.Date(string="Begins", default=fields.Date.context_today, copy=False)
    date_end = fields.Date(string="Ends", copy=False)
    budget = fields.Monetary(tracking=True)
    target_recipients = fields.Integer(string="Recipients aimed at")
    target_responses = fields.Integer(string="Responses aimed at")
    target_leads = fields.Integer(string="Leads aimed at")
    target_clients = fields.Integer(string="Clients aimed at")
    target_revenue = fields.Monetary(string="Revenue aimed at")

    action_ids = fields.One2many("despacho.action", "campaign_id", string="Actions")
    review_ids = fields.One2many("despacho.campaign.review", "campaign_id", string="Earlier actions", copy=False)
    reviewed_on = fields.Datetime(string="Looked at on", readonly=True, copy=False, tracking=True)
    reviewed_by = fields.Many2one("res.users", string="Looked at by", readonly=True, copy=False, ondelete="set null")
    lessons = fields.Html(string="Lessons", copy=False, help="What to do again.")
    mistakes = fields.Html(string="Mistakes", copy=False, help="What not to do again.")

    _utm_once = models.Constraint("UNIQUE (utm_campaign_id)", "This campaign is in the firm's campaigns already.")

    @api.constrains("service_line_id")
    def _check_service_line_id(self):
        self.service_line_id._check_service_lines()

    @api.constrains("date_start", "date_end")
    def _check_dates(self):
        for campaign in self:
            if campaign.date_start and campaign.date_end and campaign.date_end < campaign.date_start:
                raise ValidationError(
                    self.env._("«%(campaign)s» ends before it begins: correct its dates.", campaign=campaign.title)
                )

    @api.model_create_multi
    def create(self, vals_list):
        for vals in vals_list:
            self._check_derived(vals)
        cleaned = self if self.env.su else without_defaults(self, _DERIVED)
        campaigns = super(DespachoCampaign, cleaned).create(vals_list)
        for campaign in campaigns.filtered(lambda campaign: campaign.state not in ("idea", "review")):
            campaign._check_state(campaign.state)
        return campaigns

    def write(self, vals):
        self._check_derived(vals)
        if "state" in vals:
            for campaign in self.filtered(lambda campaign: campaign.state != vals["state"]):
                campaign._check_state(vals["state"])
        if "active" in vals and not vals["active"]:
            self.action_ids._check_not_under_way()
        others = self.browse()
        if not _PROMOTED.isdisjoint(vals):
            others = self._promoting_something_else(vals)
            others._check_nothing_left()
        result = super().write(vals)
        looked = others.filtered("reviewed_on")
        if looked:
            # sudo: for another service the earlier actions are others, and nobody has looked at them yet
            looked.sudo().write({"reviewed_on": False, "reviewed_by": False})
        return result

    @api.model
    def _check_derived(self, vals):
        if not self.env.su and not _DERIVED.isdisjoint(vals):
            raise AccessError(self.env._("That the earlier actions were looked at is said with the campaign's button."))

    def _promoting_something_else(self, vals):
        """Return those whose service or company ``vals`` change."""
        return self.filtered(
            lambda campaign: any(name in vals and campaign[name].id != vals[name] for name in _PROMOTED)
        )

    def _check_nothing_left(self):
        """What was promoted does not change once an action went out for it."""
        for campaign in self:
            if campaign._approved_actions():
                raise UserError(
                    self.env._(
                        "An action of «%(campaign)s» is approved already: its service and its company stay. "
                        "For another service make another campaign.",
                        campaign=campaign.title,
                    )
                )

    def _approved_actions(self):
        """Return the actions of which something was approved or left the house, archived ones too."""
        actions = self.with_context(active_test=False).action_ids
        return actions.filtered(lambda action: action.state not in ("draft", "cancelled") or action.launched_on)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_launched(self):
        for campaign in self:
            if campaign._approved_actions():
                raise UserError(
                    self.env._(
                        "«%(campaign)s» has actions that were approved: what was done is kept. Cancel or archive it.",
                        campaign=campaign.title,
                    )
                )

    def unlink(self):
        utm = self.utm_campaign_id
        self.with_context(active_test=False).action_ids.unlink()
        result = super().unlink()
        # sudo: only who manages mailings deletes Odoo's campaigns, and this one was made with ours
        utm.sudo().unlink()
        return result

    # States

    def _check_state(self, state):
        """Refuse a state that the campaign may not have yet."""
        self.ensure_one()
        if state in ("design", "running"):
            self._check_launch()
        if state == "closed":
            actions = self.with_context(active_test=False).action_ids
            open_actions = actions.filtered(lambda action: action.state in UNDER_WAY)
            if open_actions:
                raise UserError(
                    self.env._(
                        "«%(action)s» is under way: finish it or cancel it before closing «%(campaign)s».",
                        action=open_actions[0].name,
                        campaign=self.title,
                    )
                )

    def action_close(self):
        self.write({"state": "closed"})

    def action_cancel(self):
        """Cancel the campaign, and its actions that did not leave."""
        self.action_ids.filtered(lambda action: action.state in ("draft", "freezing", "approved")).action_cancel()
        self.write({"state": "cancelled"})

    def action_reopen(self):
        for campaign in self:
            campaign.write({"state": "design" if campaign.reviewed_on else "review"})

    # Earlier actions

    def _earlier_domain(self):
        """Return the domain of what went out for the service in other campaigns."""
        return self._service_domain() & Domain("campaign_id", "!=", self._origin.id)

    def _service_domain(self):
        """Return the domain of the actions that went out for the same service, or for one above or below it."""
        self.ensure_one()
        lines = self.service_line_id
        above = Domain("id", "parent_of", lines.ids) & Domain("is_service_line", "=", True)
        related = above | Domain("id", "child_of", lines.ids)
        return (
            Domain("company_id", "=", self.company_id.id)
            & Domain("launched_on", "!=", False)
            & Domain("campaign_id.service_line_id", "any", related)
        )

    def _find_earlier(self):
        self.ensure_one()
        actions = self.env["despacho.action"].with_context(active_test=False)
        return actions.search(self._earlier_domain(), order="launched_on desc, id desc")

    def _check_launch(self):
        """Raise unless the earlier actions for the service were looked at; none found is said so too."""
        for campaign in self:
            looked = campaign.review_ids.filtered("looked_on").action_id
            # sudo: the rule holds whatever whoever launches may see
            missing = campaign.sudo()._find_earlier() - looked.sudo()
            if missing or not campaign.reviewed_on:
                raise UserError(campaign._launch_message(missing))

    def _check_not_over(self):
        """Raise where nothing more of the campaign is approved nor launched."""
        labels = dict(self._fields["state"]._description_selection(self.env))
        for campaign in self.filtered(lambda campaign: campaign.state in ("closed", "cancelled")):
            raise UserError(
                self.env._(
                    "«%(campaign)s» is in «%(state)s»: reopen the campaign before approving or launching anything "
                    "of it.",
                    campaign=campaign.title,
                    state=labels[campaign.state],
                )
            )

    def _launch_message(self, missing):
        self.ensure_one()
        if missing:
            return self.env._(
                "Before launching anything of «%(campaign)s», look at what was done for the service: "
                "«%(action)s» was not looked at yet (tab «Earlier actions» of the campaign).",
                campaign=self.title,
                action=missing[0].name,
            )
        return self.env._(
            "Before launching anything of «%(campaign)s», look at what was done for the service: "
            "button «Look at earlier actions» of the campaign.",
            campaign=self.title,
        )

    def action_review(self):
        """Find what was done for the service, and write it down to be looked at."""
        self.check_access("write")
        for campaign in self:
            earlier = campaign._find_earlier() - campaign.review_ids.action_id
            # sudo: what was found and its numbers are the program's to write
            campaign.review_ids.sudo()._add(campaign, earlier)
            if campaign.state == "idea":
                campaign.write({"state": "review"})
        return True

    def action_reviewed(self):
        """Say that the earlier actions were looked at, each of them."""
        self.check_access("write")
        self.action_review()
        for campaign in self:
            waiting = campaign.review_ids.filtered(lambda review: not review.looked_on)
            if waiting:
                raise UserError(
                    self.env._(
                        "«%(action)s» was not looked at yet: open it from the tab «Earlier actions».",
                        action=waiting[0].name,
                    )
                )
            # sudo: only this button says it
            campaign.sudo().write({"reviewed_on": fields.Datetime.now(), "reviewed_by": self.env.uid})
            if not campaign.review_ids:
                campaign.message_post(body=self.env._("No earlier action for this service was found."))
            if campaign.state in ("idea", "review"):
                campaign.write({"state": "design"})
        return True
