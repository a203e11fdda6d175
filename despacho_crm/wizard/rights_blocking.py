from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain

from ..models.rights.despacho_privacy_block import REASONS


class DespachoPrivacyBlocking(models.TransientModel):
    """What blocking hides, shown before anything is hidden."""

    _name = "despacho.privacy.blocking"
    _description = "Block the Data of a Person"

    request_id = fields.Many2one("despacho.privacy.request", readonly=True, ondelete="cascade")
    partner_ids = fields.Many2many(
        "res.partner",
        string="Contacts",
        compute="_compute_people",
        store=True,
        readonly=False,
        context={"active_test": False},
    )
    lead_ids = fields.Many2many(
        "crm.lead",
        string="Leads",
        compute="_compute_people",
        store=True,
        readonly=False,
        context={"active_test": False},
    )
    list_emails = fields.Char(related="request_id.list_emails")
    reason = fields.Selection(
        REASONS, compute="_compute_reason", store=True, readonly=False, required=True, precompute=True
    )
    note = fields.Text(string="Why")
    below_count = fields.Integer(string="People and addresses below them", compute="_compute_reach")
    lead_count = fields.Integer(string="Leads and opportunities", compute="_compute_reach")
    waiting_count = fields.Integer(string="Waiting in commercial actions", compute="_compute_reach")
    last_invoice = fields.Date(string="Last invoice", compute="_compute_reach")
    destroy_on = fields.Date(string="To be destroyed from", compute="_compute_reach")

    @api.depends("request_id")
    def _compute_people(self):
        for wizard in self:
            request = wizard.request_id
            wizard.partner_ids = request.partner_ids
            wizard.lead_ids = request.lead_ids

    @api.depends("request_id")
    def _compute_reason(self):
        for wizard in self:
            kind = wizard.request_id.kind
            wizard.reason = kind if kind in ("erasure", "restriction") else wizard.reason or "other"

    @api.depends("partner_ids", "lead_ids", "list_emails", "reason")
    def _compute_reach(self):
        blocks = self.env["despacho.privacy.block"]
        for wizard in self:
            # sudo: only counted
            people, leads = wizard.partner_ids._origin.sudo(), wizard.lead_ids._origin.sudo()
            people |= people._privacy_below()
            leads |= leads.with_context(active_test=False).search([("partner_id", "in", people.ids)])
            wizard.below_count = len(people - wizard.partner_ids._origin)
            wizard.lead_count = len(leads)
            wizard.last_invoice = blocks._get_last_invoice(people)
            wizard.destroy_on = blocks._get_destroy_on(wizard.reason, wizard.last_invoice)
            # sudo: as above
            rows = self.env["despacho.action.recipient"].sudo()
            theirs = Domain("partner_id", "in", people.ids) | Domain("lead_id", "in", leads.ids)
            theirs |= rows._get_listed_domain(wizard.request_id._get_list_emails())
            wizard.waiting_count = rows.search_count(theirs & Domain("state", "in", ("waiting", "leaving")))

    def action_block(self):
        self.ensure_one()
        if not (self.partner_ids or self.lead_ids or self.list_emails):
            raise UserError(self.env._("Choose the contacts or leads that are blocked."))
        if not self.request_id and not self.note:
            raise UserError(self.env._("Write why: nobody asked for it, and it has to be justified."))
        company = self.request_id.company_id or self.env.company
        request = self.request_id
        blocks = self.env["despacho.privacy.block"].with_company(company)
        blocks = blocks._block(
            self.partner_ids,
            self.lead_ids,
            self.reason,
            self.note,
            request._get_list_emails(),
            company_id=company.id,
            request_id=request.id,
        )
        if request:
            request._step({"state": "working"})
            request.message_post(
                body=self.env._("Data blocked: only those of data protection see them until they are destroyed.")
            )
            return {"type": "ir.actions.act_window_close"}
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Blocked persons"),
            "res_model": "despacho.privacy.block",
            "domain": [("id", "in", blocks.ids)],
            "views": [(False, "list"), (False, "form")],
        }


class DespachoPrivacyUnblock(models.TransientModel):
    """Why the data of somebody are shown and used again."""

    _name = "despacho.privacy.unblock"
    _description = "Show the Data of a Person Again"

    block_ids = fields.Many2many("despacho.privacy.block", string="Blocked persons", required=True, readonly=True)
    note = fields.Text(string="Why", required=True)

    def action_undo(self):
        return self.block_ids._undo(self.note)
