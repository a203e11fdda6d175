from odoo import api, fields, models
from odoo.exceptions import AccessError

#: What makes somebody a member: whoever changes one of them changes who is in.
DEFINITION = ("kind", "domain", "with_contacts", "company_id", "user_id", "active")
#: What only the program writes.
_DERIVED = frozenset({"member_count", "refreshed_on", "checked_on", "problem", "member_ids", "count_ids", "personal"})


class DespachoSegment(models.Model):
    """A group of contacts that resemble each other, by what is known of them: the file that a campaign is for.

    The definition stays; the members (``member_ids``) follow what is known of each contact: at once
    when the definition changes, every night otherwise, and before somebody works with them.
    It is evaluated with the rights of whoever answers for it, in its company.
    """

    _name = "despacho.segment"
    _description = "Segment"
    _inherit = ["mail.thread"]
    _order = "name, id"

    name = fields.Char(required=True, tracking=True)
    purpose = fields.Text(string="What it is for", help="Which service or action it is thought for.")
    kind = fields.Selection(
        [("live", "It keeps itself up to date"), ("list", "Fixed list")],
        string="How it is made",
        required=True,
        default="live",
        tracking=True,
        help="By its definition, who enters and leaves follows from what is known of each one. "
        "In a fixed list there are only those who were added by hand.",
    )
    domain = fields.Text(string="Definition", required=True, default="[]")
    with_contacts = fields.Boolean(
        string="Also the contacts inside the companies",
        tracking=True,
        help="Without it there are companies and people of their own, and not who works in them.",
    )
    company_id = fields.Many2one(
        "res.company",
        string="Company",
        index=True,
        ondelete="cascade",
        default=lambda self: self.env.company,
        help="Whose contacts it looks for. Empty, those of all the companies of whoever answers for it.",
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
    shared = fields.Boolean(
        string="Of the whole firm",
        default=True,
        tracking=True,
        help="Everybody uses it; otherwise only whoever answers for it sees it.",
    )
    active = fields.Boolean(default=True)

    member_ids = fields.One2many("despacho.segment.member", "segment_id", string="Members", readonly=True, copy=False)
    count_ids = fields.One2many("despacho.segment.count", "segment_id", string="Weeks", readonly=True, copy=False)
    member_count = fields.Integer(string="Contacts", readonly=True, copy=False)
    refreshed_on = fields.Datetime(string="Up to date since", readonly=True, copy=False)
    checked_on = fields.Datetime(string="Last try to bring it up to date", readonly=True, copy=False)
    problem = fields.Char(readonly=True, copy=False, help="Why it could not be brought up to date.")
    entered_week = fields.Integer(string="Entered this week", compute="_compute_week")
    left_week = fields.Integer(string="Left this week", compute="_compute_week")
    hand_count = fields.Integer(string="Decided by hand", compute="_compute_hand_count")

    @api.depends("member_ids.since", "member_ids.left", "member_ids.active")
    @api.depends_context("uid", "allowed_company_ids")
    def _compute_week(self):
        members = self.env["despacho.segment.member"].with_context(active_test=False)
        counts = {}
        for name, domain in members._week_domains().items():
            rows = members._read_group(domain & members._of(self), ["segment_id"], ["__count"])
            counts[name] = {segment.id: count for segment, count in rows}
        for segment in self:
            segment.entered_week = counts["entered"].get(segment.id, 0)
            segment.left_week = counts["left"].get(segment.id, 0)

    @api.depends("member_ids.hand")
    @api.depends_context("uid", "allowed_company_ids")
    def _compute_hand_count(self):
        members = self.env["despacho.segment.member"].with_context(active_test=False)
        rows = members._read_group([("segment_id", "in", self.ids), ("hand", "!=", False)], ["segment_id"], ["__count"])
        counts = {segment.id: count for segment, count in rows}
        for segment in self:
            segment.hand_count = counts.get(segment.id, 0)

    @api.model_create_multi
    def create(self, vals_list):
        for vals in vals_list:
            self._check_derived(vals)
        segments = super().create(vals_list)
        segments._refresh(cause="definition")
        return segments

    def write(self, vals):
        self._check_derived(vals)
        counts = {}
        if "domain" in vals:
            counts = {segment: segment.member_count for segment in self if segment.domain != vals["domain"]}
        # An archived segment is not kept up to date, and somebody may stand on one that is.
        after = self._with_dependants() if not vals.get("active", True) else self.browse()
        result = super().write(vals)
        if any(name in vals for name in DEFINITION):
            (self._with_dependants() | after).filtered("active")._refresh(cause="definition")
        for segment, count in counts.items():
            # In words that everybody reads: the definition itself is for the screen.
            segment._message_log(
                body=self.env._(
                    "The definition changed: of %(before)s contacts there are %(after)s now.",
                    before=count,
                    after=segment.member_count,
                )
            )
        return result

    @api.model
    def _check_derived(self, vals):
        if not self.env.su and not _DERIVED.isdisjoint(vals):
            raise AccessError(self.env._("Who is in a segment follows from its definition, or is added by hand."))

    def copy_data(self, default=None):
        rows = super().copy_data(default)
        if not (default or {}).get("name"):
            for segment, row in zip(self, rows, strict=True):
                row["name"] = self.env._("%(name)s (copy)", name=segment.name)
        return rows

    # What people open from it

    def action_refresh(self):
        self.check_access("read")
        for segment in self.filtered("active"):
            segment._refresh_or_tell()
        return True

    def action_members(self):
        """Open the file: those who are in it now."""
        self.ensure_one()
        self.check_access("read")
        if self.active:
            self._refresh_or_tell()
        action = self.env["ir.actions.act_window"]._for_xml_id("despacho_crm.action_segment_file")
        action["domain"] = [("segment_ids", "in", self.ids)]
        action["display_name"] = action["name"] = self.name
        return action

    def action_movements(self):
        """Open who entered and left this week."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id("despacho_crm.action_segment_movements")
        action["domain"] = [("segment_id", "=", self.id)]
        action["display_name"] = self.env._("%(segment)s: who entered and left", segment=self.name)
        return action

    def action_hand(self):
        """Open who was added or left out by hand."""
        action = self.action_movements()
        action["context"] = {"active_test": False, "search_default_hand": 1}
        action["display_name"] = self.env._("%(segment)s: decided by hand", segment=self.name)
        return action

    def action_history(self):
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id("despacho_crm.action_segment_history")
        action["domain"] = [("segment_id", "=", self.id)]
        action["display_name"] = self.env._("%(segment)s: week by week", segment=self.name)
        return action

    def action_add(self):
        """Ask whom to add by hand, and why."""
        self.ensure_one()
        return self._ask_hand("in")

    def action_mailing(self):
        """Write to those who are in it: the mailing asks again who is in when it leaves."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Mailing to «%(segment)s»", segment=self.name),
            "res_model": "mailing.mailing",
            "views": [(False, "form")],
            "context": {
                "default_mailing_model_id": self.env["ir.model"]._get_id("res.partner"),
                "default_mailing_domain": repr([("segment_ids", "in", self.ids)]),
            },
        }
