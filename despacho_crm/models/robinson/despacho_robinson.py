from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import format_date

#: Its files say of many persons where they live: they are for whoever consults the list.
_FILES = "despacho_crm.group_steward,despacho_crm.group_privacy"
#: What only its two steps write.
_STEPS = frozenset(
    {"state", "seal", "answered_count", "listed_count", "asked_count", "prepared_on", "file_out", "user_id"}
)


class DespachoRobinson(models.Model):
    """A consultation of the Lista Robinson: whom it asked for, when, for which campaign, and what it answered.

    The file that asks is made here, goes through the service's own program, and what that one answers comes back.
    """

    _name = "despacho.robinson"
    _description = "Consultation of the Lista Robinson"
    _order = "id desc"
    _check_company_auto = True

    name = fields.Char(compute="_compute_name", store=True)
    company_id = fields.Many2one(
        "res.company", string="Firm", required=True, index=True, default=lambda self: self.env.company
    )
    user_id = fields.Many2one("res.users", string="Who", readonly=True, default=lambda self: self.env.user)
    campaign_id = fields.Many2one("utm.campaign", string="Campaign", ondelete="set null", index="btree_not_null")
    segment_ids = fields.Many2many(
        "despacho.segment",
        string="Only of these segments",
        help="Empty: all private individuals and sole traders of the base.",
    )
    by_phone = fields.Boolean(string="Calls", default=True)
    by_post = fields.Boolean(string="Letters", default=True)
    by_email = fields.Boolean(string="E-mail", default=False)
    by_sms = fields.Boolean(string="Text messages", default=False)
    prepared_on = fields.Datetime(string="File made on", readonly=True, copy=False)
    file_out = fields.Binary(string="File to consult", readonly=True, attachment=True, copy=False, groups=_FILES)
    file_out_name = fields.Char(readonly=True, copy=False)
    asked_count = fields.Integer(string="Rows asked", readonly=True, copy=False)
    file_in = fields.Binary(string="Answer of the service", attachment=True, copy=False, groups=_FILES)
    file_in_name = fields.Char(copy=False)
    consulted_on = fields.Date(
        string="Consulted on",
        default=fields.Date.context_today,
        help="Day on which the service's program was run: from then on it counts.",
    )
    answered_count = fields.Integer(string="Rows answered", readonly=True, copy=False)
    listed_count = fields.Integer(string="In the list", readonly=True, copy=False)
    seal = fields.Char(string="Fingerprint of the answer (SHA-256)", readonly=True, copy=False)
    state = fields.Selection(
        [("draft", "To be consulted"), ("prepared", "File made"), ("done", "Answered")],
        required=True,
        readonly=True,
        default="draft",
        copy=False,
    )
    line_ids = fields.One2many("despacho.robinson.line", "consultation_id", string="What it said")
    expires_on = fields.Date(string="It counts until", compute="_compute_expires_on")

    @api.depends("campaign_id", "consulted_on")
    def _compute_name(self):
        for consultation in self:
            parts = [
                self.env._("Lista Robinson"),
                format_date(self.env, consultation.consulted_on),
                consultation.campaign_id.name,
            ]
            consultation.name = " · ".join(part for part in parts if part)

    @api.depends("consulted_on", "company_id.privacy_robinson_days")
    def _compute_expires_on(self):
        for consultation in self:
            days = consultation.company_id.privacy_robinson_days
            day = consultation.consulted_on if consultation.state == "done" else False
            consultation.expires_on = day and fields.Date.add(day, days=days)

    @api.model_create_multi
    def create(self, vals_list):
        if not self.env.su:
            vals_list = [{name: value for name, value in vals.items() if name not in _STEPS} for vals in vals_list]
        return super().create(vals_list)

    def write(self, vals):
        if not self.env.su and not _STEPS.isdisjoint(vals):
            raise UserError(
                self.env._("Use «Make the file to consult» and «Read the answer»: what they do notes itself.")
            )
        if not self.env.su and any(consultation.state == "done" for consultation in self):
            raise UserError(self.env._("What the Lista Robinson answered is not changed: make another consultation."))
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_done(self):
        if any(consultation.state == "done" for consultation in self):
            raise UserError(self.env._("What the Lista Robinson answered is kept: it proves that it was consulted."))

    def action_view_listed(self):
        """Open those who are in the list."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("In the Lista Robinson"),
            "res_model": "despacho.robinson.line",
            "views": [(False, "list"), (False, "kanban")],
            "domain": [("consultation_id", "=", self.id)],
            "context": {"search_default_filter_listed": 1},
        }
