from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

from .derived import without_defaults

CHANNELS = [
    ("email", "E-mail"),
    ("call", "Phone call"),
    ("post", "Letter"),
    ("visit", "Visit"),
    ("event", "Event"),
    ("sms", "SMS"),
]
STATES = [
    ("draft", "In design"),
    ("freezing", "Recipients being prepared"),
    ("approved", "Approved"),
    ("running", "Running"),
    ("done", "Finished"),
    ("sealed", "Sealed for good"),
    ("cancelled", "Cancelled"),
]
#: Something of it leaves, or is about to.
UNDER_WAY = ("freezing", "approved", "running")
#: What only the buttons write.
_DERIVED = frozenset({"state", "approved_by", "approved_on", "launched_on", "done_on"})
#: When it leaves.
_WHEN = frozenset({"date_planned", "launch_alone"})
#: What was approved: to whom, what and how. It stays as it was from then on.
AUDIENCE = (
    *("segment_ids", "list_ids", "partner_ids", "lead_ids"),
    *("exclude_segment_ids", "exclude_list_ids", "exclude_partner_ids", "exclude_days"),
)
APPROVED = frozenset({"campaign_id", "channel", "subject", "body", "script", *AUDIENCE})


class DespachoAction(models.Model):
    """A commercial action: one channel, one date and one message of a campaign, for an audience.

    Approving it freezes its recipients (``recipient_ids``): what was approved is what leaves.
    A channel adds what it does by extending the hooks of ``despacho_action_state.py``.
    """

    _name = "despacho.action"
    _description = "Commercial action"
    _inherit = ["mail.thread", "mail.activity.mixin"]
    _order = "date_planned desc, id desc"
    _check_company_auto = True

    name = fields.Char(required=True, tracking=True)
    campaign_id = fields.Many2one(
        "despacho.campaign",
        string="Campaign",
        required=True,
        index=True,
        ondelete="restrict",
        check_company=True,
        tracking=True,
    )
    company_id = fields.Many2one(related="campaign_id.company_id", store=True, index=True, precompute=True)
    service_line_id = fields.Many2one(related="campaign_id.service_line_id", store=True, index=True, precompute=True)
    currency_id = fields.Many2one(related="company_id.currency_id")
    active = fields.Boolean(default=True)
    channel = fields.Selection("_get_channels", required=True, default="email", index=True, tracking=True)
    date_planned = fields.Datetime(string="Planned for", index=True, tracking=True, copy=False)
    launch_alone = fields.Boolean(
        string="Launch it by itself on its date",
        tracking=True,
        help="Once it is approved it leaves at the hour planned, without anybody having to launch it.",
    )
    user_id = fields.Many2one(
        "res.users",
        string="Answers for it",
        index=True,
        ondelete="set null",
        default=lambda self: self.env.user,
        domain="[('share', '=', False)]",
        tracking=True,
    )

    segment_ids = fields.Many2many(
        "despacho.segment", "despacho_action_segment_rel", string="Segments", check_company=True
    )
    list_ids = fields.Many2many("mailing.list", "despacho_action_list_rel", string="Mailing lists")
    partner_ids = fields.Many2many(
        "res.partner", "despacho_action_partner_rel", string="Chosen contacts", check_company=True
    )
    lead_ids = fields.Many2many(
        "crm.lead",
        "despacho_action_lead_rel",
        string="Chosen leads",
        check_company=True,
        help="Also those of which there is no contact yet.",
    )
    exclude_segment_ids = fields.Many2many(
        "despacho.segment", "despacho_action_no_segment_rel", string="But not these segments", check_company=True
    )
    exclude_list_ids = fields.Many2many(
        "mailing.list", "despacho_action_no_list_rel", string="But not these mailing lists"
    )
    exclude_partner_ids = fields.Many2many(
        "res.partner", "despacho_action_no_partner_rel", string="But not these contacts", check_company=True
    )
    exclude_days = fields.Integer(
        string="Not who was addressed in the last days",
        help="Whoever another action was sent to within these days is left out. 0: nobody is.",
    )

    subject = fields.Char(string="Subject line", tracking=True)
    body = fields.Html(string="Message", sanitize_style=True)
    script = fields.Html(help="What is said on the phone, on the visit or at the event.")
    strategy = fields.Html(string="Strategy and reasons", help="Why these, why now, why this message and this channel.")
    cost = fields.Monetary(tracking=True, copy=False, help="What it cost, or will: postage, printing, hours.")
    lessons = fields.Html(copy=False, help="What to do again.")
    mistakes = fields.Html(copy=False, help="What not to do again.")

    state = fields.Selection(
        STATES, required=True, default="draft", readonly=True, index=True, tracking=True, copy=False, group_expand=True
    )
    approved_by = fields.Many2one("res.users", string="Approved by", readonly=True, copy=False, ondelete="set null")
    approved_on = fields.Datetime(string="Approved on", readonly=True, copy=False)
    launched_on = fields.Datetime(string="Launched on", readonly=True, copy=False, index=True)
    done_on = fields.Datetime(string="Done on", readonly=True, copy=False)

    _days = models.Constraint("CHECK (exclude_days >= 0)", "The days since another action cannot be less than none.")

    @api.model
    def _get_channels(self):
        """Return the channels that the base can use: SMS only where Odoo can send them."""
        # The labels are translated with the one field whose channels never change.
        labels = self.env["despacho.campaign.review"]._fields["channel"]._description_selection(self.env)
        modes = self.env["mailing.mailing"]._fields["mailing_type"].get_values(self.env)
        return [(code, label) for code, label in labels if code != "sms" or "sms" in modes]

    @api.constrains("state", "campaign_id")
    def _check_reviewed(self):
        """Nothing is approved nor launched, by anybody, before the earlier actions were looked at."""
        self.filtered(lambda action: action.state in UNDER_WAY).campaign_id._check_launch()

    @api.model_create_multi
    def create(self, vals_list):
        for vals in vals_list:
            self._check_derived({name for name in vals if name != "state" or vals[name] != "draft"})
        actions = self if self.env.su else without_defaults(self, self._get_derived())
        return super(DespachoAction, actions).create(vals_list)

    def write(self, vals):
        self._check_derived(vals)
        if not APPROVED.isdisjoint(vals):
            self._check_design()
        if "active" in vals and not vals["active"]:
            self._check_not_under_way()
        if not _WHEN.isdisjoint(vals):
            # Of what is approved, when it leaves is decided by whoever may launch it.
            self.filtered(lambda action: action.state in ("freezing", "approved"))._check_may_launch()
        return super().write(vals)

    @api.model
    def _get_derived(self):
        """Return the fields that only the buttons and the jobs write."""
        return _DERIVED

    @api.model
    def _check_derived(self, names):
        if not self.env.su and not self._get_derived().isdisjoint(names):
            raise AccessError(self.env._("An action is approved, launched and finished with its buttons."))

    def _check_design(self):
        for action in self.filtered(lambda action: action.state != "draft"):
            raise UserError(
                self.env._(
                    "«%(action)s» is approved: to whom it goes and what it says stay as they were approved. "
                    "Take it back to design to change them.",
                    action=action.name,
                )
            )

    def _check_not_under_way(self):
        """What goes on leaving is not put out of sight."""
        for action in self.filtered(lambda action: action.state in UNDER_WAY):
            raise UserError(
                self.env._("«%(action)s» is under way: finish it or cancel it before archiving it.", action=action.name)
            )

    @api.ondelete(at_uninstall=False)
    def _unlink_except_approved(self):
        for action in self:
            if action.state not in ("draft", "cancelled") or action.launched_on:
                raise UserError(
                    self.env._(
                        "«%(action)s» was approved: what was done is kept. Cancel or archive it.", action=action.name
                    )
                )

    def copy_data(self, default=None):
        rows = super().copy_data(default)
        if not (default or {}).get("name"):
            for action, row in zip(self, rows, strict=True):
                row["name"] = self.env._("%(name)s (copy)", name=action.name)
        return rows
