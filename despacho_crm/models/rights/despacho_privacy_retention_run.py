from odoo import api, fields, models
from odoo.exceptions import UserError

#: Persons blocked before each commit.
_AT_A_TIME = 50


class DespachoPrivacyRetentionRun(models.Model):
    """What a retention rule would take away, seen by a person before anything goes."""

    _name = "despacho.privacy.retention.run"
    _description = "Review of a Retention Rule"
    _inherit = ["mail.thread", "mail.activity.mixin"]
    _order = "id desc"
    _rec_name = "rule_id"

    rule_id = fields.Many2one(
        "despacho.privacy.retention", string="Rule", required=True, readonly=True, ondelete="restrict", index=True
    )
    company_id = fields.Many2one(related="rule_id.company_id", store=True, index=True)
    state = fields.Selection(
        [("preview", "To be looked at"), ("applying", "Being applied"), ("done", "Applied"), ("cancelled", "Left")],
        default="preview",
        required=True,
        readonly=True,
        tracking=True,
    )
    before = fields.Date(string="Nothing heard since", readonly=True)
    line_ids = fields.One2many("despacho.privacy.retention.line", "run_id", string="Persons")
    block_ids = fields.One2many("despacho.privacy.block", "run_id", string="Blockings")
    line_count = fields.Integer(string="Persons found", compute="_compute_counts")
    waiting_count = fields.Integer(string="To be blocked", compute="_compute_counts")
    blocked_count = fields.Integer(string="Persons blocked", compute="_compute_counts")
    approved_by = fields.Many2one("res.users", string="Approved by", readonly=True)
    approved_on = fields.Datetime(string="Approved on", readonly=True)

    @api.depends("line_ids.state", "line_ids.spared")
    def _compute_counts(self):
        counts = {}
        lines = self.env["despacho.privacy.retention.line"]
        for run, state, spared, count in lines._read_group(
            [("run_id", "in", self.ids)], ["run_id", "state", "spared"], ["__count"]
        ):
            counts.setdefault(run.id, []).append((state, spared, count))
        for run in self:
            mine = counts.get(run._origin.id, [])
            run.line_count = sum(count for __, __, count in mine)
            run.waiting_count = sum(count for state, spared, count in mine if state == "waiting" and not spared)
            run.blocked_count = sum(count for state, __, count in mine if state == "blocked")

    def write(self, vals):
        if not self.env.su and not {"rule_id", "state", "before", "approved_by", "approved_on"}.isdisjoint(vals):
            raise UserError(self.env._("Use the buttons of the review: who approved it, and when, is the proof."))
        return super().write(vals)

    def action_open(self):
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Who would be blocked"),
            "res_model": self._name,
            "res_id": self.id,
            "views": [(False, "form")],
        }

    def action_apply(self):
        """Block those who were not spared: the button asks before, and each can be shown again."""
        self.ensure_one()
        self.env["despacho.privacy.block"]._check_right()
        if self.state != "preview":
            raise UserError(self.env._("This review was applied or left already. Make a new one from its rule."))
        # sudo: the review writes its own state
        self.sudo().write({"state": "applying", "approved_by": self.env.uid, "approved_on": fields.Datetime.now()})
        self.activity_ids.action_done()
        self.env.ref("despacho_crm.ir_cron_privacy_retention_apply")._trigger()
        return True

    def action_cancel(self):
        self.env["despacho.privacy.block"]._check_right()
        if any(run.state != "preview" for run in self):
            raise UserError(self.env._("What was applied is undone one by one, in the list of blocked persons."))
        self._cancel()
        return True

    def _cancel(self):
        # sudo: as above
        self.sudo().write({"state": "cancelled"})

    @api.model
    def _cron_apply(self):
        """Block those of the approved reviews, in batches; who was heard of meanwhile is left."""
        lines = self.env["despacho.privacy.retention.line"]
        run = self.search([("state", "=", "applying")], limit=1, order="id")
        if not run:
            return
        waiting = [("run_id", "=", run.id), ("state", "=", "waiting")]
        batch = lines.search(waiting, limit=_AT_A_TIME)
        batch._apply()
        remaining = lines.search_count(waiting)
        if not remaining:
            run.state = "done"
        others = self.search_count([("state", "=", "applying")])
        self.env["ir.cron"]._commit_progress(len(batch), remaining=remaining + others)


class DespachoPrivacyRetentionLine(models.Model):
    """One contact or lead that a retention rule would block, or that a person spares."""

    _name = "despacho.privacy.retention.line"
    _description = "Person of a Retention Review"
    _order = "last_on, id"

    run_id = fields.Many2one("despacho.privacy.retention.run", required=True, ondelete="cascade", index=True)
    company_id = fields.Many2one(related="run_id.company_id", store=True)
    run_state = fields.Selection(related="run_id.state", string="State of the review")
    partner_id = fields.Many2one(
        "res.partner", string="Contact", readonly=True, ondelete="cascade", index="btree_not_null"
    )
    lead_id = fields.Many2one("crm.lead", string="Lead", readonly=True, ondelete="cascade", index="btree_not_null")
    last_on = fields.Date(string="Last heard of on", readonly=True)
    spared = fields.Boolean(string="Keep")
    spared_why = fields.Char(string="Why they are kept")
    state = fields.Selection(
        [("waiting", "To be blocked"), ("blocked", "Blocked"), ("left", "Left")],
        default="waiting",
        required=True,
        readonly=True,
    )

    def write(self, vals):
        if not self.env.su and not {"spared", "spared_why"}.issuperset(vals):
            raise UserError(self.env._("Say of each person whether they are kept, and why: the rest is of the review."))
        if "spared" in vals and any(line.run_id.state != "preview" for line in self):
            raise UserError(self.env._("This review was approved already: show the person again instead."))
        return super().write(vals)

    def _apply(self):
        """Block those still reached by the rule and not spared."""
        for rule, lines in self.grouped(lambda line: line.run_id.rule_id).items():
            still = {number for number, __ in rule._find()}
            goes = lines.filtered(
                lambda line, still=still: not line.spared and (line.partner_id or line.lead_id).id in still
            )
            block = self.env["despacho.privacy.block"].with_company(rule.company_id)
            blocked = self.browse()
            for line in goes:
                try:
                    with self.env.cr.savepoint():
                        block._block(
                            line.partner_id,
                            line.lead_id,
                            "retention",
                            note=rule.name,
                            run_id=line.run_id.id,
                            company_id=rule.company_id.id,
                            blocked_by=line.run_id.approved_by.id or self.env.uid,
                        )
                except UserError as refused:
                    # One who may not be blocked does not hold the others back for ever.
                    line.spared_why = str(refused)
                else:
                    blocked |= line
            blocked.state = "blocked"
            (lines - blocked).state = "left"
