from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.tools import ormcache

REASONS = [
    ("erasure", "The person asked to be erased"),
    ("restriction", "The person asked for restriction"),
    ("retention", "The time to keep it is over"),
    ("other", "Another reason"),
]
#: What a person writes of a blocking; the rest says what is shown again and what is destroyed.
_BY_HAND = ("destroy_on", "message_", "activity_", "my_activity_")


class DespachoPrivacyBlock(models.Model):
    """A person whose data are blocked: kept apart for courts and authorities until liabilities lapse (art. 32 LOPDGDD).

    What was hidden stays written here, so that it is shown again if it was a mistake. When it is
    destroyed the row stays, and says nothing of the person.
    """

    _name = "despacho.privacy.block"
    _description = "Blocked Person"
    _inherit = ["mail.thread", "mail.activity.mixin"]
    _order = "blocked_on desc, id desc"
    _check_company_auto = True

    company_id = fields.Many2one("res.company", required=True, index=True, default=lambda self: self.env.company)
    request_id = fields.Many2one("despacho.privacy.request", string="Request", ondelete="set null", index=True)
    run_id = fields.Many2one("despacho.privacy.retention.run", string="Retention", ondelete="set null", index=True)
    partner_id = fields.Many2one(
        "res.partner", string="Contact", ondelete="set null", index="btree_not_null", context={"active_test": False}
    )
    lead_id = fields.Many2one(
        "crm.lead", string="Lead", ondelete="set null", index="btree_not_null", context={"active_test": False}
    )
    state = fields.Selection(
        [("blocked", "Blocked"), ("undone", "Shown again"), ("destroyed", "Destroyed")],
        default="blocked",
        required=True,
        readonly=True,
        tracking=True,
    )
    reason = fields.Selection(REASONS, required=True, readonly=True)
    note = fields.Text(string="Why", readonly=True)
    blocked_on = fields.Datetime(string="Blocked on", required=True, readonly=True, default=fields.Datetime.now)
    blocked_by = fields.Many2one(
        "res.users", string="Blocked by", required=True, readonly=True, default=lambda self: self.env.user
    )
    invoiced = fields.Boolean(
        string="Has invoices",
        readonly=True,
        help="Invoicing goes on seeing name, NIF and address, for the law makes the firm keep its invoices.",
    )
    destroy_on = fields.Date(
        string="Destroy from",
        tracking=True,
        help="When no liability remains: until then courts, the tax office or the data protection agency may ask "
        "for the data. Empty: never by itself.",
    )
    is_due = fields.Boolean(string="To be destroyed", compute="_compute_is_due", search="_search_is_due")
    hidden = fields.Json(readonly=True, help="{model: ids} of what was hidden.")
    archived = fields.Json(readonly=True, help="{model: ids} of what was archived with it.")
    aside = fields.Json(readonly=True, help="Values put aside of contacts that invoicing goes on seeing.")
    followed = fields.Json(readonly=True, help="[[model, id, contact id, subtype ids]] of what they followed.")
    hidden_count = fields.Integer(string="Records hidden", compute="_compute_hidden_count")
    key_ids = fields.One2many("despacho.privacy.block.key", "block_id", string="Keys")
    ended_on = fields.Datetime(string="Ended on", readonly=True)
    ended_by = fields.Many2one("res.users", string="Ended by", readonly=True)
    end_note = fields.Text(string="Why it ended", readonly=True)

    @api.depends("partner_id", "lead_id", "state")
    def _compute_display_name(self):
        for block in self:
            person = block.partner_id.display_name or block.lead_id.contact_name or block.lead_id.display_name
            block.display_name = person or self.env._("Erased person no. %(number)s", number=block.id)

    @api.depends("hidden")
    def _compute_hidden_count(self):
        for block in self:
            block.hidden_count = sum(len(ids) for ids in (block.hidden or {}).values())

    @api.depends("state", "destroy_on")
    def _compute_is_due(self):
        today = fields.Date.context_today(self)
        for block in self:
            block.is_due = block.state == "blocked" and bool(block.destroy_on) and block.destroy_on <= today

    @api.model
    def _search_is_due(self, operator, value):
        if operator != "in":
            return NotImplemented
        due = self._get_due_domain()
        return due if True in value else ~due

    @api.model
    def _get_due_domain(self):
        today = fields.Date.context_today(self)
        return fields.Domain("state", "=", "blocked") & fields.Domain("destroy_on", "<=", today)

    @api.model
    def _check_right(self):
        if not self.env.su and not self.env.user.has_group("despacho_crm.group_privacy"):
            raise AccessError(
                self.env._("Only those of data protection block, show again and destroy. Ask one of them to do it.")
            )

    @api.model
    @ormcache()
    def _is_anybody_blocked(self):
        """Whether the rules that hide have anybody to hide: whoever is destroyed stays hidden, as a number.

        It is remembered as long as what each user may see is, see ``_forget_rules``.
        """
        return bool(self.search_fetch([("state", "!=", "undone")], ["id"], limit=1))

    def _forget_rules(self):
        """Have the rules asked again: what each user may see is remembered, here and by every other process."""
        self.env.registry.clear_cache()
        # Who asked before this was stored has remembered the answer of before.
        self.env.cr.postcommit.add(self.env.registry.clear_cache)

    @api.model_create_multi
    def create(self, vals_list):
        blocks = super().create(vals_list)
        self._forget_rules()
        return blocks

    def write(self, vals):
        if not self.env.su and not all(name.startswith(_BY_HAND) for name in vals):
            raise UserError(
                self.env._(
                    "Of a blocking only the day from which it is destroyed is written. Use its buttons to show the "
                    "person again or to destroy the data."
                )
            )
        result = super().write(vals)
        if "state" in vals:
            self._forget_rules()
        return result

    @api.ondelete(at_uninstall=False)
    def _unlink_except_evidence(self):
        raise UserError(self.env._("Blockings are kept: they prove what was done, and say nothing of who was erased."))
